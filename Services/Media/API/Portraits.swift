// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import UsersAPI

/// The kind of thing a `PortraitID` names.
public enum Portrait {}
/// The id of a profile picture. It cannot be guessed: whoever knows it may see the picture.
public typealias PortraitID = ID<Portrait>

/// The form that a profile picture is sent in.
public struct PortraitForm: Codable, Sendable {
    /// A JPEG, PNG, GIF or WebP file.
    public var file: UploadedFile

    /// A file.
    public init(file: UploadedFile) { self.file = file }
}

/// Gives an account its picture, in place of the one before.
public struct SetAvatar: Endpoint {
    public static let route: Route = .put("/users/{id}/avatar")
    public static let summary = "Set one's profile picture, which is cut to a square"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .invalid(.mediaUnreadable), .notFound(.userNotFound), .forbidden(.forbidden),
    ]
    public static let rateClass: RateClass = .upload
    public static let bodyKind: BodyKind = .form
    public static let bodyLimit = UploadPicture.bodyLimit
    public typealias Reply = User

    public var id: UserID
    public var body: PortraitForm

    /// Sets a profile picture.
    public init(_ id: UserID, _ body: PortraitForm) { (self.id, self.body) = (id, body) }
}

/// Takes an account's picture away.
public struct RemoveAvatar: Endpoint {
    public static let route: Route = .delete("/users/{id}/avatar")
    public static let summary = "Remove one's profile picture, or anybody's as an admin"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound), .forbidden(.forbidden)]
    public typealias Reply = NoReply

    public var id: UserID

    /// Removes a profile picture.
    public init(_ id: UserID) { self.id = id }
}

/// Gives a profile the wide picture at its top, in place of the one before.
public struct SetCover: Endpoint {
    public static let route: Route = .put("/users/{id}/cover")
    public static let summary = "Set the wide picture of one's profile, which is cut to three by one"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [
        .invalid(.mediaUnreadable), .notFound(.userNotFound), .forbidden(.forbidden),
    ]
    public static let rateClass: RateClass = .upload
    public static let bodyKind: BodyKind = .form
    public static let bodyLimit = UploadPicture.bodyLimit
    public typealias Reply = ProfileCover

    public var id: UserID
    public var body: PortraitForm

    /// Sets the wide picture of a profile.
    public init(_ id: UserID, _ body: PortraitForm) { (self.id, self.body) = (id, body) }
}

/// The wide picture of a profile.
public struct ProfileCover: Codable, Sendable, Equatable {
    /// Where it is; nil when there is none.
    public var coverUrl: String?

    /// A wide picture.
    public init(coverUrl: String?) { self.coverUrl = coverUrl }
}

/// Takes the wide picture of a profile away.
public struct RemoveCover: Endpoint {
    public static let route: Route = .delete("/users/{id}/cover")
    public static let summary = "Remove the wide picture of one's profile, or anybody's as an admin"
    public static let access: Access = .member
    public static let failures: [DeclaredFailure] = [.notFound(.userNotFound), .forbidden(.forbidden)]
    public typealias Reply = NoReply

    public var id: UserID

    /// Removes the wide picture of a profile.
    public init(_ id: UserID) { self.id = id }
}

/// The sizes of profile pictures: squares of 128 and 400 pixels, covers of 1200 by 400.
public enum PortraitSize: String, Sendable, APIEnum {
    case small = "128"
    case large = "400"
    case cover = "1200"
}

/// The bytes of a profile picture. Whoever has its address may see it.
public struct GetPortraitFile: Endpoint {
    public static let route: Route = .get("/portraits/{id}/{size}")
    public static let summary = "Get the bytes of a profile picture or cover, as WebP"
    public static let access: Access = .everyone
    public static let failures: [DeclaredFailure] = [.notFound(.mediaNotFound)]
    public typealias Reply = FileReply

    public var id: PortraitID
    public var size: PortraitSize

    /// Asks for a profile picture's bytes.
    public init(_ id: PortraitID, _ size: PortraitSize) { (self.id, self.size) = (id, size) }
}
