// SPDX-License-Identifier: Apache-2.0
import Database
import SearchAPI

/// Which of the two generations of an index: one answers, the other is made anew or empty.
enum Generation: String, SQLConvertible, CaseIterable {
    case a
    case b

    var other: Generation { self == .a ? .b : .a }

    /// The vocabulary.
    var terms: SQLQuery { self == .a ? "search.terms_a" : "search.terms_b" }
    /// The parts of words, on SQLite.
    var parts: SQLQuery { self == .a ? "search.parts_a" : "search.parts_b" }
    /// The table's own name, which a command to FTS5 says as a column.
    var partsCommand: SQLQuery { self == .a ? "parts_a" : "parts_b" }
}

/// What is kept apart, because it is looked for in another way: names, what everybody may read, what members of a chat
/// may read.
enum Shelf: String, SQLConvertible, CaseIterable {
    case names
    case texts
    case chats

    init(of kind: SearchKind) {
        switch kind {
        case .person, .hashtag, .group: self = .names
        case .post, .comment: self = .texts
        case .message: self = .chats
        }
    }

    var kinds: Set<SearchKind> { Set(SearchKind.allCases.filter { Shelf(of: $0) == self }) }
}

/// The tables of one shelf in one generation.
struct ShelfTables: Sendable {
    let shelf: Shelf
    let generation: Generation

    /// The entries.
    var entries: SQLQuery {
        switch (shelf, generation) {
        case (.names, .a): "search.names_a"
        case (.names, .b): "search.names_b"
        case (.texts, .a): "search.texts_a"
        case (.texts, .b): "search.texts_b"
        case (.chats, .a): "search.chats_a"
        case (.chats, .b): "search.chats_b"
        }
    }

    /// The inverted index over them, on SQLite.
    var index: SQLQuery { "\(Self.schema)\(indexName)" }

    private static let schema: SQLQuery = "search."

    /// Its own name, which a command to FTS5 says as a column.
    var indexName: SQLQuery {
        switch (shelf, generation) {
        case (.names, .a): "names_a_index"
        case (.names, .b): "names_b_index"
        case (.texts, .a): "texts_a_index"
        case (.texts, .b): "texts_b_index"
        case (.chats, .a): "chats_a_index"
        case (.chats, .b): "chats_b_index"
        }
    }

    static func all(of generation: Generation) -> [ShelfTables] {
        Shelf.allCases.map { ShelfTables(shelf: $0, generation: generation) }
    }
}
