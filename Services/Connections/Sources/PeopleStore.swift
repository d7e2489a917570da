// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints

/// What is counted for each person, in the transaction that changes it.
enum Tally: Sendable, Equatable, CaseIterable {
    case followers, following, requests, sentRequests, blocks, mutes

    /// The most there may be; nil where others decide how many.
    var most: Int? {
        switch self {
        case .followers, .requests: nil
        case .following: ConnectionsLimits.following
        case .sentRequests: ConnectionsLimits.sentRequests
        case .blocks: ConnectionsLimits.blocks
        case .mutes: ConnectionsLimits.mutes
        }
    }

    fileprivate var column: SQLQuery {
        switch self {
        case .followers: "follower_count"
        case .following: "following_count"
        case .requests: "request_count"
        case .sentRequests: "sent_request_count"
        case .blocks: "block_count"
        case .mutes: "mute_count"
        }
    }

    /// What the counter has to be equal to, for the person `p`.
    fileprivate var recount: SQLQuery {
        switch self {
        case .followers: "(SELECT count(*) FROM connections.follows t WHERE t.followee_id = p.id)"
        case .following: "(SELECT count(*) FROM connections.follows t WHERE t.follower_id = p.id)"
        case .requests: "(SELECT count(*) FROM connections.follow_requests t WHERE t.followee_id = p.id)"
        case .sentRequests: "(SELECT count(*) FROM connections.follow_requests t WHERE t.follower_id = p.id)"
        case .blocks: "(SELECT count(*) FROM connections.blocks t WHERE t.blocker_id = p.id)"
        case .mutes: "(SELECT count(*) FROM connections.mutes t WHERE t.muter_id = p.id)"
        }
    }
}

/// A person's settings and counts; who never did anything has none of either.
struct Standing: Sendable, Equatable {
    var settings = ConnectionSettings.standard
    var followers = 0
    var following = 0
}

/// SQL for `connections.people` and `connections.departed`. Lives only inside a `read` or `write` block.
struct PeopleStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Waits for whoever changes ties of these people, in the order of their ids, so that two who wait for each other
    /// cannot be. SQLite has one writer.
    ///
    /// Waiting for a row would take a transaction id first, and events are read in the order of these: of three who
    /// wait, the last could be told first.
    func takeTurns(_ people: some Sequence<UserID>) throws {
        guard db.dialect == .postgres else { return }
        for person in Set(people).sorted() {
            _ = try db.exists("SELECT pg_advisory_xact_lock(hashtextextended(\(person.description), 0))")
        }
    }

    /// Gives people their rows unless they have them.
    func ensure(_ people: [UserID]) throws {
        for person in people {
            try db.run("INSERT INTO connections.people (id) VALUES (\(person)) ON CONFLICT (id) DO NOTHING")
        }
    }

    /// Counts one more, unless there are as many as there may be.
    func increase(_ tally: Tally, of person: UserID) throws {
        let bound: SQLQuery = tally.most.map { "AND \(tally.column) < \($0)" } ?? ""
        let changed = try db.run(
            """
            UPDATE connections.people SET \(tally.column) = \(tally.column) + 1 WHERE id = \(person) \(bound)
            """
        )
        guard changed > 0 else { throw ConnectionsError.tooMany(tally) }
    }

    /// Counts one less.
    func decrease(_ tally: Tally, of person: UserID) throws {
        try db.run(
            "UPDATE connections.people SET \(tally.column) = \(tally.column) - 1 WHERE id = \(person)"
        )
    }

    func standing(of person: UserID) throws -> Standing {
        try db.first(
            """
            SELECT is_private, hides_followers, hides_following, hides_from_suggestions, follower_count,
                following_count FROM connections.people WHERE id = \(person)
            """
        ) { row in
            Standing(
                settings: ConnectionSettings(
                    isPrivate: try row[0],
                    hidesFollowers: try row[1],
                    hidesFollowing: try row[2],
                    hidesFromSuggestions: try row[3]
                ),
                followers: try row[4],
                following: try row[5]
            )
        } ?? Standing()
    }

    /// What those of some people chose whose accounts are private or whose lists are hidden.
    func reserved(among people: [UserID]) throws -> [UserID: ConnectionSettings] {
        guard !people.isEmpty else { return [:] }
        var chosen: [UserID: ConnectionSettings] = [:]
        try db.rows(
            """
            SELECT id, is_private, hides_followers, hides_following FROM connections.people
            WHERE id IN \(list: people) AND (is_private OR hides_followers OR hides_following)
            """
        ) { row in
            chosen[try row[0]] = ConnectionSettings(
                isPrivate: try row[1],
                hidesFollowers: try row[2],
                hidesFollowing: try row[3]
            )
            return true
        }
        return chosen
    }

    func set(_ settings: ConnectionSettings, of person: UserID) throws {
        try db.run(
            """
            UPDATE connections.people SET is_private = \(settings.isPrivate),
                hides_followers = \(settings.hidesFollowers), hides_following = \(settings.hidesFollowing),
                hides_from_suggestions = \(settings.hidesFromSuggestions)
            WHERE id = \(person)
            """
        )
    }

    // MARK: Those who are hidden

    /// Notes whether somebody's account is hidden.
    func note(_ person: UserID, isHidden: Bool) throws {
        if isHidden {
            try db.run("INSERT INTO connections.hidden (user_id) VALUES (\(person)) ON CONFLICT DO NOTHING")
        } else {
            try db.run("DELETE FROM connections.hidden WHERE user_id = \(person)")
        }
    }

    /// Those of some people whose accounts are hidden.
    func hiddenOnes(among people: [UserID]) throws -> Set<UserID> {
        guard !people.isEmpty else { return [] }
        return Set(
            try db.all("SELECT user_id FROM connections.hidden WHERE user_id IN \(list: people)") {
                try $0[0]
            }
        )
    }

    // MARK: Those who are gone

    /// Notes that somebody is gone, so that no verb that was under way ties anybody to them again.
    func noteDeparture(of person: UserID) throws {
        try db.run("INSERT INTO connections.departed (id) VALUES (\(person)) ON CONFLICT (id) DO NOTHING")
    }

    func hasDeparted(anyOf people: [UserID]) throws -> Bool {
        try db.exists("SELECT 1 FROM connections.departed WHERE id IN \(list: people) LIMIT 1")
    }

    func delete(_ person: UserID) throws {
        try db.run("DELETE FROM connections.people WHERE id = \(person)")
        try note(person, isHidden: false)
    }

    // MARK: Recount

    /// People whose counters are not what a count of the rows gives. Reads everything: for `roost doctor` alone.
    func miscounted() throws -> [UserID] {
        let differences = Tally.allCases.map { tally -> SQLQuery in "p.\(tally.column) <> \(tally.recount)" }
        return try db.all(
            """
            SELECT p.id FROM connections.people p WHERE \(differences.joined(separator: " OR "))
            ORDER BY p.id LIMIT \(ConnectionsLimits.findings)
            """
        ) { try $0[0] }
    }
}
