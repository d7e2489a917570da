// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// Which generation answers, and whether another one is being made.
struct IndexState: Sendable {
    let active: Generation
    let building: Generation?
    /// Counts the changes of generation: places in lists of an earlier one mean nothing any more.
    let epoch: Int
    let builtAt: Timestamp?
    /// How many rebuilds have begun: the number of the one that `building` belongs to.
    let rebuilds: Int

    /// The generations that news go into.
    var written: [Generation] { [active] + (building.map { [$0] } ?? []) }
}

/// SQL for `search.state` and `search.gone`. Lives only inside a `read` or `write` block.
struct StateStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// The state. Whoever writes to an index locks it, so there is one writer at a time.
    func state(forUpdate: Bool = false) throws -> IndexState {
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE") : ""
        let found = try db.first(
            "SELECT active, building, epoch, built_at, rebuilds FROM search.state WHERE id = 1 \(lock)"
        ) { row in
            IndexState(
                active: try row[0],
                building: try row[1],
                epoch: try row[2],
                builtAt: try row[3],
                rebuilds: try row[4]
            )
        }
        return found ?? IndexState(active: .a, building: nil, epoch: 0, builtAt: nil, rebuilds: 0)
    }

    /// The number of the next entry, or the first of so many. News rise from 2^40; what a rebuild finds is older, and
    /// rises from 1.
    func nextDoc(in generation: Generation, isPast: Bool, count: Int = 1) throws -> Int64 {
        let column: SQLQuery =
            switch (generation, isPast) {
            case (.a, false): "next_a"
            case (.b, false): "next_b"
            case (.a, true): "past_a"
            case (.b, true): "past_b"
            }
        let last = try db.value(
            "UPDATE search.state SET \(column) = \(column) + \(count) WHERE id = 1 RETURNING \(column)",
            as: Int64.self
        )
        return (last ?? 0) - Int64(count) + 1
    }

    /// Begins to make a generation, whose entries are numbered from the start.
    func begin(_ generation: Generation) throws {
        let numbers: SQLQuery =
            generation == .a ? "next_a = 1099511627776, past_a = 1" : "next_b = 1099511627776, past_b = 1"
        try db.run("UPDATE search.state SET building = \(generation), \(numbers) WHERE id = 1")
    }

    /// Gives a generation up that was being made, for another rebuild; returns the number of that.
    func giveUp() throws -> Int {
        try db.value(
            "UPDATE search.state SET building = NULL, rebuilds = rebuilds + 1 WHERE id = 1 RETURNING rebuilds"
        ) ?? 0
    }

    /// Lets a finished generation answer.
    func finish(_ generation: Generation, at time: Timestamp) throws {
        try db.run(
            """
            UPDATE search.state SET active = \(generation), building = NULL, epoch = epoch + 1,
                built_at = \(time), removals = removals + 1
            WHERE id = 1
            """
        )
    }

    // MARK: Removals

    func noteRemoval() throws { try db.run("UPDATE search.state SET removals = removals + 1 WHERE id = 1") }

    func removals() throws -> Int { try db.value("SELECT removals FROM search.state WHERE id = 1") ?? 0 }

    func forgetRemovals(_ count: Int) throws {
        try db.run("UPDATE search.state SET removals = removals - \(count) WHERE id = 1")
    }

    // MARK: What is gone

    /// Remembers that something is gone, for news of it that come late.
    func bury(_ id: IndexedID, at time: Timestamp) throws {
        try db.run("INSERT INTO search.gone (id, at) VALUES (\(id), \(time)) ON CONFLICT (id) DO NOTHING")
    }

    func isGone(_ ids: [IndexedID]) throws -> Bool {
        try db.exists("SELECT 1 FROM search.gone WHERE id IN \(list: ids.padded())")
    }

    /// Which of some things are gone.
    func gone(of ids: Set<IndexedID>) throws -> Set<IndexedID> {
        var found: Set<IndexedID> = []
        for portion in Array(ids).portions(of: SearchLimits.batch) {
            found.formUnion(
                try db.all("SELECT id FROM search.gone WHERE id IN \(list: portion.padded())") { try $0[0] }
            )
        }
        return found
    }

    func forgetGone(before time: Timestamp) throws {
        try db.run("DELETE FROM search.gone WHERE at < \(time)")
    }
}
