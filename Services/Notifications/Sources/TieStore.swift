// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import UsersAPI

/// What a person's notifications have to know of somebody else.
struct NotificationTie: Sendable {
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
    /// What the other did up to here is not shown any more: a block or mute began or ended then.
    var cutUntil = Timestamp(microseconds: 0)

    /// Whether one of the two blocks the other.
    var isCut: Bool { blocks.isOn || isBlocked.isOn }
    /// Whether the person hears nothing of the other.
    var ignores: Bool { mutes.isOn || isCut }

    /// Forgets what the other did up to a time.
    mutating func cut(until time: Timestamp) { cutUntil = max(cutUntil, time) }

    /// Whether the person is told of something that the other did.
    func hears(ofWhatHappened time: Timestamp) -> Bool { !ignores && time > cutUntil }
}

/// SQL for `notifications.ties`. Lives only inside a `read` or `write` block.
struct TieStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        follows, follows_step, mutes, mutes_step, blocks, blocks_step, is_blocked, is_blocked_step, cut_until
        """

    func tie(of user: UserID, with other: UserID) throws -> NotificationTie {
        try db.first(
            "SELECT \(Self.columns) FROM notifications.ties WHERE user_id = \(user) AND other_id = \(other)"
        ) { row in
            NotificationTie(
                follows: .init(isOn: try row[0], step: try row[1]),
                mutes: .init(isOn: try row[2], step: try row[3]),
                blocks: .init(isOn: try row[4], step: try row[5]),
                isBlocked: .init(isOn: try row[6], step: try row[7]),
                cutUntil: try row[8]
            )
        } ?? NotificationTie()
    }

    func set(_ tie: NotificationTie, of user: UserID, with other: UserID) throws {
        try db.run(
            """
            INSERT INTO notifications.ties (user_id, other_id, \(Self.columns))
            VALUES (\(user), \(other), \(tie.follows.isOn), \(tie.follows.step), \(tie.mutes.isOn),
                \(tie.mutes.step), \(tie.blocks.isOn), \(tie.blocks.step), \(tie.isBlocked.isOn),
                \(tie.isBlocked.step), \(tie.cutUntil))
            ON CONFLICT (user_id, other_id) DO UPDATE SET follows = excluded.follows,
                follows_step = excluded.follows_step, mutes = excluded.mutes, mutes_step = excluded.mutes_step,
                blocks = excluded.blocks, blocks_step = excluded.blocks_step, is_blocked = excluded.is_blocked,
                is_blocked_step = excluded.is_blocked_step, cut_until = excluded.cut_until
            """
        )
    }

    /// Forgets up to `limit` ties of somebody, from either side; true when there may be more.
    func forget(_ person: UserID, limit: Int) throws -> Bool {
        let own = try db.run(
            """
            DELETE FROM notifications.ties WHERE user_id = \(person) AND other_id IN (
                SELECT other_id FROM notifications.ties WHERE user_id = \(person) LIMIT \(limit)
            )
            """
        )
        let others = try db.run(
            """
            DELETE FROM notifications.ties WHERE other_id = \(person) AND user_id IN (
                SELECT user_id FROM notifications.ties WHERE other_id = \(person) LIMIT \(limit)
            )
            """
        )
        return own == limit || others == limit
    }
}
