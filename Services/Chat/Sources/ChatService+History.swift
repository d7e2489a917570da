// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import UsersAPI
import UsersClient

extension ChatService {
    /// What was said in a chat.
    func messages(
        _ request: ListMessages,
        from caller: Member
    ) async throws -> EncodedReply<Page<Message>> {
        let (span, kept, read) = try await database.read { db in
            let span = try HistorySpan(request, for: caller.id, db)
            let kept = pages.page(of: span)
            return (span, kept, try kept == nil ? span.rows(MessageStore(db)) : nil)
        }
        // Somebody on the page may have another name or picture by now.
        if let kept, try await directory.profiles(kept.senders.keys) == kept.senders { return kept.reply }
        let (rows, next) =
            if let read { read } else { try await database.read { db in try span.rows(MessageStore(db)) } }
        let senders = try await directory.profiles(rows.lazy.map(\.sender))
        let page = Page(items: rendering.messages(rows, from: senders), nextCursor: next)
        let reply = try EncodedReply(page)
        pages.keep(reply, of: span, from: senders)
        return reply
    }
}
