// SPDX-License-Identifier: Apache-2.0
public import Core

/// The shape of a JSON value: the part of JSON Schema 2020-12 that OpenAPI 3.1 documents are made of here.
public indirect enum Schema: Sendable, Hashable {
    /// A string, with what is known about it.
    case string(StringFacts)
    /// A whole number within bounds.
    case integer(minimum: Int?, maximum: Int?)
    /// Any number.
    case number
    /// True or false.
    case boolean
    /// One of some strings, under a name of its own.
    case choice(name: String, [String])
    /// A list.
    case array(Schema, maximum: Int?)
    /// An object under a name of its own.
    case object(name: String, [Property])
    /// An object whose shape is not fixed.
    case anything
    /// The value or null.
    case nullable(Schema)
    /// One of several values; something beside it says which.
    case anyOf([Schema])
    /// No value at all: the reply of an endpoint without one.
    case nothing
    /// An object named elsewhere in the same document; ends recursion.
    case reference(String)

    /// What is known about a string.
    public struct StringFacts: Sendable, Hashable {
        /// `uuid`, `date-time`, `email`…
        public var format: String?
        /// The fewest characters.
        public var minimumLength: Int?
        /// The most characters.
        public var maximumLength: Int?
        /// A regular expression (ECMA-262) it matches.
        public var pattern: String?
        /// A value that fits, needed where the other facts do not suggest one.
        public var example: String?

        /// Facts about a string.
        public init(
            format: String? = nil,
            minimumLength: Int? = nil,
            maximumLength: Int? = nil,
            pattern: String? = nil,
            example: String? = nil
        ) {
            self.format = format
            self.minimumLength = minimumLength
            self.maximumLength = maximumLength
            self.pattern = pattern
            self.example = example
        }
    }

    /// One key of an object.
    public struct Property: Sendable, Hashable {
        /// The key.
        public let name: String
        /// Its value.
        public let schema: Schema
        /// Whether the key may be left out.
        public let isOptional: Bool

        /// A key.
        public init(_ name: String, _ schema: Schema, isOptional: Bool = false) {
            (self.name, self.schema, self.isOptional) = (name, schema, isOptional)
        }
    }

    /// A string about which nothing is known.
    public static var text: Schema { .string(StringFacts()) }
    /// A string of a format.
    public static func text(format: String, example: String) -> Schema {
        .string(StringFacts(format: format, example: example))
    }
    /// A string of a length.
    public static func text(
        _ length: ClosedRange<Int>,
        pattern: String? = nil,
        example: String? = nil
    ) -> Schema {
        .string(
            StringFacts(
                minimumLength: length.lowerBound,
                maximumLength: length.upperBound,
                pattern: pattern,
                example: example
            )
        )
    }
}

/// A type that states its own schema, because running its `init(from:)` would not tell.
public protocol SchemaProviding {
    /// The schema of its JSON.
    static var schema: Schema { get }
}

/// A type that is one of several others in JSON, each with a schema of its own.
public protocol SchemaAlternatives {
    /// The types it may be. Its `init(from:)` has to accept what the first of them accepts.
    static var alternatives: [any Decodable.Type] { get }
}

/// An enum of strings in the API.
public protocol APIEnum: RawRepresentable<String>, CaseIterable, Codable, JSONWritable, SchemaProviding {}

extension APIEnum {
    public static var schema: Schema {
        .choice(name: "\(Self.self)", allCases.map(\.rawValue))
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = Self(rawValue: try container.decode(String.self)) else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be one of \(names)."
            )
        }
        self = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// The reply of an endpoint that answers with nothing: 204.
public struct NoReply: Codable, Sendable, Equatable, SchemaProviding {
    /// The only value.
    public init() {}
    public static var schema: Schema { .nothing }
}

// The value types of Core, which know nothing of schemas.
extension ID: SchemaProviding {
    public static var schema: Schema {
        .text(format: "uuid", example: "01890a5d-ac96-774b-bcce-b302099a8057")
    }
}

extension Timestamp: SchemaProviding {
    public static var schema: Schema { .text(format: "date-time", example: "2026-01-31T09:30:00.250Z") }
}

extension PageLimit: SchemaProviding {
    public static var schema: Schema { .integer(minimum: 1, maximum: most) }
}

extension Cursor: SchemaProviding {
    public static var schema: Schema {
        .text(1...maximumLength, pattern: "^[A-Za-z0-9_-]+$", example: "MQ")
    }
}
