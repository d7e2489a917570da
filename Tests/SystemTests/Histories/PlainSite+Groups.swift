// SPDX-License-Identifier: Apache-2.0
import GroupsAPI
import NotificationsAPI

extension PlainSite {
    mutating func performInGroup(_ step: PlainStep) -> Bool {
        let (id, one, other) = (step.group ?? 0, step.by, step.other)
        let group = groups[id]
        if step.kind == .join { return join(id, one) }
        guard group.knows(one) else { return false }
        switch step.kind {
        case .leave: return leave(id, one)
        case .invite: return invite(other, to: id, by: one)
        case .admit, .refuse:
            guard group.moderates(one), group.requests.contains(other) else { return false }
            if step.kind == .admit {
                admit(other, to: id, acceptedBy: one)
            } else {
                endRequest(of: other, in: id)
            }
        case .ban:
            guard outranks(one, other, in: group) else { return false }
            dismiss(other, from: id)
            endWaiting(of: other, in: id)
            groups[id].banned.insert(other)
        case .unban:
            guard group.moderates(one) else { return false }
            groups[id].banned.remove(other)
        default: return changeRole(step, in: id)
        }
        return true
    }

    private func outranks(_ one: Int, _ other: Int, in group: PlainGroup) -> Bool {
        one == group.owner ? other != one : group.moderates(one) && !group.moderates(other)
    }

    private mutating func join(_ id: Int, _ person: Int) -> Bool {
        let group = groups[id]
        guard group.knows(person) else { return false }
        guard !group.members.contains(person) else { return true }
        guard !group.banned.contains(person) else { return false }
        if group.kind == .open || group.invited.contains(person) {
            admit(person, to: id, acceptedBy: nil)
        } else if groups[id].requests.insert(person).inserted {
            for moderator in group.moderators.union([group.owner]) {
                begin(.groupRequest, .group(id), of: person, to: moderator, together: .group(id))
            }
        }
        return true
    }

    private mutating func admit(_ person: Int, to id: Int, acceptedBy moderator: Int?) {
        endWaiting(of: person, in: id)
        groups[id].members.insert(person)
        if let moderator {
            begin(.groupAccepted, .group(id), of: moderator, to: person, together: .group(id))
        }
    }

    private mutating func endRequest(of person: Int, in id: Int) {
        guard groups[id].requests.remove(person) != nil else { return }
        deeds = deeds.filter { deed, _ in
            deed.kind != .groupRequest || deed.source != .group(id) || deed.actor != person
        }
    }

    /// Ends the request and the invitation of somebody.
    private mutating func endWaiting(of person: Int, in id: Int) {
        endRequest(of: person, in: id)
        guard groups[id].invited.remove(person) != nil else { return }
        endDeeds([.groupInvitation], of: id, to: person)
    }

    private mutating func endDeeds(_ kinds: Set<NotificationKind>, of id: Int, to person: Int) {
        deeds = deeds.filter { deed, _ in
            !kinds.contains(deed.kind) || deed.source != .group(id) || deed.user != person
        }
    }

    private mutating func dismiss(_ person: Int, from id: Int) {
        groups[id].members.remove(person)
        groups[id].moderators.remove(person)
        endDeeds([.groupAccepted, .groupRole], of: id, to: person)
    }

    private mutating func leave(_ id: Int, _ person: Int) -> Bool {
        guard person != groups[id].owner else { return false }
        if groups[id].members.contains(person) {
            dismiss(person, from: id)
        } else {
            endWaiting(of: person, in: id)
        }
        return true
    }

    private mutating func invite(_ person: Int, to id: Int, by one: Int) -> Bool {
        let group = groups[id]
        guard group.moderates(one) || group.members.contains(one) && group.kind == .open,
            reaches(one, person), !group.members.contains(person), !group.banned.contains(person)
        else { return false }
        if group.requests.contains(person), group.moderates(one) {
            admit(person, to: id, acceptedBy: one)
        } else {
            // Who invites again stands for the invitation.
            endDeeds([.groupInvitation], of: id, to: person)
            groups[id].invited.insert(person)
            begin(.groupInvitation, .group(id), of: one, to: person, together: .group(id))
        }
        return true
    }

    private mutating func changeRole(_ step: PlainStep, in id: Int) -> Bool {
        let group = groups[id]
        guard step.by == group.owner, group.members.contains(step.other) else { return false }
        if step.kind == .demote {
            groups[id].moderators.remove(step.other)
            endDeeds([.groupRole], of: id, to: step.other)
        } else if groups[id].moderators.insert(step.other).inserted {
            begin(.groupRole, .group(id), of: step.by, to: step.other, together: .group(id))
        }
        return true
    }
}
