// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import GroupsAPI
public import UsersAPI

/// The id of a chat.
public typealias ChatID = ID<Chat>

/// A conversation, as one of its members sees it.
public struct Chat: Codable, Sendable, Equatable {
    public var id: ChatID
    public var type: ChatKind
    /// The name of a group or channel; nil for two people.
    public var name: String?
    public var description: String
    public var avatarUrl: String?
    /// Whether messages are encrypted end to end.
    public var isSecret: Bool
    public var memberCount: Int
    /// The newest message that is not deleted.
    public var lastMessage: Message?
    /// How many messages the caller has not read.
    public var unreadCount: Int
    /// The other person of a PRIVATE chat.
    public var peer: User?
    /// The group whose chat it is: name and members are those of the group, and change with it alone.
    public var groupId: GroupID?
    public var createdAt: Timestamp

    /// A conversation.
    public init(
        id: ChatID,
        type: ChatKind,
        name: String?,
        description: String,
        avatarUrl: String?,
        memberCount: Int,
        lastMessage: Message?,
        unreadCount: Int,
        peer: User?,
        groupId: GroupID? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.type = type
        self.name = name
        self.description = description
        self.avatarUrl = avatarUrl
        isSecret = false
        self.memberCount = memberCount
        self.lastMessage = lastMessage
        self.unreadCount = unreadCount
        self.peer = peer
        self.groupId = groupId
        self.createdAt = createdAt
    }
}

extension Chat: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("type", type)
            json.member("name", name)
            json.member("description", description)
            json.member("avatarUrl", avatarUrl)
            json.member("isSecret", isSecret)
            json.member("memberCount", memberCount)
            json.member("lastMessage", lastMessage)
            json.member("unreadCount", unreadCount)
            json.member("peer", peer)
            json.member("groupId", groupId)
            json.member("createdAt", createdAt)
        }
    }
}

/// What kind of conversation it is.
public enum ChatKind: String, Sendable, APIEnum {
    /// Two people; exists once for each pair.
    case `private` = "PRIVATE"
    /// Several people who all may write.
    case group = "GROUP"
    /// Several people of whom the owner and admins write.
    case channel = "CHANNEL"
}

/// What a member may do in a chat.
public enum ChatRole: String, Sendable, APIEnum {
    case owner = "OWNER"
    case admin = "ADMIN"
    case member = "MEMBER"
}

/// Somebody's place in a chat.
public struct ChatMember: Codable, Sendable, Equatable {
    public var user: User
    public var role: ChatRole
    public var joinedAt: Timestamp
    /// The `seq` of the last message they read.
    public var lastReadSeq: Int

    /// A place in a chat.
    public init(user: User, role: ChatRole, joinedAt: Timestamp, lastReadSeq: Int) {
        self.user = user
        self.role = role
        self.joinedAt = joinedAt
        self.lastReadSeq = lastReadSeq
    }
}

/// The name of a group or channel: 1 to 100 characters.
public struct ChatName: TextValue {
    public static let length = 1...100
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// What a group or channel is about: up to 1,000 characters.
public struct ChatDescription: TextValue {
    public static let length = 0...1000
    public static let allowsLineBreaks = true
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// One's chats, the latest active first.
public struct ListChats: Endpoint {
    public static let route: Route = .get("/chats")
    public static let summary = "List one's chats, the latest active first"
    public static let access: Access = .member
    public typealias Reply = Page<Chat>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// Opens a conversation; the PRIVATE chat of two people exists once, and is returned when it is there.
public struct CreateChat: Endpoint {
    public static let route: Route = .post("/chats")
    public static let summary = "Open a chat; the PRIVATE chat of two people exists once"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.userNotFound), .conflict(.chatIsFull), .conflict(.chatBlocking),
    ]
    public static let success: SuccessStatus = .created
    public typealias Reply = Chat

    public var body: Draft

    /// What to open.
    public struct Draft: Codable, Sendable {
        public var type: ChatKind
        /// Needed for a group or channel, ignored for two people.
        public var name: ChatName?
        public var description: ChatDescription?
        /// The others, up to 500; exactly one for a PRIVATE chat.
        public var memberIds: MemberIDs
    }

    /// Opens a chat.
    public init(_ type: ChatKind, name: ChatName? = nil, with members: [UserID]) {
        body = Draft(type: type, name: name, description: nil, memberIds: MemberIDs(members))
    }
}

/// A list of up to 500 people.
public struct MemberIDs: Codable, Sendable, SchemaProviding {
    /// The most people in one request.
    public static let most = 500
    /// The people, each once.
    public let ids: [UserID]

