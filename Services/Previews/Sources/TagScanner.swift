// SPDX-License-Identifier: Apache-2.0

/// A tag that begins an element.
struct OpeningTag {
    /// In lower case.
    let name: String
    /// By name in lower case; of two with the same name the first counts.
    let attributes: [String: String]
}

/// Goes through the text of a page from tag to tag, forward only.
struct TagScanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// The next tag that begins an element; nil at the end.
    mutating func next() -> OpeningTag? {
        while let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = start + 1
            guard let byte = peek else { return nil }
            if isLetter(byte) {
                if let tag = tag() { return tag }
            } else if bytes[place...].starts(with: "!--".utf8) {
                place += 3
                skipComment()
            } else if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") {
                skip(past: ">")
            }
        }
        place = bytes.count
        return nil
    }

    /// What stands before the end of an element whose content is text; the rest of the page when it has no end.
    mutating func text(until name: String) -> String {
        let start = place
        while let mark = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = mark + 1
            guard peek == UInt8(ascii: "/") else { continue }
            let end = bytes[(place + 1)...].prefix(name.utf8.count)
            guard end.elementsEqual(name.utf8, by: { lowered($0) == $1 }) else { continue }
            skip(past: ">")
            return string(bytes[start..<mark])
        }
        place = bytes.count
        return string(bytes[start...])
    }

    private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    /// A tag after its `<`; nil when the page ends within it.
    private mutating func tag() -> OpeningTag? {
        let name = string(take { !isSpace($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") })
            .lowercased()
        var attributes: [String: String] = [:]
        while let byte = peek {
            if byte == UInt8(ascii: ">") {
                place += 1
                return OpeningTag(name: name, attributes: attributes)
            }
            if isSpace(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=") {
                place += 1
                continue
            }
            let (key, value) = attribute()
            if attributes.count < PreviewsLimits.attributes, attributes[key] == nil {
                attributes[key] = value
            }
        }
        return nil
    }

    /// Takes at least one byte, as it begins at none of those that it ends before.
    private mutating func attribute() -> (String, String) {
        let key = string(
            take {
                !isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
            }
        ).lowercased()
        _ = take(while: isSpace)
        guard peek == UInt8(ascii: "=") else { return (key, "") }
        place += 1
        _ = take(while: isSpace)
        guard let quote = peek, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return (key, string(take { !isSpace($0) && $0 != UInt8(ascii: ">") }))
        }
        place += 1
        let value = take { $0 != quote }
        place = min(place + 1, bytes.count)
        return (key, string(value))
    }

    private mutating func take(while isTaken: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let end = bytes[place...].firstIndex { !isTaken($0) } ?? bytes.count
        defer { place = end }
        return bytes[place..<end]
    }

    /// Also `<!-->` and `<!--->` are whole comments.
    private mutating func skipComment() {
        for end in [">", "->"] where bytes[place...].starts(with: end.utf8) {
            place += end.utf8.count
            return
        }
        skip(past: "-->")
    }

    private mutating func skip(past end: String) {
        while let start = bytes[place...].firstIndex(of: end.utf8.first ?? 0) {
            place = start + 1
            guard bytes[start...].starts(with: end.utf8) else { continue }
            place = start + end.utf8.count
            return
        }
        place = bytes.count
    }

    /// At most so much of it as is ever shown.
    private func string(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(PreviewsLimits.value), as: UTF8.self)
    }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
private func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
