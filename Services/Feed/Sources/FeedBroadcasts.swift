// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules
import PostsAPI

/// Something an account did stands in the feeds of all who hear it. Feed's own, for its sockets.
struct FeedExtended: Event {
    static let name: EventName = "feed.extended"
    let post: PostID
    let actor: UserID
    var orderingKey: String { actor.description }
}

/// Somebody reads of an account from now on, or no longer. Feed's own, for its sockets.
struct HearingChanged: Event {
    static let name: EventName = "feed.hearing-changed"
    let user: UserID
    let actor: UserID
    let hears: Bool
    var orderingKey: String { user.description }
}

extension Room {
    /// The sockets of those who hear an account.
    static func feed(of actor: UserID) -> Room { Room("feed:" + actor.description) }
}

/// Tells connected people that there is something new in their feeds. Whoever hears an account is in its room, so a
/// post costs one message whoever is connected.
struct FeedBroadcasts: Sendable {
    private struct NewPost: Encodable, Sendable { let postId: PostID }
    private struct NewPreview<Preview: Encodable & Sendable>: Encodable, Sendable {
        let postId: PostID
        let preview: Preview
    }

    let database: any ServiceDatabase
    let sockets: any SocketRooms

    /// The rooms of somebody who connects.
    func rooms(of member: Member) async throws -> [Room] {
        try await database.read { db in
            try TieStore(db).heard(by: member.id, limit: FeedLimits.rooms)
        }.map(Room.feed)
    }

    func extended(_ event: FeedExtended) throws {
        let news = NewPost(postId: event.post)
        try sockets.broadcast("feed:new", news, to: .feed(of: event.actor))
        try sockets.broadcast("feed:new", news, to: .user(event.actor))
    }

    /// Tells those who have a post in their feeds what the page behind its link says of itself, or no longer says here.
    func changed(_ event: PostPreviewChanged) throws {
        let news = NewPreview(postId: event.post, preview: event.preview)
        try sockets.broadcast("post:preview", news, to: .user(event.author))
        guard event.visibility != .onlyMe else { return }
        let actor = event.group.map { UserID($0) } ?? event.author
        try sockets.broadcast("post:preview", news, to: .feed(of: actor))
    }

    func hearingChanged(_ event: HearingChanged) {
        if event.hears {
            sockets.join(.user(event.user), into: .feed(of: event.actor))
        } else {
            sockets.leave(.user(event.user), from: .feed(of: event.actor))
        }
    }
}
