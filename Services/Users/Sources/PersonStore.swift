// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import UsersAPI

/// SQL for whole people, with whom their parts are for. Lives only inside a `read` or `write` block.
struct PersonStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Somebody who is not hidden. Whoever writes what they read takes the row for themselves: of two changes at once the
    /// later one sees the earlier, and what is announced last is what holds.
    func person(_ id: UserID, forUpdate: Bool = false) throws -> Person? {
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE") : ""
        return try db.first(
            """
            SELECT \(UserStore.columns), u.pronouns, u.location, u.website, u.birthday, u.cover_url,
                u.cover_for, u.pronouns_for, u.location_for, u.website_for, u.birthday_for
            FROM users.users u WHERE u.id = \(id) AND u.hidden_at IS NULL \(lock)
            """,
            Self.person
        )
    }

    func update(_ person: Person) throws {
        let details = person.details
        try db.run(
            """
            UPDATE users.users SET pronouns = \(details.pronouns), location = \(details.location),
                website = \(details.website), birthday = \(details.birthday?.description)
            WHERE id = \(person.user.id)
            """
        )
        try UserStore(db).update(person.user)
    }

    func set(_ privacy: ProfilePrivacy, of id: UserID) throws {
        try db.run(
            """
            UPDATE users.users SET bio_for = \(privacy.bio.rawValue),
                presence_for = \(privacy.presence.rawValue), cover_for = \(privacy.cover.rawValue),
                pronouns_for = \(privacy.pronouns.rawValue), location_for = \(privacy.location.rawValue),
                website_for = \(privacy.website.rawValue), birthday_for = \(privacy.birthday.rawValue)
            WHERE id = \(id)
            """
        )
    }

    /// Whom the presence of some people is for.
    func presenceAudiences(_ ids: [UserID]) throws -> [PresenceAudience] {
        guard !ids.isEmpty else { return [] }
        return try db.all("SELECT id, presence_for FROM users.users WHERE id IN \(list: ids)") { row in
            PresenceAudience(user: try row[0], audience: try Audience(stored: row[1]))
        }
    }

    private static func person(_ row: SQLRow) throws -> Person {
        let birthday: String? = try row[12]
        return Person(
            user: try UserStore.wholeUser(row),
            details: ProfileDetails(
                pronouns: try row[9],
                location: try row[10],
                website: try row[11],
                birthday: birthday.flatMap(CalendarDay.init)
            ),
            coverUrl: try row[13],
            privacy: ProfilePrivacy(
                bio: try Audience(stored: row[7]),
                presence: try Audience(stored: row[8]),
                cover: try Audience(stored: row[14]),
                pronouns: try Audience(stored: row[15]),
                location: try Audience(stored: row[16]),
                website: try Audience(stored: row[17]),
                birthday: try Audience(stored: row[18])
            )
        )
    }
}

extension Audience {
    /// Reads what is stored. What a later version stored and this one does not know is shown to nobody.
    init(stored text: String) { self = Audience(rawValue: text) ?? .onlyMe }
}
