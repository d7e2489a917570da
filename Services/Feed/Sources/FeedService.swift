// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import FeedAPI
import Modules
import PostsAPI

/// What the verbs of Feed share.
struct FeedService: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock
    let order: any FeedOrder

    /// One's feed. What a post shows is asked of Posts once a page; a page may read on a few times when posts are gone
    /// or not to be seen any more and Feed has not heard of it yet.
    func feed(_ request: GetFeed, from caller: Member) async throws -> Page<Post> {
        let limit = (request.limit ?? .standard).value
        var cursor = request.cursor
        var items: [Post] = []
        for _ in 0..<FeedLimits.rounds {
            let (place, wanted) = (cursor, limit - items.count)
            let slice = try await database.read { [order] db in
                try order.slice(of: caller.id, after: place, limit: wanted, in: db)
            }
            if !slice.acts.isEmpty {
                let posts = slice.acts.map { act in
                    GetPosts.Wanted(act.post, repostedBy: act.isRepost ? act.actor : nil)
                }
                items += try await peers.call(GetPosts(posts, for: caller.id))
            }
            cursor = slice.next
            if cursor == nil || items.count >= limit { break }
        }
        return Page(items: items, nextCursor: cursor)
    }

    /// Goes on putting an act into feeds.
    func spread(_ job: SpreadAct, _ context: JobContext) async throws {
        var last: UserID? = job.after
        while let after = last {
            try Task.checkCancellation()
            last = try await database.write { db in
                try Spreading(db).goOn(job.act, after: after, limit: FeedLimits.spreadBatch)
            }
        }
    }

    /// Goes on taking a post out of feeds, and out of what feeds are filled from.
    func withdraw(_ job: WithdrawPost, _ context: JobContext) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write { db in try Spreading(db).withdraw(job.post) }
        }
    }

    /// Goes on taking an act out of everybody's feeds but its actor's own.
    func hide(_ job: HideAct, _ context: JobContext) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write { db in try Spreading(db).hide(job.act, but: job.owner) }
        }
    }

    /// Forgets somebody whose account is gone.
    func erase(_ job: ErasePerson, _ context: JobContext) async throws {
        let user = job.user
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write { db in try Self.erase(user, db) }
        }
    }

    private static func erase(_ user: UserID, _ db: any SQLConnection) throws -> Bool {
        if try EntryStore(db).clear(user, limit: FeedLimits.sweep) { return true }
        if try TieStore(db).forget(user, limit: FeedLimits.sweep) { return true }
        let acts = try ActStore(db).acts(of: user, limit: 20)
        for act in acts {
            guard try !EntryStore(db).withdraw(act, limit: FeedLimits.sweep) else { return true }
            try ActStore(db).delete(act.id)
        }
        guard acts.isEmpty else { return true }
        try TieStore(db).forgetAccount(user)
        return false
    }

    /// Cuts feeds at their greatest length, and forgets what is long gone.
    func trim() async throws {
        var last: UserID?
        repeat {
            try Task.checkCancellation()
            let after = last
            last = try await database.write { db in
                let users = try EntryStore(db).owners(after: after, limit: FeedLimits.trimBatch)
                for user in users { try EntryStore(db).trim(user) }
                return users.count == FeedLimits.trimBatch ? users.last : nil
            }
        } while last != nil
        let oldest = clock.now - FeedLimits.goneFor
        try await database.write { db in try ActStore(db).forgetGone(before: oldest) }
    }
}
