// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// Everybody, newest first.
public struct ListUsers: Endpoint {
    public static let route: Route = .get("/users")
    public static let summary = "List people, newest first"
    public static let access: Access = .member
    public typealias Reply = Page<User>

    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Asks for a page.
    public init(limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.limit, self.cursor) = (limit, cursor)
    }
}

/// People by the beginning of a word of their name.
public struct SearchUsers: Endpoint {
    public static let route: Route = .get("/users/search")
    public static let summary = "Find people by username or by the beginning of a word of their name"
    public static let access: Access = .member
    public typealias Reply = Page<User>

    public var q: NameQuery
    public var limit: PageLimit?
    public var cursor: Cursor?

    /// Looks for some letters.
    public init(_ q: NameQuery, limit: PageLimit? = nil, cursor: Cursor? = nil) {
        (self.q, self.limit, self.cursor) = (q, limit, cursor)
    }
}

/// One person.
public struct GetUser: Endpoint {
    public static let route: Route = .get("/users/{id}")
    public static let summary =
        "Get a person's profile, their connections and what is between them and oneself"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound)]
    public typealias Reply = UserProfile

    public var id: UserID

    /// Asks for a person.
    public init(_ id: UserID) { self.id = id }
}

/// Changes one's own profile, or an admin anybody's.
public struct UpdateUser: Endpoint {
    public static let route: Route = .patch("/users/{id}")
    public static let summary = "Change a profile: one's own, or anybody's as an admin"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound), .forbidden(.forbidden)]
    public typealias Reply = UserProfile

    public var id: UserID
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var displayName: DisplayName?
        public var bio: Biography?
        public var status: Availability?
        public var avatarUrl: ImageAddress?
        public var pronouns: Pronouns?
        public var location: PlaceName?
        public var website: WebsiteAddress?
        public var birthday: Birthday?

        /// Some changes.
        public init(
            displayName: DisplayName? = nil,
            bio: Biography? = nil,
            status: Availability? = nil,
            avatarUrl: ImageAddress? = nil,
            pronouns: Pronouns? = nil,
            location: PlaceName? = nil,
            website: WebsiteAddress? = nil,
            birthday: Birthday? = nil
        ) {
            self.displayName = displayName
            self.bio = bio
            self.status = status
            self.avatarUrl = avatarUrl
            self.pronouns = pronouns
            self.location = location
            self.website = website
            self.birthday = birthday
        }
    }

    /// Changes a profile.
    public init(_ id: UserID, _ body: Changes) { (self.id, self.body) = (id, body) }
}

/// Deletes one's own account, or an admin anybody's: it is hidden at once and gone when the site's grace is over.
/// Logging in before that has it back.
public struct DeleteUser: Endpoint {
    public static let route: Route = .delete("/users/{id}")
    public static let summary =
        "Delete an account when the grace is over: one's own, or anybody's as an admin"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound), .forbidden(.forbidden)]
    public typealias Reply = NoReply

    public var id: UserID
    /// Whether not to wait for the end of the grace; for admins alone.
    public var immediately: Bool?

    /// Deletes an account.
    public init(_ id: UserID, immediately: Bool? = nil) { (self.id, self.immediately) = (id, immediately) }
}

/// Hides one's own account, or as an admin anybody's, with all that belongs to it, until its owner logs in again. All
/// its logins end.
public struct DeactivateUser: Endpoint {
    public static let route: Route = .post("/users/{id}/deactivate")
    public static let summary = "Hide an account until its owner logs in again"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound), .forbidden(.forbidden)]
    public typealias Reply = NoReply

    public var id: UserID

    /// Hides an account.
    public init(_ id: UserID) { self.id = id }
}

/// The profiles of some people, for other services. Unknown ids are left out.
///
/// They hold what is for everybody, unless they are asked for as their owners see them, which must not be shown to
/// others.
public struct GetProfiles: Endpoint {
    public static let route: Route = .post("/internal/users/profiles")
    public static let summary = "Get several profiles"
    public static let access: Access = .service
    public typealias Reply = [User]

    public var body: Selection

    /// Whose profiles.
    public struct Selection: Codable, Sendable {
        /// The people, by id.
        public var ids: [UserID]
        /// The people, by username.
        public var usernames: [Username]
        /// Whether with what is for the owner alone.
        public var asOwners: Bool?
    }

    /// Asks for up to 500 people.
    public init(ids: [UserID] = [], usernames: [Username] = [], asOwners: Bool = false) {
        body = Selection(ids: ids, usernames: usernames, asOwners: asOwners)
    }
}

/// Makes sure that a new account has its profile, without waiting for `user.created` to arrive.
public struct EnsureProfile: Endpoint {
    public static let route: Route = .post("/internal/users/ensure")
    public static let summary = "Create a profile unless it exists"
    public static let access: Access = .service
    public typealias Reply = User

    public var body: User

    /// Creates a profile.
    public init(_ user: User) { body = user }
}

/// Has a hidden account back, because its owner logged in. Nothing happens to one that is not hidden.
public struct ReactivateUser: Endpoint {
    public static let route: Route = .post("/internal/users/reactivate")
    public static let summary = "Show a hidden account again"
    public static let access: Access = .service
    public typealias Reply = NoReply

    public var body: Account

    /// Which account.
    public struct Account: Codable, Sendable {
        public var id: UserID
    }

    /// Shows an account again.
    public init(_ id: UserID) { body = Account(id: id) }
}

/// Puts a picture into a profile, or takes it out.
public struct SetPicture: Endpoint {
    /// Which of a profile's pictures.
    public enum Place: String, Sendable, APIEnum {
        case avatar = "AVATAR"
        case cover = "COVER"
    }

    public static let route: Route = .post("/internal/users/picture")
    public static let summary = "Put a picture into a profile, or take it out"
    public static let access: Access = .service
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound)]
    public typealias Reply = User

    public var body: Change

    /// Whose picture, and where it is.
    public struct Change: Codable, Sendable {
        public var user: UserID
        public var place: Place
        public var url: String?
    }

    /// Puts a picture into a profile; nil takes it out.
    public init(_ place: Place, of user: UserID, url: String?) {
        body = Change(user: user, place: place, url: url)
    }
}

extension ErrorCode {
    /// There is no such person, or they may not be seen.
    public static let userNotFound: ErrorCode = "users.not_found"
}
