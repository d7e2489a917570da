// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import NotificationsAPI
import PostsAPI
import UsersAPI

// How notifications are kept right while likes, blocks and deletions come in any order.
//
// Every deed is a row that says whether it holds: the latest of what was heard of it, whatever came first. From these
// rows, and from what is known of posts and people, it follows whether a deed stands in its receiver's list: it holds,
// the receiver hears its actor and sees what it is about, and nobody concerned is gone. So whoever changes any of that
// looks again at the deeds it touches, and a notification is counted anew from the deeds that stand in it.
//
// On PostgreSQL each block holds the receivers it touches, and keeps what it read of posts and other people from
// changing: of a mention and a block, one always sees the other.

/// Writes deeds and keeps the notifications they stand in. Lives only inside a `write` block; ends with `finish`.
struct Ledger {
    let db: any SQLConnection
    private let acts: ActStore
    private let items: ItemStore
    private let people: PeopleStore
    private let things: ThingStore
    private let ties: TieStore
    /// The notifications to be counted again, with whose they are.
    private var touched: [NotificationID: UserID] = [:]
    private var raised: [NotificationsRaised.Raised] = []
    private var quieted: Set<UserID> = []

    init(_ db: any SQLConnection) {
        self.db = db
        acts = ActStore(db)
        items = ItemStore(db)
        people = PeopleStore(db)
        things = ThingStore(db)
        ties = TieStore(db)
    }

    // MARK: Deeds

    /// Notes that a deed was done, or taken back, unless a later change of it is known.
    mutating func note(_ deed: Deed, isOn: Bool, position: Int64) throws {
        guard deed.user != deed.actor else { return }
        try people.lock(deed.user)
        // What ends with an account is taken away with it.
        guard try !people.isGone([ThingID(deed.user), ThingID(deed.actor)]) else { return }
        guard var act = try acts.act(deed) else { return try begin(deed, isOn: isOn, position: position) }
        guard position >= act.position else { return }
        if isOn, act.isOn, deed.at > act.deed.at, !deed.kind.comesOfText {
            // It was taken back in between, which is still to be heard of.
            if let item = act.item { touched[item] = deed.user }
            (act.isOn, act.item) = (false, nil)
        }
        if isOn, !act.isOn {
            (act.deed.at, act.deed.group) = (deed.at, deed.group)
            let channels = try NotificationRouter(db).channels(for: deed.user, of: deed.kind, at: deed.at)
            // It is announced once, however often it is taken back and done again.
            if !channels.contains(.inApp) { act.isDropped = true }
        }
        (act.isOn, act.position) = (isOn, position)
        try settle(&act)
    }

    /// Notes deeds that were done. Each receiver's come in their order, and they are held one after the other.
    mutating func note(all deeds: [(deed: Deed, position: Int64)]) throws {
        let receivers = Dictionary(grouping: deeds, by: \.deed.user)
        for (_, deeds) in receivers.sorted(by: { $0.key < $1.key }) {
            for (deed, position) in deeds { try note(deed, isOn: true, position: position) }
        }
    }

    private mutating func begin(_ deed: Deed, isOn: Bool, position: Int64) throws {
        let router = NotificationRouter(db)
        var channels: Set<NotificationChannel> = []
        if isOn, try !router.isFlood(deed) {
            channels = try router.channels(for: deed.user, of: deed.kind, at: deed.at)
        }
        var act = Act(
            id: ID(at: deed.at),
            deed: deed,
            position: position,
            isOn: isOn,
            isDropped: isOn && !channels.contains(.inApp),
            isLive: channels.contains(.live)
        )
        try acts.insert(act)
        try settle(&act)
    }

    /// Puts an act where it belongs: into a notification, or out of it.
    private mutating func settle(_ act: inout Act) throws {
        let isShown = try act.isOn && !act.isDropped && isToBeShown(&act)
        if isShown, act.item == nil {
            let item = try items.open(for: act.deed)
            act.item = item
            touched[item] = act.deed.user
            if act.isLive {
                act.isLive = false
                raise(item, of: act.deed.user, act.deed.kind)
            }
        } else if let item = act.item {
            touched[item] = act.deed.user
            if !isShown { act.item = nil }
        }
        try acts.update(act)
    }

