// SPDX-License-Identifier: Apache-2.0
import Core

// The opposite of RequestDecoder: takes an endpoint value apart into path, query and body, for clients of all kinds.

/// An endpoint value as it is sent.
public struct EncodedEndpoint: Sendable, Equatable {
    /// The method.
    public let method: Method
    /// The values of the path's parameters, not yet percent-encoded, in the order of the template.
    public let parameters: [String]
    /// The path, percent-encoded, below `/api/v1` unless the route stands at the root.
    public let path: String
    /// The query, percent-encoded, without the question mark; empty when there is none.
    public let query: String
    /// The JSON body; empty when there is none.
    public let body: [UInt8]
}

extension EncodedEndpoint {
    /// Takes a request apart. Fields that are nil are left out.
    public init<Request: Endpoint>(_ request: Request) throws {
        let sink = FieldSink()
        try request.encode(to: FieldEncoder(sink: sink))
        let route = Request.route
        method = route.method
        parameters = try route.parameters.map { name in
            guard let value = sink.fields.first(where: { $0.name == name })?.value else {
                throw Self.unencodable(request, "The field \(name) of the path is missing.")
            }
            return value
        }
        var rest = parameters[...]
        path = route.segments.map { segment in
            switch segment {
            case .literal(let text): "/" + text
            case .parameter: "/" + Self.escaped(rest.removeFirst())
            }
        }.joined()
        let named = Set(route.parameters)
        query = sink.fields.filter { !named.contains($0.name) }
            .map { Self.escaped($0.name) + "=" + Self.escaped($0.value) }.joined(separator: "&")
        body = sink.body
    }

    fileprivate static func unencodable(_ value: Any, _ why: String) -> EncodingError {
        .invalidValue(value, .init(codingPath: [], debugDescription: why))
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += (digits.utf8.count == 1 ? "%0" : "%") + digits
            }
        }
        return escaped
    }
}

/// The fields found so far, in the order of the declaration.
private final class FieldSink {
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []
}

private struct FieldEncoder: Encoder {
    let sink: FieldSink
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(FieldEncodingContainer(sink: sink))
    }

    // An endpoint is a struct with named fields; anything else is a mistake in its declaration.
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("an endpoint has named fields")
    }
    func singleValueContainer() -> any SingleValueEncodingContainer {
        preconditionFailure("an endpoint has named fields")
    }
}

private struct FieldEncodingContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let sink: FieldSink
    var codingPath: [any CodingKey] { [] }

    mutating func encodeNil(forKey key: Key) {}

    mutating func encode(_ value: Bool, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: String, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: Double, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: Float, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: Int, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: Int8, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: Int16, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: Int32, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: Int64, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: UInt, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: UInt8, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: UInt16, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: UInt32, forKey key: Key) throws { try add(value, key) }
    mutating func encode(_ value: UInt64, forKey key: Key) throws { try add(value, key) }
    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try add(value, key) }

    private func add(_ value: some Encodable, _ key: Key) throws {
        guard key.stringValue != "body" else {
            sink.body = try JSON.encode(value)
            return
        }
        let words = WordSink()
        try value.encode(to: WordEncoder(sink: words))
        // A comma inside an item would come back as two items.
        guard !words.isList || !words.texts.contains(where: { $0.contains(",") }) else {
            throw EncodedEndpoint.unencodable(
                value,
                "An item of the list \(key.stringValue) has a comma in it."
            )
        }
        sink.fields.append((key.stringValue, words.texts.joined(separator: ",")))
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { preconditionFailure("fields of path and query are not nested") }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("fields of path and query are not nested")
    }
    mutating func superEncoder() -> any Encoder { FieldEncoder(sink: sink) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { FieldEncoder(sink: sink) }
}

/// One value, or the items of a list, as text.
private final class WordSink {
    var texts: [String] = []
    var isList = false
}

private struct WordEncoder: Encoder, SingleValueEncodingContainer, UnkeyedEncodingContainer {
    let sink: WordSink
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var count: Int { sink.texts.count }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        preconditionFailure("a field of path or query is a single value or a list")
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        sink.isList = true
        return self
    }
    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    mutating func encodeNil() throws {}
    mutating func encode(_ value: Bool) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: String) throws { sink.texts.append(value) }
    mutating func encode(_ value: Double) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: Float) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: Int) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: Int8) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: Int16) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: Int32) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: Int64) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: UInt) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: UInt8) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: UInt16) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: UInt32) throws { sink.texts.append(value.description) }
    mutating func encode(_ value: UInt64) throws { sink.texts.append(value.description) }
    mutating func encode<Value: Encodable>(_ value: Value) throws { try value.encode(to: self) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        preconditionFailure("a list in a query is not nested")
    }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    mutating func superEncoder() -> any Encoder { self }
}
