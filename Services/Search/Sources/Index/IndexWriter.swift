// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Database
import PostsAPI
import SearchAPI
import UsersAPI

/// Puts things into the index and takes them out again. Lives only inside a `write` block, which it makes the only one
/// that writes until its end.
///
/// Events of different kinds come in any order: what is older than what is there changes nothing, and what is gone stays
/// gone.
struct IndexWriter {
    /// A thing as it was at a moment.
    typealias News = (document: IndexedDocument, at: Timestamp)

    let db: any SQLConnection
    let state: IndexState
    private let states: StateStore
    private var dialect: any IndexDialect { db.dialect.index }

    init(_ db: any SQLConnection) throws {
        self.db = db
        states = StateStore(db)
        state = try states.state(forUpdate: true)
    }

    // MARK: News

    /// Takes a thing in as it was at a moment.
    func put(_ document: IndexedDocument, at time: Timestamp) throws {
        guard try !states.isGone(document.belongsTo) else { return }
        for generation in state.written { try put(document, at: time, in: generation, isPast: false) }
    }

    /// Takes in new things as they were at moments, in their order. What they have in common is looked up once.
    func put(all news: [News]) throws {
        let gone = try states.gone(of: Set(news.flatMap(\.document.belongsTo)))
        let present = news.filter { gone.isDisjoint(with: $0.document.belongsTo) }
        for generation in state.written {
            for (shelf, news) in Dictionary(grouping: present, by: \.document.shelf) {
                let tables = ShelfTables(shelf: shelf, generation: generation)
                var known = try items(of: news.map(\.document.item), in: tables)
                var (unknown, rest): ([News], [News]) = ([], [])
                for new in news {
                    let isFirst = known.insert(new.document.item).inserted
                    if isFirst { unknown.append(new) } else { rest.append(new) }
                }
                try insert(all: unknown, into: tables)
                // What has an entry was told of twice; and what came twice here has one by now.
                for new in rest { try put(new.document, at: new.at, in: generation, isPast: false) }
            }
        }
    }

    private func items(of items: [IndexedID], in tables: ShelfTables) throws -> Set<IndexedID> {
        var found: Set<IndexedID> = []
        for portion in items.portions(of: SearchLimits.batch) {
            found.formUnion(
                try db.all("SELECT item FROM \(tables.entries) WHERE item IN \(list: portion.padded())") {
                    try $0[0]
                }
            )
        }
        return found
    }

    private func insert(all news: [News], into tables: ShelfTables) throws {
        guard !news.isEmpty else { return }
        let generation = tables.generation
        var uses: [String: Int] = [:]
        for (document, _) in news { for term in document.terms.distinct { uses[term, default: 0] += 1 } }
        let numbers = try TermStore(db, generation).use(uses)
        let first = try states.nextDoc(in: generation, isPast: false, count: news.count)
        for (offset, new) in news.enumerated() {
            try insert(new.document, first + Int64(offset), numbers, at: new.at, tables)
        }
        try open(news, in: generation, isPast: false)
    }

    /// Takes in what a rebuild found, unless there is news of it.
    func putPast(_ document: IndexedDocument, at time: Timestamp, in generation: Generation) throws {
        guard try !states.isGone(document.belongsTo) else { return }
        let tables = ShelfTables(shelf: document.shelf, generation: generation)
        guard try entry(of: document.item, in: tables) == nil else { return }
        try put(document, at: time, in: generation, isPast: true)
    }

    private func put(
        _ document: IndexedDocument,
        at time: Timestamp,
        in generation: Generation,
        isPast: Bool
    ) throws {
        let tables = ShelfTables(shelf: document.shelf, generation: generation)
        let old = try entry(of: document.item, in: tables)
        if let old {
            guard time >= old.at else { return }
            try take(out: old.doc, of: tables, at: time)
        }
        let doc = try old?.doc ?? states.nextDoc(in: generation, isPast: isPast)
        let uses = Dictionary(uniqueKeysWithValues: document.terms.distinct.map { ($0, 1) })
        try insert(document, doc, try TermStore(db, generation).use(uses), at: time, tables)
        try open([(document, time)], in: generation, isPast: isPast)
    }

