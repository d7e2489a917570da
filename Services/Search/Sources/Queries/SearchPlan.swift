// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import PostsAPI
import SearchAPI
import UsersAPI

// The order of what is found. A search goes through legs, one after the other, and each leg from its newest entry to its
// oldest. So a page reads no more than it shows, however much matches, and a place in the list is a leg and an entry in
// it: what comes new is in front of it and moves nothing.
//
//     people, hashtags, groups:   the whole name · whole words · parts of words      at most 10 on a mixed list
//     posts, comments, messages:  whole words · parts of words
//     people, hashtags, groups:   what the first part left over
//     people, groups:             words of what they say about themselves
//
// Only when all of them give nothing at all, words with one wrong letter are looked for, in the same way.

/// One stretch of what is found.
struct SearchLeg: Sendable, Equatable {
    let shelves: [Shelf]
    let closeness: Closeness
    /// Whether it belongs to the names in front of a mixed list, or to those after it.
    var part: Part = .whole

    enum Part: Sendable { case whole, lead, rest }
}

/// What a search is about, with everything looked up that other services know.
struct SearchScope: Sendable {
    var query: SearchQuery
    var kinds: Set<SearchKind>
    let viewer: UserID
    /// Who wrote it.
    var author: UserID?
    var from: Timestamp?
    var to: Timestamp?
    /// The chats that messages may come from.
    var chats: [ChatID] = []
    /// Whether people and groups are found by their names alone, and not by what they say about themselves.
    var byNameOnly = false

    /// The shelves to look at.
    var shelves: [Shelf] {
        Shelf.allCases.filter { shelf in
            guard !shelf.kinds.isDisjoint(with: kinds) else { return false }
            switch shelf {
            case .names:
                return author == nil && (query.hasWords ? query.tags.isEmpty : !query.tags.isEmpty)
            case .texts: return true
            case .chats: return !chats.isEmpty && query.tags.isEmpty
            }
        }
    }

    /// The legs in their order.
    func legs(typos: Bool) -> [SearchLeg] {
        let (shelves, texts) = (shelves, shelves.filter { $0 != .names })
        let ofNames: [Closeness] = typos ? [.typos] : [.name, .words, .parts]
        let ofTexts: [Closeness] = typos ? [.typos] : [.words, .parts]
        let body = texts.isEmpty ? [] : ofTexts.map { SearchLeg(shelves: texts, closeness: $0) }
        guard shelves.contains(.names) else { return body }
        let about = typos || byNameOnly ? [] : [SearchLeg(shelves: [.names], closeness: .about)]
        guard !texts.isEmpty else {
            return ofNames.map { SearchLeg(shelves: [.names], closeness: $0) } + about
        }
        return ofNames.map { SearchLeg(shelves: [.names], closeness: $0, part: .lead) } + body
            + ofNames.map { SearchLeg(shelves: [.names], closeness: $0, part: .rest) } + about
    }

    /// The facts whose numbers are needed.
    var facts: [String] {
        var facts = kinds.map(Fact.kind)
        if let author { facts.append(Fact.author(author)) }
        return facts + chats.map(Fact.chat)
    }
}

/// Makes legs into queries of the index. Lives only inside a `read` block.
struct LegReader {
    let scope: SearchScope
    let generation: Generation
    let db: any SQLConnection
    let terms: QueryTerms

    init(_ scope: SearchScope, _ generation: Generation, _ db: any SQLConnection) throws {
        self.scope = scope
        self.generation = generation
        self.db = db
        terms = try QueryTerms(scope.query, facts: scope.facts, TermStore(db, generation))
    }

    /// The entries of a leg before a place, the newest first.
    func rows(_ leg: SearchLeg, below: Int64, limit: Int) throws -> [EntryRow] {
        var found: [EntryRow] = []
        for shelf in leg.shelves {
            found += try rows(shelf, leg.closeness, kinds: scope.kinds, below: below, limit: limit)
        }
        guard leg.shelves.count > 1 else { return found }
        return Array(found.sorted { $0.doc > $1.doc }.prefix(limit))
    }

    /// The entries of some kinds on a shelf before a place, at a closeness and no closer one.
    func rows(
        _ shelf: Shelf,
        _ closeness: Closeness,
        kinds: Set<SearchKind>,
        below: Int64,
        limit: Int
    ) throws -> [EntryRow] {
        guard let words = try words(on: shelf, closeness) else { return [] }
        return try rows(shelf, words, kinds: kinds, below: below, limit: limit)
    }

