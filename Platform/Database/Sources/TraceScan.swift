// SPDX-License-Identifier: Apache-2.0
public import Core

/// A column of a table in which something was found.
public struct Trace: Sendable, Hashable, CustomStringConvertible {
    /// The column as one would write it in a query: `chat.messages.content`.
    public let description: String
    /// In how many rows.
    public let rows: Int
}

/// Looks through every column of every table of one service, its outbox and jobs included: for what an erased person may
/// have left. It reads everything there is.
public struct TraceScan: Sendable {
    private let database: any ServiceDatabase

    private struct Column: Sendable {
        let table: String
        let name: String

        /// The name in quotation marks: tables come from the catalogue, not from a request.
        var quoted: SQLQuery { "\(unsafe: TraceScan.quoted(name))" }
    }

    /// A scan of one service's tables.
    public init(_ database: any ServiceDatabase) { self.database = database }

    /// Where some words stand, alone or within a longer text, in capitals or not.
    public func traces(of words: [String]) async throws -> [Trace] {
        let words = words.filter { !$0.isEmpty }
        guard !words.isEmpty else { return [] }
        return try await traces { column in
            let tests = words.map { word -> SQLQuery in
                .either(
                    sqlite: "instr(lower(CAST(\(column) AS TEXT)), lower(\(word))) > 0",
                    postgres: "position(lower(\(word)) IN lower(\(column)::text)) > 0"
                )
            }
            return tests.joined(separator: " OR ")
        }
    }

    /// Where an id stands: as a value, or written out within a text.
    public func traces<Subject>(of id: ID<Subject>) async throws -> [Trace] {
        let text = id.description
        return try await traces { column in
            .either(
                sqlite: "(\(column) = \(id) OR instr(lower(CAST(\(column) AS TEXT)), \(text)) > 0)",
                postgres: "position(\(text) IN lower(\(column)::text)) > 0"
            )
        }
    }

    private func traces(_ test: @escaping @Sendable (SQLQuery) -> SQLQuery) async throws -> [Trace] {
        var traces: [Trace] = []
        for (table, columns) in try await columns() {
            // One pass a table, and a transaction of its own: a scan may be long.
            let counts = try await database.read { db in
                let sums = columns.map { column -> SQLQuery in
                    "coalesce(sum(CASE WHEN \(test(column.quoted)) THEN 1 ELSE 0 END), 0)"
                }
                return try db.first(
                    "SELECT \(sums.joined()) FROM \(unsafe: db.name).\(unsafe: Self.quoted(table))"
                ) { row in try columns.indices.map { try row[$0] as Int } } ?? []
            }
            for (column, rows) in zip(columns, counts) where rows > 0 {
                traces.append(Trace(description: "\(database.name).\(table).\(column.name)", rows: rows))
            }
        }
        return traces
    }

    /// The columns of the service's tables. Virtual tables are left out: what they hold is in tables of their own.
    private func columns() async throws -> [(table: String, columns: [Column])] {
        let all = try await database.read { db in
            try db.all(
                .either(
                    sqlite: """
                        SELECT t.name, c.name FROM \(unsafe: db.name).sqlite_master t
                        JOIN pragma_table_info(t.name, \(db.name)) c
                        WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY t.name, c.cid
                        """,
                    postgres: """
                        SELECT table_name::text, column_name::text FROM information_schema.columns
                        WHERE table_schema = \(db.name) ORDER BY table_name, ordinal_position
                        """
                )
            ) { Column(table: try $0[0], name: try $0[1]) }
        }
        return Dictionary(grouping: all, by: \.table).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
