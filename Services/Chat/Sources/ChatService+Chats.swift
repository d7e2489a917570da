// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI
import UsersClient

extension ChatService {
    /// One's chats, the latest active first.
    func chats(_ request: ListChats, from caller: Member) async throws -> Page<Chat> {
        let limit = request.limit ?? .standard
        let (places, last) = try await database.read { db in
            let places = try ChatStore(db).places(of: caller.id, after: request.cursor, limit: limit)
            return (places, try MessageStore(db).messages(places.compactMap(\.chat.lastMessage)))
        }
        let page = Array(places.prefix(limit.value))
        let next =
            places.count > limit.value
            ? page.last.map { Cursor($0.chat.activeAt.microseconds, $0.chat.id) } : nil
        return Page(
            items: try await rendering.chats(page, lastMessages: last, for: caller.id),
            nextCursor: next
        )
    }

    /// One chat.
    func chat(_ request: GetChat, from caller: Member) async throws -> Chat {
        try await chat(request.id, for: caller.id)
    }

    /// Opens a chat, or finds the PRIVATE chat of two people.
    func create(_ request: CreateChat, from caller: Member) async throws -> Chat {
        let draft = request.body
        let others = draft.memberIds.ids.filter { $0 != caller.id }
        if draft.type == .private {
            guard others.count == 1 else { throw ChatError.onePersonNeeded }
        } else {
            guard draft.name != nil else { throw ChatError.nameNeeded }
        }
        guard try await directory.existing(others).count == others.count else { throw ChatError.userNotFound }
        let id =
            draft.type == .private
            ? try await openPair(caller.id, others[0])
            : try await openGroup(draft, by: caller.id, with: others)
        return try await chat(id, for: caller.id)
    }

    private func openPair(_ caller: UserID, _ other: UserID) async throws -> ChatID {
        let now = clock.now.wholeMilliseconds
        let record = ChatRecord(
            id: ChatID(at: now),
            type: .private,
            name: nil,
            description: "",
            avatarUrl: nil,
            pair: (min(caller, other), max(caller, other)),
            memberCount: 2,
            lastSeq: 0,
            lastMessage: nil,
            activeAt: now,
            createdAt: now
        )
        do {
            return try await database.write { db in
                try Self.requireOpening(by: caller, to: other, db)
                if let existing = try ChatStore(db).pair(caller, other) {
                    try MemberStore(db).unhide(existing)
                    return existing
                }
                try Self.insert(record, owner: nil, members: [caller, other], at: now, db)
                return record.id
            }
        } catch let error as DatabaseError where error.kind == .uniqueViolation {
            // Both opened it at once; the other was faster.
            return try await database.read { db in try ChatStore(db).pair(caller, other) } ?? record.id
        }
    }

    /// Lets somebody open a PRIVATE chat unless one of the two blocks the other. To whom is blocked the other is not
    /// there, as everywhere.
    private static func requireOpening(by user: UserID, to other: UserID, _ db: any SQLConnection) throws {
        do {
            try BlockStore(db).requireReach(from: user, to: other)
        } catch ChatError.unreachable {
            throw ChatError.userNotFound
        }
    }

    private func openGroup(
        _ draft: CreateChat.Draft,
        by owner: UserID,
        with others: [UserID]
    ) async throws -> ChatID {
        let now = clock.now.wholeMilliseconds
        let record = ChatRecord(
            id: ChatID(at: now),
            type: draft.type,
            name: draft.name?.text,
            description: draft.description?.text ?? "",
            avatarUrl: nil,
            pair: nil,
            memberCount: others.count + 1,
            lastSeq: 0,
            lastMessage: nil,
            activeAt: now,
            createdAt: now
        )
        try await database.write { db in
            guard try BlockStore(db).cut(others, from: owner).isEmpty else { throw ChatError.userNotFound }
            try Self.insert(record, owner: owner, members: [owner] + others, at: now, db)
        }
        return record.id
    }

    private static func insert(
        _ record: ChatRecord,
        owner: UserID?,
        members: [UserID],
        at now: Timestamp,
        _ db: any SQLConnection
    ) throws {
        let chats = ChatStore(db)
        try chats.insert(record)
        for member in members {
            guard try chats.countChats(of: member) < ChatLimits.chatsOfOnePerson else {
                throw ChatError.tooManyChats
            }
            let role: ChatRole = member == owner ? .owner : .member
            _ = try MemberStore(db).insert(member, into: record.id, as: role, at: now, lastReadSeq: 0)
        }
        try ChangeStore(db).insert(.chatNew, in: record.id, at: now)
        try db.publish(ChatCreated(chat: record.id, members: members))
    }

    /// Changes the name, description or picture of a group or channel.
    func update(_ request: UpdateChat, from caller: Member) async throws -> Chat {
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            var chat = try Self.run(request.id, by: caller.id, db).chat
            let changes = request.body
            if let name = changes.name { chat.name = name.text }
            if let description = changes.description { chat.description = description.text }
            if let avatar = changes.avatarUrl { chat.avatarUrl = avatar.text.isEmpty ? nil : avatar.text }
            try ChatStore(db).update(chat)
            try ChangeStore(db).insert(.chatUpdated, in: chat.id, at: now)
            try db.publish(ChatUpdated(chat: chat.id))
        }
        return try await chat(request.id, for: caller.id)
    }

    /// Deletes a group or channel for everybody, or hides a PRIVATE chat from the caller.
    func delete(_ request: DeleteChat, from caller: Member) async throws -> NoReply {
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            let place = try ChatStore(db).place(of: caller.id, in: request.id, forUpdate: true)
            guard place.chat.type != .private else {
                try MemberStore(db).hide(request.id, from: caller.id)
                try ChangeStore(db).insert(.chatDeleted, in: request.id, user: caller.id, at: now)
                return
            }
            guard place.chat.group == nil else { throw ChatError.followsGroup }
            guard place.role == .owner else {
                throw ChatError.notAllowed("Only the owner may delete the chat.")
            }
            try Self.dissolve(request.id, at: now, db)
        }
        return NoReply()
    }

    /// Deletes a chat and leaves each member a note that it is gone.
    static func dissolve(_ chat: ChatID, at now: Timestamp, _ db: any SQLConnection) throws {
        for member in try MemberStore(db).page(of: chat, after: nil, limit: ChatLimits.members) {
            try ChangeStore(db).insert(.chatDeleted, in: chat, user: member.user, at: now)
        }
        try ChatStore(db).delete(chat)
        try db.publish(ChatDeleted(chat: chat))
    }

    /// The caller's place in a group or channel they run.
    static func run(_ chat: ChatID, by user: UserID, _ db: any SQLConnection) throws -> Place {
        let place = try ChatStore(db).place(of: user, in: chat, forUpdate: true)
        guard place.chat.type != .private else { throw ChatError.isPrivate }
        guard place.chat.group == nil else { throw ChatError.followsGroup }
        guard place.runsChat else { throw ChatError.notAllowed("Only those who run the chat may do this.") }
        return place
    }
}
