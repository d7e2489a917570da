// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI

/// The part of a chat's messages that somebody asks for, resolved to places in the chat.
struct HistorySpan: Sendable {
    let chat: ChatID
    let limit: Int
    /// Only messages before this place.
    let before: Int?
    /// Only messages after this place.
    let after: Int?
    /// The edition of the chat, read before its messages.
    let edition: HistoryPages.Edition

    /// Where the page is kept. Pages after something are not: whoever catches up begins at a place of their own.
    var key: HistoryPages.Key? {
        after == nil ? HistoryPages.Key(chat: chat, before: before, limit: limit) : nil
    }

    /// What a member asks for; a chat that somebody is not in does not exist for them. A cursor says on which side of
    /// which `seq` the list goes on.
    init(_ request: ListMessages, for user: UserID, _ db: any SQLConnection) throws {
        guard let edition = try ChatStore(db).edition(of: request.chat, for: user) else {
            throw ChatError.chatNotFound(request.chat)
        }
        let messages = MessageStore(db)
        var before = try request.before.map { try messages.seq(of: $0, in: request.chat) }
        var after = try request.after.map { try messages.seq(of: $0, in: request.chat) }
        if let cursor = request.cursor {
            let seq = try cursor.field(1, as: Int.self)
            if cursor.fields[0] == "after" { after = seq } else { before = seq }
        }
        (chat, limit) = (request.chat, (request.limit ?? .standard).value)
        (self.before, self.after, self.edition) = (before, after, edition)
    }

    /// The messages, newest first, and the cursor of the next page.
    func rows(_ messages: MessageStore) throws -> (rows: [MessageFacts], next: Cursor?) {
        var rows =
            if let after {
                try messages.page(of: chat, after: after, limit: limit + 1)
            } else {
                try messages.page(of: chat, before: before, limit: limit + 1)
            }
        let hasMore = rows.count > limit
        if hasMore { rows.removeLast() }
        let last = hasMore ? rows.last?.seq : nil
        guard after != nil else { return (rows, last.map { Cursor("before", $0) }) }
        if let before { rows.removeAll { $0.seq >= before } }
        return (rows.reversed(), last.map { Cursor("after", $0) })
    }
}
