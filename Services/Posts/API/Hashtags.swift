// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// A tag without its `#`: 1 to 100 letters, digits and `_` of any script, compared folded.
public struct HashtagText: TextValue {
    public static let length = 1...100
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// The public posts with a tag, newest first.
public struct ListHashtagPosts: Endpoint {
    public static let route: Route = .get("/hashtags/{tag}/posts")
    public static let summary = "List the public posts with a tag, newest first"
    public static let access: Access = .member
    public typealias Reply = Page<Post>

    public var tag: HashtagText
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(_ tag: HashtagText, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.tag, self.limit, self.cursor) = (tag, limit, cursor)
    }
}

/// A tag many people use these days.
public struct HashtagTrend: Codable, Sendable, Equatable {
    public var tag: String
    /// How many people used it in public in the last two days.
    public var people: Int

    /// A tag in use.
    public init(tag: String, people: Int) { (self.tag, self.people) = (tag, people) }
}

/// The tags that most people use these days.
public struct ListHashtagTrends: Endpoint {
    public static let route: Route = .get("/hashtags/trends")
    public static let summary = "List the tags that most people used in the last two days"
    public static let access: Access = .member
    public typealias Reply = Page<HashtagTrend>

    /// Asks for the trends.
    public init() {}
}
