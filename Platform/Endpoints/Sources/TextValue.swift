// SPDX-License-Identifier: Apache-2.0
public import Core

/// A piece of text with limits that hold from the moment it is decoded.
///
/// White space around it is cut, the length is counted in Unicode scalars as JSON Schema does, and control
/// characters are refused, NUL among them, which PostgreSQL cannot store.
public protocol TextValue: Codable, Hashable, Sendable, JSONWritable, SchemaProviding, CustomStringConvertible
{
    /// The fewest and the most Unicode scalars.
    static var length: ClosedRange<Int> { get }
    /// Whether line breaks and tabs may stand in it.
    static var allowsLineBreaks: Bool { get }
    /// The text.
    var text: String { get }
    /// Wraps a text that is known to be good.
    init(trusted text: String)
}

extension TextValue {
    public static var allowsLineBreaks: Bool { false }

    public var description: String { text }

    public static var schema: Schema { .text(length, pattern: pattern) }

    private static var pattern: String {
        let allowed =
            allowsLineBreaks
            ? #"[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]*"# : #"[^\u0000-\u001F\u007F]*"#
        return length.lowerBound > 0 ? #"^(?=[\s\S]*\S)"# + allowed + "$" : "^" + allowed + "$"
    }

    /// Cuts and checks a text. Nil when it breaks the limits.
    public init?(_ raw: String) {
        guard Self.problem(with: raw) == nil else { return nil }
        self.init(trusted: raw.cut)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let raw = try container.decode(String.self)
        if let problem = Self.problem(with: raw) {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: problem)
        }
        self.init(trusted: raw.cut)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public func write(to json: inout JSONWriter) { text.write(to: &json) }

    private static func problem(with raw: String) -> String? {
        // A scalar takes at most four bytes: what is longer than that needs no counting.
        let text = raw.utf8.count > length.upperBound * 8 ? raw : raw.cut
        let count = text.utf8.count > length.upperBound * 4 ? Int.max : text.unicodeScalars.count
        guard length.contains(count) else {
            return length.lowerBound > 0
                ? "Must have \(length.lowerBound) to \(length.upperBound) characters."
                : "Must have at most \(length.upperBound) characters."
        }
        let isClean = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != 0x7F || allowsLineBreaks && (byte == 0x0A || byte == 0x0D || byte == 0x09)
        }
        return isClean ? nil : "Must not contain control characters."
    }
}

extension String {
    /// The text without white space at its ends.
    fileprivate var cut: String {
        guard let first = unicodeScalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = unicodeScalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(unicodeScalars[first...last])
    }
}
