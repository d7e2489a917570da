// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// What a person's feed has to know of somebody else.
struct FeedTie: Sendable {
    /// One fact, and which change between the two made it so. Events of different kinds arrive in any order; the
    /// latest change wins.
    struct Register: Sendable {
        var isOn = false
        var step = 0

        /// Takes a fact unless a later one is known.
        mutating func set(_ isOn: Bool, step: Int) {
            guard step >= self.step else { return }
            (self.isOn, self.step) = (isOn, step)
        }
    }

    var follows = Register()
    var mutes = Register()
    var blocks = Register()
    var isBlocked = Register()

    /// Whether the person reads nothing of the other, not even what third people pass on.
    var ignores: Bool { mutes.isOn || blocks.isOn || isBlocked.isOn }
    /// Whether what the other does comes into the person's feed.
    var hears: Bool { follows.isOn && !ignores }
}

/// SQL for `feed.ties` and `feed.people`: who reads of whom. Lives only inside a `read` or `write` block.
struct TieStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        follows, follows_step, mutes, mutes_step, blocks, blocks_step, is_blocked, is_blocked_step
        """

    func tie(of user: UserID, with other: UserID) throws -> FeedTie {
        let found = try db.first(
            "SELECT \(Self.columns) FROM feed.ties WHERE user_id = \(user) AND other_id = \(other)"
        ) { row in
            FeedTie(
                follows: .init(isOn: try row[0], step: try row[1]),
                mutes: .init(isOn: try row[2], step: try row[3]),
                blocks: .init(isOn: try row[4], step: try row[5]),
                isBlocked: .init(isOn: try row[6], step: try row[7])
            )
        }
        return found ?? FeedTie()
    }

    func set(_ tie: FeedTie, of user: UserID, with other: UserID) throws {
        try db.run(
            """
            INSERT INTO feed.ties (user_id, other_id, \(Self.columns), hears, ignores)
            VALUES (\(user), \(other), \(tie.follows.isOn), \(tie.follows.step), \(tie.mutes.isOn),
                \(tie.mutes.step), \(tie.blocks.isOn), \(tie.blocks.step), \(tie.isBlocked.isOn),
                \(tie.isBlocked.step), \(tie.hears), \(tie.ignores))
            ON CONFLICT (user_id, other_id) DO UPDATE SET follows = excluded.follows,
                follows_step = excluded.follows_step, mutes = excluded.mutes, mutes_step = excluded.mutes_step,
                blocks = excluded.blocks, blocks_step = excluded.blocks_step, is_blocked = excluded.is_blocked,
                is_blocked_step = excluded.is_blocked_step, hears = excluded.hears, ignores = excluded.ignores
            """
        )
    }

    /// The accounts whose acts come into somebody's feed.
    func heard(by user: UserID, limit: Int) throws -> [UserID] {
        try db.all(
            "SELECT other_id FROM feed.ties WHERE user_id = \(user) AND hears ORDER BY other_id LIMIT \(limit)"
        ) { try $0[0] }
    }

    /// Forgets up to `limit` ties of somebody, from either side; true when there may be more.
    func forget(_ person: UserID, limit: Int) throws -> Bool {
        let own = try db.run(
            """
            DELETE FROM feed.ties WHERE user_id = \(person) AND other_id IN (
                SELECT other_id FROM feed.ties WHERE user_id = \(person) LIMIT \(limit)
            )
            """
        )
        let others = try db.run(
            """
            DELETE FROM feed.ties WHERE other_id = \(person) AND user_id IN (
                SELECT user_id FROM feed.ties WHERE other_id = \(person) LIMIT \(limit)
            )
            """
        )
        return own == limit || others == limit
    }

    // MARK: Accounts

    /// Keeps everybody else from changing what an account did, or who reads of it, until the block ends: so that a
    /// new post and a new follower always learn of each other.
    func lock(_ actor: UserID) throws {
        try db.run(
            """
            INSERT INTO feed.people (user_id, listener_count, is_pulled) VALUES (\(actor), 0, \(false))
            ON CONFLICT (user_id) DO NOTHING
            """
        )
        // SQLite has one writer anyway.
        guard db.dialect == .postgres else { return }
        _ = try db.exists("SELECT 1 FROM feed.people WHERE user_id = \(actor) FOR UPDATE")
    }

    func isPulled(_ actor: UserID) throws -> Bool {
        try db.exists("SELECT 1 FROM feed.people WHERE user_id = \(actor) AND is_pulled")
    }

    /// Counts those who read of an account. One that ever had very many stays looked up: going back would mean to
    /// write its past into all those feeds.
    func addListeners(_ change: Int, to actor: UserID) throws {
        try db.run(
            """
            UPDATE feed.people SET listener_count = listener_count + \(change),
                is_pulled = is_pulled OR listener_count + \(change) >= \(FeedLimits.pulledFrom)
            WHERE user_id = \(actor)
            """
        )
    }

    func forgetAccount(_ actor: UserID) throws {
        try db.run("DELETE FROM feed.people WHERE user_id = \(actor)")
    }

    /// The looked-up accounts that somebody hears.
    ///
    /// There are few of them on a site, mostly none, and many ties of a person: CROSS JOIN has SQLite begin with them.
    func pulled(by user: UserID) throws -> [UserID] {
        try db.all(
            """
            SELECT p.user_id FROM feed.people p CROSS JOIN feed.ties t
            WHERE p.is_pulled AND t.user_id = \(user) AND t.other_id = p.user_id AND t.hears
            LIMIT \(FeedLimits.pulledAccounts)
            """
        ) { try $0[0] }
    }
}
