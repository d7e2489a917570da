// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import NotificationsAPI
import PostsAPI
import UsersAPI

// What is posted in a group is told to its members alone, whatever its kind, and no longer once they are out. Each change
// about one person in one group has a number, so whichever of two is heard of first, the later one holds.

extension Ledger {
    // MARK: Who sees what

    /// Whether somebody is told of a post in a group.
    func sees(_ user: UserID, _ author: UserID, in group: GroupID) throws -> Bool {
        let people = PeopleStore(db)
        guard try !people.isGone([ThingID(group)]),
            try MembershipStore(db).membership(of: user, in: group).role != nil
        else { return false }
        // Held, so that of the end of the group and a post in it one sees the other.
        _ = try ThingStore(db).held(ThingID(group), on: PostID(thing: group), forChange: false)
        guard try !people.isGone([ThingID(group)]) else { return false }
        guard author != user else { return true }
        try people.share(author)
        return try !TieStore(db).tie(of: user, with: author).isCut && !people.isHidden(author)
    }

    /// Whether somebody is still concerned by what is told of a group itself.
    func isToBeShownOfGroup(_ deed: Deed) throws -> Bool {
        guard deed.kind == .groupRequest else { return true }
        let group = GroupID(high: deed.source.high, low: deed.source.low)
        return try MembershipStore(db).membership(of: deed.user, in: group).role?.moderates == true
    }

    // MARK: Changes

    /// Notes what a group is called.
    mutating func note(_ group: GroupFacts, _ position: Int64) throws {
        guard try !PeopleStore(db).isGone([ThingID(group.id)]) else { return }
        let store = ThingStore(db)
        var thing = try store.held(ThingID(group.id), on: PostID(thing: group.id), forChange: true)
        guard position >= thing.position else { return }
        (thing.position, thing.excerpt) = (position, Excerpt.of(group.name))
        thing.slug = group.slug.text
        try store.update(thing)
    }

    /// Notes which role somebody has in a group, none when they are out; false when a later change is known.
    mutating func setRole(_ role: GroupRole?, of user: UserID, in group: GroupID, step: Int) throws -> Bool {
        var former: GroupRole?
        let isNew = try change(user, in: group) { membership in
            guard step >= membership.roleStep else { return false }
            former = membership.role
            (membership.role, membership.roleStep) = (role, step)
            return true
        }
        guard isNew else { return false }
        if (former == nil) != (role == nil) { try reconsiderAll(.inGroup(group, for: user)) }
        if former?.moderates != role?.moderates {
            try reconsiderAll(.aboutGroup(group, .groupRequest, for: user))
        }
        return true
    }

    /// Whether what came with a change about somebody in a group is over: they left later, or one of the two is gone.
    func isOver(_ user: UserID, in group: GroupID, since step: Int) throws -> Bool {
        try PeopleStore(db).isGone([ThingID(user), ThingID(group)])
            || MembershipStore(db).membership(of: user, in: group).leftStep > step
    }

    /// Changes what is known of somebody and a group, unless one of them is gone; returns what `body` does.
    mutating func change(
        _ user: UserID,
        in group: GroupID,
        _ body: (inout MembershipRecord) -> Bool
    ) throws -> Bool {
        let people = PeopleStore(db)
        try people.lock(user)
        guard try !people.isGone([ThingID(user), ThingID(group)]) else { return false }
        let store = MembershipStore(db)
        var membership = try store.membership(of: user, in: group)
        guard body(&membership) else { return false }
        try store.set(membership, of: user, in: group)
        return true
    }

    /// Notes that some deeds about a group hold no longer.
    mutating func endAll(_ selection: ActSelection, step: Int) throws {
        for act in try ActStore(db).acts(selection, limit: NotificationsLimits.sweep) where act.isOn {
            try note(act.deed, isOn: false, position: Int64(step))
        }
    }

    /// Forgets a group that is gone.
    mutating func end(_ group: GroupID, at time: Timestamp) throws {
        let store = ThingStore(db)
        _ = try store.held(ThingID(group), on: PostID(thing: group), forChange: true)
        try PeopleStore(db).bury(ThingID(group), at: time)
        try forgetAll(.aboutAllOfGroup(group))
        try reconsiderAll(.inAllOfGroup(group))
        try store.delete(ThingID(group))
        try db.enqueue(ForgetMembers(group: group))
    }
}

extension PostID {
    /// In place of the post where a thing is none.
    init(thing group: GroupID) { self.init(high: group.high, low: group.low) }
}