    /// Whether a receiver hears of an act and sees what it is about.
    private func isToBeShown(_ act: inout Act) throws -> Bool {
        let deed = act.deed
        try people.share(deed.actor)
        guard try ties.tie(of: deed.user, with: deed.actor).hears(ofWhatHappened: deed.at),
            try !people.isHidden(deed.actor)
        else { return false }
        var concerned = [ThingID(deed.user), ThingID(deed.actor)]
        if let post = deed.post {
            let thing = try things.held(ThingID(post), on: post, forChange: false)
            act.postAuthor = thing.author
            guard try sees(deed.user, thing, of: deed.kind) else { return false }
            concerned.append(ThingID(post))
        }
        if let comment = deed.comment { concerned.append(ThingID(comment)) }
        if deed.kind.isAboutGroup {
            guard try isToBeShownOfGroup(deed) else { return false }
            concerned.append(deed.source)
        }
        return try !people.isGone(concerned)
    }

    /// Whether somebody may see a post. What is about their own is shown also when the post is older than this list.
    private func sees(_ user: UserID, _ post: ThingRecord, of kind: NotificationKind) throws -> Bool {
        guard let author = post.author else { return kind.isAboutOwn }
        if post.visibility == .group {
            return try post.container.map { try sees(user, author, in: $0) } ?? false
        }
        guard author != user else { return true }
        try people.share(author)
        let tie = try ties.tie(of: user, with: author)
        guard !tie.isCut, try !people.isHidden(author) else { return false }
        switch post.visibility {
        case .onlyMe, .group: return false
        case .followers: return tie.follows.isOn
        case .everyone: return try tie.follows.isOn || !people.isPrivate(author)
        }
    }

    // MARK: Looking again

    /// Looks again at a portion of some acts. Returns the last when there may be more.
    mutating func reconsider(_ selection: ActSelection, after id: ID<Act>? = nil) throws -> ID<Act>? {
        let found = try acts.acts(selection, after: id, limit: NotificationsLimits.sweep)
        for act in found {
            try people.lock(act.deed.user)
            // Read again: somebody may have changed it while we waited.
            guard var act = try acts.act(act.deed) else { continue }
            try settle(&act)
        }
        return found.count == NotificationsLimits.sweep ? found.last?.id : nil
    }

    /// Looks again at some acts, the first portion now and the others in a job.
    mutating func reconsiderAll(_ selection: ActSelection) throws {
        guard let last = try reconsider(selection) else { return }
        try db.enqueue(ReconsiderActs(selection: selection, after: last))
    }

    /// Forgets a portion of some acts; true when there may be more.
    mutating func forget(_ selection: ActSelection) throws -> Bool {
        let found = try acts.acts(selection, limit: NotificationsLimits.sweep)
        for act in found {
            try people.lock(act.deed.user)
            guard let act = try acts.act(act.deed) else { continue }
            if let item = act.item { touched[item] = act.deed.user }
            try acts.delete(act)
        }
        return found.count == NotificationsLimits.sweep
    }

    /// Forgets some acts, the first portion now and the others in a job.
    mutating func forgetAll(_ selection: ActSelection) throws {
        if try forget(selection) { try db.enqueue(ForgetActs(selection: selection)) }
    }

    // MARK: The end

    /// Notes that somebody has fewer notifications, or read some.
    mutating func quieten(_ user: UserID) { quieted.insert(user) }

    /// Notes that somebody is to be told.
    mutating func raise(_ item: NotificationID, of user: UserID, _ kind: NotificationKind) {
        // Of many acts that stand in one notification, once.
        guard !raised.contains(where: { $0.notification == item }) else { return }
        raised.append(.init(user: user, notification: item, kind: kind))
    }

    /// Counts what was touched, and announces it.
    mutating func finish() throws {
        for (item, user) in touched {
            if let summary = try items.summary(of: item) {
                try items.update(item, summary)
            } else {
                try items.delete(item)
                raised.removeAll { $0.notification == item }
            }
            quieted.insert(user)
        }
        touched = [:]
        if !raised.isEmpty { try db.publish(NotificationsRaised(raised)) }
        let quiet = quieted.subtracting(raised.map(\.user))
        if !quiet.isEmpty { try db.publish(UnreadChanged(users: quiet.sorted())) }
        (raised, quieted) = ([], [])
    }
}

extension SQLConnection {
    /// Changes notifications and counts what was touched.
    func keepLedger(_ body: (inout Ledger) throws -> Void) throws {
        var ledger = Ledger(self)
        try body(&ledger)
        try ledger.finish()
    }
}

/// How much people have not read may have changed. Notifications' own, for its sockets.
struct UnreadChanged: Event {
    static let name: EventName = "notification.unread-changed"
    let users: [UserID]
    var orderingKey: String { users.first?.description ?? "" }
}
