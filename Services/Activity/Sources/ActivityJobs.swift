// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints
import UsersAPI

/// Forgets the rest of the entries about something that is gone.
struct ForgetSource: Job {
    static let name: JobName = "activity.forget-source"
    let source: SourceID
}

/// Forgets somebody whose account is gone.
struct ErasePerson: Job {
    static let name: JobName = "activity.erase-person"
    let user: UserID
}

extension ActivityService {
    /// Repeats a portion until it says that there is no more.
    private func whileMore(_ portion: @escaping @Sendable (any SQLConnection) throws -> Bool) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write(portion)
        }
    }

    func forget(_ job: ForgetSource, _ context: JobContext) async throws {
        let source = job.source
        try await whileMore { db in
            try EntryStore(db).forget(about: source, limit: ActivityLimits.sweep)
        }
    }

    func erase(_ job: ErasePerson, _ context: JobContext) async throws {
        let user = job.user
        try await whileMore { db in try EntryStore(db).forget(user, limit: ActivityLimits.sweep) }
        try await whileMore { db in try TieStore(db).forget(user, limit: ActivityLimits.sweep) }
        try await database.write { db in try PeopleStore(db).forget(user) }
    }

    /// Forgets what was done too long ago, what is more than may be kept, and what is long gone.
    func trim() async throws {
        let now = clock.now
        let ages = TrimAges(
            oldest: ActivityID(floor: now - life),
            oldestGone: ActivityID(floor: now - ActivityLimits.goneFor)
        )
        var last: UserID?
        repeat {
            try Task.checkCancellation()
            let after = last
            last = try await trim(after: after, ages)
        } while last != nil
        try await whileMore { db in try EntryStore(db).sweepGone(limit: ActivityLimits.sweep) }
        try await database.write { db in try EntryStore(db).forgetGone(before: now - ActivityLimits.goneFor) }
    }

    /// Trims what some people did. Returns the last of them when there may be more.
    private func trim(after user: UserID?, _ ages: TrimAges) async throws -> UserID? {
        let (actors, busy) = try await database.write { db in
            let store = EntryStore(db)
            let actors = try store.actors(after: user, limit: 100)
            return (actors, try actors.filter { try store.trim($0, ages, limit: ActivityLimits.sweep) })
        }
        for actor in busy {
            try await whileMore { db in try EntryStore(db).trim(actor, ages, limit: ActivityLimits.sweep) }
        }
        return actors.count == 100 ? actors.last : nil
    }
}
