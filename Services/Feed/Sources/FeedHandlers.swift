// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Events
import PostsAPI
import UsersAPI

// What Feed hears. Each handler is a line of `Spreading`; names are durable and never change. Events of different kinds
// may arrive in any order, so each carries its own time or step, or finds in `feed.gone` what it comes too late for.

/// Puts a new post into feeds.
struct SpreadNewPost: EventHandler {
    static let name: HandlerName = "feed.spread-post"

    func handle(_ event: PostCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).take(Act(event.post), reach: event.post.visibility, at: delivery.publishedAt)
    }
}

/// Follows a post when others may see it, or no longer may.
struct FollowVisibilityOfPost: EventHandler {
    static let name: HandlerName = "feed.follow-visibility"

    func handle(_ event: PostEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        guard event.post.visibility != event.formerVisibility else { return }
        try Spreading(db).change(Act(event.post), reach: event.post.visibility, at: delivery.publishedAt)
    }
}

/// Takes a post that is gone out of feeds.
struct WithdrawDeletedPost: EventHandler {
    static let name: HandlerName = "feed.withdraw-post"

    func handle(_ event: PostDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let actor = event.group.map { UserID($0) } ?? event.author
        try Spreading(db).end(event.post, by: actor, at: delivery.publishedAt)
    }
}

/// Puts what somebody passed on into the feeds of their followers.
struct SpreadRepost: EventHandler {
    static let name: HandlerName = "feed.spread-repost"

    func handle(_ event: PostReposted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).take(Act(event), reach: .everyone, at: delivery.publishedAt)
    }
}

/// Takes back what somebody had passed on.
struct WithdrawRepost: EventHandler {
    static let name: HandlerName = "feed.withdraw-repost"

    func handle(_ event: PostUnreposted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let act = Act(
            id: ActID(event.repost),
            post: event.post,
            actor: event.user,
            author: event.author,
            isRepost: true
        )
        try Spreading(db).takeBack(act, at: delivery.publishedAt)
    }
}

/// Fills the feed of a new follower.
struct FillFeedOfFollower: EventHandler {
    static let name: HandlerName = "feed.fill-of-follower"

    func handle(_ event: FollowStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).change(event.follower, with: event.followee) {
            $0.follows.set(true, step: event.step)
        }
    }
}

/// Cleans the feed of somebody who no longer follows.
struct CleanFeedOfFormerFollower: EventHandler {
    static let name: HandlerName = "feed.clean-of-former-follower"

    func handle(_ event: FollowEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).change(event.follower, with: event.followee) {
            $0.follows.set(false, step: event.step)
        }
    }
}

/// Takes somebody out of the feed of whoever mutes them.
struct CleanFeedOfMuter: EventHandler {
    static let name: HandlerName = "feed.clean-of-muter"

    func handle(_ event: MuteStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).change(event.muter, with: event.muted) {
            $0.mutes.set(true, step: event.step)
        }
    }
}

/// Puts somebody back into the feed of whoever muted them.
struct FillFeedOfFormerMuter: EventHandler {
    static let name: HandlerName = "feed.fill-of-former-muter"

    func handle(_ event: MuteEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).change(event.muter, with: event.muted) {
            $0.mutes.set(false, step: event.step)
        }
    }
}

/// Takes two people out of each other's feeds.
struct CleanFeedsOfBlock: EventHandler {
    static let name: HandlerName = "feed.clean-of-block"

    func handle(_ event: BlockStarted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).block(event.blocker, event.blocked, true, step: event.step)
    }
}

/// Lets two people read of each other again.
struct FillFeedsAfterBlock: EventHandler {
    static let name: HandlerName = "feed.fill-after-block"

    func handle(_ event: BlockEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).block(event.blocker, event.blocked, false, step: event.step)
    }
}

extension Spreading {
    fileprivate func block(_ one: UserID, _ other: UserID, _ isOn: Bool, step: Int) throws {
        try change(one, with: other) { $0.blocks.set(isOn, step: step) }
        try change(other, with: one) { $0.isBlocked.set(isOn, step: step) }
    }
}

/// Has somebody forgotten whose account is gone.
struct ForgetDeletedUser: EventHandler {
    static let name: HandlerName = "feed.forget-deleted"

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).forget(event.user, at: delivery.publishedAt)
    }
}
