// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// What one person has to do with a group, as the rules see it: what is over by now is not there.
struct Place: Sendable, Equatable {
    var member: MemberRow?
    var request: RequestRow?
    var invitation: InvitationRow?
    var ban: BanRow?

    var role: GroupRole? { member?.role }
    var moderates: Bool { role?.moderates == true }

    /// Whether somebody in this place may take somebody in another one out of the group.
    func outranks(_ other: Place) -> Bool {
        switch (role, other.role) {
        case (.owner, .owner), (.member, _), (nil, _): false
        case (.owner, _): true
        case (.moderator, .member), (.moderator, nil): true
        case (.moderator, _): false
        }
    }
}

/// Where a group is changed: rows, counters, log and events of one group in one transaction. Lives only inside a
/// `write` block, and only after `PeopleStore.takeTurns` for the group and everybody it is about.
struct Desk {
    let db: any SQLConnection
    let at: Timestamp
    var group: GroupRecord

    private var groups: GroupStore { GroupStore(db) }
    private var members: MembershipStore { MembershipStore(db) }
    private var waiting: WaitingStore { WaitingStore(db) }
    private var people: PeopleStore { PeopleStore(db) }

    /// What somebody has to do with the group.
    func place(of user: UserID) throws -> Place {
        let invitation = try waiting.invitation(of: user, to: group.id)
        let ban = try BanStore(db).ban(of: user, from: group.id)
        return Place(
            member: try members.member(user, of: group.id),
            request: try waiting.request(of: user, to: group.id),
            invitation: invitation.flatMap { $0.expiresAt > at ? $0 : nil },
            ban: ban.flatMap { $0.holds(at: at) ? $0 : nil }
        )
    }

    /// The place of somebody who may know that the group is there.
    func known(to user: UserID) throws -> Place {
        let place = try place(of: user)
        let isKnown = group.kind != .hidden || place.member != nil || place.invitation != nil
        guard isKnown else { throw GroupsError.groupNotFound }
        return place
    }

    /// The place of somebody who looks after the group.
    func moderator(_ user: UserID) throws -> Place {
        let place = try known(to: user)
        guard place.moderates else {
            throw GroupsError.notAllowed("Only the owner and moderators of the group may do this.")
        }
        return place
    }

    /// The place of the group's owner.
    func owner(_ user: UserID) throws -> Place {
        let place = try known(to: user)
        guard place.role == .owner else {
            throw GroupsError.notAllowed("Only the owner of the group may do this.")
        }
        return place
    }

    private func nextStep() throws -> Int { try groups.nextStep(of: group.id) }

    // MARK: Members

    /// Lets somebody in, and answers their request and invitation.
    func admit(
        _ user: UserID,
        as role: GroupRole = .member,
        by entrance: GroupEntrance,
        letInBy other: UserID? = nil
    ) throws {
        try endRequest(of: user, accepted: true)
        try endInvitation(of: user, accepted: true)
        // A ban whose time is over.
        if try BanStore(db).delete(of: user, from: group.id) {
            try groups.add(-1, to: .bans, of: group.id)
        }
        let most = group.chat == nil ? GroupsLimits.members : GroupsLimits.membersWithChat
        try groups.add(1, to: .members, of: group.id, most: most)
        try people.addGroup(to: user)
        let step = try nextStep()
        let row = MemberRow(user: user, role: role, showsInHome: true, joinedAt: at, step: step)
        try members.insert(row, into: group.id)
        try db.publish(
            GroupMemberJoined(
                user,
                in: group.facts,
                role: role,
                entrance: entrance,
                by: other,
                at: at,
                step: step
            )
        )
    }

    /// Takes a member out.
    func dismiss(_ member: MemberRow, _ exit: GroupExit) throws {
        try members.delete(member.user, from: group.id)
        try groups.add(-1, to: .members, of: group.id)
        if member.role == .moderator { try groups.add(-1, to: .moderators, of: group.id) }
        try people.removeGroup(from: member.user)
        try db.publish(
            GroupMemberLeft(member.user, of: group.id, exit: exit, at: at, step: try nextStep())
        )
    }

    /// Gives a member another role.
    func setRole(_ role: GroupRole, of member: MemberRow, by actor: UserID?, most: Int? = nil) throws {
        guard role != member.role else { return }
        if member.role == .moderator { try groups.add(-1, to: .moderators, of: group.id) }
        if role == .moderator { try groups.add(1, to: .moderators, of: group.id, most: most) }
        let step = try nextStep()
        try members.setRole(role, of: member.user, in: group.id, step: step)
        try db.publish(
            GroupRoleChanged(
                of: member.user,
                in: group.facts,
                role: role,
                formerRole: member.role,
                by: actor,
                at: at,
                step: step
            )
        )
    }

    /// Makes another member the owner. The one who was stays as a moderator, even where there are as many as may be.
    func handOver(from owner: MemberRow, to heir: MemberRow, by actor: UserID?) throws {
        // First the one who was, since a group has one owner at every moment.
        try setRole(.moderator, of: owner, by: actor, most: GroupsLimits.moderators + 1)
        try setRole(.owner, of: heir, by: actor)
    }

