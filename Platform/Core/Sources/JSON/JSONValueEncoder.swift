// SPDX-License-Identifier: Apache-2.0

// A Codable encoder that writes straight into one growing text.
//
// Why not Foundation's JSONEncoder: it builds a tree first and costs more than twice as much (figures in
// docs/decisions/0002-json-encoding.md). It also leaves nil fields out, where the API promises `null`.
// A value that is `JSONWritable` is spared all of this.
//
// A container cannot tell when it is complete, so each one knows its depth and whoever writes next at a smaller
// depth closes what is still open above it.

/// The text written so far and the containers still open.
final class JSONBuffer {
    var json = JSONWriter()
    private var closers: [UInt8] = []

    var depth: Int { closers.count }

    func write(_ value: some Encodable) throws {
        if let writable = value as? any JSONWritable { return writable.write(to: &json) }
        let before = depth
        let length = json.count
        try value.encode(to: JSONValueEncoder(buffer: self))
        close(to: before)
        if json.count == length { json.append("{}") }  // A type without a field asks for no container.
    }

    func open(_ opener: Character, closer: Character) -> Int {
        json.append(byte: opener.asciiValue ?? 0)
        closers.append(closer.asciiValue ?? 0)
        return depth
    }

    func close(to depth: Int) {
        while closers.count > depth { json.append(byte: closers.removeLast()) }
    }

    /// Goes on in the container of the given depth: closes deeper ones and separates from what came before.
    func next(at depth: Int) {
        close(to: depth)
        if let last = json.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
            json.append(byte: UInt8(ascii: ","))
        }
    }

    func next(key: String, at depth: Int) {
        next(at: depth)
        json.append(string: key)
        json.append(byte: UInt8(ascii: ":"))
    }

    func write(number: Double) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number,
                .init(codingPath: [], debugDescription: "JSON has no infinity and no NaN.")
            )
        }
        var text = number.description
        text.withUTF8 { json.append($0) }
    }
}

private struct JSONValueEncoder: Encoder {
    let buffer: JSONBuffer
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(JSONObjectWriter(buffer: buffer, depth: buffer.open("{", closer: "}")))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONArrayWriter(buffer: buffer, depth: buffer.open("[", closer: "]"))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONScalarWriter(buffer: buffer) }
}

private struct JSONObjectWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let buffer: JSONBuffer
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {
        buffer.next(key: key.stringValue, at: depth)
        buffer.json.append("null")
    }

    func encode(_ value: Bool, forKey key: Key) {
        buffer.next(key: key.stringValue, at: depth)
        buffer.json.append(value ? "true" : "false")
    }

    func encode(_ value: String, forKey key: Key) {
        buffer.next(key: key.stringValue, at: depth)
        buffer.json.append(string: value)
    }

    func encode(_ value: Int, forKey key: Key) {
        buffer.next(key: key.stringValue, at: depth)
        buffer.json.append(number: value)
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        buffer.next(key: key.stringValue, at: depth)
        try buffer.write(value)
    }

    // Nil is written, not left out: clients find every documented key. Each type by itself: for those that are not named
    // here Swift takes its own default, which leaves nil out.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) { write(value, key) { encode($0, forKey: key) } }
    func encodeIfPresent(_ value: String?, forKey key: Key) { write(value, key) { encode($0, forKey: key) } }
    func encodeIfPresent(_ value: Int?, forKey key: Key) { write(value, key) { encode($0, forKey: key) } }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }
    func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
        try write(value, key) { try encode($0, forKey: key) }
    }

    private func write<T>(_ value: T?, _ key: Key, _ encode: (T) throws -> Void) rethrows {
        if let value { try encode(value) } else { encodeNil(forKey: key) }
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        buffer.next(key: key.stringValue, at: depth)
        return JSONValueEncoder(buffer: buffer).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        buffer.next(key: key.stringValue, at: depth)
        return JSONValueEncoder(buffer: buffer).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONValueEncoder(buffer: buffer) }
    func superEncoder(forKey key: Key) -> any Encoder {
        buffer.next(key: key.stringValue, at: depth)
        return JSONValueEncoder(buffer: buffer)
    }
}

private struct JSONArrayWriter: UnkeyedEncodingContainer {
    let buffer: JSONBuffer
    let depth: Int
    var count = 0
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil() {
        next()
        buffer.json.append("null")
    }

    mutating func encode(_ value: String) {
        next()
        buffer.json.append(string: value)
    }

    mutating func encode<T: Encodable>(_ value: T) throws {
        next()
        try buffer.write(value)
    }

    private mutating func next() {
        buffer.next(at: depth)
        count += 1
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        next()
        return JSONValueEncoder(buffer: buffer).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next()
        return JSONValueEncoder(buffer: buffer).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder {
        next()
        return JSONValueEncoder(buffer: buffer)
    }
}

private struct JSONScalarWriter: SingleValueEncodingContainer {
    let buffer: JSONBuffer
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { buffer.json.append("null") }
    func encode(_ value: Bool) { buffer.json.append(value ? "true" : "false") }
    func encode(_ value: String) { buffer.json.append(string: value) }
    func encode(_ value: Double) throws { try buffer.write(number: value) }
    func encode(_ value: Float) throws { try buffer.write(number: Double(value)) }
    func encode(_ value: Int) { buffer.json.append(number: value) }
    func encode(_ value: Int8) { buffer.json.append(number: value) }
    func encode(_ value: Int16) { buffer.json.append(number: value) }
    func encode(_ value: Int32) { buffer.json.append(number: value) }
    func encode(_ value: Int64) { buffer.json.append(number: value) }
    func encode(_ value: UInt) { buffer.json.append(number: value) }
    func encode(_ value: UInt8) { buffer.json.append(number: value) }
    func encode(_ value: UInt16) { buffer.json.append(number: value) }
    func encode(_ value: UInt32) { buffer.json.append(number: value) }
    func encode(_ value: UInt64) { buffer.json.append(number: value) }
    func encode<T: Encodable>(_ value: T) throws { try buffer.write(value) }
}
