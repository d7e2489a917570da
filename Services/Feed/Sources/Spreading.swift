// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

// How feeds are kept right while posts, follows and blocks come in any order.
//
// Feed knows two things: what accounts did (acts) and who reads of whom (ties). An entry stands in a feed when its
// owner hears the actor and does not ignore the author. Whoever adds an act and whoever changes who hears an account
// first locks the account, so of a new post and a new follower one always sees the other: either the post is spread
// to the follower, or the follower's feed is filled with the post.
//
// Spreading to very many is done in portions by a job. Between two of them the act may be taken away: each portion
// first looks whether it is still there, and holds it. Follows that begin or end between two portions are their own
// handlers' work, and what is inserted twice is there once.

/// Puts acts into feeds and takes them out again. Lives only inside a `write` block.
struct Spreading {
    let db: any SQLConnection
    private let acts: ActStore
    private let ties: TieStore
    private let entries: EntryStore

    init(_ db: any SQLConnection) {
        self.db = db
        acts = ActStore(db)
        ties = TieStore(db)
        entries = EntryStore(db)
    }

    /// Takes in something an account did. What is known of it already came later.
    func take(_ act: Act, reach: Visibility, at time: Timestamp) throws {
        guard try !acts.isGone(act) else { return }
        try ties.lock(act.actor)
        try insert(act, reach: reach, at: time)
    }

    /// Takes in that others may read of an act now, or no longer.
    func change(_ act: Act, reach: Visibility, at time: Timestamp) throws {
        guard try !acts.isGone(act) else { return }
        try ties.lock(act.actor)
        guard let known = try acts.reach(of: act.id) else {
            return try insert(act, reach: reach, at: time)
        }
        guard time >= known.at else { return }
        try acts.setReach(reach, at: time, of: act.id)
        if reach == .onlyMe {
            try beginHiding(act)
        } else if known.reach == .onlyMe {
            try begin(act)
        }
    }

    private func insert(_ act: Act, reach: Visibility, at time: Timestamp) throws {
        guard try acts.insert(act, reach: reach, at: time) else { return }
        // A group has no feed of its own; its post comes to the author as to the other members.
        if !act.isInGroup { try entries.insert(act, for: act.actor) }
        if reach != .onlyMe { try begin(act) }
    }

    /// Puts an act into the first feeds, and has a job do the others.
    private func begin(_ act: Act) throws {
        guard try !ties.isPulled(act.actor) else { return try announce(act) }
        guard let last = try entries.spread(act, after: nil, limit: FeedLimits.spreadAtOnce) else {
            return try announce(act)
        }
        try db.enqueue(SpreadAct(act: SpreadAct.Content(act), after: last))
    }

    /// Puts an act into the next feeds. Returns the last person when there may be more.
    func goOn(_ content: SpreadAct.Content, after user: UserID, limit: Int) throws -> UserID? {
        let act = content.act
        guard try acts.isOpen(act.id) else { return nil }
        if let last = try entries.spread(act, after: user, limit: limit) { return last }
        try announce(act)
        return nil
    }

    private func announce(_ act: Act) throws {
        try db.publish(FeedExtended(post: act.post, actor: act.actor))
    }

    // MARK: Taking out

    /// Takes a repost back.
    func takeBack(_ act: Act, at time: Timestamp) throws {
        try acts.bury(act.id, at: time)
        try ties.lock(act.actor)
        try acts.delete(act.id)
        if try entries.withdraw(act, limit: FeedLimits.sweep) {
            try db.enqueue(HideAct(act: .init(act), owner: nil))
        }
    }

    /// Begins to take a post out of everything.
    func end(_ post: PostID, by actor: UserID, at time: Timestamp) throws {
        try acts.bury(ActID(post), at: time)
        try ties.lock(actor)
        if try withdraw(post) { try db.enqueue(WithdrawPost(post: post)) }
    }

    /// Takes a portion of a post out; true when there may be more.
    func withdraw(_ post: PostID) throws -> Bool {
        // First the acts, so that nothing is filled from them any more.
        if try acts.deleteAll(about: post, limit: FeedLimits.sweep) { return true }
        return try entries.withdraw(post, limit: FeedLimits.sweep)
    }

    private func beginHiding(_ act: Act) throws {
        let content = SpreadAct.Content(act)
        if try hide(content, but: act.actor) { try db.enqueue(HideAct(act: content, owner: act.actor)) }
    }

    /// Takes a portion of an act out of the feeds of all but one; true when there may be more.
    func hide(_ content: SpreadAct.Content, but owner: UserID?) throws -> Bool {
        // Shown to others again meanwhile.
        if owner != nil, try acts.isOpen(content.id) { return false }
        return try entries.withdraw(content.act, but: owner, limit: FeedLimits.sweep)
    }

    /// Begins to forget somebody whose account is gone. What still comes of them is not taken in any more.
    func forget(_ person: UserID, at time: Timestamp) throws {
        try acts.bury(ActID(person), at: time)
        try db.enqueue(ErasePerson(user: person))
    }

    // MARK: Ties

    /// Changes what is between a person and somebody else, and the person's feed with it.
    func change(_ user: UserID, with other: UserID, _ body: (inout FeedTie) -> Void) throws {
        guard try !acts.isGone([ActID(user), ActID(other)]) else { return }
        try ties.lock(other)
        let old = try ties.tie(of: user, with: other)
        var new = old
        body(&new)
        try ties.set(new, of: user, with: other)
        if new.hears != old.hears {
            try ties.addListeners(new.hears ? 1 : -1, to: other)
            try db.publish(HearingChanged(user: user, actor: other, hears: new.hears))
        }
        if new.hears && !old.hears {
            if try !ties.isPulled(other) { try entries.fill(user, from: other) }
        } else if old.hears && !new.hears {
            try entries.remove(actsOf: other, from: user)
        }
        if new.ignores && !old.ignores {
            try entries.remove(postsOf: other, from: user)
        } else if old.ignores && !new.ignores {
            try entries.fillFromOthers(user, of: other)
        }
    }
}
