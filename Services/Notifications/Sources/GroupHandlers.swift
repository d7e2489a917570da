// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import GroupsAPI
import NotificationsAPI
import UsersAPI

// What Notifications hears of Groups. Names are durable and never change. All that happens about one person in one group
// is counted in steps, whichever event tells of it.

/// Notes who is in a group, and tells whoever asked that they were let in.
struct NoteNewMember: EventHandler {
    static let name: HandlerName = "notifications.note-member"

    func handle(_ event: GroupMemberJoined, _ delivery: Delivery, in db: any SQLConnection) throws {
        let (user, group) = (event.user, event.group.id)
        try db.keepLedger { ledger in
            // A later role may be known already; they were let in all the same.
            _ = try ledger.setRole(event.role, of: user, in: group, step: event.step)
            try ledger.note(event.group, delivery.position)
            guard event.entrance == .requestAccepted, let moderator = event.by,
                try !ledger.isOver(user, in: group, since: event.step)
            else { return }
            let deed = Deed.about(group, .groupAccepted, by: moderator, to: user, at: event.at)
            try ledger.note(deed, isOn: true, position: Int64(event.step))
        }
    }
}

/// Tells nothing more of a group to whoever is out.
struct NoteFormerMember: EventHandler {
    static let name: HandlerName = "notifications.note-former-member"

    func handle(_ event: GroupMemberLeft, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { ledger in
            _ = try ledger.setRole(nil, of: event.user, in: event.group, step: event.step)
            _ = try ledger.change(event.user, in: event.group) { $0.isNew(\.leftStep, event.step) }
            for kind in [NotificationKind.groupAccepted, .groupRole] {
                try ledger.endAll(.aboutGroup(event.group, kind, for: event.user), step: event.step)
            }
        }
    }
}

/// Tells somebody of a role they were given; one that was taken away is not told of any more.
struct NoteGroupRole: EventHandler {
    static let name: HandlerName = "notifications.note-group-role"

    func handle(_ event: GroupRoleChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        let (user, group, step) = (event.user, event.group.id, event.step)
        try db.keepLedger { ledger in
            _ = try ledger.setRole(event.role, of: user, in: group, step: step)
            try ledger.note(event.group, delivery.position)
            let isMore = event.role == .owner || event.role == .moderator && event.formerRole == .member
            if !isMore { try ledger.endAll(.aboutGroup(group, .groupRole, for: user), step: step) }
            guard isMore, let giver = event.by, try !ledger.isOver(user, in: group, since: step) else {
                return
            }
            let deed = Deed.about(group, .groupRole, by: giver, to: user, at: event.at)
            try ledger.note(deed, isOn: true, position: Int64(step))
        }
    }
}

/// Tells those who look after a group that somebody asks to join.
struct NoteGroupRequest: EventHandler {
    static let name: HandlerName = "notifications.note-group-request"

    func handle(_ event: GroupJoinRequested, _ delivery: Delivery, in db: any SQLConnection) throws {
        let (user, group, step) = (event.user, event.group.id, event.step)
        try db.keepLedger { ledger in
            guard try ledger.change(user, in: group, { $0.isNew(\.asksStep, step) }) else { return }
            try ledger.note(event.group, delivery.position)
            // Everybody in the same order, as everywhere.
            for moderator in event.moderators.sorted() {
                let deed = Deed.about(group, .groupRequest, by: user, to: moderator, at: event.at)
                try ledger.note(deed, isOn: true, position: Int64(step))
            }
        }
    }
}

/// Takes back a request that was answered or taken back.
struct NoteEndOfGroupRequest: EventHandler {
    static let name: HandlerName = "notifications.note-end-of-group-request"

    func handle(_ event: GroupJoinRequestEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { ledger in
            _ = try ledger.change(event.user, in: event.group) { $0.isNew(\.asksStep, event.step) }
            try ledger.endAll(.requests(by: event.user, to: event.group), step: event.step)
        }
    }
}

/// Tells somebody that they are invited.
struct NoteGroupInvitation: EventHandler {
    static let name: HandlerName = "notifications.note-group-invitation"

    func handle(_ event: GroupPersonInvited, _ delivery: Delivery, in db: any SQLConnection) throws {
        let (user, group, step) = (event.user, event.group.id, event.step)
        try db.keepLedger { ledger in
            guard try ledger.change(user, in: group, { $0.isNew(\.invitedStep, step) }) else { return }
            try ledger.note(event.group, delivery.position)
            // Who invites again stands for the invitation.
            try ledger.endAll(.aboutGroup(group, .groupInvitation, for: user), step: step)
            let deed = Deed.about(group, .groupInvitation, by: event.by, to: user, at: event.at)
            try ledger.note(deed, isOn: true, position: Int64(step))
        }
    }
}

/// Takes back an invitation that was answered or taken back.
struct NoteEndOfGroupInvitation: EventHandler {
    static let name: HandlerName = "notifications.note-end-of-group-invitation"

    func handle(_ event: GroupInvitationEnded, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { ledger in
            _ = try ledger.change(event.user, in: event.group) { $0.isNew(\.invitedStep, event.step) }
            try ledger.endAll(
                .aboutGroup(event.group, .groupInvitation, for: event.user),
                step: event.step
            )
        }
    }
}

/// Follows what a group is called.
struct NoteGroupName: EventHandler {
    static let name: HandlerName = "notifications.note-group-name"

    func handle(_ event: GroupUpdated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.note(event.group, delivery.position) }
    }
}

/// Tells nothing more of a group that is gone.
struct ForgetDeletedGroup: EventHandler {
    static let name: HandlerName = "notifications.forget-group"

    func handle(_ event: GroupDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keepLedger { try $0.end(event.group, at: delivery.publishedAt) }
    }
}

extension MembershipRecord {
    /// Notes the last change of a kind; false when a later one is known.
    fileprivate mutating func isNew(_ kind: WritableKeyPath<Self, Int>, _ step: Int) -> Bool {
        guard step >= self[keyPath: kind] else { return false }
        self[keyPath: kind] = step
        return true
    }
}

extension Deed {
    /// What one person did about another in a group; all of a kind stand together.
    fileprivate static func about(
        _ group: GroupID,
        _ kind: NotificationKind,
        by actor: UserID,
        to user: UserID,
        at time: Timestamp
    ) -> Deed {
        Deed(user: user, kind: kind, source: ThingID(group), actor: actor, group: ThingID(group), at: time)
    }
}
