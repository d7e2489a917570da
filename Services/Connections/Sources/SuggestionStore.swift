// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// Somebody who may be suggested.
struct Candidate: Sendable, Equatable {
    let user: UserID
    let common: Int

    var cursor: Cursor { Cursor(common, user) }
}

/// SQL for suggestions and `connections.dismissals`. Lives only inside a `read` or `write` block.
struct SuggestionStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Those who are followed by the ones a person follows, most often first.
    ///
    /// Counted when asked: at most 200 people with 1,000 follows each are looked at.
    func page(for person: UserID, after cursor: Cursor?, limit: PageLimit) throws -> [Candidate] {
        try db.all(
            """
            SELECT t.followee_id, count(*) FROM (
                SELECT followee_id FROM connections.follows WHERE follower_id = \(person)
                ORDER BY at DESC, followee_id DESC LIMIT \(ConnectionsLimits.suggesters)
            ) known
            JOIN connections.people k ON k.id = known.followee_id AND k.hides_following = \(false)
                AND k.following_count <= \(ConnectionsLimits.followingOfSuggester)
            JOIN connections.follows t ON t.follower_id = known.followee_id
            JOIN connections.people c ON c.id = t.followee_id AND c.hides_from_suggestions = \(false)
            WHERE t.followee_id <> \(person) \(Self.isNew(to: person))
            GROUP BY t.followee_id \(try Self.later(than: cursor))
            ORDER BY count(*) DESC, t.followee_id DESC LIMIT \(limit.value + 1)
            """
        ) { Candidate(user: try $0[0], common: try $0[1]) }
    }

    /// Remembers that somebody is not to be suggested; the oldest such wish is forgotten for it.
    func dismiss(_ candidate: UserID, by person: UserID, at time: Timestamp) throws {
        try db.run(
            """
            INSERT INTO connections.dismissals (user_id, dismissed_id, at)
            VALUES (\(person), \(candidate), \(time)) ON CONFLICT (user_id, dismissed_id) DO NOTHING
            """
        )
        try db.run(
            """
            DELETE FROM connections.dismissals WHERE user_id = \(person) AND dismissed_id IN (
                SELECT dismissed_id FROM connections.dismissals WHERE user_id = \(person)
                ORDER BY at DESC, dismissed_id DESC LIMIT 1000 OFFSET \(ConnectionsLimits.dismissals))
            """
        )
    }

    /// Forgets all wishes of and about somebody.
    func forget(_ person: UserID) throws {
        try db.run("DELETE FROM connections.dismissals WHERE user_id = \(person)")
        try db.run("DELETE FROM connections.dismissals WHERE dismissed_id = \(person)")
    }

    /// That a person has nothing to do with the candidate `t.followee_id` yet and wants to see them.
    private static func isNew(to person: UserID) -> SQLQuery {
        """
        AND NOT EXISTS (SELECT 1 FROM connections.follows x
            WHERE x.follower_id = \(person) AND x.followee_id = t.followee_id)
        AND NOT EXISTS (SELECT 1 FROM connections.follow_requests x
            WHERE x.follower_id = \(person) AND x.followee_id = t.followee_id)
        AND NOT EXISTS (SELECT 1 FROM connections.mutes x
            WHERE x.muter_id = \(person) AND x.muted_id = t.followee_id)
        AND NOT EXISTS (SELECT 1 FROM connections.dismissals x
            WHERE x.user_id = \(person) AND x.dismissed_id = t.followee_id)
        \(TieListStore.isNotCut("t.followee_id", from: person))
        """
    }

    private static func later(than cursor: Cursor?) throws -> SQLQuery {
        guard let cursor else { return "" }
        let common = try cursor.field(0, as: Int.self)
        let user = try cursor.field(1, as: UserID.self)
        return "HAVING count(*) < \(common) OR count(*) = \(common) AND t.followee_id < \(user)"
    }
}
