// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// The index in SQLite: FTS5 without a copy of the contents, over the numbers of terms.
///
/// Debian 12 has SQLite 3.40, whose FTS5 has neither `secure-delete` nor `contentless-delete`: an entry is deleted by
/// saying its words once more, so these are kept beside it, and what deletions leave in older segments goes when the
/// segments are merged (`wipe`). What stays until then are numbers, whose words have left the vocabulary at once.
struct SQLiteIndex: IndexDialect {
    func words(_ terms: NumberedTerms) -> SQLQuery { "\(SQLValue.blob(Self.pack(terms)))" }

    func add(_ doc: Int64, _ terms: NumberedTerms, to tables: ShelfTables, _ db: any SQLConnection) throws {
        try db.run("INSERT INTO \(tables.index) (rowid, words) VALUES (\(doc), \(Self.text(terms)))")
    }

    func remove(_ doc: Int64, from tables: ShelfTables, _ db: any SQLConnection) throws -> [TermID] {
        let packed: [UInt8]? = try db.first("SELECT words FROM \(tables.entries) WHERE doc = \(doc)") { row in
            try row[0]
        }
        guard let packed else { return [] }
        let terms = Self.unpack(packed)
        try db.run(
            """
            INSERT INTO \(tables.index) (\(tables.indexName), rowid, words)
            VALUES ('delete', \(doc), \(Self.text(terms)))
            """
        )
        return terms.distinct
    }

    func find(
        _ match: MatchExpression,
        in tables: ShelfTables,
        _ window: MatchWindow,
        _ db: any SQLConnection
    ) throws -> [EntryRow] {
        // CROSS JOIN keeps the order: the index tells which entries, the newest first, and stops at the limit.
        try db.all(
            """
            SELECT \(EntryRow.columns(of: tables.shelf))
            FROM \(tables.index) f CROSS JOIN \(tables.entries) d ON d.doc = f.rowid
                \(EntryRow.joins(of: tables))
            WHERE f.words MATCH \(Self.render(match)) AND f.rowid >= \(window.from) AND f.rowid < \(window.below)
                \(window.condition)
            ORDER BY f.rowid DESC LIMIT \(window.limit)
            """,
            EntryRow.init
        )
    }

    // MARK: Words

    func learn(
        _ words: [(id: TermID, text: String)],
        in generation: Generation,
        _ db: any SQLConnection
    ) throws {
        for word in words {
            try db.run("INSERT INTO \(generation.parts) (rowid, text) VALUES (\(word.id), \(word.text))")
        }
    }

    func forget(
        _ words: [(id: TermID, text: String)],
        in generation: Generation,
        _ db: any SQLConnection
    ) throws {
        for word in words {
            try db.run(
                """
                INSERT INTO \(generation.parts) (\(generation.partsCommand), rowid, text)
                VALUES ('delete', \(word.id), \(word.text))
                """
            )
        }
    }

    func words(
        containing part: String,
        in generation: Generation,
        limit: Int,
        _ db: any SQLConnection
    ) throws -> [(id: TermID, docs: Int)] {
        // All groups of three letters are in the word; that they stand together is left to `instr`. A part is made
        // of letters and digits: quotes cannot be in it.
        let scalars = Array(part.unicodeScalars)
        let threes = (0..<(scalars.count - 2)).map { start in
            "\"" + scalars[start..<(start + 3)].map { String(Character($0)) }.joined() + "\""
        }
        return try db.all(
            """
            SELECT t.id, t.docs FROM \(generation.parts) p CROSS JOIN \(generation.terms) t ON t.id = p.rowid
            WHERE p.\(generation.partsCommand) MATCH \(threes.joined(separator: " AND ")) AND instr(substr(t.text, 2), \(part)) > 0
            ORDER BY t.docs DESC, t.id LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    // MARK: Upkeep

    func countTerms(in tables: ShelfTables, _ db: any SQLConnection) throws -> Int {
        var count = 0
        try db.rows("SELECT words FROM \(tables.entries)") { row in
            count += Self.unpack(try row[0]).distinct.count
            return true
        }
        return count
    }

    func clear(_ generation: Generation, _ db: any SQLConnection) throws {
        for tables in ShelfTables.all(of: generation) {
            try db.run("INSERT INTO \(tables.index) (\(tables.indexName)) VALUES ('delete-all')")
        }
        try db.run("INSERT INTO \(generation.parts) (\(generation.partsCommand)) VALUES ('delete-all')")
    }

    func wipe(_ generation: Generation, isFirst: Bool, _ db: any SQLConnection) throws -> Bool {
        // A negative number begins to merge all segments into one, a positive one goes on with that.
        let pages = isFirst ? -SearchLimits.mergePages : SearchLimits.mergePages
        var isMore = false
        for tables in ShelfTables.all(of: generation) {
            isMore = try merge(tables.index, tables.indexName, pages, db) || isMore
        }
        return try merge(generation.parts, generation.partsCommand, pages, db) || isMore
    }

    private func merge(
        _ table: SQLQuery,
        _ command: SQLQuery,
        _ pages: Int,
        _ db: any SQLConnection
    ) throws -> Bool {
        let before = try db.value("SELECT total_changes()", as: Int.self) ?? 0
        try db.run("INSERT INTO \(table) (\(command), rank) VALUES ('merge', \(pages))")
        // As the manual of FTS5 says: fewer than two changes mean that there was nothing left to merge.
        return (try db.value("SELECT total_changes()", as: Int.self) ?? 0) - before >= 2
    }

    // MARK: Forms

    /// The terms as a text of tokens. A `-` stands between what has an order and what has none; it is nobody's token.
    static func text(_ terms: NumberedTerms) -> String {
        var text = ""
        for id in terms.stream { text += id.token + " " }
        text += "zzzzzzzzzzzzz "
        for id in terms.marks { text += id.token + " " }
        return text
    }

    static func render(_ match: MatchExpression) -> String {
        switch match {
        case .phrase(let ids): "\"" + ids.map(\.token).joined(separator: " ") + "\""
        case .all(let parts): "(" + parts.map(render).joined(separator: " AND ") + ")"
        case .any(let parts): "(" + parts.map(render).joined(separator: " OR ") + ")"
        case .but(let wanted, let unwanted): "(" + render(wanted) + " NOT " + render(unwanted) + ")"
        }
    }

    /// Numbers of seven bits a byte, the lowest first: how many are in the stream, and all of them.
    static func pack(_ terms: NumberedTerms) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(3 * (terms.stream.count + terms.marks.count) + 2)
        for number in [TermID(terms.stream.count)] + terms.stream + terms.marks {
            var rest = UInt64(bitPattern: number)
            while rest >= 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
        return bytes
    }

    static func unpack(_ bytes: [UInt8]) -> NumberedTerms {
        var numbers: [TermID] = []
        var (number, shift): (UInt64, UInt64) = (0, 0)
        for byte in bytes {
            number |= UInt64(byte & 0x7F) << shift
            shift += 7
            guard byte < 0x80 else { continue }
            numbers.append(TermID(bitPattern: number))
            (number, shift) = (0, 0)
        }
        let count = min(Int(numbers.first ?? 0), max(0, numbers.count - 1))
        return NumberedTerms(
            stream: Array(numbers.dropFirst().prefix(count)),
            marks: Array(numbers.dropFirst(count + 1))
        )
    }
}
