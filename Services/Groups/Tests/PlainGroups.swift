// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import PostsAPI

/// What groups should be, in the plainest words.
struct PlainGroups {
    struct PlainGroup {
        var kind: GroupKind
        /// Members by how long they are there.
        var members: [UserID]
        var owner: UserID
        var moderators: Set<UserID> = []
        var quiet: Set<UserID> = []
        var requests: Set<UserID> = []
        var invited: Set<UserID> = []
        var banned: Set<UserID> = []
        /// What was posted, the oldest first.
        var posts: [(id: PostID, author: UserID)] = []

        func role(of user: UserID) -> GroupRole? {
            guard members.contains(user) else { return nil }
            return owner == user ? .owner : moderators.contains(user) ? .moderator : .member
        }

        func moderates(_ user: UserID) -> Bool { role(of: user)?.moderates == true }
        func knows(_ user: UserID) -> Bool {
            kind != .hidden || members.contains(user) || invited.contains(user)
        }
        func reads(_ user: UserID) -> Bool { kind == .open || members.contains(user) }

        func outranks(_ one: UserID, _ other: UserID) -> Bool {
            switch role(of: one) {
            case .owner: other != one
            case .moderator: !moderates(other)
            default: false
            }
        }

        func membership(of user: UserID) -> GroupMembership {
            GroupMembership(
                role: role(of: user),
                showsInHome: members.contains(user) && !quiet.contains(user),
                hasRequested: requests.contains(user),
                isInvited: invited.contains(user),
                isBanned: banned.contains(user)
            )
        }

        mutating func admit(_ user: UserID) {
            members.append(user)
            requests.remove(user)
            invited.remove(user)
            quiet.remove(user)
        }

        mutating func dismiss(_ user: UserID) {
            members.removeAll { $0 == user }
            moderators.remove(user)
        }
    }

    var groups: [GroupID: PlainGroup] = [:]
    var blocks: [(UserID, UserID)] = []

    func isCut(_ one: UserID, _ other: UserID) -> Bool {
        blocks.contains { $0 == (one, other) || $0 == (other, one) }
    }

    /// What somebody reads in a group, newest first; nil when they may not.
    func feed(of group: GroupID, for user: UserID) -> [PostID]? {
        guard let plain = groups[group], plain.reads(user) else { return nil }
        return plain.posts.reversed().filter { !isCut(user, $0.author) }.map(\.id)
    }

    /// What comes home to somebody, newest first.
    func home(of user: UserID) -> [PostID] {
        groups.values.filter { $0.members.contains(user) && !$0.quiet.contains(user) }
            .flatMap(\.posts).filter { !isCut(user, $0.author) }.map(\.id).sorted(by: >)
    }
}
