// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import NotificationsAPI
import UsersAPI

/// SQL for `notifications.people`, `notifications.choices` and `notifications.gone`. Lives only inside a block.
struct PeopleStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    // MARK: Taking turns

    /// Keeps everybody else from changing somebody's notifications until the block ends, so that no count is made of
    /// half of what happened.
    func lock(_ user: UserID) throws { try hold(user, "FOR UPDATE") }

    /// Keeps somebody from going away, or private, until the block ends.
    func share(_ user: UserID) throws { try hold(user, "FOR SHARE") }

    private func hold(_ user: UserID, _ lock: SQLQuery) throws {
        // SQLite has one writer anyway.
        guard db.dialect == .postgres else { return }
        let row: SQLQuery = "SELECT 1 FROM notifications.people WHERE user_id = \(user) \(lock)"
        if try db.exists(row) { return }
        try ensure(user)
        _ = try db.exists(row)
    }

    /// Makes the row of somebody, unless their account is gone.
    private func ensure(_ user: UserID) throws {
        try db.run(
            """
            INSERT INTO notifications.people (user_id, is_private, private_position, is_hidden)
            SELECT \(user), \(false), 0, \(false)
            WHERE NOT EXISTS (SELECT 1 FROM notifications.gone WHERE id = \(user))
            ON CONFLICT (user_id) DO NOTHING
            """
        )
    }

    // MARK: Privacy

    func isPrivate(_ user: UserID) throws -> Bool {
        try db.exists("SELECT 1 FROM notifications.people WHERE user_id = \(user) AND is_private")
    }

    /// Notes whether somebody's account is private, unless a later change is known.
    func setPrivate(_ isPrivate: Bool, position: Int64, of user: UserID) throws {
        try ensure(user)
        try db.run(
            """
            UPDATE notifications.people SET is_private = \(isPrivate), private_position = \(position)
            WHERE user_id = \(user) AND private_position <= \(position)
            """
        )
    }

    /// Whether somebody's account is hidden: to others they are not there.
    func isHidden(_ user: UserID) throws -> Bool {
        try db.exists("SELECT 1 FROM notifications.people WHERE user_id = \(user) AND is_hidden")
    }

    func setHidden(_ isHidden: Bool, _ user: UserID) throws {
        try ensure(user)
        try db.run("UPDATE notifications.people SET is_hidden = \(isHidden) WHERE user_id = \(user)")
    }

    // MARK: Settings

    func quietHours(of user: UserID) throws -> QuietHours? {
        try db.first(
            "SELECT quiet_from, quiet_to, time_zone FROM notifications.people WHERE user_id = \(user)"
        ) { row -> QuietHours? in
            guard let from: Int = try row[0], let to: Int = try row[1], let zone: String = try row[2] else {
                return nil
            }
            return QuietHours(
                from: TimeOfDay(minutes: from),
                to: TimeOfDay(minutes: to),
                timeZone: TimeZoneName(trusted: zone)
            )
        } ?? nil
    }

    func setQuietHours(_ hours: QuietHours?, of user: UserID) throws {
        try ensure(user)
        try db.run(
            """
            UPDATE notifications.people SET quiet_from = \(hours?.from.minutes), quiet_to = \(hours?.to.minutes),
                time_zone = \(hours?.timeZone.text)
            WHERE user_id = \(user)
            """
        )
    }

    /// What somebody chose; all channels where they did not.
    func choices(of user: UserID) throws -> [NotificationChoice] {
        let chosen = try db.all(
            "SELECT kind, in_app, live FROM notifications.choices WHERE user_id = \(user)"
        ) { row in
            NotificationChoice(kind: try .init(stored: try row[0]), inApp: try row[1], live: try row[2])
        }
        return NotificationKind.allCases.map { kind in
            chosen.first { $0.kind == kind } ?? NotificationChoice(kind: kind, inApp: true, live: true)
        }
    }

    func choice(of user: UserID, on kind: NotificationKind) throws -> NotificationChoice {
        try db.first(
            """
            SELECT in_app, live FROM notifications.choices WHERE user_id = \(user) AND kind = \(kind.rawValue)
            """
        ) { NotificationChoice(kind: kind, inApp: try $0[0], live: try $0[1]) }
            ?? NotificationChoice(kind: kind, inApp: true, live: true)
    }

    func set(_ choice: NotificationChoice, of user: UserID) throws {
        try db.run(
            """
            INSERT INTO notifications.choices (user_id, kind, in_app, live)
            VALUES (\(user), \(choice.kind.rawValue), \(choice.inApp), \(choice.live))
            ON CONFLICT (user_id, kind) DO UPDATE SET in_app = excluded.in_app, live = excluded.live
            """
        )
    }

    // MARK: Those who are gone

    /// Forgets somebody's settings.
    func forget(_ user: UserID) throws {
        try db.run("DELETE FROM notifications.choices WHERE user_id = \(user)")
        try db.run("DELETE FROM notifications.people WHERE user_id = \(user)")
    }

    /// Remembers that a person, post, comment or chat is gone, for news of it that come late.
    func bury(_ id: ThingID, at time: Timestamp) throws {
        try db.run(
            "INSERT INTO notifications.gone (id, at) VALUES (\(id), \(time)) ON CONFLICT (id) DO NOTHING"
        )
    }

    func isGone(_ ids: [ThingID]) throws -> Bool {
        try db.exists("SELECT 1 FROM notifications.gone WHERE id IN \(list: ids)")
    }

    func forgetGone(before time: Timestamp) throws {
        try db.run("DELETE FROM notifications.gone WHERE at < \(time)")
    }
}
