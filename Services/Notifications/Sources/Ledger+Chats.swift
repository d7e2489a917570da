// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import NotificationsAPI
import UsersAPI

// A chat with unread messages is one notification, and it is gone when the chat is read. What stands in it follows from
// how far its receiver is and from the last messages of the chat, whichever event told of what first.

extension Ledger {
    /// Takes in messages, and tells those they are for.
    mutating func take(_ messages: [(facts: MessageFacts, position: Int64)]) throws {
        let chats = Dictionary(grouping: messages, by: \.facts.chat)
        var news: [UserID: [ChatID: [MessageFacts]]] = [:]
        for (chat, messages) in chats.sorted(by: { $0.key < $1.key }) {
            try ChatStore(db).lock(chat)
            for (user, messages) in try keep(messages, of: chat) { news[user, default: [:]][chat] = messages }
        }
        // Everybody once in the same order, as everywhere.
        for (user, chats) in news.sorted(by: { $0.key < $1.key }) {
            try PeopleStore(db).lock(user)
            for (chat, messages) in chats {
                if let own = messages.last(where: { $0.sender == user }) {
                    try ChatStore(db).read(chat, by: user, upTo: own.seq)
                }
                try refresh(chat, of: user, new: messages)
            }
        }
    }

    /// Stores messages of a chat, and returns who is concerned by which of them.
    private func keep(
        _ messages: [(facts: MessageFacts, position: Int64)],
        of chat: ChatID
    ) throws -> [UserID: [MessageFacts]] {
        let (people, store) = (PeopleStore(db), ChatStore(db))
        guard try !people.isGone([ThingID(chat)]) else { return [:] }
        let members = try store.members(of: chat, limit: NotificationsLimits.toldMembers + 1)
        let isForAll = members.count <= NotificationsLimits.toldMembers
        var (goneness, news): ([UserID: Bool], [UserID: [MessageFacts]]) = ([:], [:])
        for (message, position) in messages {
            let isGone = try goneness[message.sender] ?? people.isGone([ThingID(message.sender)])
            goneness[message.sender] = isGone
            guard !isGone else { continue }
            try store.insert(message, isForAll: isForAll, position: position)
            let concerned = Set((isForAll ? members : message.mentions) + [message.sender])
            for user in concerned { news[user, default: []].append(message) }
        }
        if let last = messages.map(\.facts.seq).max() { try store.trim(chat, behind: last) }
        return news
    }

    /// Takes in that a message reads differently, or was taken back.
    mutating func change(_ message: MessageFacts, position: Int64) throws {
        try ChatStore(db).lock(message.chat)
        guard try !PeopleStore(db).isGone([ThingID(message.chat)]) else { return }
        // Of somebody who is gone not even an empty message stays.
        if try PeopleStore(db).isGone([ThingID(message.sender)]) {
            try ChatStore(db).delete(message.seq, in: message.chat)
        } else {
            try ChatStore(db).update(message, position: position)
        }
        let receivers = try db.all(
            "SELECT user_id FROM notifications.items WHERE chat_id = \(message.chat) ORDER BY user_id"
        ) { try $0[0] as UserID }
        for user in receivers { try refresh(message.chat, of: user) }
    }

    /// Notes who is in a chat or no longer is.
    mutating func set(_ users: [UserID], in chat: ChatID, isMember: Bool, position: Int64) throws {
        try ChatStore(db).lock(chat)
        guard try !PeopleStore(db).isGone([ThingID(chat)]) else { return }
        for user in users.sorted() {
            try PeopleStore(db).lock(user)
            guard try !PeopleStore(db).isGone([ThingID(user)]) else { continue }
            try ChatStore(db).setMember(isMember, position: position, user, in: chat)
            try refresh(chat, of: user)
        }
    }

    /// Notes how far somebody read.
    mutating func read(_ chat: ChatID, by user: UserID, upTo seq: Int) throws {
        guard try !PeopleStore(db).isGone([ThingID(chat), ThingID(user)]) else { return }
        try PeopleStore(db).lock(user)
        try ChatStore(db).read(chat, by: user, upTo: seq)
        try refresh(chat, of: user)
    }

    /// Forgets a chat that is gone.
    mutating func end(_ chat: ChatID, at time: Timestamp) throws {
        try ChatStore(db).lock(chat)
        try PeopleStore(db).bury(ThingID(chat), at: time)
        for user in try db.all(
            "SELECT user_id FROM notifications.items WHERE chat_id = \(chat)",
            { try $0[0] as UserID }
        ) {
            quieten(user)
        }
        try ChatStore(db).forget(chat)
    }

    /// Looks again at what somebody is told of another's messages.
    mutating func reconsiderChats(of user: UserID, with other: UserID) throws {
        for chat in try ChatStore(db).chats(of: user, with: other) { try refresh(chat, of: user) }
    }

    /// Makes somebody's notification of a chat what it should be.
    mutating func refresh(_ chat: ChatID, of user: UserID, new: [MessageFacts] = []) throws {
        try PeopleStore(db).lock(user)
        let (store, items) = (ChatStore(db), ItemStore(db))
        guard let place = try store.place(of: user, in: chat) else { return }
        let others = new.filter { $0.sender != user }
        var channels: Set<NotificationChannel> = []
        if let last = others.last {
            channels = try NotificationRouter(db).channels(for: user, of: .message, at: last.createdAt)
            if !channels.contains(.inApp) { return try store.dismiss(chat, by: user, upTo: last.seq) }
        }
        let unread = try unread(in: chat, of: user, place)
        let existing = try items.item(of: user, on: chat)
        guard let last = unread.first else {
            guard let existing else { return }
            try items.delete(existing)
            return quieten(user)
        }
        let item = existing ?? NotificationID(at: last.at)
        if existing == nil { try items.insert(item, of: user, on: chat) }
        try items.update(
            item,
            ItemSummary(unread),
            excerpt: last.excerpt,
            isRead: last.seq <= place.seenSeq
        )
        let isNews = others.contains { new in !new.isSilent && unread.contains { $0.seq == new.seq } }
        if isNews, channels.contains(.live) {
            raise(item, of: user, .message)
        } else {
            quieten(user)
        }
    }

    /// The messages that somebody has not read and is told of, the latest first.
    private func unread(in chat: ChatID, of user: UserID, _ place: ChatPlace) throws -> [ChatMessage] {
        guard place.isMember else { return [] }
        var ties: [UserID: NotificationTie] = [:]
        return try ChatStore(db).messages(
            in: chat,
            after: max(place.readSeq, place.dismissedSeq),
            sentAfter: place.position,
            but: user
        ).filter { message in
            guard message.isForAll || message.mentions.contains(user) else { return false }
            let tie = try ties[message.sender] ?? hearing(user, of: message.sender)
            ties[message.sender] = tie
            return tie.hears(ofWhatHappened: message.at)
        }
    }

    /// What is between the two; who is hidden is as good as muted.
    private func hearing(_ user: UserID, of sender: UserID) throws -> NotificationTie {
        var tie = try TieStore(db).tie(of: user, with: sender)
        if try PeopleStore(db).isHidden(sender) { tie.mutes.isOn = true }
        return tie
    }
}

extension ItemSummary {
    /// What a notification of some messages says, the latest first.
    fileprivate init(_ messages: [ChatMessage]) {
        var senders: [UserID] = []
        for message in messages where !senders.contains(message.sender) { senders.append(message.sender) }
        self.init(
            actors: Array(senders.prefix(NotificationsLimits.actors)),
            actorCount: senders.count,
            count: messages.count,
            at: messages.first?.at ?? Timestamp(microseconds: 0)
        )
    }
}
