// SPDX-License-Identifier: Apache-2.0

// Most of what a community server does is to write the same few types as JSON, so this is written for speed: one
// growing piece of raw memory instead of an array, whose every append would look whether it is shared, and
// everything between a value and its bytes inlinable, so that a module that describes its values gets code made for
// them. What is unsafe stays in `reserve` and the functions that call it.

/// A value that writes its own JSON, for the few types that most replies are made of: they are spared the way through
/// `Codable` (docs/decisions/0002-json-encoding.md).
///
/// One that is `Encodable` too must write what its `encode(to:)` describes, with the same keys in the same order; tests
/// compare the two.
public protocol JSONWritable {
    /// Appends the value.
    func write(to json: inout JSONWriter)
}

/// A growing text of JSON: compact UTF-8, in the order in which it is written.
public struct JSONWriter: ~Copyable {
    @usableFromInline var start: UnsafeMutablePointer<UInt8>
    @usableFromInline var count = 0
    @usableFromInline var capacity: Int

    init(capacity: Int = 1024) {
        self.capacity = capacity
        start = .allocate(capacity: capacity)
    }

    deinit { start.deallocate() }

    /// What was written so far.
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// The byte written last.
    var last: UInt8? { count == 0 ? nil : start[count - 1] }

    /// Appends an object; `write` appends its members.
    @inlinable public mutating func object(_ write: (inout JSONWriter) -> Void) {
        append(byte: UInt8(ascii: "{"))
        write(&self)
        append(byte: UInt8(ascii: "}"))
    }

    /// Appends a member of the object under way. The key is written as it stands, so it must need no escapes.
    @inlinable public mutating func member(_ key: StaticString, _ value: some JSONWritable) {
        append(key: key)
        value.write(to: &self)
    }

    /// Appends a member of the object under way whose key is known only now; `write` appends its value.
    public mutating func member(_ key: String, _ write: (inout JSONWriter) -> Void) {
        if last != UInt8(ascii: "{") { append(byte: UInt8(ascii: ",")) }
        append(string: key)
        append(byte: UInt8(ascii: ":"))
        write(&self)
    }

    /// Appends what is JSON already.
    public mutating func append(verbatim json: String) {
        var json = json
        json.withUTF8 { append($0) }
    }

    /// Appends an array.
    @inlinable public mutating func array(_ elements: some Sequence<some JSONWritable>) {
        append(byte: UInt8(ascii: "["))
        var isFirst = true
        for element in elements {
            if !isFirst { append(byte: UInt8(ascii: ",")) }
            isFirst = false
            element.write(to: &self)
        }
        append(byte: UInt8(ascii: "]"))
    }
}

// MARK: - Pieces

extension JSONWriter {
    /// Makes room for so many bytes and returns where they begin. Whoever calls it adds to `count` what they wrote.
    @inlinable mutating func reserve(_ more: Int) -> UnsafeMutablePointer<UInt8> {
        if capacity - count < more { grow(by: more) }
        return start + count
    }

    @usableFromInline mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        larger.update(from: start, count: count)
        start.deallocate()
        start = larger
    }

    @inlinable mutating func append(byte: UInt8) {
        reserve(1).pointee = byte
        count += 1
    }

    @inlinable mutating func append(_ text: StaticString) {
        reserve(text.utf8CodeUnitCount).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
        count += text.utf8CodeUnitCount
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress else { return }
        reserve(bytes.count).update(from: first, count: bytes.count)
        count += bytes.count
    }

    @inlinable mutating func append(key: StaticString) {
        let length = key.utf8CodeUnitCount
        var place = reserve(length + 4)
        // The brace of this very object, or the end of the member before.
        if count > 0, start[count - 1] != UInt8(ascii: "{") {
            place.pointee = UInt8(ascii: ",")
            place += 1
        }
        place[0] = UInt8(ascii: "\"")
        (place + 1).update(from: key.utf8Start, count: length)
        place[length + 1] = UInt8(ascii: "\"")
        place[length + 2] = UInt8(ascii: ":")
        count = place - start + length + 3
    }

    /// Appends so many characters that need no escapes, in quotation marks.
    @inlinable mutating func append(quoted length: Int, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void)
    {
        let place = reserve(length + 2)
        place[0] = UInt8(ascii: "\"")
        write(UnsafeMutableBufferPointer(start: place + 1, count: length))
        place[length + 1] = UInt8(ascii: "\"")
        count += length + 2
    }

    mutating func append(number: some BinaryInteger & CustomStringConvertible) {
        var text = number.description
        text.withUTF8 { append($0) }
    }

    /// Appends a string with the escapes that RFC 8259 requires.
    public mutating func append(string: String) {
        var string = string
        string.withUTF8 { utf8 in
            // Two more for the marks. What needs escapes makes room for itself.
            _ = reserve(utf8.count + 2)
            append(byte: UInt8(ascii: "\""))
            var begin = 0
            for index in utf8.indices where utf8[index].needsEscape {
                append(UnsafeBufferPointer(rebasing: utf8[begin..<index]))
                begin = index + 1
                append(escaped: utf8[index])
            }
            append(UnsafeBufferPointer(rebasing: utf8[begin...]))
            append(byte: UInt8(ascii: "\""))
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
            append(number: byte, radix: 16)
        }
    }

    private mutating func append(number: UInt8, radix: Int) {
        var text = String(number, radix: radix)
        text.withUTF8 { append($0) }
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
    @inlinable public func write(to json: inout JSONWriter) { json.append(self ? "true" : "false") }
}

extension Optional: JSONWritable where Wrapped: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.append("null") }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.array(self) }
}

extension JSONWritable where Self: RawRepresentable<String> {
    public func write(to json: inout JSONWriter) { json.append(string: rawValue) }
}

extension ID: JSONWritable {
    @inlinable public func write(to json: inout JSONWriter) { json.append(quoted: 36) { write(to: $0) } }
}

extension Timestamp: JSONWritable {
    public func write(to json: inout JSONWriter) { json.append(quoted: 24) { write(to: $0) } }
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
