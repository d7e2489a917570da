// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import NotificationsAPI
import PostsAPI
import UsersAPI

// A post or comment concerns those it names, quotes and answers. Whom, follows from what is known of it: that it was
// written and that it was edited are told by events of two kinds, of which either may come first.

extension Ledger {
    // MARK: Posts

    /// Takes in how a post reads; `quotedAuthor` is known when it is new.
    mutating func take(_ post: PostFacts, quotedAuthor: UserID? = nil, isNew: Bool, _ delivery: Int64) throws
    {
        guard try !PeopleStore(db).isGone([ThingID(post.id), ThingID(post.author)]) else { return }
        let store = ThingStore(db)
        var thing = try store.held(ThingID(post.id), on: post.id, forChange: true)
        let former = thing
        (thing.author, thing.quoted, thing.container) = (post.author, post.quoted, post.group)
        if isNew { thing.quotedAuthor = quotedAuthor }
        if delivery >= thing.position {
            thing.position = delivery
            thing.at = isNew ? post.createdAt : post.editedAt ?? post.createdAt
            thing.visibility = post.visibility
            thing.mentions = post.mentions
            thing.excerpt = Excerpt.of(post.contentWarning ?? post.text)
        }
        try store.update(thing)
        try resolve(thing)
        guard former.author == nil || former.visibility != thing.visibility else { return }
        try ActStore(db).setAuthor(post.author, of: post.id)
        try reconsiderAll(.onPost(post.id))
    }

    /// Takes a post that is gone out of everything.
    mutating func end(_ post: PostID, at time: Timestamp) throws {
        _ = try ThingStore(db).held(ThingID(post), on: post, forChange: true)
        try PeopleStore(db).bury(ThingID(post), at: time)
        try forgetAll(.onPost(post))
        if try ThingStore(db).delete(allOn: post, limit: NotificationsLimits.sweep) {
            try db.enqueue(ForgetThings(post: post))
        }
    }

    // MARK: Comments

    /// Takes in how a comment reads; whose post and comment it answers is known when it is new.
    mutating func take(_ comment: CommentFacts, _ event: PostCommented?, _ delivery: Int64) throws {
        let ids = [ThingID(comment.id), ThingID(comment.post), ThingID(comment.author)]
        guard try !PeopleStore(db).isGone(ids) else { return }
        let store = ThingStore(db)
        var thing = try store.held(ThingID(comment.id), on: comment.post, forChange: true)
        (thing.author, thing.parent) = (comment.author, comment.parent)
        if let event { (thing.postAuthor, thing.parentAuthor) = (event.postAuthor, event.parentAuthor) }
        if delivery >= thing.position {
            thing.position = delivery
            thing.at = comment.editedAt ?? comment.createdAt
            thing.mentions = comment.mentions
            thing.excerpt = Excerpt.of(comment.text)
        }
        try store.update(thing)
        try resolve(thing)
    }

    /// Takes a comment that is gone out of everything.
    mutating func end(_ comment: CommentID, on post: PostID, at time: Timestamp) throws {
        _ = try ThingStore(db).held(ThingID(comment), on: post, forChange: true)
        try PeopleStore(db).bury(ThingID(comment), at: time)
        try forgetAll(.onComment(comment))
        try ThingStore(db).delete(ThingID(comment))
    }

    // MARK: Whom it concerns

    /// Notes for everybody whom a post or comment concerns that it does, and for those it concerned that it no
    /// longer does.
    private mutating func resolve(_ thing: ThingRecord) throws {
        guard let author = thing.author else { return }
        let concerned = thing.concerned
        for act in try ActStore(db).acts(.from(thing.id), limit: NotificationsLimits.sweep)
        where concerned[act.deed.user]?.kind != act.deed.kind {
            try note(act.deed, isOn: false, position: thing.position)
        }
        for (user, concern) in concerned.sorted(by: { $0.key < $1.key }) {
            try note(
                Deed(
                    user: user,
                    kind: concern.kind,
                    source: thing.id,
                    actor: author,
                    group: concern.group,
                    post: thing.post,
                    comment: thing.id == ThingID(thing.post)
                        ? nil : CommentID(high: thing.id.high, low: thing.id.low),
                    at: thing.at
                ),
                isOn: true,
                position: thing.position
            )
        }
    }
}

/// What a post or comment is to somebody.
struct Concern {
    let kind: NotificationKind
    let group: ThingID
}

extension ThingRecord {
    /// Whom it concerns and how, each person once: an answer is more than a mention, and that more than a comment.
    var concerned: [UserID: Concern] {
        var found: [UserID: Concern] = [:]
        if let postAuthor { found[postAuthor] = Concern(kind: .comment, group: ThingID(post)) }
        if let quotedAuthor, let quoted {
            found[quotedAuthor] = Concern(kind: .quote, group: ThingID(quoted))
        }
        for user in mentions { found[user] = Concern(kind: .mention, group: id) }
        if let parentAuthor, let parent {
            found[parentAuthor] = Concern(kind: .reply, group: ThingID(parent))
        }
        if let author { found[author] = nil }
        return found
    }
}
