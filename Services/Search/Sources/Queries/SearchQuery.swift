// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import UsersAPI

/// What somebody looks for, taken apart: a pure value. Whatever is typed is some query, if only one that finds nothing.
///
///     from:ada #swift "open source" -windows after:2026-01-31 compil
struct SearchQuery: Sendable, Equatable {
    /// A word, or a run of a script without spaces.
    struct Word: Sendable, Hashable {
        let text: String
        let isRun: Bool
        /// What stands for it in the index.
        let stream: [String]

        init(_ piece: TextPiece) {
            text = piece.text
            isRun = piece.isRun
            stream = piece.isRun ? piece.pairs : [piece.text]
        }
    }

    /// Words that match as wholes, as beginnings, or inside of words.
    var words: [Word] = []
    /// Words that have to stand together.
    var phrases: [[Word]] = []
    /// Words that must not be there, alone or together.
    var excluded: [[Word]] = []
    /// Tags, folded.
    var tags: [String] = []
    /// Who wrote it; several names match nobody.
    var authors: [String] = []
    var after: Timestamp?
    var before: Timestamp?
    /// The words as one name.
    var name = ""

    /// Whether there is nothing to look for.
    var isEmpty: Bool { !hasWords && tags.isEmpty && authors.isEmpty }
    var hasWords: Bool { !words.isEmpty || !phrases.isEmpty }

    init(_ text: String) {
        var plain: [Substring] = []
        for part in Self.parts(of: text) {
            switch part {
            case .quoted(let quoted, let isExcluded): add(quoted, isExcluded: isExcluded)
            case .plain(let word): if !take(word) { plain.append(word) }
            }
        }
        var seen: Set<Word> = []
        for word in plain.flatMap({ TextPieces.cut(String($0)) }).map(Word.init)
        where seen.insert(word).inserted {
            guard words.count < SearchLimits.words else { break }
            words.append(word)
        }
        name = phrases.isEmpty && excluded.isEmpty ? Fact.nameKey(plain.joined(separator: " ")) : ""
    }

    private mutating func add(_ quoted: Substring, isExcluded: Bool) {
        let words = TextPieces.cut(String(quoted)).prefix(SearchLimits.words).map(Word.init)
        guard !words.isEmpty else { return }
        if isExcluded {
            if excluded.count < SearchLimits.extras { excluded.append(words) }
        } else if phrases.count < SearchLimits.extras {
            phrases.append(words)
        }
    }

    /// Takes a word that says something about what is looked for; false when it is a plain one.
    private mutating func take(_ word: Substring) -> Bool {
        if word.hasPrefix("#") {
            let tag = Self.tag(String(word.dropFirst()))
            guard !tag.isEmpty else { return true }
            if tags.count < SearchLimits.extras, !tags.contains(tag) { tags.append(tag) }
            return true
        }
        if word.hasPrefix("-"), word.count > 1 {
            add(word.dropFirst(), isExcluded: true)
            return true
        }
        guard let colon = word.firstIndex(of: ":") else { return false }
        let value = String(word[word.index(after: colon)...])
        switch word[..<colon].lowercased() {
        case "from":
            guard !value.isEmpty else { return false }
            authors.append(value.hasPrefix("@") ? String(value.dropFirst()) : value)
        case "after":
            guard let day = Self.day(value) else { return false }
            after = max(after ?? day, day)
        case "before":
            guard let day = Self.day(value) else { return false }
            before = min(before ?? day, day)
        default: return false
        }
        return true
    }

    /// A tag in the spelling of Posts: NFKC and lower case.
    static func tag(_ text: String) -> String {
        let folded = text.precomposedStringWithCompatibilityMapping.lowercased()
        return String(folded.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }

    private static func day(_ text: String) -> Timestamp? {
        guard text.utf8.count == 10 else { return nil }
        return Timestamp(text + "T00:00:00Z")
    }

    /// The terms of words that stand together, as a text has them.
    static func stream(of words: [Word]) -> [String] {
        var stream: [String] = []
        for (index, word) in words.enumerated() {
            if index > 0, word.isRun, words[index - 1].isRun { stream.append(Fact.gap) }
            stream += word.stream
        }
        return stream
    }

    // MARK: Parts

    private enum Part {
        case plain(Substring)
        case quoted(Substring, isExcluded: Bool)
    }

    /// Splits at white space, but not inside quotes. A quote that is not closed is none.
    private static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var rest = text[...]
        while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
            rest = rest[start...]
            let isExcluded = rest.hasPrefix("-\"")
            let body = isExcluded ? rest.dropFirst(2) : rest.dropFirst()
            if isExcluded || isQuote(rest[rest.startIndex]), let end = body.firstIndex(where: isQuote) {
                parts.append(.quoted(body[..<end], isExcluded: isExcluded))
                rest = rest[rest.index(after: end)...]
            } else {
                let end = rest.firstIndex { $0.isWhitespace } ?? rest.endIndex
                parts.append(.plain(rest[..<end]))
                rest = rest[end...]
            }
        }
        return parts
    }

    private static func isQuote(_ character: Character) -> Bool { "\"“”„«»「」『』".contains(character) }
}
