// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
import GroupsAPI

/// A question with answers to choose from.
public struct Poll: Codable, Sendable, Equatable {
    public var options: [PollOption]
    /// Whether one may choose several.
    public var isMultiple: Bool
    public var endsAt: Timestamp
    public var hasEnded: Bool
    /// How many people voted; nil until one has voted or it ended.
    public var voterCount: Int?
    /// The places of what one chose, from 0.
    public var myVotes: [Int]

    /// A poll.
    public init(
        options: [PollOption],
        isMultiple: Bool,
        endsAt: Timestamp,
        hasEnded: Bool,
        voterCount: Int?,
        myVotes: [Int]
    ) {
        self.options = options
        self.isMultiple = isMultiple
        self.endsAt = endsAt
        self.hasEnded = hasEnded
        self.voterCount = voterCount
        self.myVotes = myVotes
    }
}

/// One answer of a poll.
public struct PollOption: Codable, Sendable, Equatable {
    public var text: String
    /// How many chose it; nil until one has voted or the poll ended.
    public var votes: Int?

    /// An answer.
    public init(text: String, votes: Int?) { (self.text, self.votes) = (text, votes) }
}

/// An answer: 1 to 100 characters.
public struct PollOptionText: TextValue {
    public static let length = 1...100
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// A poll to publish with a post.
public struct PollDraft: Codable, Sendable {
    public var options: PollOptions
    /// From five minutes to thirty days from now.
    public var endsAt: Timestamp
    public var isMultiple: Bool?

    /// A poll to publish.
    public init(options: PollOptions, endsAt: Timestamp, isMultiple: Bool? = nil) {
        (self.options, self.endsAt, self.isMultiple) = (options, endsAt, isMultiple)
    }
}

/// The answers of a poll: 2 to 6, all different.
public struct PollOptions: Codable, Sendable, SchemaProviding {
    /// The fewest and the most answers.
    public static let count = 2...6
    /// The answers.
    public let texts: [PollOptionText]

    public static var schema: Schema { .array(PollOptionText.schema, maximum: count.upperBound) }

    /// Some answers.
    public init(_ texts: [PollOptionText]) { self.texts = texts }

    /// Whether they are enough, not too many, and all different.
    public var isSound: Bool { Self.count.contains(texts.count) && Set(texts).count == texts.count }

    public init(from decoder: any Decoder) throws {
        texts = try [PollOptionText](from: decoder)
        guard texts.count <= Self.count.upperBound else {
            throw DecodingError.dataCorruptedError(
                in: try decoder.singleValueContainer(),
                debugDescription: "Must be at most \(Self.count.upperBound) answers."
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }
}

/// Chooses an answer, or several, once and for all.
public struct VoteInPoll: Endpoint {
    public static let route: Route = .put("/posts/{id}/vote")
    public static let summary = "Vote in a poll; a vote cannot be changed"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .notFound(.postNotFound), .conflict(.pollEnded), .conflict(.pollVoted), .forbidden(.groupMembersOnly),
    ]
    public typealias Reply = Post

    public var id: PostID
    public var body: Choice

    /// What one chooses.
    public struct Choice: Codable, Sendable {
        /// The places of the answers, from 0.
        public var options: PollPlaces
    }

    /// Votes.
    public init(_ places: [Int], in id: PostID) {
        self.id = id
        body = Choice(options: PollPlaces(places))
    }
}

/// The places of answers, each once.
public struct PollPlaces: Codable, Sendable, SchemaProviding {
    /// The places, in ascending order.
    public let places: [Int]

    public static var schema: Schema {
        .array(
            .integer(minimum: 0, maximum: PollOptions.count.upperBound - 1),
            maximum: PollOptions.count.upperBound
        )
    }

    /// Some places; repeated ones count once.
    public init(_ places: [Int]) { self.places = Set(places).sorted() }

    public init(from decoder: any Decoder) throws {
        let places = try [Int](from: decoder)
        let isSound =
            places.count <= PollOptions.count.upperBound
            && places.allSatisfy { (0..<PollOptions.count.upperBound).contains($0) }
        guard isSound else {
            throw DecodingError.dataCorruptedError(
                in: try decoder.singleValueContainer(),
                debugDescription: "Must be places of answers, from 0."
            )
        }
        self.init(places)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(places)
    }
}
