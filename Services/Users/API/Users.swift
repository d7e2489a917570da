// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// A person as others see them: in lists and beside what they write with what is for everybody alone, which leaves
/// `bio` empty and `status` OFFLINE where these are not.
public struct User: Codable, Sendable, Equatable {
    /// The account.
    public var id: UserID
    /// The unique name.
    public var username: Username
    /// The name shown.
    public var displayName: String
    /// Where the picture is; nil when there is none. One of Media's own ends in `/128`, and `/400` in its place is
    /// larger.
    public var avatarUrl: String?
    /// What they say of themselves.
    public var bio: String
    /// What they are available for, as they chose; whether they are connected is told by Presence.
    public var status: Availability
    /// When they joined.
    public var createdAt: Timestamp

    /// A person.
    public init(
        id: UserID,
        username: Username,
        displayName: String,
        avatarUrl: String? = nil,
        bio: String = "",
        status: Availability = .online,
        createdAt: Timestamp
    ) {
        self.id = id
        self.username = username
        self.displayName = displayName
        self.avatarUrl = avatarUrl
        self.bio = bio
        self.status = status
        self.createdAt = createdAt
    }

    /// Stands in for a person who is no longer there.
    public static func deleted(_ id: UserID) -> User {
        User(
            id: id,
            username: Username(trusted: "deleted"),
            displayName: "Deleted account",
            status: .offline,
            createdAt: Timestamp(microseconds: 0)
        )
    }
}

extension User: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("username", username.text)
            json.member("displayName", displayName)
            json.member("avatarUrl", avatarUrl)
            json.member("bio", bio)
            json.member("status", status)
            json.member("createdAt", createdAt)
        }
    }
}

/// What a person is available for.
public enum Availability: String, Sendable, APIEnum {
    case online = "ONLINE"
    case away = "AWAY"
    case doNotDisturb = "DND"
    case offline = "OFFLINE"
}

/// A unique name: 3 to 30 of `a-z 0-9 _ .`, in lower case; capitals are accepted and lowered.
public struct Username: Codable, Hashable, Sendable, SchemaProviding, CustomStringConvertible {
    /// The name in lower case.
    public let text: String
    public var description: String { text }

    public static var schema: Schema { .text(3...30, pattern: "^[A-Za-z0-9_.]+$", example: "ada") }

    /// Wraps a name that is known to be good.
    public init(trusted text: String) { self.text = text }

    /// Checks and lowers a name.
    public init?(_ raw: String) {
        let lowered = raw.lowercased()
        let isClean = lowered.utf8.allSatisfy { byte in
            byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
                || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        guard (3...30).contains(lowered.utf8.count), isClean else { return nil }
        text = lowered
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let name = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be 3 to 30 of the characters a-z, 0-9, _ and ."
            )
        }
        self = name
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// The name shown for a person: 1 to 50 characters.
public struct DisplayName: TextValue {
    public static let length = 1...50
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// What a person says of themselves: up to 500 characters.
public struct Biography: TextValue {
    public static let length = 0...500
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// Where a picture is: a path on this site or an https address, up to 500 characters; empty for none.
public struct ImageAddress: Codable, Hashable, Sendable, SchemaProviding {
    /// The address.
    public let text: String

    public static var schema: Schema {
        .text(0...500, pattern: #"^(|/[\x21-\x7E]*|https://[\x21-\x7E]+)$"#, example: "/avatars/ada.webp")
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try container.decode(String.self)
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) } && text.utf8.count <= 500
        let isPlaced =
            text.isEmpty || text.hasPrefix("https://") && text.utf8.count > 8
            || text.hasPrefix("/") && !text.hasPrefix("//")
        guard isPlain, isPlaced else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be a path on this site or an https address."
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// Some letters of a name to look for: 1 to 50 characters.
public struct NameQuery: TextValue {
    public static let length = 1...50
    public let text: String
    public init(trusted text: String) { self.text = text }
}
