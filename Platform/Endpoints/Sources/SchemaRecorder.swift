// SPDX-License-Identifier: Apache-2.0
import Core

// How a type's schema is learnt without macros: its own `init(from:)` is run against a decoder that notes which
// keys it asks for, of which types, and whether it could do without. Every answer is a sample that the type
// accepts: lists are empty, optionals nil, value types are made from a sample of the schema they state.

/// Learns the schema of a type by watching it decode.
enum SchemaRecorder {
    /// Which side of a call a schema is for: in a request a nil key may be left out, in a reply it is `null`.
    enum Side { case request, reply }

    static func schema(of type: any Decodable.Type, for side: Side) throws -> Schema {
        try Recording(side: side, path: []).schema(of: type)
    }
}

/// A list, as the recorder meets it.
private protocol RecordedList { static var element: any Decodable.Type { get } }
extension Array: RecordedList where Element: Decodable {
    static var element: any Decodable.Type { Element.self }
}
private protocol RecordedDictionary {}
extension Dictionary: RecordedDictionary {}

/// Where the recorder is: the side it records and the objects around the present one.
private struct Recording {
    let side: SchemaRecorder.Side
    let path: [String]

    func schema(of type: any Decodable.Type) throws -> Schema {
        if let provider = type as? any SchemaProviding.Type { return provider.schema }
        if let list = type as? any RecordedList.Type {
            return .array(try schema(of: list.element), maximum: nil)
        }
        if let union = type as? any SchemaAlternatives.Type {
            return .anyOf(try union.alternatives.map { try schema(of: $0) })
        }
        if type is any RecordedDictionary.Type { return .anything }
        if let scalar = Self.scalar(type) { return scalar }
        let name = TypeNames.component(of: type)
        guard !path.contains(name) else { return .reference(name) }
        let recorder = ObjectRecorder(Recording(side: side, path: path + [name]))
        _ = try type.init(from: recorder)
        if let scalar = recorder.scalar { return scalar }
        return .object(name: name, recorder.properties)
    }

    func sample<T: Decodable>(of type: T.Type) throws -> T {
        if let provider = type as? any SchemaProviding.Type {
            return try T(from: SampleDecoder(schema: provider.schema))
        }
        if type is any RecordedList.Type || type is any RecordedDictionary.Type {
            return try T(from: SampleDecoder(schema: .array(.anything, maximum: nil)))
        }
        return try T(from: ObjectRecorder(self))
    }

    static func scalar(_ type: any Decodable.Type) -> Schema? {
        switch type {
        case is String.Type: .text
        case is Bool.Type: .boolean
        case is any BinaryInteger.Type: .integer(minimum: nil, maximum: nil)
        case is any BinaryFloatingPoint.Type: .number
        default: nil
        }
    }
}

/// Notes what one object asks for.
private final class ObjectRecorder: Decoder {
    let recording: Recording
    var properties: [Schema.Property] = []
    var scalar: Schema?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ recording: Recording) { self.recording = recording }

    func note(_ key: any CodingKey, _ schema: Schema, isOptional: Bool) {
        guard !properties.contains(where: { $0.name == key.stringValue }) else { return }
        let isNullable = isOptional && schema != .nothing
        properties.append(
            Schema.Property(
                key.stringValue,
                isNullable ? .nullable(schema) : schema,
                isOptional: isOptional && recording.side == .request
            )
        )
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyRecorder(object: self))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try SampleDecoder(schema: .array(.anything, maximum: nil)).unkeyedContainer()
    }
    func singleValueContainer() -> any SingleValueDecodingContainer { ScalarRecorder(object: self) }
}

private struct KeyRecorder<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let object: ObjectRecorder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        object.note(key, try object.recording.schema(of: type), isOptional: false)
        return try object.recording.sample(of: type)
    }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? {
        object.note(key, try object.recording.schema(of: type), isOptional: true)
        return nil
    }

    // Each primitive needs its own: the protocol's defaults call `decode`, which would note the key as required.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { optional(.boolean, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { optional(.text, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { optional(.number, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? {
        optional(.integer(minimum: nil, maximum: nil), key)
    }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? {
        optional(.integer(minimum: nil, maximum: nil), key)
    }

    private func optional<T>(_ schema: Schema, _ key: Key) -> T? {
        object.note(key, schema, isOptional: true)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        object.note(key, .anything, isOptional: false)
        return ObjectRecorder(object.recording).container(keyedBy: type)
    }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        object.note(key, .array(.anything, maximum: nil), isOptional: false)
        return try object.unkeyedContainer()
    }
    func superDecoder() -> any Decoder { object }
    func superDecoder(forKey key: Key) -> any Decoder { object }
}

/// A type that is one value: notes which, and gives a sample.
private struct ScalarRecorder: SingleValueDecodingContainer {
    let object: ObjectRecorder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }
    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        object.scalar = try object.recording.schema(of: type)
        let schema = object.scalar ?? .text
        return try T(from: SampleDecoder(schema: schema))
    }
}

/// Answers with a value that fits a schema.
private struct SampleDecoder: Decoder, SchemaSampling, SingleValueDecodingContainer,
    UnkeyedDecodingContainer
{
    let schema: Schema
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var count: Int? { 0 }
    var isAtEnd: Bool { true }
    var currentIndex: Int { 0 }

    init(schema: Schema) { self.schema = schema }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        ObjectRecorder(Recording(side: .request, path: [])).container(keyedBy: type)
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { self }
    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { false }
    func decode(_ type: Bool.Type) -> Bool { false }
    func decode(_ type: String.Type) -> String { text }
    func decode(_ type: Double.Type) -> Double { 0 }
    func decode(_ type: Float.Type) -> Float { 0 }
    func decode(_ type: Int.Type) -> Int { whole() }
    func decode(_ type: Int8.Type) -> Int8 { whole() }
    func decode(_ type: Int16.Type) -> Int16 { whole() }
    func decode(_ type: Int32.Type) -> Int32 { whole() }
    func decode(_ type: Int64.Type) -> Int64 { whole() }
    func decode(_ type: UInt.Type) -> UInt { whole() }
    func decode(_ type: UInt8.Type) -> UInt8 { whole() }
    func decode(_ type: UInt16.Type) -> UInt16 { whole() }
    func decode(_ type: UInt32.Type) -> UInt32 { whole() }
    func decode(_ type: UInt64.Type) -> UInt64 { whole() }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { self }
    mutating func superDecoder() throws -> any Decoder { self }

    private func whole<T: FixedWidthInteger>() -> T {
        guard case .integer(let minimum?, _) = schema else { return 0 }
        return T(clamping: minimum)
    }

    private var text: String {
        switch schema {
        case .choice(_, let values): values.first ?? ""
        case .string(let facts):
            facts.example ?? String(repeating: "a", count: facts.minimumLength ?? 1)
        default: "a"
        }
    }
}
