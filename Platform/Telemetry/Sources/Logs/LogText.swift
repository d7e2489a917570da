// SPDX-License-Identifier: Apache-2.0

/// Bytes of one log line while it is written. Whatever text goes in, no line break or control character comes out.
struct LogText {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(256) }

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func raw(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Adds a JSON string of at most about `limit` bytes, marked with `…` where it was cut.
    mutating func quoted(_ text: String, limit: Int) {
        raw("\"")
        escaped(text, limit: limit, quotes: true)
        raw("\"")
    }

    /// Adds text with control characters escaped as JSON does, and quotes as well if asked.
    mutating func escaped(_ text: String, limit: Int, quotes: Bool) {
        if text.utf8.count <= limit, text.utf8.allSatisfy({ Self.isPlain($0) }) {
            bytes.append(contentsOf: text.utf8)
            return
        }
        let end = bytes.count + limit
        for scalar in text.unicodeScalars {
            guard bytes.count < end else {
                raw("…")
                return
            }
            switch scalar {
            case "\"" where quotes: raw("\\\"")
            case "\\" where quotes: raw("\\\\")
            case "\n": raw("\\n")
            case "\r": raw("\\r")
            case "\t": raw("\\t")
            case _ where Self.isHarmful(scalar): unicodeEscape(scalar)
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    private mutating func unicodeEscape(_ scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16)
        raw("\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
    }

    /// Printable ASCII that needs no escape, as most texts are throughout.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// Control characters drive terminals, separators break lines, and direction marks make text lie. All of them
    /// lie below U+10000.
    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0x200E...0x200F, 0xFEFF: true
        default: false
        }
    }
}