    /// The entries of some kinds on a shelf, at a closeness or any closer one.
    func allRows(
        _ shelf: Shelf,
        _ closeness: Closeness,
        kinds: Set<SearchKind>,
        limit: Int
    ) throws -> [EntryRow] {
        let words = try scope.query.hasWords ? terms.all(closeness) : self.words(on: shelf, .words)
        var found = try words.map { try rows(shelf, $0, kinds: kinds, below: .max, limit: limit) } ?? []
        if shelf == .names, closeness == .parts, found.count < limit {
            let rest = limit - found.count
            found += try rows(shelf, .about, kinds: kinds, below: .max, limit: rest)
        }
        return found
    }

    private func words(on shelf: Shelf, _ closeness: Closeness) throws -> Matching? {
        if scope.query.hasWords {
            guard closeness != .about || shelf == .names else { return nil }
            guard let words = try terms.words(closeness) else { return nil }
            guard shelf == .names, closeness == .words, let name = try terms.words(.name) else {
                return words
            }
            return Matching(
                expression: .but(words.expression, not: name.expression),
                estimate: words.estimate
            )
        }
        // Tags and authors alone: everything with them, once.
        if shelf == .names {
            guard closeness == .name else { return nil }
            return scope.query.tags.count == 1
                ? terms.fact(Fact.name(Fact.nameKey(scope.query.tags[0]))) : nil
        }
        guard closeness == .words else { return nil }
        return scope.query.tags.isEmpty
            ? scope.author.flatMap { terms.fact(Fact.author($0)) } : terms.fact(Fact.tag(scope.query.tags[0]))
    }

    private func rows(
        _ shelf: Shelf,
        _ words: Matching,
        kinds: Set<SearchKind>,
        below: Int64,
        limit: Int
    ) throws -> [EntryRow] {
        guard let matching = restricted(words, to: kinds.intersection(shelf.kinds), on: shelf) else {
            return []
        }
        let tables = ShelfTables(shelf: shelf, generation: generation)
        let bounds = try DateSpan(db, tables).docs(from: scope.from, to: scope.to)
        guard bounds.from < min(below, bounds.below) else { return [] }
        let window = MatchWindow(
            below: min(below, bounds.below),
            from: bounds.from,
            limit: limit,
            estimate: matching.estimate,
            condition: condition(on: shelf)
        )
        return try db.dialect.index.find(matching.expression, in: tables, window, db)
    }

    /// What holds besides the words. Facts are terms too, so the index itself leaves out what is not asked for.
    private func restricted(_ words: Matching, to kinds: Set<SearchKind>, on shelf: Shelf) -> Matching? {
        var groups = [words]
        if kinds != shelf.kinds {
            guard let kind = terms.anyFact(kinds.map(Fact.kind).sorted()) else { return nil }
            groups.append(kind)
        }
        if let author = scope.author {
            guard let fact = terms.fact(Fact.author(author)) else { return nil }
            groups.append(fact)
        }
        if shelf == .texts {
            for tag in scope.query.tags {
                guard let fact = terms.fact(Fact.tag(tag)) else { return nil }
                groups.append(fact)
            }
        }
        if shelf == .chats {
            guard let chats = terms.anyFact(scope.chats.map(Fact.chat)) else { return nil }
            groups.append(chats)
        }
        guard var all = QueryTerms.all(groups) else { return nil }
        for unwanted in terms.excluded { all.expression = .but(all.expression, not: unwanted) }
        return all
    }

    /// What SQL leaves out at once: what only its author sees, and comments on what only its author sees.
    private func condition(on shelf: Shelf) -> SQLQuery {
        var conditions: SQLQuery = ""
        if shelf == .texts {
            let onlyMe = Visibility.onlyMe.rawValue
            conditions = """
                AND (d.reach <> \(onlyMe) OR d.author = \(scope.viewer))
                AND (d.kind <> \(SearchKind.comment.rawValue) OR p.reach <> \(onlyMe) OR p.author = \(scope.viewer))
                """
        }
        if let from = scope.from { conditions = "\(conditions) AND d.created_at >= \(from)" }
        if let to = scope.to { conditions = "\(conditions) AND d.created_at < \(to)" }
        return conditions
    }
}