    /// Whether what is posted comes into a member's home feed.
    func setShowsInHome(_ shows: Bool, for member: MemberRow) throws {
        guard shows != member.showsInHome else { return }
        let step = try nextStep()
        try members.setShowsInHome(shows, for: member.user, in: group.id, step: step)
        try db.publish(
            GroupHomeChoiceChanged(of: member.user, in: group.id, showsInHome: shows, step: step)
        )
    }

    // MARK: Requests and invitations

    /// Notes that somebody asks to join.
    func ask(_ user: UserID, note: String) throws {
        try groups.add(1, to: .requests, of: group.id)
        try waiting.insert(RequestRow(user: user, note: note, at: at), to: group.id)
        try db.publish(
            GroupJoinRequested(
                by: user,
                in: group.facts,
                moderators: try members.moderators(of: group.id),
                at: at,
                step: try nextStep()
            )
        )
    }

    /// Ends somebody's request, if there is one.
    func endRequest(of user: UserID, accepted: Bool) throws {
        guard try waiting.deleteRequest(of: user, to: group.id) else { return }
        try groups.add(-1, to: .requests, of: group.id)
        try db.publish(
            GroupJoinRequestEnded(of: user, in: group.id, accepted: accepted, at: at, step: try nextStep())
        )
    }

    /// Invites somebody, instead of an invitation that there is.
    func invite(_ user: UserID, by sender: UserID) throws {
        let expiresAt = at + GroupsLimits.invitationLife
        if try waiting.deleteInvitation(of: user, to: group.id) {
            try groups.add(-1, to: .invitations, of: group.id)
        }
        try groups.add(1, to: .invitations, of: group.id)
        try waiting.insert(
            InvitationRow(group: group.id, user: user, by: sender, expiresAt: expiresAt, at: at)
        )
        try db.publish(
            GroupPersonInvited(
                of: user,
                to: group.facts,
                by: sender,
                expiresAt: expiresAt,
                at: at,
                step: try nextStep()
            )
        )
    }

    /// Ends somebody's invitation, if there is one. Of one whose time is over no event tells.
    func endInvitation(of user: UserID, accepted: Bool) throws {
        guard let invitation = try waiting.invitation(of: user, to: group.id) else { return }
        _ = try waiting.deleteInvitation(of: user, to: group.id)
        try groups.add(-1, to: .invitations, of: group.id)
        guard invitation.expiresAt > at else { return }
        try db.publish(
            GroupInvitationEnded(of: user, to: group.id, accepted: accepted, at: at, step: try nextStep())
        )
    }

    // MARK: Bans

    /// Keeps somebody out, whatever they have to do with the group.
    func ban(_ user: UserID, reason: String, until: Timestamp?, by moderator: UserID) throws {
        if let member = try members.member(user, of: group.id) { try dismiss(member, .banned) }
        try endRequest(of: user, accepted: false)
        try endInvitation(of: user, accepted: false)
        if try BanStore(db).delete(of: user, from: group.id) {
            try groups.add(-1, to: .bans, of: group.id)
        }
        try groups.add(1, to: .bans, of: group.id)
        let row = BanRow(user: user, reason: reason, until: until, by: moderator, at: at)
        try BanStore(db).insert(row, from: group.id)
        try db.publish(
            GroupMemberBanned(
                of: user,
                from: group.facts,
                reason: reason,
                until: until,
                by: moderator,
                at: at,
                step: try nextStep()
            )
        )
    }

    /// Lets somebody come back; false when they were not banned.
    func unban(_ user: UserID, by moderator: UserID) throws -> Bool {
        guard let ban = try BanStore(db).ban(of: user, from: group.id) else { return false }
        _ = try BanStore(db).delete(of: user, from: group.id)
        try groups.add(-1, to: .bans, of: group.id)
        guard ban.holds(at: at) else { return false }
        try db.publish(
            GroupMemberUnbanned(of: user, from: group.id, by: moderator, at: at, step: try nextStep())
        )
        return true
    }

    // MARK: The group itself

    /// Writes down what somebody who looks after the group did.
    func log(
        _ action: GroupAction,
        by actor: UserID,
        about person: UserID? = nil,
        subject: ID<GroupSubject>? = nil,
        _ detail: String? = nil
    ) throws {
        let row = LogRow(
            number: try nextStep(),
            id: ID(at: at),
            action: action,
            actor: actor,
            person: person,
            subject: subject,
            detail: detail.flatMap { $0.isEmpty ? nil : $0 },
            at: at
        )
        try LogStore(db).insert(row, of: group.id)
    }

    /// Gives the group its chat, which has the members that the group has.
    mutating func openChat() throws {
        guard group.memberCount <= GroupsLimits.membersWithChat else { throw GroupsError.full(.members) }
        let chat = GroupChatID(at: at)
        group.chat = chat
        try groups.update(group)
        try db.publish(GroupChatOpened(chat, of: group.facts, at: at))
    }

    /// Deletes the group. What belongs to it is swept up afterwards, since there may be very much of it.
    func delete() throws {
        try groups.delete(group.id)
        try db.publish(GroupDeleted(group.id))
        if try Sweep(db).sweep(group.id) { try db.enqueue(SweepGroup(group: group.id)) }
    }
}
