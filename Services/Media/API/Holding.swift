// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

// What other services ask. A picture belongs to whatever holds it: a post, a comment or a draft, and to one of them only.

/// Marks the ids of what holds pictures.
public enum HolderTag {}

/// What holds a picture.
public struct MediaHolder: Codable, Sendable, Hashable {
    /// What kind of thing holds pictures.
    public enum Kind: String, Sendable, APIEnum {
        case post = "POST"
        case comment = "COMMENT"
        case draft = "DRAFT"
    }

    /// What kind of thing it is.
    public var kind: Kind
    /// Its id.
    public var id: ID<HolderTag>
    /// The post it belongs to: a comment's, or its own id.
    public var post: ID<HolderTag>?

    /// What holds a picture.
    public init<Entity, Owner>(_ kind: Kind, _ id: ID<Entity>, of post: ID<Owner>) {
        self.kind = kind
        self.id = ID(high: id.high, low: id.low)
        self.post = ID(high: post.high, low: post.low)
    }

    /// A draft, which belongs to no post.
    public init<Entity>(draft id: ID<Entity>) {
        kind = .draft
        self.id = ID(high: id.high, low: id.low)
    }
}

/// Takes pictures for something that is about to be stored: all or none. They must be the owner's, and held by nobody,
/// by the same holder, or by the one they come from.
///
/// Whoever takes pictures and then does not store what holds them gives them back; what is forgotten is found out by
/// asking (`GetHeldMedia` of Posts) within hours.
public struct TakeMedia: Endpoint {
    /// The most pictures in one request.
    public static let most = 10
    public static let route: Route = .post("/internal/media/take")
    public static let summary = "Take pictures for a post, comment or draft"
    public static let access: Access = .service
    public typealias Reply = NoReply

    public var body: Request

    /// Which pictures, for what.
    public struct Request: Codable, Sendable {
        public var ids: [MediaID]
        public var owner: UserID
        public var holder: MediaHolder
        /// What holds them so far, when they move.
        public var formerHolder: MediaHolder?
    }

    /// Takes pictures.
    public init(_ ids: [MediaID], of owner: UserID, for holder: MediaHolder, from former: MediaHolder? = nil)
    {
        body = Request(ids: ids, owner: owner, holder: holder, formerHolder: former)
    }
}

/// Gives back the pictures of a holder but for some. They can be used again for a day.
public struct GiveBackMedia: Endpoint {
    public static let route: Route = .post("/internal/media/give-back")
    public static let summary = "Give back pictures that are not shown after all"
    public static let access: Access = .service
    public typealias Reply = NoReply

    public var body: Request

    /// Whose pictures.
    public struct Request: Codable, Sendable {
        public var holder: MediaHolder
        public var ids: [MediaID]
    }

    /// Gives pictures back.
    public init(_ ids: [MediaID], of holder: MediaHolder) { body = Request(holder: holder, ids: ids) }
}

/// Some pictures as a viewer sees them, who is known to see what holds them. Unknown ids are left out.
public struct GetPictures: Endpoint {
    /// The most pictures in one request.
    public static let most = 1000
    public static let route: Route = .post("/internal/media/pictures")
    public static let summary = "Get several pictures for a viewer"
    public static let access: Access = .service
    public typealias Reply = [Picture]

    public var body: Selection

    /// Which pictures, for whom.
    public struct Selection: Codable, Sendable {
        public var ids: [MediaID]
        public var viewer: UserID
    }

    /// Asks for up to 1,000 pictures.
    public init(_ ids: [MediaID], for viewer: UserID) { body = Selection(ids: ids, viewer: viewer) }
}
