// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints

/// SQL for `activity.people` and `activity.choices`: what people show. Lives only inside a `read` or `write` block.
struct PeopleStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Makes the row of somebody, unless their account is gone.
    private func ensure(_ user: UserID) throws {
        let usual = ActivitySettings.usual
        try db.run(
            """
            INSERT INTO activity.people (user_id, is_hidden, is_filled, audience, kept_from_followers, kept_from_others)
            SELECT \(user), \(false), \(false), \(usual.audience.rawValue), \(usual.kept(from: .followers)),
                \(usual.kept(from: .everyone))
            WHERE NOT EXISTS (SELECT 1 FROM activity.gone WHERE id = \(user))
            ON CONFLICT (user_id) DO NOTHING
            """
        )
    }

    /// Notes whether somebody's account is hidden: to others they are not there.
    func setHidden(_ isHidden: Bool, _ user: UserID) throws {
        try ensure(user)
        try db.run("UPDATE activity.people SET is_hidden = \(isHidden) WHERE user_id = \(user)")
    }

    /// Whether it is known whom somebody follows, also from before it was told here.
    func isFilled(_ user: UserID) throws -> Bool {
        try db.exists("SELECT 1 FROM activity.people WHERE user_id = \(user) AND is_filled")
    }

    func setFilled(_ user: UserID) throws {
        try ensure(user)
        try db.run("UPDATE activity.people SET is_filled = \(true) WHERE user_id = \(user)")
    }

    // MARK: Settings

    /// Keeps somebody's choices for whoever changes them, until the block ends.
    func lock(_ user: UserID) throws {
        // SQLite has one writer anyway.
        guard db.dialect == .postgres else { return }
        try ensure(user)
        _ = try db.exists("SELECT 1 FROM activity.people WHERE user_id = \(user) FOR UPDATE")
    }

    /// What somebody chose, and what is usual where they did not.
    func settings(of user: UserID) throws -> ActivitySettings {
        var settings = ActivitySettings.usual
        if let audience: String = try db.value("SELECT audience FROM activity.people WHERE user_id = \(user)")
        {
            settings.audience = ActivityAudience(rawValue: audience) ?? .nobody
        }
        let chosen = try db.all("SELECT kind, audience FROM activity.choices WHERE user_id = \(user)") {
            (kind: try $0[0] as String, audience: try $0[1] as String)
        }
        for choice in chosen {
            guard let place = settings.kinds.firstIndex(where: { $0.kind.rawValue == choice.kind }) else {
                continue
            }
            settings.kinds[place].audience = ActivityAudience(rawValue: choice.audience) ?? .nobody
        }
        return settings
    }

    func set(_ settings: ActivitySettings, of user: UserID) throws {
        try ensure(user)
        try db.run(
            """
            UPDATE activity.people SET audience = \(settings.audience.rawValue),
                kept_from_followers = \(settings.kept(from: .followers)),
                kept_from_others = \(settings.kept(from: .everyone))
            WHERE user_id = \(user)
            """
        )
        for choice in settings.kinds {
            guard choice.audience != choice.kind.usualAudience else {
                try db.run(
                    "DELETE FROM activity.choices WHERE user_id = \(user) AND kind = \(choice.kind.rawValue)"
                )
                continue
            }
            try db.run(
                """
                INSERT INTO activity.choices (user_id, kind, audience)
                SELECT \(user), \(choice.kind.rawValue), \(choice.audience.rawValue)
                WHERE NOT EXISTS (SELECT 1 FROM activity.gone WHERE id = \(user))
                ON CONFLICT (user_id, kind) DO UPDATE SET audience = excluded.audience
                """
            )
        }
    }

    /// The kinds that somebody keeps from their followers, or from others.
    func kept(by user: UserID, from audience: ActivityAudience) throws -> Int64 {
        let column: SQLQuery = audience == .followers ? "kept_from_followers" : "kept_from_others"
        return try db.value("SELECT \(column) FROM activity.people WHERE user_id = \(user)")
            ?? ActivitySettings.usual.kept(from: audience)
    }

    /// Forgets somebody.
    func forget(_ user: UserID) throws {
        try db.run("DELETE FROM activity.choices WHERE user_id = \(user)")
        try db.run("DELETE FROM activity.people WHERE user_id = \(user)")
    }
}

extension ActivitySettings {
    /// What holds until somebody chooses.
    static let usual = ActivitySettings(
        audience: .everyone,
        kinds: ActivityKind.allCases.map { ActivityChoice($0, for: $0.usualAudience) }
    )

    /// The kinds that are kept from followers, or from everybody else.
    func kept(from viewers: ActivityAudience) -> Int64 {
        kinds.reduce(0) { kept, choice in
            let isShown = audience.includes(viewers) && choice.audience.includes(viewers)
            return isShown ? kept : kept | choice.kind.bit
        }
    }
}

extension ActivityAudience {
    /// Whether followers, or everybody, belong to it.
    fileprivate func includes(_ viewers: ActivityAudience) -> Bool {
        switch self {
        case .everyone: true
        case .followers: viewers == .followers
        case .nobody: false
        }
    }
}
