// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// The id of a group.
public typealias GroupID = ID<Group>
/// The id of the chat of a group, the same UUID that Chat knows it by.
public typealias GroupChatID = ID<GroupChat>
/// The kind of thing a `GroupChatID` names.
public enum GroupChat {}

/// A community of people, as one viewer sees it.
public struct Group: Codable, Sendable, Equatable {
    public var id: GroupID
    /// Its unique name in addresses.
    public var slug: GroupSlug
    public var name: String
    public var description: String
    /// What members are asked to keep to, in order.
    public var rules: [String]
    public var kind: GroupKind
    public var avatarUrl: String?
    public var memberCount: Int
    /// Its chat; nil when it has none, or when the viewer is not a member.
    public var chatId: GroupChatID?
    /// What the viewer has to do with it.
    public var membership: GroupMembership
    public var createdAt: Timestamp

    /// A group.
    public init(
        id: GroupID,
        slug: GroupSlug,
        name: String,
        description: String = "",
        rules: [String] = [],
        kind: GroupKind,
        avatarUrl: String? = nil,
        memberCount: Int = 1,
        chatId: GroupChatID? = nil,
        membership: GroupMembership = GroupMembership(),
        createdAt: Timestamp
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.description = description
        self.rules = rules
        self.kind = kind
        self.avatarUrl = avatarUrl
        self.memberCount = memberCount
        self.chatId = chatId
        self.membership = membership
        self.createdAt = createdAt
    }
}

/// What somebody has to do with a group.
public struct GroupMembership: Codable, Sendable, Equatable {
    /// Their role; nil when they are not a member.
    public var role: GroupRole?
    public var joinedAt: Timestamp?
    /// Whether what is posted in the group comes into their home feed.
    public var showsInHome: Bool
    /// Whether they wait for an answer to their request to join.
    public var hasRequested: Bool
    /// Whether they are invited and have not answered yet.
    public var isInvited: Bool
    public var isBanned: Bool

    /// What somebody has to do with a group; nothing, when nothing is said.
    public init(
        role: GroupRole? = nil,
        joinedAt: Timestamp? = nil,
        showsInHome: Bool = false,
        hasRequested: Bool = false,
        isInvited: Bool = false,
        isBanned: Bool = false
    ) {
        self.role = role
        self.joinedAt = joinedAt
        self.showsInHome = showsInHome
        self.hasRequested = hasRequested
        self.isInvited = isInvited
        self.isBanned = isBanned
    }
}

/// Who finds a group and who reads in it.
public enum GroupKind: String, Sendable, APIEnum {
    /// Everybody finds, reads and joins it.
    case open = "PUBLIC"
    /// Everybody finds it and its description; the rest is for members, who ask to join.
    case closed = "PRIVATE"
    /// Only members and those who are invited know that it is there.
    case hidden = "HIDDEN"
}

/// What a member may do in a group.
public enum GroupRole: String, Sendable, APIEnum {
    /// Everything; a group has one.
    case owner = "OWNER"
    /// Look after members and what they post.
    case moderator = "MODERATOR"
    case member = "MEMBER"

    /// Whether they look after the group.
    public var moderates: Bool { self != .member }
}

/// Somebody's place in a group.
public struct GroupMember: Codable, Sendable, Equatable {
    public var user: User
    public var role: GroupRole
    public var joinedAt: Timestamp

    /// A place in a group.
    public init(user: User, role: GroupRole, joinedAt: Timestamp) {
        (self.user, self.role, self.joinedAt) = (user, role, joinedAt)
    }
}

/// The name of a group in addresses: 3 to 50 of `a-z 0-9 -`, no hyphen at an end or after another; capitals are lowered.
public struct GroupSlug: Codable, Hashable, Sendable, SchemaProviding, CustomStringConvertible {
    /// The name in lower case.
    public let text: String
    public var description: String { text }

    public static var schema: Schema {
        .text(3...50, pattern: "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", example: "city-gardeners")
    }

    /// Wraps a name that is known to be good.
    public init(trusted text: String) { self.text = text }

    /// Checks and lowers a name.
    public init?(_ raw: String) {
        let lowered = raw.lowercased()
        let parts = lowered.split(separator: "-", omittingEmptySubsequences: false)
        let isClean = parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
                        || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
                }
        }
        guard (3...50).contains(lowered.utf8.count), isClean else { return nil }
        text = lowered
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let slug = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription:
                    "Must be 3 to 50 of the characters a-z and 0-9, with single hyphens between."
            )
        }
        self = slug
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension GroupSlug: JSONWritable {
    public func write(to json: inout JSONWriter) { text.write(to: &json) }
}

/// The name of a group: 1 to 80 characters.
public struct GroupName: TextValue {
    public static let length = 1...80
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// What a group is about: up to 2,000 characters.
public struct GroupDescription: TextValue {
    public static let length = 0...2000
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// One thing that members are asked to keep to: 1 to 300 characters.
public struct GroupRule: TextValue {
    public static let length = 1...300
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// Up to 20 rules, in order.
public struct GroupRules: Codable, Sendable, SchemaProviding {
    /// The most rules of a group.
    public static let most = 20
    /// The rules.
    public let rules: [GroupRule]

    public static var schema: Schema { .array(GroupRule.schema, maximum: most) }

    /// Some rules.
    public init(_ rules: [GroupRule]) { self.rules = rules }

    public init(from decoder: any Decoder) throws {
        rules = try [GroupRule](from: decoder)
        guard rules.count <= Self.most else {
            throw DecodingError.dataCorruptedError(
                in: try decoder.singleValueContainer(),
                debugDescription: "Must be at most \(Self.most) rules."
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rules)
    }
}

/// Why somebody asks to join, or was banned: up to 300 characters; empty for nothing.
public struct GroupNote: TextValue {
    public static let length = 0...300
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}
