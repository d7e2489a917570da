// SPDX-License-Identifier: Apache-2.0

/// A value that writes its own JSON, for the few types that most replies are made of: going through `Codable` costs
/// them ten times as much (docs/decisions/0002-json-encoding.md).
///
/// One that is `Encodable` too must write what its `encode(to:)` describes, with the same keys in the same order; tests
/// compare the two.
public protocol JSONWritable {
    /// Appends the value.
    func write(to json: inout JSONWriter)
}

/// A growing text of JSON: compact UTF-8, in the order in which it is written.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public internal(set) var bytes: [UInt8] = []

    init(capacity: Int = 1024) { bytes.reserveCapacity(capacity) }

    /// Appends an object; `write` appends its members.
    public mutating func object(_ write: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        write(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    /// Appends a member of the object under way. The key is written as it stands, so it must need no escapes.
    public mutating func member(_ key: StaticString, _ value: some JSONWritable) {
        append(key: key)
        value.write(to: &self)
    }

    /// Appends an array.
    public mutating func array(_ elements: some Sequence<some JSONWritable>) {
        bytes.append(UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            element.write(to: &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    // The types that members nearly always have, spared the way through a witness table.

    /// Appends a text member.
    public mutating func member(_ key: StaticString, _ value: String) {
        append(key: key)
        append(string: value)
    }

    /// Appends a text member, or `null`.
    public mutating func member(_ key: StaticString, _ value: String?) {
        append(key: key)
        if let value { append(string: value) } else { append("null") }
    }

    /// Appends a number member.
    public mutating func member(_ key: StaticString, _ value: Int) {
        append(key: key)
        append(number: value)
    }

    /// Appends a truth value.
    public mutating func member(_ key: StaticString, _ value: Bool) {
        append(key: key)
        append(value ? "true" : "false")
    }

    /// Appends an id.
    public mutating func member<Entity>(_ key: StaticString, _ value: ID<Entity>) {
        append(key: key)
        append(value)
    }

    /// Appends an id, or `null`.
    public mutating func member<Entity>(_ key: StaticString, _ value: ID<Entity>?) {
        append(key: key)
        if let value { append(value) } else { append("null") }
    }

    /// Appends a moment.
    public mutating func member(_ key: StaticString, _ value: Timestamp) {
        append(key: key)
        append(value)
    }

    /// Appends a moment, or `null`.
    public mutating func member(_ key: StaticString, _ value: Timestamp?) {
        append(key: key)
        if let value { append(value) } else { append("null") }
    }
}

// MARK: - Pieces

extension JSONWriter {
    mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append<Entity>(_ id: ID<Entity>) { append(quoted: 36) { id.write(to: $0) } }

    mutating func append(_ time: Timestamp) { append(quoted: 24) { time.write(to: $0) } }

    mutating func append(number: some BinaryInteger & CustomStringConvertible) {
        bytes.append(contentsOf: number.description.utf8)
    }

    /// Appends a string with the escapes that RFC 8259 requires.
    mutating func append(string: String) {
        var string = string
        bytes.append(UInt8(ascii: "\""))
        string.withUTF8 { utf8 in
            var start = 0
            for index in utf8.indices where utf8[index].needsEscape {
                bytes.append(contentsOf: utf8[start..<index])
                start = index + 1
                append(escaped: utf8[index])
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(key: StaticString) {
        // The brace of this very object, or the end of the member before.
        if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        append(key)
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    /// Appends so many characters that need no escapes.
    private mutating func append(quoted count: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 2) { buffer in
            buffer.initialize(repeating: UInt8(ascii: "\""))
            write(UnsafeMutableBufferPointer(rebasing: buffer[1...count]))
            bytes.append(contentsOf: buffer)
        }
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(#"\""#)
        case UInt8(ascii: "\\"): append(#"\\"#)
        case UInt8(ascii: "\n"): append(#"\n"#)
        case UInt8(ascii: "\r"): append(#"\r"#)
        case UInt8(ascii: "\t"): append(#"\t"#)
        default:
            append(byte < 0x10 ? #"\u000"# : #"\u00"#)
            bytes.append(contentsOf: String(byte, radix: 16).utf8)
        }
    }
}

extension UInt8 {
    /// Whether JSON has no place for the byte inside a string.
    fileprivate var needsEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}

// MARK: - Values

extension String: JSONWritable {
    public func write(to json: inout JSONWriter) { json.append(string: self) }
}

extension Int: JSONWritable {
    public func write(to json: inout JSONWriter) { json.append(number: self) }
}

extension Bool: JSONWritable {
    public func write(to json: inout JSONWriter) { json.append(self ? "true" : "false") }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    public func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.append("null") }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    public func write(to json: inout JSONWriter) { json.array(self) }
}

extension JSONWritable where Self: RawRepresentable<String> {
    public func write(to json: inout JSONWriter) { json.append(string: rawValue) }
}

extension ID: JSONWritable {
    public func write(to json: inout JSONWriter) { json.append(self) }
}

extension Timestamp: JSONWritable {
    public func write(to json: inout JSONWriter) { json.append(self) }
}

extension Cursor: JSONWritable {
    public func write(to json: inout JSONWriter) { json.append(string: description) }
}

extension Page: JSONWritable where Item: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("items", items)
            json.member("nextCursor", nextCursor)
        }
    }
}
