// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Events
import NotificationsAPI
import UsersAPI

// What Notifications hears of Connections and Users. Names are durable and never change. All that happens between two
// people is counted in steps, whichever event tells of it.

/// Notes a follow.
struct NoteFollow: EventHandler {
    static let name: HandlerName = "notifications.note-follow"

    func handle(_ event: FollowStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let deed = Deed.between(event.follower, .follow, event.followee, at: event.at)
        try db.keepLedger { ledger in
            try ledger.note(deed, isOn: true, position: Int64(event.step))
            try ledger.change(event.follower, with: event.followee) { $0.follows.set(true, step: event.step) }
        }
    }
}

/// Takes a follow back, and that it was allowed.
struct NoteUnfollow: EventHandler {
    static let name: HandlerName = "notifications.note-unfollow"

    func handle(_ event: FollowEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        let (follower, followee) = (event.follower, event.followee)
        try db.keepLedger { ledger in
            for deed in [
                Deed.between(follower, .follow, followee, at: event.at),
                Deed.between(followee, .followAccepted, follower, at: event.at),
            ] {
                try ledger.note(deed, isOn: false, position: Int64(event.step))
            }
            try ledger.change(follower, with: followee) { $0.follows.set(false, step: event.step) }
        }
    }
}

/// Notes a request to follow.
struct NoteFollowRequest: EventHandler {
    static let name: HandlerName = "notifications.note-follow-request"

    func handle(_ event: FollowRequested, _ delivery: Delivery, in db: any SQLConnection) throws {
        let deed = Deed.between(event.follower, .followRequest, event.followee, at: event.at)
        try db.keepLedger { try $0.note(deed, isOn: true, position: Int64(event.step)) }
    }
}

/// Takes back a request that was answered or taken back, and tells whoever asked when they were let in.
struct NoteEndOfFollowRequest: EventHandler {
    static let name: HandlerName = "notifications.note-end-of-follow-request"

    func handle(_ event: FollowRequestEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        let (follower, followee, step) = (event.follower, event.followee, Int64(event.step))
        try db.keepLedger { ledger in
            try ledger.note(
                .between(follower, .followRequest, followee, at: event.at),
                isOn: false,
                position: step
            )
            guard event.accepted else { return }
            try ledger.note(
                .between(followee, .followAccepted, follower, at: event.at),
                isOn: true,
                position: step
            )
        }
    }
}

extension Deed {
    /// What one person did about another; all of a kind stand together.
    fileprivate static func between(
        _ actor: UserID,
        _ kind: NotificationKind,
        _ user: UserID,
        at time: Timestamp
    ) -> Deed {
        Deed(user: user, kind: kind, source: ThingID(actor), actor: actor, group: ThingID(user), at: time)
    }
}

/// Has two people hear nothing of each other.
struct NoteBlock: EventHandler {
    static let name: HandlerName = "notifications.note-block"

    func handle(_ event: BlockStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger {
            try $0.block(event.blocker, event.blocked, isOn: true, step: event.step, at: event.at)
        }
    }
}

/// Has two people hear of each other again.
struct NoteEndOfBlock: EventHandler {
    static let name: HandlerName = "notifications.note-end-of-block"

    func handle(_ event: BlockEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger {
            try $0.block(event.blocker, event.blocked, isOn: false, step: event.step, at: event.at)
        }
    }
}

/// Has somebody hear nothing of another.
struct NoteMute: EventHandler {
    static let name: HandlerName = "notifications.note-mute"

    func handle(_ event: MuteStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { ledger in
            try ledger.change(event.muter, with: event.muted) { tie in
                tie.mutes.set(true, step: event.step)
                tie.cut(until: event.at)
            }
        }
    }
}

/// Has somebody hear of another again.
struct NoteEndOfMute: EventHandler {
    static let name: HandlerName = "notifications.note-end-of-mute"

    func handle(_ event: MuteEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { ledger in
            try ledger.change(event.muter, with: event.muted) { tie in
                tie.mutes.set(false, step: event.step)
                tie.cut(until: event.at)
            }
        }
    }
}

/// Follows whether the posts of an account are for its followers alone.
struct NotePrivacy: EventHandler {
    static let name: HandlerName = "notifications.note-privacy"

    func handle(_ event: FollowPrivacyChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PeopleStore(db).lock(event.user)
        try PeopleStore(db).setPrivate(event.isPrivate, position: delivery.position, of: event.user)
        try db.keepLedger { try $0.reconsiderAll(.onPosts(of: event.user)) }
    }
}

/// Has somebody not heard whose account is hidden.
struct NoteHidden: EventHandler {
    static let name: HandlerName = "notifications.note-hidden"

    func handle(_ event: UserHiddenChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.change(event.user, isHidden: event.isHidden) }
    }
}

/// Has somebody forgotten whose account is gone.
struct ForgetDeletedUser: EventHandler {
    static let name: HandlerName = "notifications.forget-deleted"

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.forget(event.user, at: delivery.publishedAt) }
    }
}
