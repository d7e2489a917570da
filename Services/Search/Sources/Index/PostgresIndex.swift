// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// The index in PostgreSQL: a tsvector of the numbers of terms under GIN, and pg_trgm for the parts of words.
struct PostgresIndex: IndexDialect {
    /// Beyond this position PostgreSQL counts no further.
    private static let lastPosition = 16_383

    func words(_ terms: NumberedTerms) -> SQLQuery { "CAST(\(Self.text(terms)) AS TSVECTOR)" }

    func add(_ doc: Int64, _ terms: NumberedTerms, to tables: ShelfTables, _ db: any SQLConnection) throws {
        // The row says it all.
    }

    func remove(_ doc: Int64, from tables: ShelfTables, _ db: any SQLConnection) throws -> [TermID] {
        let found: String? = try db.first(
            "SELECT array_to_string(tsvector_to_array(words), ' ') FROM \(tables.entries) WHERE doc = \(doc)"
        ) { try $0[0] }
        return (found ?? "").split(separator: " ").compactMap { TermID($0, radix: 36) }.sorted()
    }

    /// GIN gives all that match and no order. For what is rare that is best. What is frequent is found sooner by going
    /// through the newest entries; only when these do not suffice, the index is asked for the older ones.
    func find(
        _ match: MatchExpression,
        in tables: ShelfTables,
        _ window: MatchWindow,
        _ db: any SQLConnection
    ) throws -> [EntryRow] {
        guard window.estimate > SearchLimits.fewEntries else { return try all(match, tables, window, db) }
        let floor = try db.value(
            """
            SELECT doc FROM \(tables.entries) WHERE doc < \(window.below) ORDER BY doc DESC
            LIMIT 1 OFFSET \(SearchLimits.recentRows)
            """,
            as: Int64.self
        )
        var recent = window
        recent.from = max(window.from, floor ?? 0)
        var found = try newest(match, tables, recent, db)
        guard found.count < window.limit, let floor, floor > window.from else { return found }
        var older = window
        older.below = floor
        older.limit = window.limit - found.count
        found += try all(match, tables, older, db)
        return found
    }

    private func newest(
        _ match: MatchExpression,
        _ tables: ShelfTables,
        _ window: MatchWindow,
        _ db: any SQLConnection
    ) throws -> [EntryRow] {
        // The function in place of the operator: no index is thought of for it.
        try db.all(
            """
            SELECT \(EntryRow.columns(of: tables.shelf)) FROM \(tables.entries) d \(EntryRow.joins(of: tables))
            WHERE ts_match_vq(d.words, CAST(\(Self.render(match)) AS TSQUERY))
                AND d.doc >= \(window.from) AND d.doc < \(window.below) \(window.condition)
            ORDER BY d.doc DESC LIMIT \(window.limit)
            """,
            EntryRow.init
        )
    }

    private func all(
        _ match: MatchExpression,
        _ tables: ShelfTables,
        _ window: MatchWindow,
        _ db: any SQLConnection
    ) throws -> [EntryRow] {
        // Apart, so that the order and the limit do not tempt the planner to go through the entries one by one.
        try db.all(
            """
            WITH d AS MATERIALIZED (
                SELECT * FROM \(tables.entries) WHERE words @@ CAST(\(Self.render(match)) AS TSQUERY)
                    AND doc >= \(window.from) AND doc < \(window.below)
            )
            SELECT \(EntryRow.columns(of: tables.shelf)) FROM d \(EntryRow.joins(of: tables))
            WHERE TRUE \(window.condition) ORDER BY d.doc DESC LIMIT \(window.limit)
            """,
            EntryRow.init
        )
    }

    // MARK: Words

    func learn(_ words: [(id: TermID, text: String)], in generation: Generation, _ db: any SQLConnection) {}
    func forget(_ words: [(id: TermID, text: String)], in generation: Generation, _ db: any SQLConnection) {}

    func words(
        containing part: String,
        in generation: Generation,
        limit: Int,
        _ db: any SQLConnection
    ) throws -> [(id: TermID, docs: Int)] {
        // A part is made of letters and digits: there is nothing in it to escape.
        try db.all(
            """
            SELECT id, docs FROM \(generation.terms)
            WHERE reversed IS NOT NULL AND text LIKE \("_%" + part + "%") ORDER BY docs DESC, id LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    // MARK: Upkeep

    func countTerms(in tables: ShelfTables, _ db: any SQLConnection) throws -> Int {
        try db.value("SELECT CAST(COALESCE(SUM(length(words)), 0) AS BIGINT) FROM \(tables.entries)") ?? 0
    }

    func clear(_ generation: Generation, _ db: any SQLConnection) {}
    func wipe(_ generation: Generation, isFirst: Bool, _ db: any SQLConnection) -> Bool { false }

    // MARK: Forms

    static func text(_ terms: NumberedTerms) -> String {
        var positions: [TermID: [Int]] = [:]
        for (place, id) in terms.stream.enumerated() {
            positions[id, default: []].append(min(place + 1, lastPosition))
        }
        var parts: [String] = []
        for (id, places) in positions {
            parts.append("'\(id.token)':" + places.map(String.init).joined(separator: ","))
        }
        for id in terms.marks where positions[id] == nil { parts.append("'\(id.token)'") }
        return parts.joined(separator: " ")
    }

    static func render(_ match: MatchExpression) -> String {
        switch match {
        case .phrase(let ids): "(" + ids.map { "'\($0.token)'" }.joined(separator: " <-> ") + ")"
        case .all(let parts): "(" + parts.map(render).joined(separator: " & ") + ")"
        case .any(let parts): "(" + parts.map(render).joined(separator: " | ") + ")"
        case .but(let wanted, let unwanted): "(" + render(wanted) + " & !" + render(unwanted) + ")"
        }
    }
}
