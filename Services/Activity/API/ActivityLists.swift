// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
import UsersAPI

/// What those one follows did, the latest first. A page may be short, even empty, before the end.
public struct ListActivity: Endpoint {
    public static let route: Route = .get("/activity")
    public static let summary = "List what those one follows did, the latest first"
    public static let access: Access = .member
    public typealias Reply = Page<ActivityEntry>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// What one person did, as far as they show it. A page may be short, even empty, before the end.
public struct ListUserActivity: Endpoint {
    public static let route: Route = .get("/users/{id}/activity")
    public static let summary = "List what a person did, as far as they show it, the latest first"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound)]
    public typealias Reply = Page<ActivityEntry>

    public var id: UserID
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(of id: UserID, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.id, self.limit, self.cursor) = (id, limit, cursor)
    }
}

/// Takes an entry of one's own away from everybody's timelines; again changes nothing. What was done stays done.
public struct DeleteActivity: Endpoint {
    public static let route: Route = .delete("/activity/{id}")
    public static let summary = "Take an entry of one's own out of all timelines"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.activityNotFound)]
    public typealias Reply = NoReply

    public var id: ActivityID

    /// Takes one away.
    public init(_ id: ActivityID) { self.id = id }
}

extension ErrorCode {
    /// There is no such entry of one's own.
    public static let activityNotFound: ErrorCode = "activity.not_found"
}
