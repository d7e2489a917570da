// SPDX-License-Identifier: Apache-2.0
import CPostgres

/// A statement that the server has prepared for one connection.
struct PostgresStatement {
    let name: String
    let sql: String
    let types: [Oid]
}

/// The prepared statements of one connection, at most 256.
///
/// The types of the values are part of the key: a NULL has none, so the server infers one, which may not be the
/// one that a later value is sent in.
struct PostgresStatements {
    private static let limit = 256

    private struct Entry {
        let statement: PostgresStatement
        var lastUse: Int
    }

    private var entries: [String: [Entry]] = [:]
    private var count = 0
    private var uses = 0
    private var names = 0

    mutating func find(_ sql: String, _ types: [Oid]) -> PostgresStatement? {
        guard let index = entries[sql]?.firstIndex(where: { $0.statement.types == types }) else { return nil }
        uses += 1
        entries[sql]?[index].lastUse = uses
        return entries[sql]?[index].statement
    }

    /// Adds a statement; returns also the one that had to go for it.
    mutating func add(
        _ sql: String,
        _ types: [Oid]
    ) -> (statement: PostgresStatement, dropped: PostgresStatement?) {
        let dropped = count >= Self.limit ? dropOldest() : nil
        uses += 1
        names += 1
        let statement = PostgresStatement(name: "s\(names)", sql: sql, types: types)
        entries[sql, default: []].append(Entry(statement: statement, lastUse: uses))
        count += 1
        return (statement, dropped)
    }

    mutating func forget(_ statement: PostgresStatement) {
        guard let index = entries[statement.sql]?.firstIndex(where: { $0.statement.name == statement.name })
        else { return }
        entries[statement.sql]?.remove(at: index)
        if entries[statement.sql]?.isEmpty == true { entries[statement.sql] = nil }
        count -= 1
    }

    mutating func removeAll() {
        entries = [:]
        count = 0
    }

    private mutating func dropOldest() -> PostgresStatement? {
        // Rare: a service that has more than 256 statements in use. Finding the oldest may be slow.
        let oldest = entries.values.joined().min { $0.lastUse < $1.lastUse }
        if let oldest { forget(oldest.statement) }
        return oldest?.statement
    }
}
