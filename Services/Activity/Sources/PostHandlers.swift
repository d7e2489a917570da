// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints
import Events
import PostsAPI

// What Activity hears of Posts. Names are durable and never change. Posts themselves are no activity: they stand in the
// feed. How they read and who may see them is asked when a page is read.

/// Notes a like.
struct NoteLike: ChangeHandler {
    typealias Handled = PostLiked
    static let name: HandlerName = "activity.note-like"

    func change(_ event: PostLiked, _ delivery: Delivery) -> Change? {
        .done(
            Deed(
                actor: event.user,
                kind: .like,
                source: SourceID(of: event.post),
                at: event.at,
                position: delivery.position
            )
        )
    }
}

/// Takes a like back.
struct NoteUnlike: ChangeHandler {
    typealias Handled = PostUnliked
    static let name: HandlerName = "activity.note-unlike"

    func change(_ event: PostUnliked, _ delivery: Delivery) -> Change? {
        .takenBack(
            Deed(
                actor: event.user,
                kind: .like,
                source: SourceID(of: event.post),
                at: delivery.publishedAt,
                position: delivery.position
            )
        )
    }
}

/// Notes a comment.
struct NoteComment: ChangeHandler {
    typealias Handled = PostCommented
    static let name: HandlerName = "activity.note-comment"

    func change(_ event: PostCommented, _ delivery: Delivery) -> Change? {
        .done(
            Deed(
                actor: event.comment.author,
                kind: .comment,
                source: SourceID(of: event.comment.id),
                container: event.comment.post,
                at: event.comment.createdAt,
                position: delivery.position
            )
        )
    }
}

/// Forgets a comment that is gone.
struct ForgetDeletedComment: EventHandler {
    static let name: HandlerName = "activity.forget-comment"

    func handle(_ event: CommentDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.end(SourceID(of: event.comment), at: delivery.publishedAt)
    }
}

/// Notes that somebody passed a post on.
struct NoteRepost: ChangeHandler {
    typealias Handled = PostReposted
    static let name: HandlerName = "activity.note-repost"

    func change(_ event: PostReposted, _ delivery: Delivery) -> Change? {
        .done(
            Deed(
                actor: event.user,
                kind: .repost,
                source: SourceID(of: event.repost),
                container: event.post,
                at: event.at,
                position: delivery.position
            )
        )
    }
}

/// Takes back that somebody passed a post on.
struct NoteUnrepost: ChangeHandler {
    typealias Handled = PostUnreposted
    static let name: HandlerName = "activity.note-unrepost"

    func change(_ event: PostUnreposted, _ delivery: Delivery) -> Change? {
        .takenBack(
            Deed(
                actor: event.user,
                kind: .repost,
                source: SourceID(of: event.repost),
                container: event.post,
                at: delivery.publishedAt,
                position: delivery.position
            )
        )
    }
}

/// Forgets what was done about a post that is gone.
struct ForgetDeletedPost: EventHandler {
    static let name: HandlerName = "activity.forget-post"

    func handle(_ event: PostDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.end(SourceID(of: event.post), at: delivery.publishedAt)
    }
}
