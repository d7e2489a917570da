// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import PostsAPI

/// The posts of those one follows and one's own, newest first.
public struct GetFeed: Endpoint {
    public static let route: Route = .get("/feed")
    public static let summary = "Get the posts of those one follows and one's own, newest first"
    public static let access: Access = .member
    public typealias Reply = Page<Post>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}
