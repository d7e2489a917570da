// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// SQL for `feed.entries`: what stands in whose feed. Lives only inside a `read` or `write` block.
///
/// There is an entry for each act, also when several people pass on the same post: so each can be taken away for its
/// own reason. That a post appears once is decided when the feed is read.
struct EntryStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = "user_id, act_id, post_id, actor_id, author_id, is_repost"

    // MARK: Filling

    /// Puts an act into one feed.
    func insert(_ act: Act, for user: UserID) throws {
        try db.run(
            """
            INSERT INTO feed.entries (\(Self.columns)) VALUES (\(user), \(act.id), \(act.post), \(act.actor),
                \(act.author), \(act.isRepost))
            ON CONFLICT (user_id, act_id) DO NOTHING
            """
        )
    }

    /// Puts an act into the feeds of up to `limit` people who hear the actor, by ascending id after one. Returns the
    /// last of them when there may be more.
    func spread(_ act: Act, after user: UserID?, limit: Int) throws -> UserID? {
        let start: SQLQuery = user.map { "AND t.user_id > \($0)" } ?? ""
        let last: UserID? = try db.value(
            """
            SELECT t.user_id FROM feed.ties t WHERE t.other_id = \(act.actor) AND t.hears \(start)
            ORDER BY t.user_id LIMIT 1 OFFSET \(limit - 1)
            """
        )
        let end: SQLQuery = last.map { "AND t.user_id <= \($0)" } ?? ""
        try db.run(
            """
            INSERT INTO feed.entries (\(Self.columns))
            SELECT t.user_id, \(act.id), \(act.post), \(act.actor), \(act.author), \(act.isRepost)
            FROM feed.ties t
            WHERE t.other_id = \(act.actor) AND t.hears \(start) \(end)
                AND NOT EXISTS (
                    SELECT 1 FROM feed.ties i
                    WHERE i.user_id = t.user_id AND i.other_id = \(act.author) AND i.ignores
                )
            ON CONFLICT (user_id, act_id) DO NOTHING
            """
        )
        return last
    }

    /// Puts the newest acts of somebody into a feed.
    func fill(_ user: UserID, from actor: UserID) throws {
        for act in try ActStore(db).page(of: actor, for: user, before: nil, limit: FeedLimits.backfill) {
            try insert(act, for: user)
        }
    }

    /// Puts back what somebody wrote whom the person no longer ignores, and others passed on, or that stands in groups.
    func fillFromOthers(_ user: UserID, of author: UserID) throws {
        let acts = try db.all(
            """
            SELECT a.id, a.post_id, a.actor_id, a.author_id, a.is_repost FROM feed.acts a
            JOIN feed.ties t ON t.user_id = \(user) AND t.other_id = a.actor_id AND t.hears
            WHERE a.author_id = \(author) AND a.actor_id <> a.author_id ORDER BY a.id DESC LIMIT \(FeedLimits.backfill)
            """,
            Act.init
        )
        for act in acts { try insert(act, for: user) }
    }

    // MARK: Emptying

    /// Takes what somebody did out of a feed.
    func remove(actsOf actor: UserID, from user: UserID) throws {
        try db.run("DELETE FROM feed.entries WHERE user_id = \(user) AND actor_id = \(actor)")
    }

    /// Takes what somebody wrote out of a feed, whoever else passed it on. What the owner passed on stays: it is an
    /// act of their own.
    func remove(postsOf author: UserID, from user: UserID) throws {
        try db.run(
            """
            DELETE FROM feed.entries
            WHERE user_id = \(user) AND author_id = \(author) AND actor_id <> \(user)
            """
        )
    }

    /// Takes an act out of up to `limit` feeds; true when there may be more.
    func withdraw(_ act: Act, but owner: UserID? = nil, limit: Int) throws -> Bool {
        let others: SQLQuery = owner.map { "AND user_id <> \($0)" } ?? ""
        return try db.run(
            """
            DELETE FROM feed.entries WHERE act_id = \(act.id) AND user_id IN (
                SELECT user_id FROM feed.entries
                WHERE post_id = \(act.post) AND act_id = \(act.id) \(others) LIMIT \(limit)
            )
            """
        ) == limit
    }

    /// Takes a post out of up to `limit` places in feeds; true when there may be more.
    func withdraw(_ post: PostID, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM feed.entries WHERE (user_id, act_id) IN (
                SELECT user_id, act_id FROM feed.entries WHERE post_id = \(post) LIMIT \(limit)
            )
            """
        ) >= limit
    }

    /// Empties somebody's feed by up to `limit` entries; true when there may be more.
    func clear(_ user: UserID, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM feed.entries WHERE user_id = \(user) AND act_id IN (
                SELECT act_id FROM feed.entries WHERE user_id = \(user) LIMIT \(limit)
            )
            """
        ) == limit
    }

    // MARK: Reading

    /// What stands in somebody's feed before a place, newest first, each post once: where it came first.
    func page(of user: UserID, before id: ActID?, limit: Int) throws -> [Act] {
        let older: SQLQuery = id.map { "AND e.act_id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT e.act_id, e.post_id, e.actor_id, e.author_id, e.is_repost FROM feed.entries e
            WHERE e.user_id = \(user) \(older) AND (NOT e.is_repost OR NOT EXISTS (
                SELECT 1 FROM feed.entries f
                WHERE f.post_id = e.post_id AND f.user_id = e.user_id AND f.act_id < e.act_id
            ))
            ORDER BY e.act_id DESC LIMIT \(limit)
            """,
            Act.init
        )
    }

    /// Whether a post came into somebody's feed before an act, by an entry or by one of the looked-up accounts.
    func came(_ post: PostID, to user: UserID, before act: ActID, from pulled: [UserID]) throws -> Bool {
        let isEntered = try db.exists(
            """
            SELECT 1 FROM feed.entries WHERE post_id = \(post) AND user_id = \(user) AND act_id < \(act) LIMIT 1
            """
        )
        guard !isEntered else { return true }
        return try db.exists(
            """
            SELECT 1 FROM feed.acts WHERE post_id = \(post) AND id < \(act) AND actor_id IN \(list: pulled)
                AND reach <> \(Visibility.onlyMe.rawValue) LIMIT 1
            """
        )
    }

    // MARK: Trimming

    /// Some people who have a feed, by ascending id.
    func owners(after user: UserID?, limit: Int) throws -> [UserID] {
        var found: [UserID] = []
        var last = user
        // One search in the index for each, however many entries lie between.
        while found.count < limit {
            let later: SQLQuery = last.map { "WHERE user_id > \($0)" } ?? ""
            let next: UserID? = try db.value(
                "SELECT user_id FROM feed.entries \(later) ORDER BY user_id LIMIT 1"
            )
            guard let next else { break }
            found.append(next)
            last = next
        }
        return found
    }

    /// Cuts a feed at its greatest length.
    func trim(_ user: UserID) throws {
        let last: ActID? = try db.value(
            """
            SELECT act_id FROM feed.entries WHERE user_id = \(user)
            ORDER BY act_id DESC LIMIT 1 OFFSET \(FeedLimits.entries)
            """
        )
        guard let last else { return }
        try db.run("DELETE FROM feed.entries WHERE user_id = \(user) AND act_id <= \(last)")
    }
}
