// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import Modules
import UsersAPI
import UsersClient

/// What the verbs of Chat share.
struct ChatService: Sendable {
    let database: any ServiceDatabase
    let clock: any WallClock
    let directory: ProfileDirectory
    let peers: Peers
    let pages: HistoryPages

    var rendering: ChatRendering { ChatRendering(directory: directory) }

    /// One chat as one of its members sees it.
    func chat(_ id: ChatID, for user: UserID) async throws -> Chat {
        let (place, last) = try await database.read { db in
            let place = try ChatStore(db).place(of: user, in: id)
            return (place, try place.chat.lastMessage.flatMap { try MessageStore(db).message($0) })
        }
        let chats = try await rendering.chats([place], lastMessages: last.map { [$0] } ?? [], for: user)
        return chats[0]
    }
}
