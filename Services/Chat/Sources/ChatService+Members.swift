// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI
import UsersClient

extension ChatService {
    /// The people in a chat.
    func members(_ request: ListChatMembers, from caller: Member) async throws -> Page<ChatMember> {
        let limit = request.limit ?? .standard
        let rows = try await database.read { db in
            guard try ChatStore(db).isMember(caller.id, of: request.id) else {
                throw ChatError.chatNotFound(request.id)
            }
            return try MemberStore(db).page(of: request.id, after: request.cursor, limit: limit.value + 1)
        }
        let profiles = try await directory.profiles(rows.lazy.map(\.user))
        let members = rows.map { row in
            ChatMember(
                user: profiles[row.user] ?? .deleted(row.user),
                role: row.role,
                joinedAt: row.joinedAt,
                lastReadSeq: row.lastReadSeq
            )
        }
        return Page(members, limit: limit) { Cursor($0.joinedAt.microseconds, $0.user.id) }
    }

    /// Adds people; those who are members already stay as they are.
    func add(_ request: AddChatMembers, from caller: Member) async throws -> Chat {
        let users = request.body.userIds.ids
        guard try await directory.existing(users).count == users.count else { throw ChatError.userNotFound }
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            let place = try Self.run(request.id, by: caller.id, db)
            guard try BlockStore(db).cut(users, from: caller.id).isEmpty else { throw ChatError.userNotFound }
            let members = MemberStore(db)
            var added: [UserID] = []
            for user in users {
                // What was said before counts as read: nobody wants a thousand unread messages on arrival.
                let isNew = try members.insert(
                    user,
                    into: request.id,
                    as: .member,
                    at: now,
                    lastReadSeq: place.chat.lastSeq
                )
                guard isNew else { continue }
                guard try ChatStore(db).countChats(of: user) <= ChatLimits.chatsOfOnePerson else {
                    throw ChatError.tooManyChats
                }
                try ChangeStore(db).insert(.memberAdded, in: request.id, user: user, at: now)
                added.append(user)
            }
            guard place.chat.memberCount + added.count <= ChatLimits.members else { throw ChatError.isFull }
            guard !added.isEmpty else { return }
            try members.addToCount(added.count, of: request.id)
            try db.publish(ChatMembersAdded(chat: request.id, users: added))
        }
        return try await chat(request.id, for: caller.id)
    }

    /// Removes somebody, or lets the caller leave.
    func remove(_ request: RemoveChatMember, from caller: Member) async throws -> NoReply {
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            let place =
                request.user == caller.id
                ? try ChatStore(db).place(of: caller.id, in: request.id, forUpdate: true)
                : try Self.run(request.id, by: caller.id, db)
            guard place.chat.type != .private else { throw ChatError.isPrivate }
            guard place.chat.group == nil else { throw ChatError.followsGroup }
            guard let member = try MemberStore(db).member(request.user, of: request.id) else {
                throw ChatError.userNotFound
            }
            let mayRemove = member.role == .member || place.role == .owner || request.user == caller.id
            guard mayRemove else {
                throw ChatError.notAllowed("Only the owner may remove those who run the chat.")
            }
            try Self.remove(request.user, role: member.role, from: place.chat, at: now, db)
        }
        return NoReply()
    }

    /// Gives a member another role; naming an owner hands the chat over.
    func changeRole(_ request: ChangeChatRole, from caller: Member) async throws -> NoReply {
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            let place = try Self.run(request.id, by: caller.id, db)
            guard place.role == .owner else { throw ChatError.notAllowed("Only the owner may give roles.") }
            let members = MemberStore(db)
            guard try members.member(request.user, of: request.id) != nil else {
                throw ChatError.userNotFound
            }
            guard request.user != caller.id else {
                throw ChatError.notAllowed("Hand the chat to somebody else first.")
            }
            try members.setRole(request.body.role, of: request.user, in: request.id)
            if request.body.role == .owner { try members.setRole(.admin, of: caller.id, in: request.id) }
            try ChangeStore(db).insert(.chatUpdated, in: request.id, at: now)
            try db.publish(ChatUpdated(chat: request.id))
        }
        return NoReply()
    }

    /// Removes a member. An owner who goes is succeeded; a chat that nobody is left in is gone.
    static func remove(
        _ user: UserID,
        role: ChatRole,
        from chat: ChatRecord,
        at now: Timestamp,
        _ db: any SQLConnection
    ) throws {
        let members = MemberStore(db)
        // The chat of a group lasts as long as the group, which also says who owns it.
        guard chat.memberCount > 1 || chat.group != nil else { return try dissolve(chat.id, at: now, db) }
        guard try members.delete(user, from: chat.id) else { return }
        try members.addToCount(-1, of: chat.id)
        if chat.group == nil, role == .owner, let heir = try members.heir(of: chat.id, after: user) {
            try members.setRole(.owner, of: heir, in: chat.id)
        }
        try ChangeStore(db).insert(.memberRemoved, in: chat.id, user: user, at: now)
        try db.publish(ChatMemberRemoved(chat: chat.id, user: user))
    }
}
