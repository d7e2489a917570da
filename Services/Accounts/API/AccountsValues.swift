// SPDX-License-Identifier: Apache-2.0
public import Endpoints

/// An e-mail address: something, an @, a domain with a dot; up to 254 characters, in lower case.
public struct EmailAddress: Codable, Hashable, Sendable, SchemaProviding {
    /// The address in lower case.
    public let text: String

    public static var schema: Schema {
        .text(
            5...254,
            pattern: #"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"#,
            example: "ada@example.org"
        )
    }

    /// Checks and lowers an address. The shape is what browsers accept (WHATWG HTML, `input type=email`).
    public init?(_ raw: String) {
        let lowered = raw.lowercased()
        let parts = lowered.split(separator: "@", omittingEmptySubsequences: false)
        guard (5...254).contains(lowered.utf8.count), parts.count == 2, !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({ Self.isLocal($0) })
        else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isLabel) })
        else { return nil }
        text = lowered
    }

    private static func isLabel(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        isLabel(byte) || ".!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be an e-mail address."
            )
        }
        self = address
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A password somebody wants to use: 10 to 200 characters and not among the commonest.
public struct NewPassword: Codable, Sendable, SchemaProviding {
    /// The password as typed.
    public let text: String

    public static var schema: Schema { .text(10...200, example: "correct horse battery") }

    /// Checks a password.
    public init?(_ raw: String) {
        guard (10...200).contains(raw.unicodeScalars.count) else { return nil }
        text = raw
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let password = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must have 10 to 200 characters."
            )
        }
        self = password
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A password offered as proof: any text of up to 1,000 characters.
public struct GivenPassword: OpaqueText {
    public static let length = 0...1000
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// The name one logs in with: an e-mail address or a username, up to 254 characters.
public struct LoginName: OpaqueText {
    public static let length = 1...254
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// A refresh token: up to 200 characters.
public struct RefreshToken: OpaqueText {
    public static let length = 1...200
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// A text that is only compared, never stored or shown: nothing is cut and only the length is checked.
public protocol OpaqueText: Codable, Sendable, SchemaProviding {
    /// The fewest and the most Unicode scalars.
    static var length: ClosedRange<Int> { get }
    /// The text as given.
    var text: String { get }
    /// Wraps a text of a good length.
    init(trusted text: String)
}

extension OpaqueText {
    public static var schema: Schema { .text(length) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.utf8.count <= Self.length.upperBound * 4, Self.length.contains(text.unicodeScalars.count)
        else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "Must have \(Self.length.lowerBound) to \(Self.length.upperBound) characters."
            )
        }
        self.init(trusted: text)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
