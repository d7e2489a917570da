// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import Modules
import Realtime
import UsersAPI

/// Tells connected members what happened in their chats, in the order it was committed.
struct ChatBroadcasts: Sendable {
    let chat: ChatService
    let sockets: any SocketRooms

    func sent(_ event: MessageSent) async throws { try await tell("message:new", event.message) }
    func edited(_ event: MessageEdited) async throws { try await tell("message:edited", event.message) }
    func deleted(_ event: MessageDeleted) async throws { try await tell("message:deleted", event.message) }

    private func tell(_ name: String, _ facts: MessageFacts) async throws {
        try sockets.broadcast(name, try await chat.rendering.message(facts), to: .chat(facts.chat))
    }

    func read(_ event: ChatRead) async throws {
        let receipt = Receipt(
            chatId: event.chat,
            userId: event.user,
            messageId: event.message,
            seq: event.seq
        )
        try sockets.broadcast("message:read", receipt, to: .chat(event.chat))
    }

    func created(_ event: ChatCreated) async throws {
        for user in event.members { sockets.join(.user(user), into: .chat(event.chat)) }
        try await tellEach(event.members, "chat:new", event.chat)
    }

    func updated(_ event: ChatUpdated) async throws {
        try await tellAll("chat:updated", event.chat)
    }

    func deleted(_ event: ChatDeleted) async throws {
        try sockets.broadcast("chat:deleted", Gone(chatId: event.chat), to: .chat(event.chat))
        sockets.leave(.chat(event.chat), from: .chat(event.chat))
    }

    func added(_ event: ChatMembersAdded) async throws {
        for user in event.users {
            sockets.join(.user(user), into: .chat(event.chat))
            try sockets.broadcast(
                "chat:member-added",
                Membership(chatId: event.chat, userId: user),
                to: .chat(event.chat)
            )
        }
        try await tellEach(event.users, "chat:new", event.chat)
    }

    func removed(_ event: ChatMemberRemoved) async throws {
        try sockets.broadcast(
            "chat:member-removed",
            Membership(chatId: event.chat, userId: event.user),
            to: .chat(event.chat)
        )
        try sockets.broadcast("chat:deleted", Gone(chatId: event.chat), to: .user(event.user))
        sockets.leave(.user(event.user), from: .chat(event.chat))
    }

    /// Says who is typing. Nothing is stored: who is not there now need not know.
    func typing(
        in id: ChatID,
        by user: UserID,
        isTyping: Bool,
        from socket: SocketHandle
    ) async throws -> NoReply {
        try await chat.database.read { db in
            let place = try ChatStore(db).place(of: user, in: id)
            try ChatService.requireReach(from: user, in: place.chat, db)
        }
        try sockets.broadcast(
            "typing:user",
            Typing(chatId: id, userId: user, isTyping: isTyping),
            to: .chat(id),
            except: socket.id
        )
        return NoReply()
    }

    /// Sends everybody in a chat the chat as they see it; unread counts differ from one to the next.
    private func tellAll(_ name: String, _ id: ChatID) async throws {
        let members = try await chat.database.read { db in
            try MemberStore(db).page(of: id, after: nil, limit: ChatLimits.members)
        }
        try await tellEach(members.map(\.user), name, id)
    }

    private func tellEach(_ users: [UserID], _ name: String, _ id: ChatID) async throws {
        for user in users where await sockets.count(in: .user(user)) > 0 {
            do {
                try sockets.broadcast(name, try await chat.chat(id, for: user), to: .user(user))
            } catch ChatError.chatNotFound {
                continue  // Left, or the chat is gone, since the event.
            }
        }
    }
}

private struct Receipt: Encodable, Sendable {
    let chatId: ChatID
    let userId: UserID
    let messageId: MessageID
    let seq: Int
}

private struct Membership: Encodable, Sendable {
    let chatId: ChatID
    let userId: UserID
}

private struct Gone: Encodable, Sendable { let chatId: ChatID }

private struct Typing: Encodable, Sendable {
    let chatId: ChatID
    let userId: UserID
    let isTyping: Bool
}
