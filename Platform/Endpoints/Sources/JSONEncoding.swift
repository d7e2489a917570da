// SPDX-License-Identifier: Apache-2.0
public import Core

// A Codable encoder that writes UTF-8 JSON straight into one growing buffer.
//
// Why not Foundation's JSONEncoder: it builds a tree first and costs more than twice as much on the pages of
// messages that are the most frequent reply (figures in docs/decisions/0002-json-encoding.md). It also leaves
// nil fields out, where the API promises `null`.
//
// A container cannot tell when it is complete, so each one knows its depth and whoever writes next at a smaller
// depth closes what is still open above it.

/// JSON as Roost sends it: compact, UTF-8, every declared key present, nil as `null`.
public enum JSON {
    /// Encodes one value.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let buffer = JSONBuffer()
        try buffer.write(value)
        return buffer.bytes
    }

    /// Encodes one value as the reply of a successful call: `{"success":true,"data":…}`.
    public static func envelope(_ value: some Encodable) throws -> [UInt8] {
        let buffer = JSONBuffer()
        buffer.bytes.append(contentsOf: opening)
        try buffer.write(value)
        buffer.bytes.append(UInt8(ascii: "}"))
        return buffer.bytes
    }

    /// Wraps JSON that was encoded before as the reply of a successful call.
    public static func envelope(encoded: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(opening.count + encoded.count + 1)
        bytes.append(contentsOf: opening)
        bytes.append(contentsOf: encoded)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    /// Encodes a failure as every refused call is answered: `{"success":false,"error":{…}}`.
    public static func envelope(_ failure: Failure) -> [UInt8] {
        let buffer = JSONBuffer()
        buffer.append(#"{"success":false,"error":{"code":"#)
        buffer.write(string: failure.code.description)
        buffer.append(#","message":"#)
        buffer.write(string: failure.message)
        if !failure.problems.isEmpty {
            buffer.append(#","details":["#)
            for (index, problem) in failure.problems.enumerated() {
                buffer.append(index == 0 ? #"{"field":"# : #",{"field":"#)
                buffer.write(string: problem.field)
                buffer.append(#","message":"#)
                buffer.write(string: problem.message)
                buffer.append("}")
            }
            buffer.append("]")
        }
        buffer.append("}}")
        return buffer.bytes
    }

    private static let opening = Array(#"{"success":true,"data":"#.utf8)
}

/// The bytes written so far and the containers still open.
final class JSONBuffer {
    var bytes: [UInt8] = []
    private var closers: [UInt8] = []

    init() { bytes.reserveCapacity(1024) }

    var depth: Int { closers.count }

    func write(_ value: some Encodable) throws {
        let before = depth
        let length = bytes.count
        try value.encode(to: JSONValueEncoder(buffer: self))
        close(to: before)
        if bytes.count == length { append("{}") }  // A type without a field asks for no container.
    }

    func open(_ opener: Character, closer: Character) -> Int {
        bytes.append(opener.asciiValue ?? 0)
        closers.append(closer.asciiValue ?? 0)
        return depth
    }

    func close(to depth: Int) {
        while closers.count > depth { bytes.append(closers.removeLast()) }
    }

    /// Goes on in the container of the given depth: closes deeper ones and separates from what came before.
    func next(at depth: Int) {
        close(to: depth)
        if let last = bytes.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") {
            bytes.append(UInt8(ascii: ","))
        }
    }

    func next(key: String, at depth: Int) {
        next(at: depth)
        write(string: key)
        bytes.append(UInt8(ascii: ":"))
    }

    func append(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    func write(string: String) {
        var string = string
        bytes.append(UInt8(ascii: "\""))
        string.withUTF8 { utf8 in
            var start = 0
            for index in utf8.indices {
                let byte = utf8[index]
                guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
                    continue
                }
                bytes.append(contentsOf: utf8[start..<index])
                start = index + 1
                escape(byte)
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    func write(number: some BinaryInteger & CustomStringConvertible) {
        bytes.append(contentsOf: number.description.utf8)
    }

    func write(number: Double) throws {
        guard number.isFinite else {
            throw EncodingError.invalidValue(
                number,
                .init(codingPath: [], debugDescription: "JSON has no infinity and no NaN.")
            )
        }
        bytes.append(contentsOf: number.description.utf8)
    }

    private func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(#"\""#)
        case UInt8(ascii: "\\"): append(#"\\"#)
        case UInt8(ascii: "\n"): append(#"\n"#)
        case UInt8(ascii: "\r"): append(#"\r"#)
        case UInt8(ascii: "\t"): append(#"\t"#)
        default:
            append(#"\u00"#)
            let digits = String(byte, radix: 16)
            if digits.utf8.count == 1 { append("0") }
            bytes.append(contentsOf: digits.utf8)
        }
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
        buffer.append("null")
    }

    func encode(_ value: Bool, forKey key: Key) {
        buffer.next(key: key.stringValue, at: depth)
        buffer.append(value ? "true" : "false")
    }

    func encode(_ value: String, forKey key: Key) {
        buffer.next(key: key.stringValue, at: depth)
        buffer.write(string: value)
    }

    func encode(_ value: Int, forKey key: Key) {
        buffer.next(key: key.stringValue, at: depth)
        buffer.write(number: value)
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        buffer.next(key: key.stringValue, at: depth)
        try buffer.write(value)
    }

    // Nil is written, not left out: clients find every documented key.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) { write(value, key) { encode($0, forKey: key) } }
    func encodeIfPresent(_ value: String?, forKey key: Key) { write(value, key) { encode($0, forKey: key) } }
    func encodeIfPresent(_ value: Int?, forKey key: Key) { write(value, key) { encode($0, forKey: key) } }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
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
        buffer.append("null")
    }

    mutating func encode(_ value: String) {
        next()
        buffer.write(string: value)
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

    func encodeNil() { buffer.append("null") }
    func encode(_ value: Bool) { buffer.append(value ? "true" : "false") }
    func encode(_ value: String) { buffer.write(string: value) }
    func encode(_ value: Double) throws { try buffer.write(number: value) }
    func encode(_ value: Float) throws { try buffer.write(number: Double(value)) }
    func encode(_ value: Int) { buffer.write(number: value) }
    func encode(_ value: Int8) { buffer.write(number: value) }
    func encode(_ value: Int16) { buffer.write(number: value) }
    func encode(_ value: Int32) { buffer.write(number: value) }
    func encode(_ value: Int64) { buffer.write(number: value) }
    func encode(_ value: UInt) { buffer.write(number: value) }
    func encode(_ value: UInt8) { buffer.write(number: value) }
    func encode(_ value: UInt16) { buffer.write(number: value) }
    func encode(_ value: UInt32) { buffer.write(number: value) }
    func encode(_ value: UInt64) { buffer.write(number: value) }
    func encode<T: Encodable>(_ value: T) throws { try buffer.write(value) }
}
