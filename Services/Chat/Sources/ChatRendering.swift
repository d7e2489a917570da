// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import GroupsAPI
import UsersAPI
import UsersClient

/// Puts stored messages and chats together with the profiles they are shown with.
struct ChatRendering: Sendable {
    let directory: ProfileDirectory

    /// Messages as the API shows them, in the same order.
    func messages(_ facts: [MessageFacts]) async throws -> [Message] {
        messages(facts, from: try await directory.profiles(facts.lazy.map(\.sender)))
    }

    /// Messages with the profiles of their senders, in the same order.
    func messages(_ facts: [MessageFacts], from profiles: [UserID: User]) -> [Message] {
        facts.map { Self.message($0, from: profiles[$0.sender] ?? .deleted($0.sender)) }
    }

    func message(_ facts: MessageFacts) async throws -> Message {
        let profiles = try await directory.profiles(CollectionOfOne(facts.sender))
        return Self.message(facts, from: profiles[facts.sender] ?? .deleted(facts.sender))
    }

    /// Chats as one of their members sees them, in the same order.
    func chats(_ places: [Place], lastMessages: [MessageFacts], for user: UserID) async throws -> [Chat] {
        let peers = places.map { Self.peer(of: $0.chat, for: user) }
        let profiles = try await directory.profiles(lastMessages.map(\.sender) + peers.compactMap { $0 })
        var messages: [MessageID: MessageFacts] = [:]
        for facts in lastMessages { messages[facts.id] = facts }
        return zip(places, peers).map { place, peer in
            let chat = place.chat
            let last = chat.lastMessage.flatMap { messages[$0] }
            return Chat(
                id: chat.id,
                type: chat.type,
                name: chat.name,
                description: chat.description,
                avatarUrl: chat.avatarUrl,
                memberCount: chat.memberCount,
                lastMessage: last.map { Self.message($0, from: profiles[$0.sender] ?? .deleted($0.sender)) },
                unreadCount: max(0, chat.lastSeq - place.lastReadSeq),
                peer: peer.map { profiles[$0] ?? .deleted($0) },
                groupId: chat.group,
                createdAt: chat.createdAt
            )
        }
    }

    /// The other person of a PRIVATE chat.
    static func peer(of chat: ChatRecord, for user: UserID) -> UserID? {
        chat.pair.map { $0.0 == user ? $0.1 : $0.0 }
    }

    private static func message(_ facts: MessageFacts, from sender: User) -> Message {
        Message(
            id: facts.id,
            chatId: facts.chat,
            sender: sender,
            type: facts.type,
            content: facts.content,
            replyToId: facts.replyTo,
            mentions: facts.mentions,
            hashtags: MessageParsing.hashtags(in: facts.content),
            isEdited: facts.editedAt != nil && !facts.isDeleted,
            isDeleted: facts.isDeleted,
            isSilent: facts.isSilent,
            seq: facts.seq,
            clientId: facts.clientId,
            createdAt: facts.createdAt,
            updatedAt: facts.editedAt ?? facts.createdAt
        )
    }
}
