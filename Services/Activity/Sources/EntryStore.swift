// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints
import PostsAPI
import UsersAPI

// How a timeline is kept right while events of two kinds, that something was done and that it was taken back, come in
// any order: each carries the number of the change it tells of. What was done stands as a row; what is taken back is
// deleted, or, when it is not there yet, noted, so that it will not come. Each kind of event comes in its own order, and
// doing and taking back alternate, so a row that is deleted is the one that was meant.

/// SQL for `activity.entries` and `activity.gone`. Lives only inside a `read` or `write` block.
struct EntryStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    // MARK: Doing

    /// Notes what was done, unless a later change of it is known.
    func put(_ deed: Deed) throws { try write(deed, isOn: true) }

    /// Takes back what was done, or notes that it will have been.
    func takeBack(_ deed: Deed) throws {
        let stood = try db.run(
            """
            DELETE FROM activity.entries WHERE source_id = \(deed.source) AND actor_id = \(deed.actor)
                AND is_on AND position < \(deed.position)
            """
        )
        if stood == 0 { try write(deed, isOn: false) }
    }

    private func write(_ deed: Deed, isOn: Bool) throws {
        try db.enqueue(
            """
            INSERT INTO activity.entries (actor_id, id, source_id, kind, post_id, at, position, is_on, is_dropped)
            VALUES (\(deed.actor), \(ActivityID(at: deed.at)), \(deed.source), \(deed.kind.bit),
                \(deed.container), \(deed.at), \(deed.position), \(isOn), \(false))
            ON CONFLICT (source_id, actor_id) DO UPDATE SET id = excluded.id, kind = excluded.kind,
                post_id = excluded.post_id, at = excluded.at, position = excluded.position,
                is_on = excluded.is_on, is_dropped = excluded.is_dropped
            WHERE entries.position < excluded.position
            """
        )
    }

    /// Keeps an entry of somebody from being shown; false when they have none such.
    func drop(_ id: ActivityID, of actor: UserID) throws -> Bool {
        try db.run(
            """
            UPDATE activity.entries SET is_dropped = \(true)
            WHERE actor_id = \(actor) AND id = \(id) AND is_on
            """
        ) > 0
    }

    // MARK: Reading

    private static let stands: SQLQuery = "e.is_on AND NOT e.is_dropped"

    /// What those whom somebody follows did and show their followers, between two places, the latest first.
    ///
    /// First the latest entry of each, one look into the index for each person followed: the page is made of those who
    /// have the latest, and of nothing older than the oldest of these.
    func circle(
        of viewer: UserID,
        before: ActivityID,
        above floor: ActivityID,
        limit: Int
    ) throws -> [EntryRow] {
        let shows: SQLQuery = "(e.kind & COALESCE(p.kept_from_followers, 0)) = 0"
        let heads: [(actor: UserID, head: ActivityID?)] = try db.all(
            """
            SELECT t.other_id, (
                SELECT e.id FROM activity.entries e
                WHERE e.actor_id = t.other_id AND e.id < \(before) AND e.id > \(floor) AND \(Self.stands)
                    AND \(shows)
                ORDER BY e.id DESC LIMIT 1
            ) AS head
            FROM activity.ties t LEFT JOIN activity.people p ON p.user_id = t.other_id
            WHERE t.user_id = \(viewer) AND t.follows AND NOT t.mutes
                AND COALESCE(p.is_hidden, \(false)) = \(false)
            ORDER BY head DESC NULLS LAST LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
        let actors = heads.filter { $0.head != nil }.map(\.actor)
        guard !actors.isEmpty else { return [] }
        let oldest = heads.count == limit ? heads.last?.head ?? floor : floor
        return try db.all(
            """
            SELECT \(EntryRow.columns) FROM activity.entries e
            LEFT JOIN activity.people p ON p.user_id = e.actor_id
            WHERE e.actor_id IN \(list: actors) AND e.id < \(before) AND e.id > \(floor) AND e.id >= \(oldest)
                AND \(Self.stands) AND \(shows)
            ORDER BY e.id DESC LIMIT \(limit)
            """,
            EntryRow.init
        )
    }

    /// What one person did, but for some kinds, between two places, the latest first.
    func entries(
        of actor: UserID,
        keeping keptBack: Int64,
        before: ActivityID,
        above floor: ActivityID,
        limit: Int
    ) throws -> [EntryRow] {
        try db.all(
            """
            SELECT \(EntryRow.columns) FROM activity.entries e
            WHERE e.actor_id = \(actor) AND e.id < \(before) AND e.id > \(floor) AND \(Self.stands)
                AND (e.kind & \(keptBack)) = 0
            ORDER BY e.id DESC LIMIT \(limit)
            """,
            EntryRow.init
        )
    }

    // MARK: Forgetting

    /// Forgets up to `limit` entries about something; true when there may be more.
    func forget(about source: SourceID, limit: Int) throws -> Bool {
        let own = try delete("e.source_id = \(source)", limit: limit)
        return try delete("e.post_id = \(source) AND e.post_id IS NOT NULL", limit: limit) || own
    }

    /// Forgets up to `limit` entries of somebody, and of those who follow them; true when there may be more.
    func forget(_ person: UserID, limit: Int) throws -> Bool {
        let own = try delete("e.actor_id = \(person)", limit: limit)
        return try forget(about: SourceID(of: person), limit: limit) || own
    }

    /// Forgets what somebody did too long ago, what they took back long ago, and what is more than may be kept, up to
    /// `limit` of each; true when there may be more.
    func trim(_ actor: UserID, _ ages: TrimAges, limit: Int) throws -> Bool {
        let old = try delete("e.actor_id = \(actor) AND e.id < \(ages.oldest)", limit: limit)
        let late = try delete(
            "e.actor_id = \(actor) AND NOT e.is_on AND e.id < \(ages.oldestGone)",
            limit: limit
        )
        guard
            let last: ActivityID = try db.value(
                """
                SELECT id FROM activity.entries WHERE actor_id = \(actor)
                ORDER BY id DESC LIMIT 1 OFFSET \(ActivityLimits.kept)
                """
            )
        else { return old || late }
        let surplus = try delete("e.actor_id = \(actor) AND e.id <= \(last)", limit: limit)
        return old || late || surplus
    }

    private func delete(_ condition: SQLQuery, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM activity.entries WHERE (actor_id, id) IN (
                SELECT e.actor_id, e.id FROM activity.entries e WHERE \(condition) LIMIT \(limit)
            )
            """
        ) == limit
    }

    /// Up to `limit` people who did something, after one.
    func actors(after actor: UserID?, limit: Int) throws -> [UserID] {
        var actors: [UserID] = []
        var last = actor
        // One look into the index for each: they may have a thousand entries.
        while actors.count < limit {
            let later: SQLQuery = last.map { "WHERE actor_id > \($0)" } ?? ""
            guard
                let next: UserID = try db.value(
                    "SELECT actor_id FROM activity.entries \(later) ORDER BY actor_id LIMIT 1"
                )
            else { break }
            actors.append(next)
            last = next
        }
        return actors
    }

    // MARK: What is gone

    /// Remembers that a person, post, comment or group is gone, for news of it that come late.
    func bury(_ id: SourceID, at time: Timestamp) throws {
        try db.run("INSERT INTO activity.gone (id, at) VALUES (\(id), \(time)) ON CONFLICT (id) DO NOTHING")
    }

    /// Those of some ids that are gone.
    func gone(among ids: Set<SourceID>) throws -> Set<SourceID> {
        guard !ids.isEmpty else { return [] }
        return Set(try db.all("SELECT id FROM activity.gone WHERE id IN \(list: ids)") { try $0[0] })
    }

    /// Forgets what came in about something at the very moment it went, up to `limit` entries and ties; true when there
    /// may be more. Nobody was shown it.
    func sweepGone(limit: Int) throws -> Bool {
        // CROSS JOIN has SQLite begin with what is gone, which is little.
        let found = try [
            "e.actor_id = g.id", "e.source_id = g.id", "e.post_id = g.id AND e.post_id IS NOT NULL",
        ]
        .map { (condition: SQLQuery) in
            try db.run(
                """
                DELETE FROM activity.entries WHERE (actor_id, id) IN (
                    SELECT e.actor_id, e.id FROM activity.gone g CROSS JOIN activity.entries e
                    WHERE \(condition) LIMIT \(limit)
                )
                """
            )
        }
        let ties = try ["t.user_id = g.id", "t.other_id = g.id"].map { (condition: SQLQuery) in
            try db.run(
                """
                DELETE FROM activity.ties WHERE (user_id, other_id) IN (
                    SELECT t.user_id, t.other_id FROM activity.gone g CROSS JOIN activity.ties t
                    WHERE \(condition) LIMIT \(limit)
                )
                """
            )
        }
        try db.run("DELETE FROM activity.choices WHERE user_id IN (SELECT id FROM activity.gone)")
        try db.run("DELETE FROM activity.people WHERE user_id IN (SELECT id FROM activity.gone)")
        return (found + ties).contains(limit)
    }

    func forgetGone(before time: Timestamp) throws {
        try db.run("DELETE FROM activity.gone WHERE at < \(time)")
    }
}

/// From which ages on entries are forgotten.
struct TrimAges: Sendable {
    /// What was done before.
    let oldest: ActivityID
    /// What was taken back before.
    let oldestGone: ActivityID
}
