// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import Events
import UsersAPI

// What Activity hears of Connections and Users. Names are durable and never change. A block ends follows, of which events
// tell; whether one stands between a viewer and somebody is asked when a page is read.

/// Notes that somebody follows somebody.
struct NoteFollow: EventHandler {
    static let name: HandlerName = "activity.note-follow"

    func handle(_ event: FollowStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let deed = Deed.follow(event.follower, event.followee, at: event.at, step: event.step)
        try db.keepTie(of: event.follower, with: event.followee) {
            try $0.setFollows(true, event.follower, event.followee, step: event.step)
            try db.keep([.done(deed)])
        }
    }
}

/// Notes that somebody no longer follows somebody.
struct NoteUnfollow: EventHandler {
    static let name: HandlerName = "activity.note-unfollow"

    func handle(_ event: FollowEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        let deed = Deed.follow(event.follower, event.followee, at: event.at, step: event.step)
        try db.keepTie(of: event.follower, with: event.followee) {
            try $0.setFollows(false, event.follower, event.followee, step: event.step)
            try db.keep([.takenBack(deed)])
        }
    }
}

extension Deed {
    fileprivate static func follow(
        _ follower: UserID,
        _ followee: UserID,
        at time: Timestamp,
        step: Int
    ) -> Deed {
        Deed(
            actor: follower,
            kind: .follow,
            source: SourceID(of: followee),
            at: time,
            position: Int64(step)
        )
    }
}

/// Notes that somebody mutes somebody.
struct NoteMute: EventHandler {
    static let name: HandlerName = "activity.note-mute"

    func handle(_ event: MuteStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepTie(of: event.muter, with: event.muted) {
            try $0.setMutes(true, event.muter, event.muted, step: event.step)
        }
    }
}

/// Notes that somebody no longer mutes somebody.
struct NoteUnmute: EventHandler {
    static let name: HandlerName = "activity.note-unmute"

    func handle(_ event: MuteEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepTie(of: event.muter, with: event.muted) {
            try $0.setMutes(false, event.muter, event.muted, step: event.step)
        }
    }
}

extension SQLConnection {
    /// Changes what is between two people, unless one of them is gone.
    fileprivate func keepTie(
        of user: UserID,
        with other: UserID,
        _ body: (TieStore) throws -> Void
    ) throws {
        let gone = try EntryStore(self).gone(among: [SourceID(of: user), SourceID(of: other)])
        if gone.isEmpty { try body(TieStore(self)) }
    }
}

/// Notes that somebody has a new profile picture, or none any more.
struct NotePicture: ChangeHandler {
    typealias Handled = UserUpdated
    static let name: HandlerName = "activity.note-picture"

    func change(_ event: UserUpdated, _ delivery: Delivery) -> Change? {
        guard let picture = event.picture else { return nil }
        // There is one such entry of a person, for the latest picture.
        let deed = Deed(
            actor: event.user,
            kind: .profilePicture,
            source: SourceID(of: event.user),
            at: delivery.publishedAt,
            position: delivery.position
        )
        return picture == .new ? .done(deed) : .takenBack(deed)
    }
}

/// Notes whose accounts are hidden.
struct NoteHidden: EventHandler {
    static let name: HandlerName = "activity.note-hidden"

    func handle(_ event: UserHiddenChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PeopleStore(db).setHidden(event.isHidden, event.user)
    }
}

/// Has somebody forgotten whose account is gone.
struct ForgetDeletedUser: EventHandler {
    static let name: HandlerName = "activity.forget-user"

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try EntryStore(db).bury(SourceID(of: event.user), at: delivery.publishedAt)
        try db.enqueue(ErasePerson(user: event.user))
    }
}
