// SPDX-License-Identifier: Apache-2.0
public import ChatAPI
public import Core
public import Endpoints
public import PostsAPI
public import UsersAPI

/// What can be found.
public enum SearchKind: String, Sendable, APIEnum {
    case person = "PERSON"
    case hashtag = "HASHTAG"
    case group = "GROUP"
    case post = "POST"
    case comment = "COMMENT"
    case message = "MESSAGE"
}

/// Something found.
public struct SearchHit: Codable, Sendable, Equatable {
    /// Which of its kinds `item` is.
    public var kind: SearchKind
    /// The id of what was found; of a hashtag the tag itself.
    public var id: String
    /// An excerpt in pieces, with what was looked for marked. Plain text: whoever shows it decides on the marks.
    public var highlight: [HighlightPiece]
    /// What was found, as its own service shows it to the one who asks.
    public var item: SearchItem

    /// Something found.
    public init(kind: SearchKind, id: String, highlight: [HighlightPiece], item: SearchItem) {
        (self.kind, self.id, self.highlight, self.item) = (kind, id, highlight, item)
    }
}

/// A piece of an excerpt.
public struct HighlightPiece: Codable, Sendable, Equatable {
    /// The words as they were written.
    public var text: String
    /// Whether they are what was looked for.
    public var isMatch: Bool

    /// A piece.
    public init(_ text: String, isMatch: Bool = false) { (self.text, self.isMatch) = (text, isMatch) }
}

/// A tag that was found.
public struct FoundHashtag: Codable, Sendable, Equatable {
    /// The tag without its `#`, folded.
    public var tag: String
    /// How many public posts have it.
    public var postCount: Int

    /// A tag.
    public init(tag: String, postCount: Int) { (self.tag, self.postCount) = (tag, postCount) }
}

/// What was found, as its own service shows it. In JSON it is that thing itself; `kind` beside it says which.
public enum SearchItem: Sendable, Equatable {
    case person(User)
    case hashtag(FoundHashtag)
    case post(Post)
    case comment(Comment)
    case message(Message)
}

extension SearchItem: Codable, SchemaAlternatives {
    public static var alternatives: [any Decodable.Type] {
        [User.self, FoundHashtag.self, Post.self, Comment.self, Message.self]
    }

    /// Reads whichever of them it is: no two have the same keys.
    public init(from decoder: any Decoder) throws {
        // An error means only that it is another kind of thing; what is no thing at all is told by the last one.
        if let user = try? User(from: decoder) {  // See above.
            self = .person(user)
        } else if let tag = try? FoundHashtag(from: decoder) {  // See above.
            self = .hashtag(tag)
        } else if let post = try? Post(from: decoder) {  // See above.
            self = .post(post)
        } else if let comment = try? Comment(from: decoder) {  // See above.
            self = .comment(comment)
        } else {
            self = .message(try Message(from: decoder))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .person(let user): try user.encode(to: encoder)
        case .hashtag(let tag): try tag.encode(to: encoder)
        case .post(let post): try post.encode(to: encoder)
        case .comment(let comment): try comment.encode(to: encoder)
        case .message(let message): try message.encode(to: encoder)
        }
    }
}

/// What to look for: 1 to 500 characters.
///
/// Words match whole words, beginnings and inner parts of words. `"some words"` in quotes have to stand together,
/// `-word` must not be there, `#tag` is a hashtag, `from:ada` an author, `after:2026-01-31` and `before:2026-01-31`
/// are days.
public struct SearchText: TextValue {
    public static let length = 1...500
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// Some of the kinds of things, each once.
public struct SearchKinds: Codable, Sendable, SchemaProviding {
    /// The kinds.
    public let kinds: Set<SearchKind>

    public static var schema: Schema { .array(SearchKind.schema, maximum: SearchKind.allCases.count) }

    /// Some kinds.
    public init(_ kinds: Set<SearchKind>) { self.kinds = kinds }

