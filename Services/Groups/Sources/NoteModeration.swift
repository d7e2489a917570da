// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import GroupsAPI
import PostsAPI

// What moderators do with the posts of their group they do in Posts, which says so in its events. The log is here.

/// Logs that a moderator deleted a post.
struct LogDeletedPost: EventHandler {
    static let name: HandlerName = "groups.log-deleted-post"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: PostDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        guard let group = event.group, let moderator = event.moderator else { return }
        try db.note(.postDeleted, in: group, by: moderator, about: event.author, ID(event.post), clock.now)
    }
}

/// Logs that a moderator deleted a comment.
struct LogDeletedComment: EventHandler {
    static let name: HandlerName = "groups.log-deleted-comment"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: CommentDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        guard let group = event.group, let moderator = event.moderator else { return }
        try db.note(
            .commentDeleted,
            in: group,
            by: moderator,
            about: event.author,
            ID(event.comment),
            clock.now
        )
    }
}

/// Logs that a moderator pinned a post, or no longer does.
struct LogPinnedPost: EventHandler {
    static let name: HandlerName = "groups.log-pinned-post"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: GroupPostPinned, _ delivery: Delivery, in db: any SQLConnection) throws {
        let action: GroupAction = event.isPinned ? .postPinned : .postUnpinned
        try db.note(action, in: event.group, by: event.by, about: event.author, ID(event.post), clock.now)
    }
}

extension SQLConnection {
    /// Writes a line into the log of a group, unless it is gone.
    fileprivate func note(
        _ action: GroupAction,
        in group: GroupID,
        by moderator: UserID,
        about author: UserID,
        _ subject: ID<GroupSubject>,
        _ now: Timestamp
    ) throws {
        try PeopleStore(self).takeTurns(group, [])
        guard let group = try GroupStore(self).record(group) else { return }
        // Who is gone by now is not named any more.
        func named(_ user: UserID) throws -> UserID {
            try PeopleStore(self).hasDeparted(anyOf: [user]) ? .nobody : user
        }
        try Desk(db: self, at: now.wholeMilliseconds, group: group)
            .log(action, by: try named(moderator), about: try named(author), subject: subject)
    }
}

extension ID<GroupSubject> {
    /// The subject that has the id of something else.
    fileprivate init<Thing>(_ other: ID<Thing>) { self.init(high: other.high, low: other.low) }
}
