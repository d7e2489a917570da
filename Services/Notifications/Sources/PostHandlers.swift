// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import NotificationsAPI
import PostsAPI
import UsersAPI

// What Notifications hears of Posts. Names are durable and never change.

/// Notes a post and whom it names and quotes.
struct NoteNewPost: EventHandler {
    static let name: HandlerName = "notifications.note-post"

    func handle(_ event: PostCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try take(event, delivery, &$0) }
    }

    func handle(all events: [Delivered<PostCreated>], in db: any SQLConnection) throws {
        try db.keepLedger { ledger in
            for new in events { try take(new.event, new.delivery, &ledger) }
        }
    }

    private func take(_ event: PostCreated, _ delivery: Delivery, _ ledger: inout Ledger) throws {
        try ledger.take(event.post, quotedAuthor: event.quotedAuthor, isNew: true, delivery.position)
    }
}

/// Follows what a post says and who may see it.
struct NoteEditedPost: EventHandler {
    static let name: HandlerName = "notifications.note-edited-post"

    func handle(_ event: PostEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.take(event.post, isNew: false, delivery.position) }
    }
}

/// Takes a post that is gone out of everything.
struct ForgetDeletedPost: EventHandler {
    static let name: HandlerName = "notifications.forget-post"

    func handle(_ event: PostDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.end(event.post, at: delivery.publishedAt) }
    }
}

/// Notes a comment and whom it answers and names.
struct NoteNewComment: EventHandler {
    static let name: HandlerName = "notifications.note-comment"

    func handle(_ event: PostCommented, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.take(event.comment, event, delivery.position) }
    }
}

/// Follows what a comment says.
struct NoteEditedComment: EventHandler {
    static let name: HandlerName = "notifications.note-edited-comment"

    func handle(_ event: CommentEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.take(event.comment, nil, delivery.position) }
    }
}

/// Takes a comment that is gone out of everything.
struct ForgetDeletedComment: EventHandler {
    static let name: HandlerName = "notifications.forget-comment"

    func handle(_ event: CommentDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.end(event.comment, on: event.post, at: delivery.publishedAt) }
    }
}

/// Notes a like of a post.
struct NoteLike: EventHandler {
    static let name: HandlerName = "notifications.note-like"

    func handle(_ event: PostLiked, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.note(deed(event), isOn: true, position: delivery.position) }
    }

    func handle(all events: [Delivered<PostLiked>], in db: any SQLConnection) throws {
        try db.keepLedger { try $0.note(all: events.map { (deed($0.event), $0.delivery.position) }) }
    }

    private func deed(_ event: PostLiked) -> Deed {
        Deed.like(event.post, of: event.author, by: event.user, at: event.at)
    }
}

/// Takes a like of a post back.
struct NoteUnlike: EventHandler {
    static let name: HandlerName = "notifications.note-unlike"

    func handle(_ event: PostUnliked, _ delivery: Delivery, in db: any SQLConnection) throws {
        let deed = Deed.like(event.post, of: event.author, by: event.user, at: delivery.publishedAt)
        try db.keepLedger { try $0.note(deed, isOn: false, position: delivery.position) }
    }
}

/// Notes a like of a comment.
struct NoteCommentLike: EventHandler {
    static let name: HandlerName = "notifications.note-comment-like"

    func handle(_ event: CommentLiked, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.note(deed(event), isOn: true, position: delivery.position) }
    }

    func handle(all events: [Delivered<CommentLiked>], in db: any SQLConnection) throws {
        try db.keepLedger { try $0.note(all: events.map { (deed($0.event), $0.delivery.position) }) }
    }

    private func deed(_ event: CommentLiked) -> Deed {
        var deed = Deed.like(event.post, of: event.author, by: event.user, at: event.at)
        deed.isAbout(event.comment)
        return deed
    }
}

/// Takes a like of a comment back.
struct NoteCommentUnlike: EventHandler {
    static let name: HandlerName = "notifications.note-comment-unlike"

    func handle(_ event: CommentUnliked, _ delivery: Delivery, in db: any SQLConnection) throws {
        var deed = Deed.like(event.post, of: event.author, by: event.user, at: delivery.publishedAt)
        deed.isAbout(event.comment)
        try db.keepLedger { try $0.note(deed, isOn: false, position: delivery.position) }
    }
}

/// Notes that a post was passed on.
struct NoteRepost: EventHandler {
    static let name: HandlerName = "notifications.note-repost"

    func handle(_ event: PostReposted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.note(deed(event), isOn: true, position: delivery.position) }
    }

    func handle(all events: [Delivered<PostReposted>], in db: any SQLConnection) throws {
        try db.keepLedger { try $0.note(all: events.map { (deed($0.event), $0.delivery.position) }) }
    }

    private func deed(_ event: PostReposted) -> Deed {
        var deed = Deed.like(event.post, of: event.author, by: event.user, at: event.at)
        deed.kind = .repost
        return deed
    }
}

/// Takes back that a post was passed on.
struct NoteUnrepost: EventHandler {
    static let name: HandlerName = "notifications.note-unrepost"

    func handle(_ event: PostUnreposted, _ delivery: Delivery, in db: any SQLConnection) throws {
        var deed = Deed.like(event.post, of: event.author, by: event.user, at: delivery.publishedAt)
        deed.kind = .repost
        try db.keepLedger { try $0.note(deed, isOn: false, position: delivery.position) }
    }
}

extension Deed {
    /// Somebody likes a post, once for each post and person.
    fileprivate static func like(
        _ post: PostID,
        of author: UserID,
        by user: UserID,
        at time: Timestamp
    ) -> Deed {
        Deed(
            user: author,
            kind: .like,
            source: ThingID(post),
            actor: user,
            group: ThingID(post),
            post: post,
            at: time
        )
    }

    /// Makes it about a comment on the post.
    fileprivate mutating func isAbout(_ comment: CommentID) {
        self.comment = comment
        source = ThingID(comment)
        group = ThingID(comment)
    }
}
