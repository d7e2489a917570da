// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import GroupsAPI
import PostsAPI

// A member who wants a group in their home feed follows it as they would a person. So a group's posts are spread, looked
// up from very many members on, filled in for whoever joins and taken out for whoever leaves by what does so for people.

/// Fills the feed of a new member with what was posted in the group.
struct FillFeedOfMember: EventHandler {
    static let name: HandlerName = "feed.fill-of-member"  // Durable: never rename.

    func handle(_ event: GroupMemberJoined, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).change(event.user, with: UserID(event.group.id)) {
            $0.follows.set(event.showsInHome, step: event.step)
        }
    }
}

/// Takes a group's posts out of the feed of whoever leaves it.
struct CleanFeedOfFormerMember: EventHandler {
    static let name: HandlerName = "feed.clean-of-former-member"  // Durable: never rename.

    func handle(_ event: GroupMemberLeft, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).change(event.user, with: UserID(event.group)) {
            $0.follows.set(false, step: event.step)
        }
    }
}

/// Follows the choice of a member whether they want a group in their home feed.
struct FollowHomeChoice: EventHandler {
    static let name: HandlerName = "feed.follow-home-choice"  // Durable: never rename.

    func handle(_ event: GroupHomeChoiceChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).change(event.user, with: UserID(event.group)) {
            $0.follows.set(event.showsInHome, step: event.step)
        }
    }
}

/// Has a group forgotten that is gone.
struct ForgetDeletedGroup: EventHandler {
    static let name: HandlerName = "feed.forget-deleted-group"  // Durable: never rename.

    func handle(_ event: GroupDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try Spreading(db).forget(UserID(event.group), at: delivery.publishedAt)
    }
}
