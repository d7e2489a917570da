// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// A part of a feed and where the next begins.
struct FeedSlice: Sendable {
    var acts: [Act] = []
    var next: Cursor?
}

/// In which order somebody reads their feed: the place where a ranking comes in.
///
/// A cursor belongs to the order that made it.
protocol FeedOrder: Sendable {
    /// Up to `limit` acts after a place.
    func slice(
        of user: UserID,
        after cursor: Cursor?,
        limit: Int,
        in db: any SQLConnection
    ) throws -> FeedSlice
}

/// The newest first. New posts come before all cursors, so pages never shift.
struct NewestFirst: FeedOrder {
    func slice(
        of user: UserID,
        after cursor: Cursor?,
        limit: Int,
        in db: any SQLConnection
    ) throws -> FeedSlice {
        let before = try cursor?.field(0, as: ActID.self)
        let pulled = try TieStore(db).pulled(by: user)
        let rows = try EntryStore(db).page(of: user, before: before, limit: limit + 1)
        guard !pulled.isEmpty else { return Self.cut(rows, limit) }
        var acts: [ActID: Act] = [:]
        for act in rows { acts[act.id] = act }
        for actor in pulled {
            for act in try ActStore(db).page(of: actor, for: user, before: before, limit: limit + 1) {
                acts[act.id] = act
            }
        }
        var slice = Self.cut(acts.values.sorted { $0.id > $1.id }, limit)
        // Entries alone are told apart by their query; here a post may have come first by one way and again by the
        // other.
        slice.acts = try slice.acts.filter { act in
            try !act.isRepost || !EntryStore(db).came(act.post, to: user, before: act.id, from: pulled)
        }
        return slice
    }

    private static func cut(_ rows: [Act], _ limit: Int) -> FeedSlice {
        let page = Array(rows.prefix(limit))
        return FeedSlice(acts: page, next: rows.count > limit ? page.last.map { Cursor($0.id) } : nil)
    }
}
