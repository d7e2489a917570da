// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// SQL for `groups.people` and `groups.departed`, and whose turn it is. Lives only inside a block.
struct PeopleStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Waits for whoever changes this group or what these people have to do with groups, always in the same order, so
    /// that two who wait for each other cannot be. SQLite has one writer.
    ///
    /// Waiting for a row would take a transaction id first, and events are read in the order of these: of three who
    /// wait, the last could be told first.
    func takeTurns(_ group: GroupID?, _ people: some Sequence<UserID>) throws {
        guard db.dialect == .postgres else { return }
        if let group { try wait(for: "groups:\(group)") }
        for person in Set(people).sorted() { try wait(for: "groups:\(person)") }
    }

    private func wait(for key: String) throws {
        _ = try db.exists("SELECT pg_advisory_xact_lock(hashtextextended(\(key), 0))")
    }

    /// Counts a group more for somebody, unless they are in as many as one may be.
    func addGroup(to person: UserID) throws {
        try db.run(
            "INSERT INTO groups.people (id, group_count) VALUES (\(person), 0) ON CONFLICT (id) DO NOTHING"
        )
        let changed = try db.run(
            """
            UPDATE groups.people SET group_count = group_count + 1
            WHERE id = \(person) AND group_count < \(GroupsLimits.groupsOfOnePerson)
            """
        )
        guard changed > 0 else { throw GroupsError.tooManyGroups }
    }

    /// Counts a group less for somebody.
    func removeGroup(from person: UserID) throws {
        try db.run("UPDATE groups.people SET group_count = group_count - 1 WHERE id = \(person)")
    }

    // MARK: Those who are gone

    /// Notes that somebody is gone, so that no verb that was under way brings them in again.
    func noteDeparture(of person: UserID) throws {
        try db.run("INSERT INTO groups.departed (id) VALUES (\(person)) ON CONFLICT (id) DO NOTHING")
    }

    func hasDeparted(anyOf people: [UserID]) throws -> Bool {
        guard !people.isEmpty else { return false }
        return try db.exists("SELECT 1 FROM groups.departed WHERE id IN \(list: people) LIMIT 1")
    }

    func forget(_ person: UserID) throws { try db.run("DELETE FROM groups.people WHERE id = \(person)") }

    // MARK: Recount

    /// People whose number of groups is not what a count gives. For `roost doctor` alone.
    func miscounted() throws -> [UserID] {
        try db.all(
            """
            SELECT p.id FROM groups.people p
            WHERE p.group_count <> (SELECT count(*) FROM groups.members m WHERE m.user_id = p.id)
            ORDER BY p.id LIMIT \(GroupsLimits.findings)
            """
        ) { try $0[0] }
    }
}
