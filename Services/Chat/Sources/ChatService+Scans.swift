// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI

// What Chat tells other services.

extension ChatService {
    /// Several messages, as far as somebody may see them.
    func messages(_ request: GetMessages, from caller: Caller) async throws -> [Message] {
        let (ids, viewer) = (request.body.ids, request.body.viewer)
        guard ids.count <= GetMessages.most else {
            throw Failure.invalid("ids", "Must have at most \(GetMessages.most) messages.")
        }
        let found = try await database.read { db in
            let facts = try MessageStore(db).messages(ids).filter { !$0.isDeleted }
            let chats = try MemberStore(db).chats(of: viewer, among: facts.map(\.chat))
            return facts.filter { chats.contains($0.chat) }
        }
        var byID: [MessageID: MessageFacts] = [:]
        for facts in found { byID[facts.id] = facts }
        return try await rendering.messages(ids.compactMap { byID[$0] })
    }

    /// The chats somebody is in.
    func memberships(_ request: ListMemberships, from caller: Caller) async throws -> [ChatID] {
        let limit = min(max(request.body.limit, 1), ListMemberships.most)
        return try await database.read { db in
            try MemberStore(db).latestChats(of: request.body.user, limit: limit)
        }
    }

    /// A portion of all messages.
    func messages(_ request: ScanMessages, from caller: Caller) async throws -> [MessageFacts] {
        let limit = min(max(request.body.limit, 1), ScanMessages.most)
        return try await database.read { db in
            try MessageStore(db).scan(after: request.body.after, limit: limit)
        }
    }
}
