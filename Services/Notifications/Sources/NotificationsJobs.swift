// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import NotificationsAPI
import PostsAPI
import UsersAPI

/// Looks again at the rest of some acts.
struct ReconsiderActs: Job {
    static let name: JobName = "notifications.reconsider"
    let selection: ActSelection
    /// The last act looked at.
    let after: ID<Act>
}

/// Forgets the rest of some acts.
struct ForgetActs: Job {
    static let name: JobName = "notifications.forget-acts"
    let selection: ActSelection
}

/// Forgets the rest of the comments on a post that is gone.
struct ForgetThings: Job {
    static let name: JobName = "notifications.forget-things"
    let post: PostID
}

/// Forgets who was in a group that is gone.
struct ForgetMembers: Job {
    static let name: JobName = "notifications.forget-members"
    let group: GroupID
}

/// Forgets somebody whose account is gone.
struct ErasePerson: Job {
    static let name: JobName = "notifications.erase-person"
    let user: UserID
}

extension NotificationsService {
    /// Repeats a portion until it says that there is no more.
    private func whileMore(_ portion: @escaping @Sendable (any SQLConnection) throws -> Bool) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write(portion)
        }
    }

    func reconsider(_ job: ReconsiderActs, _ context: JobContext) async throws {
        var last: ID<Act>? = job.after
        while let after = last {
            try Task.checkCancellation()
            last = try await database.write { db in
                var ledger = Ledger(db)
                let next = try ledger.reconsider(job.selection, after: after)
                try ledger.finish()
                return next
            }
        }
    }

    func forget(_ job: ForgetActs, _ context: JobContext) async throws {
        try await forget(job.selection)
    }

    private func forget(_ selection: ActSelection) async throws {
        try await whileMore { db in
            var ledger = Ledger(db)
            let isMore = try ledger.forget(selection)
            try ledger.finish()
            return isMore
        }
    }

    func forget(_ job: ForgetThings, _ context: JobContext) async throws {
        let post = job.post
        try await whileMore { db in
            try ThingStore(db).delete(allOn: post, limit: NotificationsLimits.sweep)
        }
    }

    func forget(_ job: ForgetMembers, _ context: JobContext) async throws {
        let group = job.group
        try await whileMore { db in
            try MembershipStore(db).forget(group, limit: NotificationsLimits.sweep)
        }
    }

    /// Forgets somebody, as actor and as receiver.
    func erase(_ job: ErasePerson, _ context: JobContext) async throws {
        let user = job.user
        try await forget(.by(user))
        try await forget(.of(user))
        try await whileMore { db in try TieStore(db).forget(user, limit: NotificationsLimits.sweep) }
        try await database.write { db in
            // What is left are notifications of chats.
            for item in try ItemStore(db).ids(of: user, limit: .max) { try ItemStore(db).delete(item) }
            try ChatStore(db).forget(user)
            try MembershipStore(db).forget(user)
            try PeopleStore(db).forget(user)
        }
    }

    /// Removes what is older than it may be, what is more than it may be, and what is long gone.
    func trim() async throws {
        let oldest = clock.now - NotificationsLimits.lifetime
        let limit = NotificationsLimits.sweep
        try await whileMore { db in
            let old = try ItemStore(db).old(before: oldest, limit: limit)
            try Self.remove(old, db)
            return old.count == limit
        }
        try await forget(.before(oldest))
        try await whileMore { db in try ChatStore(db).forgetMessages(before: oldest, limit: limit) }
        try await trimSurplus()
        let gone = clock.now - NotificationsLimits.goneFor
        try await database.write { db in try PeopleStore(db).forgetGone(before: gone) }
    }

    private func trimSurplus() async throws {
        var last: UserID?
        repeat {
            try Task.checkCancellation()
            let after = last
            last = try await database.write { db in
                let users = try ItemStore(db).owners(after: after, limit: 100)
                for user in users {
                    try PeopleStore(db).lock(user)
                    try Self.remove(try ItemStore(db).surplus(of: user, limit: NotificationsLimits.sweep), db)
                }
                return users.count == 100 ? users.last : nil
            }
        } while last != nil
    }

    /// Removes notifications; what stood in them is not shown again.
    static func remove(_ items: [NotificationID], _ db: any SQLConnection) throws {
        for item in items {
            try ActStore(db).drop(standingIn: item)
            try ItemStore(db).delete(item)
        }
    }
}
