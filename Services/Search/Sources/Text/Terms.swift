// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import PostsAPI
import SearchAPI
import UsersAPI

// What the index holds are terms: words, pairs of a script without spaces, and facts about a thing, such as its author.
// Facts begin with a sign that no word has, so they never meet words.

/// The terms of one text: those whose order counts, and those that are only there.
struct IndexedTerms: Sendable {
    /// Words and pairs in their order.
    var stream: [String] = []
    /// Single characters of runs, and facts.
    var marks: [String] = []

    /// The terms of a text, without facts.
    init(of text: String) {
        var singles: Set<String> = []
        var isAfterRun = false
        for piece in TextPieces.cut(text) {
            guard stream.count < SearchLimits.termsOfText else { break }
            if isAfterRun, piece.isRun { stream.append(Fact.gap) }
            isAfterRun = piece.isRun
            guard piece.isRun else {
                stream.append(piece.text)
                continue
            }
            stream.append(contentsOf: piece.pairs)
            // A single character is looked up by itself: 猫 is a word.
            for scalar in piece.scalars { singles.insert(String(Character(scalar))) }
        }
        if stream.count > SearchLimits.termsOfText {
            stream.removeSubrange(SearchLimits.termsOfText...)
        }
        marks = singles.subtracting(stream).sorted()
    }

    /// Adds the words of a description, which are found as wholes and never among names.
    mutating func add(about text: String) {
        let words = IndexedTerms(of: text).distinct.subtracting([Fact.gap])
        marks += words.map(Fact.about).sorted()
    }

    /// All terms, each once.
    var distinct: Set<String> { Set(stream).union(marks) }
}

/// Terms that are facts.
enum Fact {
    static func kind(_ kind: SearchKind) -> String { "!" + kind.rawValue }
    static func author(_ user: UserID) -> String { "@" + user.description }
    static func chat(_ chat: ChatID) -> String { "^" + chat.description }
    /// Any post with a tag.
    static func tag(_ tag: String) -> String { "#" + tag }
    /// A post for everybody with a tag: how many there are is how often the tag is used.
    static func openTag(_ tag: String) -> String { "+" + tag }
    /// The end of a run before another one, whose pairs would else seem to go on: `東京 京都` is not `東京都`.
    static let gap = "~"
    /// A whole name.
    static func name(_ key: String) -> String { "=" + key }

    /// A word that somebody says about themselves, or a group about itself.
    static func about(_ term: String) -> String { "%" + term }

    /// One spelling of a name: `Ada_L.`, `ada l` and `Ädä L` are the same.
    static func nameKey(_ text: String) -> String {
        TextPieces.cut(text).map(\.text).joined(separator: " ")
    }

    /// Whether a term is a word or a pair, and no fact.
    static func isWord(_ term: String) -> Bool {
        guard let first = term.utf8.first else { return false }
        return !"!@^#+=~%".utf8.contains(first)
    }
}

extension String {
    /// A text without what databases cannot hold.
    var storable: String { contains("\0") ? replacing("\0", with: "") : self }
}
