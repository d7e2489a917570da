// SPDX-License-Identifier: Apache-2.0

// Payloads travel through this module as JSON text and are never turned into values here: the service that owns
// an event decodes its argument once, and a broadcast is copied as bytes. So all that is needed is a strict check
// (RFC 8259, bounded depth) that also says where the elements of the outermost array lie.

/// Why a text is not the JSON that was expected.
enum JSONError: Error, Equatable {
    case malformed(at: Int)
    case tooDeep
}

/// A strict scanner over JSON text, which builds no values.
struct JSONScanner {
    /// What a value is, told from its first byte.
    enum Kind: Equatable {
        case object, array, string, number, literal
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let maxDepth: Int
    private var position = 0

    /// Checks that `text` is one value and tells its kind.
    static func kind(of text: ArraySlice<UInt8>, maxDepth: Int) throws(JSONError) -> Kind {
        try scan(text, maxDepth: maxDepth) { scanner throws(JSONError) in
            scanner.skipSpace()
            let kind = try scanner.value(depth: 0)
            try scanner.end()
            return kind
        }
    }

    /// Checks that `text` is one array, and returns where its elements lie, counted from the start of `text`.
    static func elements(of text: ArraySlice<UInt8>, maxDepth: Int) throws(JSONError) -> [Range<Int>] {
        try scan(text, maxDepth: maxDepth) { scanner throws(JSONError) in
            scanner.skipSpace()
            let elements = try scanner.elements()
            try scanner.end()
            return elements
        }
    }

    private static func scan<Result>(
        _ text: ArraySlice<UInt8>,
        maxDepth: Int,
        _ body: (inout JSONScanner) throws(JSONError) -> Result
    ) throws(JSONError) -> Result {
        let result: Swift.Result<Result, JSONError> = text.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes: bytes, maxDepth: maxDepth)
            do throws(JSONError) {
                return .success(try body(&scanner))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, maxDepth: Int) {
        self.bytes = bytes
        self.maxDepth = maxDepth
    }

    private var malformed: JSONError { .malformed(at: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
            position += 1
        }
    }

    private mutating func end() throws(JSONError) {
        skipSpace()
        guard position == bytes.count else { throw malformed }
    }

    private mutating func take(_ byte: UInt8) throws(JSONError) {
        guard current == byte else { throw malformed }
        position += 1
    }

    private mutating func value(depth: Int) throws(JSONError) -> Kind {
        guard let first = current else { throw malformed }
        switch first {
        case UInt8(ascii: "{"):
            try object(depth: depth + 1)
            return .object
        case UInt8(ascii: "["):
            try array(depth: depth + 1) { (_: Range<Int>) in }
            return .array
        case UInt8(ascii: "\""):
            try string()
            return .string
        case UInt8(ascii: "t"): return try literal("true")
        case UInt8(ascii: "f"): return try literal("false")
        case UInt8(ascii: "n"): return try literal("null")
        default:
            try number()
            return .number
        }
    }

    private mutating func elements() throws(JSONError) -> [Range<Int>] {
        guard current == UInt8(ascii: "[") else { throw malformed }
        var found: [Range<Int>] = []
        try array(depth: 1) { found.append($0) }
        return found
    }

    private mutating func array(depth: Int, _ element: (Range<Int>) -> Void) throws(JSONError) {
        guard depth <= maxDepth else { throw .tooDeep }
        position += 1
        skipSpace()
        if current == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            skipSpace()
            let start = position
            _ = try value(depth: depth)
            element(start..<position)
            skipSpace()
            if current == UInt8(ascii: "]") { break }
            try take(UInt8(ascii: ","))
        }
        position += 1
    }

    private mutating func object(depth: Int) throws(JSONError) {
        guard depth <= maxDepth else { throw .tooDeep }
        position += 1
        skipSpace()
        if current == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            skipSpace()
            try string()
            skipSpace()
            try take(UInt8(ascii: ":"))
            skipSpace()
            _ = try value(depth: depth)
            skipSpace()
            if current == UInt8(ascii: "}") { break }
            try take(UInt8(ascii: ","))
        }
        position += 1
    }

    private mutating func string() throws(JSONError) {
        try take(UInt8(ascii: "\""))
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): try escape()
            case 0..<0x20: throw malformed
            default: continue
            }
        }
        throw malformed
    }

    private mutating func escape() throws(JSONError) {
        guard let byte = current else { throw malformed }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            for _ in 0..<4 {
                guard let digit = current, Character(UnicodeScalar(digit)).isHexDigit else { throw malformed }
                position += 1
            }
        default: throw malformed
        }
    }

    private mutating func literal(_ text: StaticString) throws(JSONError) -> Kind {
        for index in 0..<text.utf8CodeUnitCount {
            try take(text.utf8Start[index])
        }
        return .literal
    }

    private mutating func number() throws(JSONError) {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") {
            position += 1
        } else {
            try digits()
        }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(JSONError) {
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw malformed }
    }
}

/// Reading and writing single JSON strings.
enum JSONString {
    /// The text of a string literal that the scanner has accepted; nil when an escape names no character.
    static func decode(_ literal: ArraySlice<UInt8>) -> String? {
        let body = literal.dropFirst().dropLast()
        guard body.contains(UInt8(ascii: "\\")) else { return String(decoding: body, as: UTF8.self) }
        var units: [UInt16] = []
        var rest = body[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                let run = rest.prefix { $0 != UInt8(ascii: "\\") }
                units.append(contentsOf: String(decoding: [byte] + run, as: UTF8.self).utf16)
                rest = rest.dropFirst(run.count)
                continue
            }
            guard let unit = escaped(&rest) else { return nil }
            units.append(unit)
        }
        return String(validating: units, as: UTF16.self)
    }

    private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt16? {
        switch rest.popFirst() {
        case UInt8(ascii: "b"): return 8
        case UInt8(ascii: "t"): return 9
        case UInt8(ascii: "n"): return 10
        case UInt8(ascii: "f"): return 12
        case UInt8(ascii: "r"): return 13
        case UInt8(ascii: "u"):
            let digits = rest.prefix(4)
            rest = rest.dropFirst(4)
            return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        case let other: return other.map { UInt16($0) }
        }
    }

    /// `text` as a JSON string literal, quotes included.
    static func encode(_ text: String) -> [UInt8] {
        var output: [UInt8] = [UInt8(ascii: "\"")]
        output.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): output += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
            case UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            case 0..<0x20:
                let hex = String(byte, radix: 16)
                output += Array("\\u00".utf8) + Array((hex.utf8.count == 1 ? "0" + hex : hex).utf8)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
        return output
    }
}

/// Checking text.
enum UTF8Text {
    /// Whether the bytes are UTF-8. Plain ASCII, the usual case, costs one pass and no allocation.
    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        let isASCII = bytes.withUnsafeBufferPointer { pointer in
            var seen: UInt8 = 0
            for byte in pointer { seen |= byte }
            return seen < 0x80
        }
        return isASCII || String(validating: bytes, as: UTF8.self) != nil
    }
}