    /// Takes in the tags that have become known.
    private func open(
        _ news: [News],
        in generation: Generation,
        isPast: Bool
    ) throws {
        let names = ShelfTables(shelf: .names, generation: generation)
        for (document, time) in news {
            for tag in document.openTags {
                let item = IndexedDocument(tag: tag, at: document.createdAt)
                guard try entry(of: item.item, in: names) == nil else { continue }
                try put(item, at: time, in: generation, isPast: isPast)
            }
        }
    }

    private func insert(
        _ document: IndexedDocument,
        _ doc: Int64,
        _ numbers: [String: TermID],
        at time: Timestamp,
        _ tables: ShelfTables
    ) throws {
        let terms = NumberedTerms(
            stream: document.terms.stream.compactMap { numbers[$0] },
            marks: document.terms.marks.compactMap { numbers[$0] }
        )
        try db.run(
            """
            INSERT INTO \(tables.entries)
                (doc, item, kind, author, parent, reach, label, at, created_at, words)
            VALUES (\(doc), \(document.item), \(document.kind.rawValue), \(document.author), \(document.parent),
                \(document.reach.rawValue), \(document.label), \(time), \(document.createdAt),
                \(dialect.words(terms)))
            """
        )
        try dialect.add(doc, terms, to: tables, db)
    }

    // MARK: Endings

    /// Takes out something that is gone for good.
    func end(_ item: IndexedID, in shelf: Shelf, at time: Timestamp) throws {
        try states.bury(item, at: time)
        for generation in state.written {
            let tables = ShelfTables(shelf: shelf, generation: generation)
            guard let entry = try entry(of: item, in: tables) else { continue }
            try take(out: entry.doc, of: tables, at: time)
        }
    }

    /// Remembers that something is gone that has no entry of its own.
    func bury(_ item: IndexedID, at time: Timestamp) throws { try states.bury(item, at: time) }

    /// Takes out a portion of what belongs to something that is gone; true when there may be more.
    func endAll(under parent: IndexedID, in shelf: Shelf, at time: Timestamp) throws -> Bool {
        var isMore = false
        for generation in state.written {
            let tables = ShelfTables(shelf: shelf, generation: generation)
            let docs: [Int64] = try db.all(
                "SELECT doc FROM \(tables.entries) WHERE parent = \(parent) LIMIT \(SearchLimits.batch)"
            ) { try $0[0] }
            for doc in docs { try take(out: doc, of: tables, at: time) }
            isMore = isMore || docs.count == SearchLimits.batch
        }
        return isMore
    }

    /// Takes out a portion of what somebody wrote who is gone; true when there may be more.
    func endAll(by author: UserID, in shelf: Shelf, at time: Timestamp) throws -> Bool {
        var isMore = false
        for generation in state.written {
            let term = Fact.author(author)
            guard let known = try TermStore(db, generation).known([term])[term] else { continue }
            let tables = ShelfTables(shelf: shelf, generation: generation)
            let window = MatchWindow(below: .max, limit: SearchLimits.batch, estimate: 0)
            let rows = try dialect.find(.term(known.id), in: tables, window, db)
            for row in rows { try take(out: row.doc, of: tables, at: time) }
            isMore = isMore || rows.count == SearchLimits.batch
        }
        return isMore
    }

    private func take(out doc: Int64, of tables: ShelfTables, at time: Timestamp) throws {
        let terms = try dialect.remove(doc, from: tables, db)
        try db.run("DELETE FROM \(tables.entries) WHERE doc = \(doc)")
        try states.noteRemoval()
        for term in try TermStore(db, tables.generation).release(terms) where term.hasPrefix("+") {
            // The last post with a tag: the tag is none any more.
            let names = ShelfTables(shelf: .names, generation: tables.generation)
            let item = IndexedID(tag: String(term.dropFirst()))
            if let entry = try entry(of: item, in: names) { try take(out: entry.doc, of: names, at: time) }
        }
    }

    private func entry(of item: IndexedID, in tables: ShelfTables) throws -> (doc: Int64, at: Timestamp)? {
        try db.first("SELECT doc, at FROM \(tables.entries) WHERE item = \(item)") { (try $0[0], try $0[1]) }
    }
}
