// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import ChatAPI
import Core
import Database
import Events
import GroupsAPI
import PostsAPI
import SearchAPI
import UsersAPI

// What Search hears. Names are durable and never change. Events of different kinds may arrive in any order: each carries
// its time, and what is gone is remembered.

/// Takes in a new person.
struct IndexNewPerson: EventHandler {
    static let name: HandlerName = "search.index-person"

    func handle(_ event: UserCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        let user = User(
            id: event.user,
            username: Username(trusted: event.username),
            displayName: event.displayName,
            createdAt: event.createdAt
        )
        try IndexWriter(db).put(IndexedDocument(user), at: delivery.publishedAt)
    }
}

/// Takes in the new name of a person.
struct IndexChangedPerson: EventHandler {
    static let name: HandlerName = "search.index-changed-person"

    func handle(_ event: UserUpdated, _ delivery: Delivery, in db: any SQLConnection) throws {
        guard let profile = event.profile else { return }
        try IndexWriter(db).put(IndexedDocument(profile), at: delivery.publishedAt)
    }
}

/// Forgets a person whose account is gone, and has what they wrote forgotten.
struct ForgetDeletedPerson: EventHandler {
    static let name: HandlerName = "search.forget-person"

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).end(IndexedID(event.user), in: .names, at: delivery.publishedAt)
        try db.enqueue(ForgetWritings(author: event.user))
    }
}

/// Takes in a new group.
struct IndexNewGroup: EventHandler {
    static let name: HandlerName = "search.index-group"

    func handle(_ event: GroupCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.group), at: delivery.publishedAt)
    }
}

/// Takes in the new name of a group.
struct IndexChangedGroup: EventHandler {
    static let name: HandlerName = "search.index-changed-group"

    func handle(_ event: GroupUpdated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.group), at: delivery.publishedAt)
    }
}

/// Forgets a group, and has what was posted there forgotten.
struct ForgetDeletedGroup: EventHandler {
    static let name: HandlerName = "search.forget-group"

    func handle(_ event: GroupDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).end(IndexedID(event.group), in: .names, at: delivery.publishedAt)
        try db.enqueue(ForgetParts(parent: IndexedID(event.group), shelf: Shelf.texts.rawValue))
    }
}

/// Takes in a new post.
struct IndexNewPost: EventHandler {
    static let name: HandlerName = "search.index-post"

    func handle(_ event: PostCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.post), at: delivery.publishedAt)
    }

    func handle(all events: [Delivered<PostCreated>], in db: any SQLConnection) throws {
        try IndexWriter(db).put(
            all: events.map { (IndexedDocument($0.event.post), $0.delivery.publishedAt) }
        )
    }
}

/// Takes in what a post says now, and who may see it.
struct IndexEditedPost: EventHandler {
    static let name: HandlerName = "search.index-edited-post"

    func handle(_ event: PostEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.post), at: delivery.publishedAt)
    }
}

/// Forgets a post, and the comments on it.
struct ForgetDeletedPost: EventHandler {
    static let name: HandlerName = "search.forget-post"

    func handle(_ event: PostDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let writer = try IndexWriter(db)
        try writer.end(IndexedID(event.post), in: .texts, at: delivery.publishedAt)
        guard try writer.endAll(under: IndexedID(event.post), in: .texts, at: delivery.publishedAt) else {
            return
        }
        try db.enqueue(ForgetParts(parent: IndexedID(event.post), shelf: Shelf.texts.rawValue))
    }
}

/// Takes in a new comment.
struct IndexNewComment: EventHandler {
    static let name: HandlerName = "search.index-comment"

    func handle(_ event: PostCommented, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.comment), at: delivery.publishedAt)
    }

    func handle(all events: [Delivered<PostCommented>], in db: any SQLConnection) throws {
        try IndexWriter(db).put(
            all: events.map { (IndexedDocument($0.event.comment), $0.delivery.publishedAt) }
        )
    }
}

/// Takes in what a comment says now.
struct IndexEditedComment: EventHandler {
    static let name: HandlerName = "search.index-edited-comment"

    func handle(_ event: CommentEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.comment), at: delivery.publishedAt)
    }
}

/// Forgets a comment.
struct ForgetDeletedComment: EventHandler {
    static let name: HandlerName = "search.forget-comment"

    func handle(_ event: CommentDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).end(IndexedID(event.comment), in: .texts, at: delivery.publishedAt)
    }
}

/// Takes in a new message.
struct IndexNewMessage: EventHandler {
    static let name: HandlerName = "search.index-message"

    func handle(_ event: MessageSent, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.message), at: delivery.publishedAt)
    }

    func handle(all events: [Delivered<MessageSent>], in db: any SQLConnection) throws {
        try IndexWriter(db).put(
            all: events.map { (IndexedDocument($0.event.message), $0.delivery.publishedAt) }
        )
    }
}

/// Takes in what a message says now.
struct IndexEditedMessage: EventHandler {
    static let name: HandlerName = "search.index-edited-message"

    func handle(_ event: MessageEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).put(IndexedDocument(event.message), at: delivery.publishedAt)
    }
}

/// Forgets a message.
struct ForgetDeletedMessage: EventHandler {
    static let name: HandlerName = "search.forget-message"

    func handle(_ event: MessageDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try IndexWriter(db).end(IndexedID(event.message.id), in: .chats, at: delivery.publishedAt)
    }
}

/// Forgets what was said in a chat that is gone.
struct ForgetDeletedChat: EventHandler {
    static let name: HandlerName = "search.forget-chat"

    func handle(_ event: ChatDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let writer = try IndexWriter(db)
        try writer.bury(IndexedID(event.chat), at: delivery.publishedAt)
        guard try writer.endAll(under: IndexedID(event.chat), in: .chats, at: delivery.publishedAt) else {
            return
        }
        try db.enqueue(ForgetParts(parent: IndexedID(event.chat), shelf: Shelf.chats.rawValue))
    }
}
