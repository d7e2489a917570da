// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// The numbers of the terms of one entry.
struct NumberedTerms: Sendable {
    /// Those whose order counts, in their order.
    var stream: [TermID]
    /// Those that are only there.
    var marks: [TermID]

    /// Each once.
    var distinct: [TermID] { Set(stream).union(marks).sorted() }
}

/// Which entries a search goes through.
struct MatchWindow: Sendable {
    /// Only entries with smaller numbers.
    var below: Int64
    /// Only entries with this number or larger ones.
    var from: Int64 = 0
    var limit: Int
    /// About how many entries match at most.
    var estimate: Int
    /// What else holds for an entry `d`: begins with AND, or is empty.
    var condition: SQLQuery = ""
}

/// The place where the two databases differ: how an entry is put under its terms and found by them. FTS5 on SQLite,
/// tsvector on PostgreSQL; the same conformance tests run on both.
///
/// Terms are numbers here, in both: cutting, folding and the vocabulary are ours, so both find the same, in every
/// script. The rows that a search reads are those of `EntryRow.columns`.
protocol IndexDialect: Sendable {
    /// The value of the column `words` for an entry.
    func words(_ terms: NumberedTerms) -> SQLQuery
    /// Puts an entry, whose row is there, under its terms.
    func add(_ doc: Int64, _ terms: NumberedTerms, to tables: ShelfTables, _ db: any SQLConnection) throws
    /// Takes an entry, whose row is still there, from under its terms; returns them, each once.
    func remove(_ doc: Int64, from tables: ShelfTables, _ db: any SQLConnection) throws -> [TermID]
    /// Shows the entries that match, the newest first.
    func find(
        _ match: MatchExpression,
        in tables: ShelfTables,
        _ window: MatchWindow,
        _ db: any SQLConnection
    ) throws -> [EntryRow]

    /// Makes a new word of the vocabulary known by its parts.
    func learn(
        _ words: [(id: TermID, text: String)],
        in generation: Generation,
        _ db: any SQLConnection
    ) throws
    /// Forgets the parts of a word.
    func forget(
        _ words: [(id: TermID, text: String)],
        in generation: Generation,
        _ db: any SQLConnection
    ) throws
    /// The most frequent words with some letters inside or at their end.
    func words(
        containing part: String,
        in generation: Generation,
        limit: Int,
        _ db: any SQLConnection
    ) throws -> [(id: TermID, docs: Int)]

    /// How many terms all entries have together; reads them all.
    func countTerms(in tables: ShelfTables, _ db: any SQLConnection) throws -> Int
    /// Empties the index of a generation whose entries are gone.
    func clear(_ generation: Generation, _ db: any SQLConnection) throws
    /// Wipes a portion of what removed entries left in the files of the index; true when there may be more.
    func wipe(_ generation: Generation, isFirst: Bool, _ db: any SQLConnection) throws -> Bool
}

extension SQLDialect {
    var index: any IndexDialect {
        switch self {
        case .sqlite: SQLiteIndex()
        case .postgres: PostgresIndex()
        }
    }
}
