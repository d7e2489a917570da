// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints

/// Reads what is between people: SQL for the follows, requests, blocks and mutes. Lives only inside a block.
struct BondStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// What is between one person and another.
    func bond(of person: UserID, with other: UserID) throws -> Bond {
        try bonds(of: person, with: [other])[other] ?? Bond()
    }

    /// What is between one person and some others; those with nothing between are left out.
    func bonds(of person: UserID, with others: [UserID]) throws -> [UserID: Bond] {
        guard !others.isEmpty else { return [:] }
        var bonds: [UserID: Bond] = [:]
        try db.rows(query(person, others)) { row in
            let kind: Int = try row[0]
            let table = TieTable.allCases[kind / 2]
            let side: WritableKeyPath<Bond, Bond.Side> = kind % 2 == 0 ? \.mine : \.theirs
            table.note(on: &bonds[try row[1] as UserID, default: Bond()][keyPath: side])
            return true
        }
        return bonds
    }

    /// One statement for all kinds of ties in both directions.
    private func query(_ person: UserID, _ others: [UserID]) -> SQLQuery {
        TieTable.allCases.flatMap { table -> [SQLQuery] in
            [
                """
                SELECT \(table.codes.mine) AS kind, \(table.to) AS other FROM \(table.name)
                WHERE \(table.from) = \(person) AND \(table.to) IN \(list: others)
                """,
                """
                SELECT \(table.codes.theirs) AS kind, \(table.from) AS other FROM \(table.name)
                WHERE \(table.to) = \(person) AND \(table.from) IN \(list: others)
                """,
            ]
        }
        .joined(separator: " UNION ALL ")
    }

    /// Some of those who have anything to do with a person, in the order of their ids.
    func others(tiedTo person: UserID, limit: Int) throws -> [UserID] {
        let pieces = TieTable.allCases.flatMap { table -> [SQLQuery] in
            [
                """
                SELECT * FROM (SELECT \(table.to) AS other FROM \(table.name)
                    WHERE \(table.from) = \(person) ORDER BY 1 LIMIT \(limit)) x
                """,
                """
                SELECT * FROM (SELECT \(table.from) AS other FROM \(table.name)
                    WHERE \(table.to) = \(person) ORDER BY 1 LIMIT \(limit)) x
                """,
            ]
        }
        return try db.all("\(pieces.joined(separator: " UNION ")) ORDER BY 1 LIMIT \(limit)") { try $0[0] }
    }
}

/// A table whose rows each go from one person to another.
enum TieTable: Sendable, CaseIterable {
    case follows, requests, blocks, mutes

    var name: SQLQuery {
        switch self {
        case .follows: "connections.follows"
        case .requests: "connections.follow_requests"
        case .blocks: "connections.blocks"
        case .mutes: "connections.mutes"
        }
    }

    /// The column of who does it.
    var from: SQLQuery {
        switch self {
        case .follows, .requests: "follower_id"
        case .blocks: "blocker_id"
        case .mutes: "muter_id"
        }
    }

    /// The column of whom it is about.
    var to: SQLQuery {
        switch self {
        case .follows, .requests: "followee_id"
        case .blocks: "blocked_id"
        case .mutes: "muted_id"
        }
    }

    /// Twice the place among all tables, plus one for the other direction: literals, because PostgreSQL knows no type
    /// for a value that is only selected.
    var codes: (mine: SQLQuery, theirs: SQLQuery) {
        switch self {
        case .follows: ("0", "1")
        case .requests: ("2", "3")
        case .blocks: ("4", "5")
        case .mutes: ("6", "7")
        }
    }

    /// What is counted of the one who does it, and of the other.
    var tallies: (from: Tally, to: Tally?) {
        switch self {
        case .follows: (.following, .followers)
        case .requests: (.sentRequests, .requests)
        case .blocks: (.blocks, nil)
        case .mutes: (.mutes, nil)
        }
    }

    /// Says on one side of a bond that there is such a row.
    func note(on side: inout Bond.Side) {
        switch self {
        case .follows: side.following = .yes
        case .requests: side.following = .requested
        case .blocks: side.blocks = true
        case .mutes: side.mutes = true
        }
    }
}