    public static var schema: Schema { .array(UserID.schema, maximum: most) }

    /// A list of people; repeated ones count once.
    public init(_ ids: [UserID]) {
        var seen: Set<UserID> = []
        self.ids = ids.filter { seen.insert($0).inserted }
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let ids = try [UserID](from: decoder)
        guard ids.count <= Self.most else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must have at most \(Self.most) people."
            )
        }
        self.init(ids)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ids)
    }
}

/// One chat.
public struct GetChat: Endpoint {
    public static let route: Route = .get("/chats/{id}")
    public static let summary = "Get a chat one is a member of"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.chatNotFound)]
    public typealias Reply = Chat

    public var id: ChatID

    /// Asks for a chat.
    public init(_ id: ChatID) { self.id = id }
}

/// Changes the name, description or picture of a group or channel.
public struct UpdateChat: Endpoint {
    public static let route: Route = .patch("/chats/{id}")
    public static let summary = "Change a group or channel, as its owner or an admin of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.chatNotFound), .forbidden(.chatForbidden), .conflict(.chatIsPrivate),
        .conflict(.chatFollowsGroup),
    ]
    public typealias Reply = Chat

    public var id: ChatID
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var name: ChatName?
        public var description: ChatDescription?
        public var avatarUrl: ImageAddress?
    }

    /// Changes a chat.
    public init(_ id: ChatID, name: ChatName? = nil, description: ChatDescription? = nil) {
        self.id = id
        body = Changes(name: name, description: description, avatarUrl: nil)
    }
}

/// Deletes a group or channel for everybody, or takes a PRIVATE chat off one's own list.
public struct DeleteChat: Endpoint {
    public static let route: Route = .delete("/chats/{id}")
    public static let summary = "Delete a group or channel as its owner, or hide a PRIVATE chat from oneself"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.chatNotFound), .forbidden(.chatForbidden), .conflict(.chatFollowsGroup),
    ]
    public typealias Reply = NoReply

    public var id: ChatID

    /// Deletes a chat.
    public init(_ id: ChatID) { self.id = id }
}

/// The people in a chat, in the order they joined.
public struct ListChatMembers: Endpoint {
    public static let route: Route = .get("/chats/{id}/members")
    public static let summary = "List the members of a chat in the order they joined"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.chatNotFound)]
    public typealias Reply = Page<ChatMember>

    public var id: ChatID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: ChatID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Adds people to a group or channel.
public struct AddChatMembers: Endpoint {
    public static let route: Route = .post("/chats/{id}/members")
    public static let summary = "Add people to a group or channel, as its owner or an admin of it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.chatNotFound), .notFound(.userNotFound), .forbidden(.chatForbidden),
        .conflict(.chatIsPrivate), .conflict(.chatIsFull), .conflict(.chatFollowsGroup),
    ]
    public typealias Reply = Chat

    public var id: ChatID
    public var body: People

    /// Whom to add.
    public struct People: Codable, Sendable {
        public var userIds: MemberIDs
    }

    /// Adds people.
    public init(_ users: [UserID], to id: ChatID) {
        self.id = id
        body = People(userIds: MemberIDs(users))
    }
}

/// Removes somebody from a group or channel; oneself, to leave.
public struct RemoveChatMember: Endpoint {
    public static let route: Route = .delete("/chats/{id}/members/{user}")
    public static let summary = "Remove somebody from a group or channel, or leave it"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.chatNotFound), .notFound(.userNotFound), .forbidden(.chatForbidden),
        .conflict(.chatIsPrivate), .conflict(.chatFollowsGroup),
    ]
    public typealias Reply = NoReply

    public var id: ChatID
    public var user: UserID

    /// Removes somebody.
    public init(_ user: UserID, from id: ChatID) { (self.id, self.user) = (id, user) }
}

/// Gives a member another role in a group or channel.
public struct ChangeChatRole: Endpoint {
    public static let route: Route = .patch("/chats/{id}/members/{user}")
    public static let summary =
        "Give a member another role, as the owner; naming an OWNER hands the chat over"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.chatNotFound), .notFound(.userNotFound), .forbidden(.chatForbidden),
        .conflict(.chatIsPrivate), .conflict(.chatFollowsGroup),
    ]
    public typealias Reply = NoReply

    public var id: ChatID
    public var user: UserID
    public var body: Assignment

    /// The role.
    public struct Assignment: Codable, Sendable {
        public var role: ChatRole
    }

    /// Gives a role.
    public init(_ role: ChatRole, to user: UserID, in id: ChatID) {
        (self.id, self.user) = (id, user)
        body = Assignment(role: role)
    }
}