    public init(from decoder: any Decoder) throws {
        let kinds = try [SearchKind](from: decoder)
        guard kinds.count <= SearchKind.allCases.count else {
            throw DecodingError.dataCorruptedError(
                in: try decoder.singleValueContainer(),
                debugDescription: "Must have at most \(SearchKind.allCases.count) kinds."
            )
        }
        self.kinds = Set(kinds)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for kind in SearchKind.allCases where kinds.contains(kind) { try container.encode(kind) }
    }
}

/// Finds things of all kinds that the caller may see. The best match is first: names that are the words, then things
/// with the whole words, then those with parts of words, and what is closest to them when there is none; among equals
/// the newest. Of people, hashtags and groups a mixed page shows a few before everything else.
public struct SearchEverything: Endpoint {
    public static let route: Route = .get("/search")
    public static let summary =
        "Find people, hashtags, groups, posts, comments and one's own messages by words"
    public static let access: Access = .member
    public typealias Reply = Page<SearchHit>

    public var q: SearchText
    /// Which kinds of things; all when nothing is said.
    public var kinds: SearchKinds?
    /// Only what this person wrote.
    public var author: UserID?
    /// Only posts with this tag.
    public var hashtag: HashtagText?
    /// Only what is not older.
    public var from: Timestamp?
    /// Only what is older.
    public var to: Timestamp?
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Looks for something.
    public init(
        _ q: SearchText,
        kinds: Set<SearchKind>? = nil,
        author: UserID? = nil,
        hashtag: HashtagText? = nil,
        from: Timestamp? = nil,
        to: Timestamp? = nil,
        limit: PageLimit? = nil,
        cursor: Cursor? = nil
    ) {
        self.q = q
        self.kinds = kinds.map(SearchKinds.init)
        (self.author, self.hashtag, self.from, self.to) = (author, hashtag, from, to)
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// How many things of a kind there are.
public struct SearchCount: Codable, Sendable, Equatable {
    public var kind: SearchKind
    /// How many the caller may see.
    public var count: Int
    /// Whether there may be more: nobody counts further.
    public var isAtLeast: Bool

    /// A count.
    public init(kind: SearchKind, count: Int, isAtLeast: Bool) {
        (self.kind, self.count, self.isAtLeast) = (kind, count, isAtLeast)
    }
}

/// How many things of each kind there are, one entry for each kind.
public struct SearchCounts: Codable, Sendable, Equatable {
    public var counts: [SearchCount]

    /// Some counts.
    public init(counts: [SearchCount]) { self.counts = counts }
}

/// Counts what `GET /search` finds, for each kind.
public struct CountSearch: Endpoint {
    public static let route: Route = .get("/search/counts")
    public static let summary = "Count what a search finds, for each kind of thing"
    public static let access: Access = .member
    public typealias Reply = SearchCounts

    public var q: SearchText
    /// Only what this person wrote.
    public var author: UserID?
    /// Only posts with this tag.
    public var hashtag: HashtagText?
    /// Only what is not older.
    public var from: Timestamp?
    /// Only what is older.
    public var to: Timestamp?

    /// Counts what would be found.
    public init(
        _ q: SearchText,
        author: UserID? = nil,
        hashtag: HashtagText? = nil,
        from: Timestamp? = nil,
        to: Timestamp? = nil
    ) {
        (self.q, self.author, self.hashtag, self.from, self.to) = (q, author, hashtag, from, to)
    }
}

/// Up to 10 people and hashtags whose names begin like this, or have it in them, for a field being typed in. `@` in
/// front asks for people alone, `#` for hashtags.
public struct SuggestSearch: Endpoint {
    /// The most suggestions.
    public static let most = 10
    public static let route: Route = .get("/search/suggest")
    public static let summary = "Suggest up to 10 people and hashtags while somebody types"
    public static let access: Access = .member
    public typealias Reply = Page<SearchHit>

    public var q: SearchText

    /// Asks for suggestions.
    public init(_ q: SearchText) { self.q = q }
}
