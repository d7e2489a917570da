// SPDX-License-Identifier: Apache-2.0

// The last line of defence: code does not log secrets, and when it does by mistake the log still does not hold them.
//
// A key that speaks of a secret hides its whole value. In any text these are hidden: a JSON Web Token (`eyJ…`), what
// follows `Bearer`, the password in `scheme://user:password@host`, and the value of `password=…` and its like.

/// Finds secrets in log lines and hides them.
enum SecretMask {
    /// What stands where a secret was.
    static let mask = "***"

    private static let secretWords = [
        "password", "passwd", "passphrase", "token", "authorization", "secret", "cookie", "apikey",
        "privatekey",
        "credential",
    ].map { Array($0.utf8) }

    /// Whether values under this key are hidden, whatever they are.
    static func hides(key: String) -> Bool {
        isSecret(word: key.utf8)
    }

    /// The text with what looks like a secret replaced.
    static func masked(_ text: String) -> String {
        // Nearly every text is plain, and that is found out without a copy.
        if text.utf8.withContiguousStorageIfAvailable({ isPlain($0) }) ?? false { return text }
        let bytes = Array(text.utf8)
        var scanner = Scanner(bytes: bytes)
        let ranges = scanner.secrets()
        guard !ranges.isEmpty else { return text }
        var result: [UInt8] = []
        var end = 0
        for range in ranges {
            result += bytes[end..<range.lowerBound]
            result += Array(mask.utf8)
            end = range.upperBound
        }
        result += bytes[end...]
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether nothing in the text can begin a secret, see `Scanner.secrets`.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for position in bytes.indices {
            let next = position + 1 < bytes.count ? bytes[position + 1] : 0
            switch bytes[position] {
            case UInt8(ascii: "e") where next == UInt8(ascii: "y"): return false
            case UInt8(ascii: "b"), UInt8(ascii: "B"):
                if next | 0x20 == UInt8(ascii: "e") { return false }
            case UInt8(ascii: ":") where next == UInt8(ascii: "/"): return false
            case UInt8(ascii: "="): return false
            default: break
            }
        }
        return true
    }

    /// Whether the letters of a word, in either case and whatever stands between them, hold one of the words.
    fileprivate static func isSecret(word: some Sequence<UInt8>) -> Bool {
        let letters = word.compactMap { isLetter($0) ? $0 | 0x20 : nil }
        return secretWords.contains { secret in
            guard secret.count <= letters.count else { return false }
            return (0...(letters.count - secret.count)).contains { start in
                letters[start] == secret[0] && letters[start...].starts(with: secret)
            }
        }
    }

    fileprivate static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}

/// Walks over a text once and notes where secrets are. It only looks closer at four characters.
private struct Scanner {
    let bytes: [UInt8]
    private var found: [Range<Int>] = []

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func secrets() -> [Range<Int>] {
        var position = 0
        while position < bytes.count {
            let secret =
                switch bytes[position] {
                case UInt8(ascii: "e"): webToken(at: position)
                case UInt8(ascii: "b"), UInt8(ascii: "B"): bearer(at: position)
                case UInt8(ascii: ":"): userPassword(at: position)
                case UInt8(ascii: "="): assigned(at: position)
                default: Range<Int>?.none
                }
            if let secret, !secret.isEmpty {
                found.append(secret)
                position = secret.upperBound
            } else {
                position += 1
            }
        }
        return found
    }

    /// `eyJ….….…`: three parts of base64url.
    private func webToken(at start: Int) -> Range<Int>? {
        guard starts(with: "eyJ", at: start), start == 0 || !isTokenByte(bytes[start - 1]) else { return nil }
        let end = run(from: start) { isTokenByte($0) }
        return bytes[start..<end].count { $0 == UInt8(ascii: ".") } >= 2 ? start..<end : nil
    }

    /// What follows `Bearer `.
    private func bearer(at start: Int) -> Range<Int>? {
        guard starts(with: "bearer ", at: start, ignoringCase: true) else { return nil }
        let secret = start + "bearer ".utf8.count
        return secret..<run(from: secret) { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
    }

    /// The password in `scheme://user:password@host`, found at the first colon.
    private func userPassword(at start: Int) -> Range<Int>? {
        guard starts(with: "://", at: start) else { return nil }
        let end = run(from: start + 3) { $0 > 0x20 && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\"") }
        let authority = bytes[(start + 3)..<end]
        guard let host = authority.lastIndex(of: UInt8(ascii: "@")),
            let colon = authority[..<host].firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return (colon + 1)..<host
    }

    /// The value in `password=value`, found at the equals sign.
    private func assigned(at equals: Int) -> Range<Int>? {
        var start = equals
        while start > 0, isWordByte(bytes[start - 1]) { start -= 1 }
        guard SecretMask.isSecret(word: bytes[start..<equals]) else { return nil }
        let end = run(from: equals + 1) { byte in
            byte > 0x20 && !"&\"',;)".utf8.contains(byte)
        }
        return (equals + 1)..<end
    }

    private func run(from start: Int, while isInside: (UInt8) -> Bool) -> Int {
        var end = start
        while end < bytes.count, isInside(bytes[end]) { end += 1 }
        return end
    }

    private func starts(with text: String, at start: Int, ignoringCase: Bool = false) -> Bool {
        let wanted = text.utf8
        guard start + wanted.count <= bytes.count else { return false }
        return zip(wanted, bytes[start...]).allSatisfy { wanted, byte in
            wanted == (ignoringCase && SecretMask.isLetter(byte) ? byte | 0x20 : byte)
        }
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        SecretMask.isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    private func isTokenByte(_ byte: UInt8) -> Bool {
        isWordByte(byte) || byte == UInt8(ascii: ".")
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
