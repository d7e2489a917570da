// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

// Every event between two people carries `step`: it counts up by one with each change between the two, whoever makes it.
// Handlers of different events run side by side, each in its own order, so the one that hears `user.unblocked` may be
// done before the one that hears `user.blocked` has begun. Who keeps a copy of ties stores the step with them and
// ignores what has a lower one.

/// The key under which all that happens between two people stays in order.
///
/// It is the smaller id and then the larger one, the same whoever acts: "A follows B" and "B blocks A" share it, so
/// no handler meets the end of a follow before its beginning, or a follow after the block that ended it. A key of the
/// actor alone would let B's block overtake A's follow; one key for a person would put a celebrity's followers in one
/// line.
enum PairKey {
    static func of(_ one: UserID, _ other: UserID) -> String {
        "\(min(one, other)):\(max(one, other))"
    }
}

/// Somebody follows somebody: at once, or because a request was accepted.
public struct FollowStarted: Event {
    public static let name: EventName = "user.followed"
    public let follower: UserID
    public let followee: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(follower, followee) }

    /// A follow.
    public init(follower: UserID, followee: UserID, at: Timestamp, step: Int) {
        (self.follower, self.followee, self.at, self.step) = (follower, followee, at, step)
    }
}

/// Somebody no longer follows somebody: they chose so, were taken off, one of the two blocked, or an account is gone.
public struct FollowEnded: Event {
    public static let name: EventName = "user.unfollowed"
    public let follower: UserID
    public let followee: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(follower, followee) }

    /// The end of a follow.
    public init(follower: UserID, followee: UserID, at: Timestamp, step: Int) {
        (self.follower, self.followee, self.at, self.step) = (follower, followee, at, step)
    }
}

/// Somebody asks to follow a private account.
public struct FollowRequested: Event {
    public static let name: EventName = "follow.requested"
    public let follower: UserID
    public let followee: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(follower, followee) }

    /// A request.
    public init(follower: UserID, followee: UserID, at: Timestamp, step: Int) {
        (self.follower, self.followee, self.at, self.step) = (follower, followee, at, step)
    }
}

/// A request to follow is answered or taken back. When it was accepted, `user.followed` follows in the same commit.
public struct FollowRequestEnded: Event {
    public static let name: EventName = "follow.request_ended"
    public let follower: UserID
    public let followee: UserID
    public let accepted: Bool
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(follower, followee) }

    /// The end of a request.
    public init(follower: UserID, followee: UserID, accepted: Bool, at: Timestamp, step: Int) {
        (self.follower, self.followee, self.accepted, self.at, self.step) = (
            follower, followee, accepted, at, step
        )
    }
}

/// Somebody blocks somebody. Before it, in the same commit: the ends of the follows and requests between the two.
public struct BlockStarted: Event {
    public static let name: EventName = "user.blocked"
    public let blocker: UserID
    public let blocked: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(blocker, blocked) }

    /// A block.
    public init(blocker: UserID, blocked: UserID, at: Timestamp, step: Int) {
        (self.blocker, self.blocked, self.at, self.step) = (blocker, blocked, at, step)
    }
}

/// Somebody no longer blocks somebody.
public struct BlockEnded: Event {
    public static let name: EventName = "user.unblocked"
    public let blocker: UserID
    public let blocked: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(blocker, blocked) }

    /// The end of a block.
    public init(blocker: UserID, blocked: UserID, at: Timestamp, step: Int) {
        (self.blocker, self.blocked, self.at, self.step) = (blocker, blocked, at, step)
    }
}

/// Somebody mutes somebody.
public struct MuteStarted: Event {
    public static let name: EventName = "user.muted"
    public let muter: UserID
    public let muted: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(muter, muted) }

    /// A mute.
    public init(muter: UserID, muted: UserID, at: Timestamp, step: Int) {
        (self.muter, self.muted, self.at, self.step) = (muter, muted, at, step)
    }
}

/// Somebody no longer mutes somebody.
public struct MuteEnded: Event {
    public static let name: EventName = "user.unmuted"
    public let muter: UserID
    public let muted: UserID
    public let at: Timestamp
    public let step: Int
    public var orderingKey: String { PairKey.of(muter, muted) }

    /// The end of a mute.
    public init(muter: UserID, muted: UserID, at: Timestamp, step: Int) {
        (self.muter, self.muted, self.at, self.step) = (muter, muted, at, step)
    }
}

/// Somebody's followers have to ask first from now on, or no longer have to.
public struct FollowPrivacyChanged: Event {
    public static let name: EventName = "user.privacy_changed"
    public let user: UserID
    public let isPrivate: Bool
    public let at: Timestamp
    public var orderingKey: String { user.description }

    /// A change of privacy.
    public init(user: UserID, isPrivate: Bool, at: Timestamp) {
        (self.user, self.isPrivate, self.at) = (user, isPrivate, at)
    }
}

/// Ties say by now that somebody's account is hidden, or is there again: who keeps answers of `GetTies` asks anew.
///
/// It follows `user.hidden-changed` of Users, which others hear at the same time as Connections does.
public struct HiddenTiesChanged: Event {
    public static let name: EventName = "user.hidden_ties_changed"
    public let user: UserID
    public let isHidden: Bool
    public var orderingKey: String { user.description }

    /// A change of what others see of somebody.
    public init(user: UserID, isHidden: Bool) { (self.user, self.isHidden) = (user, isHidden) }
}
