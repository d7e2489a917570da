// SPDX-License-Identifier: Apache-2.0
import Caching
import ChatAPI
import Core
import Endpoints
import UsersAPI

// A page of what was said is the same for every member, and asked for again and again: whenever somebody opens the
// chat. Most of the work for it is decoding rows and writing JSON, so the finished bytes are kept. Nothing tells the
// cache about changes: each reader compares the edition of the chat, which they read together with their membership,
// and the profiles on the page. So it is never stale, in however many processes the chat is written.

/// Pages of chats as they were sent, bounded in bytes.
struct HistoryPages: Sendable {
    /// What changes whenever the messages of a chat do.
    struct Edition: Hashable, Sendable {
        /// How many messages were sent.
        let lastSeq: Int
        /// How often one was edited or deleted.
        let revision: Int
    }

    /// Which page.
    struct Key: Hashable, Sendable {
        let chat: ChatID
        /// The page ends before this place; nil for the newest.
        let before: Int?
        let limit: Int
    }

    /// A page and what it was made of.
    struct Kept: Sendable {
        let reply: EncodedReply<Page<Message>>
        let senders: [UserID: User]
        fileprivate let edition: Edition
    }

    /// Some 1,300 pages of 50 short messages.
    private static let bytes = 32 << 20
    /// Only frees what nobody asks for any more: an edition does not expire.
    private static let lifetime: Duration = .minutes(10)

    private let kept: LocalCache<Key, Kept>

    init(clock: any WallClock) {
        kept = LocalCache(name: "chat-history", capacity: Self.bytes, lifetime: Self.lifetime, clock: clock)
    }

    /// The page of a span, if it was kept from the same edition of its chat.
    func page(of span: HistorySpan) -> Kept? {
        guard let key = span.key, let found = kept.value(for: key) else { return nil }
        guard found.edition.revision == span.edition.revision else { return nil }
        // New messages come after every page but the newest.
        guard span.before != nil || found.edition.lastSeq == span.edition.lastSeq else { return nil }
        return found
    }

    /// Keeps a page. Its rows may be younger than the span's edition says: then it is only made once more.
    func keep(_ reply: EncodedReply<Page<Message>>, of span: HistorySpan, from senders: [UserID: User]) {
        guard let key = span.key else { return }
        let page = Kept(reply: reply, senders: senders, edition: span.edition)
        kept.insert(page, for: key, cost: reply.envelope.count)
    }
}
