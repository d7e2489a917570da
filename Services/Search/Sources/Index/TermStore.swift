// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// A term of the vocabulary.
struct KnownTerm: Sendable {
    let id: TermID
    let text: String
    /// How many entries have it.
    let docs: Int
}

/// SQL for the vocabulary of one generation. Lives only inside a `read` or `write` block.
///
/// The index knows terms by their numbers. A term is in the vocabulary as long as some entry has it: so what nobody
/// says any more is written nowhere.
struct TermStore {
    let db: any SQLConnection
    let generation: Generation
    private var dialect: any IndexDialect { db.dialect.index }

    init(_ db: any SQLConnection, _ generation: Generation) { (self.db, self.generation) = (db, generation) }

    // MARK: Keeping

    /// The numbers of some terms, which get so many entries more; new ones are taken in.
    func use(_ terms: [String: Int]) throws -> [String: TermID] {
        var numbers: [String: TermID] = [:]
        var rest = terms.sorted { $0.key < $1.key }[...]
        while !rest.isEmpty {
            // Few sizes of statements, so that the prepared ones are found again.
            let size = [64, 16, 4, 1].first { $0 <= rest.count } ?? 1
            for term in try insert(rest.prefix(size)) { numbers[term.text] = term.id }
            rest = rest.dropFirst(size)
        }
        return numbers
    }

    private func insert(_ terms: ArraySlice<(key: String, value: Int)>) throws -> [KnownTerm] {
        let rows = terms.map { term, count -> SQLQuery in
            let isWord = Fact.isWord(term)
            let reversed = isWord ? String(String.UnicodeScalarView(term.unicodeScalars.reversed())) : nil
            return "(\(term), \(reversed), \(term.unicodeScalars.count), \(count))"
        }
        let known = try db.all(
            """
            INSERT INTO \(generation.terms) AS t (text, reversed, size, docs) VALUES \(rows.joined())
            ON CONFLICT (text) DO UPDATE SET docs = t.docs + excluded.docs RETURNING id, text, docs
            """,
            Self.term
        )
        let counts = Dictionary(uniqueKeysWithValues: terms.map { ($0.key, $0.value) })
        let new = known.filter { term in
            term.docs == counts[term.text] && Fact.isWord(term.text) && term.text.unicodeScalars.count >= 3
        }
        try dialect.learn(new.map { ($0.id, $0.text) }, in: generation, db)
        return known
    }

    /// Takes one entry from some terms, and forgets those that no entry has; returns these.
    func release(_ ids: [TermID]) throws -> [String] {
        var forgotten: [String] = []
        for portion in ids.portions(of: SearchLimits.batch).map({ $0.padded() }) {
            try db.run("UPDATE \(generation.terms) SET docs = docs - 1 WHERE id IN \(list: portion)")
            let unused = try db.all(
                "SELECT id, text, docs FROM \(generation.terms) WHERE id IN \(list: portion) AND docs <= 0",
                Self.term
            )
            guard !unused.isEmpty else { continue }
            let words = unused.filter { Fact.isWord($0.text) && $0.text.unicodeScalars.count >= 3 }
            try dialect.forget(words.map { ($0.id, $0.text) }, in: generation, db)
            try db.run("DELETE FROM \(generation.terms) WHERE id IN \(list: unused.map(\.id).padded())")
            forgotten += unused.map(\.text)
        }
        return forgotten
    }

    // MARK: Looking up

    func known(_ terms: some Collection<String>) throws -> [String: KnownTerm] {
        guard !terms.isEmpty else { return [:] }
        var found: [String: KnownTerm] = [:]
        try db.rows(
            "SELECT id, text, docs FROM \(generation.terms) WHERE text IN \(list: Array(terms).padded())"
        ) { row in
            let term = try Self.term(row)
            found[term.text] = term
            return true
        }
        return found
    }

    /// The most frequent words that begin with some letters and are longer.
    func words(beginningWith prefix: String, limit: Int) throws -> [(id: TermID, docs: Int)] {
        try db.all(
            """
            SELECT id, docs FROM (
                SELECT id, docs FROM \(generation.terms)
                WHERE text > \(prefix) AND text < \(prefix + "\u{10FFFF}") AND reversed IS NOT NULL
                LIMIT \(SearchLimits.prefixScan)
            ) AS beginnings ORDER BY docs DESC, id LIMIT \(limit)
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// The most frequent words with some letters inside or at their end.
    func words(containing part: String, limit: Int) throws -> [(id: TermID, docs: Int)] {
        try dialect.words(containing: part, in: generation, limit: limit, db)
    }

    /// Words that may differ from one by a single letter: with the same first or second half.
    func words(near word: String) throws -> [KnownTerm] {
        let scalars = Array(word.unicodeScalars)
        let half = scalars.count / 2
        func text(_ part: some Sequence<Unicode.Scalar>) -> String {
            String(String.UnicodeScalarView(part))
        }
        let (first, second) = (text(scalars[..<half]), text(scalars[half...].reversed()))
        let size: SQLQuery = "size >= \(scalars.count - 1) AND size <= \(scalars.count + 1)"
        let limit = SearchLimits.typoCandidates
        let beginnings = try db.all(
            """
            SELECT id, text, docs FROM \(generation.terms)
            WHERE text >= \(first) AND text < \(first + "\u{10FFFF}") AND reversed IS NOT NULL AND \(size)
            LIMIT \(limit)
            """,
            Self.term
        )
        let endings = try db.all(
            """
            SELECT id, text, docs FROM \(generation.terms)
            WHERE reversed >= \(second) AND reversed < \(second + "\u{10FFFF}") AND \(size) LIMIT \(limit)
            """,
            Self.term
        )
        // Two letters in each other's place across the middle leave neither half as it was.
        var swapped = scalars
        swapped.swapAt(half - 1, half)
        return beginnings + endings + Array(try known([text(swapped)]).values)
    }

    private static func term(_ row: SQLRow) throws -> KnownTerm {
        KnownTerm(id: try row[0], text: try row[1], docs: try row[2])
    }
}

extension Collection {
    /// As many as one of a few sizes, the last one repeated: lists of equal length make equal statements, which are
    /// prepared once.
    func padded() -> [Element] {
        var elements = Array(self)
        guard let last = elements.last else { return elements }
        let size = [4, 16, 64, 256, 1024].first { $0 >= elements.count } ?? elements.count
        while elements.count < size { elements.append(last) }
        return elements
    }
}

extension Array {
    /// The elements in their order, so many at a time.
    func portions(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
