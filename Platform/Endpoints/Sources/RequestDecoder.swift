// SPDX-License-Identifier: Apache-2.0
public import Core
import Foundation

// An endpoint value is put together from three places: the path, the query and the JSON body. This decoder
// stands in front of `init(from:)`, gives each key its place, and turns whatever goes wrong into one failure
// that names the field as the client wrote it.

/// Makes endpoint values out of calls.
enum RequestDecoder {
    /// Decodes a call. Throws an `invalid` failure that names the field at fault.
    static func decode<Request: Endpoint>(
        _ type: Request.Type,
        from call: EndpointCall,
        parameters: [String]
    ) throws -> Request {
        var fields: [String: String] = call.query.isEmpty ? [:] : try QueryText.parse(call.query)
        for (name, value) in zip(parameters, call.parameters) { fields[name] = value }
        do {
            return try Request(from: FieldDecoder(fields: fields, body: call.body, form: call.form))
        } catch let error as DecodingError {
            throw failure(of: error)
        }
    }

    /// Decodes JSON that stands alone, as an event on a socket. Throws an `invalid` failure.
    static func decode<Value: Decodable>(_ type: Value.Type, json: [UInt8]) throws -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(json))
        } catch let error as DecodingError {
            throw failure(of: error)
        }
    }

    static func failure(of error: DecodingError) -> Failure {
        func path(_ context: DecodingError.Context) -> String {
            let keys = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            return keys.isEmpty ? "body" : keys.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            let parent = path(context)
            return .invalid(
                context.codingPath.isEmpty ? key.stringValue : parent + "." + key.stringValue,
                "Is required."
            )
        case .valueNotFound(_, let context):
            return .invalid(path(context), "Must not be null.")
        case .typeMismatch(let type, let context):
            return .invalid(path(context), "Must be \(expected(type)).")
        case .dataCorrupted(let context):
            // Our own value types say what they want in one sentence; the JSON parser's words, which name no field,
            // are not for people.
            let isOurs = !context.codingPath.isEmpty
            return .invalid(path(context), isOurs ? context.debugDescription : "Is not valid JSON.")
        @unknown default:
            return .invalid("body", "Cannot be read.")
        }
    }

    private static func expected(_ type: Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type: "a list"
        case is [String: Any].Type: "an object"
        default: "of another type"
        }
    }
}

extension JSON {
    /// Decodes JSON from outside. Throws an `invalid` failure that names the field at fault.
    public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
        try RequestDecoder.decode(type, json: bytes)
    }
}

/// The fields in front of the body.
private struct FieldDecoder: Decoder {
    let fields: [String: String]
    let body: [UInt8]
    let form: FormBody?
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(FieldContainer(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw unsupported }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw unsupported }

    private var unsupported: DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "An endpoint is a struct with named fields."))
    }
}

private struct FieldContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: FieldDecoder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { decoder.fields.keys.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool {
        key.stringValue == "body"
            ? !decoder.body.isEmpty || decoder.form != nil : decoder.fields[key.stringValue] != nil
    }

    func decodeNil(forKey key: Key) -> Bool { !contains(key) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        if key.stringValue == "body" {
            if let form = decoder.form { return try T(from: FormDecoder(form: form)) }
            guard !decoder.body.isEmpty else {
                throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "No body."))
            }
            return try JSONDecoder().decode(T.self, from: Data(decoder.body))
        }
        guard let text = decoder.fields[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "No such field."))
        }
        return try T(from: TextDecoder(text: text, key: key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw unsupported(key) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw unsupported(key)
    }
    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { decoder }

    private func unsupported(_ key: Key) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: "Cannot be nested.")
    }
}

/// One value of the path or the query: text, or a list separated by commas.
struct TextDecoder: Decoder, SingleValueDecodingContainer {
    let text: String
    let key: any CodingKey
    var codingPath: [any CodingKey] { [key] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw mismatch("Must be a single value.")
    }
    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        // No text is no items; between two commas there must be one.
        let parts =
            text.isEmpty ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return TextListContainer(parts: parts, key: key)
    }
    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { false }
    func decode(_ type: String.Type) -> String { text }
    func decode(_ type: Bool.Type) throws -> Bool { try lossless("true or false") }
    func decode(_ type: Double.Type) throws -> Double { try lossless("a number") }
    func decode(_ type: Float.Type) throws -> Float { try lossless("a number") }
    func decode(_ type: Int.Type) throws -> Int { try lossless("a whole number") }
    func decode(_ type: Int8.Type) throws -> Int8 { try lossless("a whole number") }
    func decode(_ type: Int16.Type) throws -> Int16 { try lossless("a whole number") }
    func decode(_ type: Int32.Type) throws -> Int32 { try lossless("a whole number") }
    func decode(_ type: Int64.Type) throws -> Int64 { try lossless("a whole number") }
    func decode(_ type: UInt.Type) throws -> UInt { try lossless("a whole number") }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try lossless("a whole number") }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try lossless("a whole number") }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try lossless("a whole number") }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try lossless("a whole number") }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try T(from: self) }

    private func lossless<T: LosslessStringConvertible>(_ expected: String) throws -> T {
        guard let value = T(text) else { throw mismatch("Must be \(expected).") }
        return value
    }

    private func mismatch(_ message: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: codingPath, debugDescription: message))
    }
}

private struct TextListContainer: UnkeyedDecodingContainer {
    let parts: [String]
    let key: any CodingKey
    var currentIndex = 0
    var codingPath: [any CodingKey] { [key] }
    var count: Int? { parts.count }
    var isAtEnd: Bool { currentIndex >= parts.count }

    init(parts: [String], key: any CodingKey) { (self.parts, self.key) = (parts, key) }

    mutating func decodeNil() -> Bool { false }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                T.self,
                .init(codingPath: codingPath, debugDescription: "The list is shorter.")
            )
        }
        defer { currentIndex += 1 }
        return try T(from: TextDecoder(text: parts[currentIndex], key: key))
    }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        throw DecodingError.dataCorruptedError(in: self, debugDescription: "Cannot be nested.")
    }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw DecodingError.dataCorruptedError(in: self, debugDescription: "Cannot be nested.")
    }
    mutating func superDecoder() throws -> any Decoder { TextDecoder(text: "", key: key) }
}

/// The text after a question mark.
enum QueryText {
    /// The most fields read; more are a failure, so that a query cannot be used to fill memory.
    static let mostFields = 32

    /// Splits `a=1&b=2` into fields, undoing percent-encoding and `+`. Of repeated names the last one counts.
    static func parse(_ query: String) throws -> [String: String] {
        var fields: [String: String] = [:]
        for pair in query.split(separator: "&", omittingEmptySubsequences: true) {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = decoded(halves[0]), let value = halves.count == 2 ? decoded(halves[1]) : ""
            else {
                throw Failure.invalid("query", "Is not valid percent-encoding of UTF-8.")
            }
            fields[name] = value
            guard fields.count <= mostFields else { throw Failure.invalid("query", "Has too many fields.") }
        }
        return fields
    }

    private static func decoded(_ text: Substring) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        return text.replacing("+", with: " ").removingPercentEncoding
    }
}
