// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Database
import SearchAPI
import UsersAPI

/// How closely a word has to match.
enum Closeness: Int, Sendable, CaseIterable {
    /// The whole name; for names alone.
    case name
    /// Whole words.
    case words
    /// Beginnings of words and what is inside of them too.
    case parts
    /// Words with a wrong letter too.
    case typos
    /// Words of a description; for names alone.
    case about
}

/// What has to be matched, and about how many entries do.
struct Matching: Sendable {
    var expression: MatchExpression
    var estimate: Int
}

/// Finds what a query means in the vocabulary of one generation. Lives only inside a `read` block.
final class QueryTerms {
    private let query: SearchQuery
    private let terms: TermStore
    private var exact: [String: KnownTerm] = [:]
    private var expanded: [SearchQuery.Word: [(id: TermID, docs: Int)]] = [:]

    /// Looks up the terms of a query and of the facts that a search may need.
    init(_ query: SearchQuery, facts: [String], _ terms: TermStore) throws {
        self.query = query
        self.terms = terms
        let words = query.words + query.phrases.joined() + query.excluded.joined()
        var wanted = Set(words.flatMap(\.stream)).union(facts)
        if words.contains(where: \.isRun) { wanted.insert(Fact.gap) }
        wanted.formUnion(query.words.flatMap(\.stream).map(Fact.about))
        if !query.name.isEmpty { wanted.insert(Fact.name(query.name)) }
        for tag in query.tags {
            wanted.insert(Fact.tag(tag))
            wanted.insert(Fact.name(Fact.nameKey(tag)))
        }
        exact = try terms.known(wanted)
    }

    /// A fact, as far as any entry has it.
    func fact(_ fact: String) -> Matching? {
        exact[fact].map { Matching(expression: .term($0.id), estimate: $0.docs) }
    }

    /// One of several facts, as far as any entry has one of them.
    func anyFact(_ facts: [String]) -> Matching? {
        Self.any(facts.compactMap { exact[$0] }.map { (.term($0.id), $0.docs) })
    }

    /// What the words of the query ask for, at a closeness and no closer one. Nil when nothing can match.
    func words(_ closeness: Closeness) throws -> Matching? {
        switch closeness {
        case .name:
            return query.name.isEmpty ? nil : fact(Fact.name(query.name))
        case .words, .typos:
            return try all(closeness)
        case .about:
            return try about()
        case .parts:
            guard query.words.contains(where: { !$0.isRun }), let parts = try all(.parts) else { return nil }
            guard let words = try all(.words) else { return parts }
            guard words.expression != parts.expression else { return nil }
            return Matching(
                expression: .but(parts.expression, not: words.expression),
                estimate: parts.estimate
            )
        }
    }

    /// What says all the words, some of them in its description: without what says all of them in its name.
    private func about() throws -> Matching? {
        guard query.phrases.isEmpty else { return nil }
        var groups: [Matching] = []
        for word in query.words {
            let said = word.stream.map { exact[Fact.about($0)] }
            let known = said.compactMap { $0.map { Matching(expression: .term($0.id), estimate: $0.docs) } }
            let inText = known.count == said.count ? Self.all(known) : nil
            let choices = [inText, try group(word, .parts)].compactMap { $0 }
            guard let either = Self.any(choices.map { ($0.expression, $0.estimate) }) else { return nil }
            groups.append(either)
        }
        guard let all = Self.all(groups) else { return nil }
        guard let names = try self.all(.parts) else { return all }
        return Matching(expression: .but(all.expression, not: names.expression), estimate: all.estimate)
    }

    /// What the words ask for at a closeness or any closer one.
    func all(_ closeness: Closeness) throws -> Matching? {
        var groups: [Matching] = []
        for word in query.words {
            guard let group = try group(word, closeness) else { return nil }
            groups.append(group)
        }
        for phrase in query.phrases {
            guard let group = self.phrase(phrase) else { return nil }
            groups.append(group)
        }
        return Self.all(groups)
    }

    /// What must not be there.
    var excluded: [MatchExpression] { query.excluded.compactMap { phrase($0)?.expression } }

    private func phrase(_ words: [SearchQuery.Word]) -> Matching? {
        let found = SearchQuery.stream(of: words).map { exact[$0] }
        let known = found.compactMap { $0 }
        guard known.count == found.count, let least = known.map(\.docs).min() else { return nil }
        return Matching(expression: .phrase(known.map(\.id)), estimate: least)
    }

    private func group(_ word: SearchQuery.Word, _ closeness: Closeness) throws -> Matching? {
        let whole = phrase([word])
        guard closeness.rawValue > Closeness.words.rawValue, !word.isRun else { return whole }
        var choices = whole.map { [($0.expression, $0.estimate)] } ?? []
        var seen = Set(exact[word.text].map { [$0.id] } ?? [])
        func add(_ found: [(id: TermID, docs: Int)]) {
            for term in found where seen.insert(term.id).inserted {
                choices.append((.term(term.id), term.docs))
            }
        }
        add(try parts(of: word))
        if closeness == .typos { add(try typos(of: word)) }
        return Self.any(choices)
    }

    private func parts(of word: SearchQuery.Word) throws -> [(id: TermID, docs: Int)] {
        if let known = expanded[word] { return known }
        let size = word.text.unicodeScalars.count
        var found: [(id: TermID, docs: Int)] = []
        if size >= SearchLimits.prefixFrom {
            found += try terms.words(beginningWith: word.text, limit: SearchLimits.expansions)
        }
        if size >= SearchLimits.innerFrom {
            found += try terms.words(containing: word.text, limit: SearchLimits.expansions)
        }
        expanded[word] = found
        return found
    }

    private func typos(of word: SearchQuery.Word) throws -> [(id: TermID, docs: Int)] {
        guard word.text.unicodeScalars.count >= SearchLimits.typoFrom else { return [] }
        let near = try terms.words(near: word.text).filter { OneTypo.lies(between: $0.text, and: word.text) }
        var byID: [TermID: Int] = [:]
        for term in near { byID[term.id] = term.docs }
        return byID.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(SearchLimits.expansions).map { ($0.key, $0.value) }
    }

    // MARK: Putting together

    /// All of some matchings; what is rarest bounds them all.
    static func all(_ groups: [Matching]) -> Matching? {
        guard let first = groups.first else { return nil }
        guard groups.count > 1 else { return first }
        return Matching(
            expression: .all(groups.map(\.expression)),
            estimate: groups.map(\.estimate).min() ?? 0
        )
    }

    private static func any(_ choices: [(MatchExpression, Int)]) -> Matching? {
        guard let first = choices.first else { return nil }
        guard choices.count > 1 else { return Matching(expression: first.0, estimate: first.1) }
        return Matching(
            expression: .any(choices.map(\.0)),
            estimate: choices.reduce(0) { $0 + $1.1 }
        )
    }
}
