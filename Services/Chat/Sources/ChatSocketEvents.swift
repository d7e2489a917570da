// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import Modules

/// What clients send on sockets, beside `message:send`, which carries the body of `POST /messages`.
enum ChatSocketEvents {
    /// `message:edit`.
    struct Edit: Decodable, Sendable {
        let messageId: MessageID
        let content: MessageText
    }

    /// `message:delete`.
    struct Delete: Decodable, Sendable { let messageId: MessageID }

    /// `message:read`.
    struct Read: Decodable, Sendable {
        let chatId: ChatID
        let messageId: MessageID
    }

    /// `typing:start` and `typing:stop`.
    struct Typing: Decodable, Sendable { let chatId: ChatID }
}

extension Room {
    /// The sockets of a chat's members.
    static func chat(_ id: ChatID) -> Room { Room("chat:" + id.description) }
}
