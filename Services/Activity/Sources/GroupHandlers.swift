// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints
import Events
import GroupsAPI

// What Activity hears of Groups. Names are durable and never change. Who may know of a group is asked when a page is
// read.

/// Notes that somebody founded a group, or is in it from now on.
struct NoteMember: ChangeHandler {
    typealias Handled = GroupMemberJoined
    static let name: HandlerName = "activity.note-member"

    func change(_ event: GroupMemberJoined, _ delivery: Delivery) -> Change? {
        .done(
            Deed(
                actor: event.user,
                kind: event.entrance == .founded ? .groupCreate : .groupJoin,
                source: SourceID(of: event.group.id),
                at: event.at,
                position: Int64(event.step)
            )
        )
    }
}

/// Takes back that somebody is in a group.
struct NoteFormerMember: ChangeHandler {
    typealias Handled = GroupMemberLeft
    static let name: HandlerName = "activity.note-former-member"

    func change(_ event: GroupMemberLeft, _ delivery: Delivery) -> Change? {
        .takenBack(
            Deed(
                actor: event.user,
                kind: .groupJoin,
                source: SourceID(of: event.group),
                at: event.at,
                position: Int64(event.step)
            )
        )
    }
}

/// Forgets who was in a group that is gone.
struct ForgetDeletedGroup: EventHandler {
    static let name: HandlerName = "activity.forget-group"

    func handle(_ event: GroupDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.end(SourceID(of: event.group), at: delivery.publishedAt)
    }
}
