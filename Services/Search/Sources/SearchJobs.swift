// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Database
import UsersAPI

/// Forgets the rest of what belongs to a post or chat that is gone.
struct ForgetParts: Job {
    static let name: JobName = "search.forget-parts"
    let parent: IndexedID
    let shelf: String
}

/// Forgets what somebody wrote whose account is gone.
struct ForgetWritings: Job {
    static let name: JobName = "search.forget-writings"
    let author: UserID
}

/// Makes the index anew.
struct RebuildIndex: Job {
    static let name: JobName = "search.rebuild"
}

/// What keeps an index in order.
struct IndexUpkeep: Sendable {
    let database: any ServiceDatabase
    let clock: any WallClock

    func forget(_ job: ForgetParts, _ context: JobContext) async throws {
        guard let shelf = Shelf(rawValue: job.shelf) else { return }
        let now = clock.now
        try await whileMore { db in try IndexWriter(db).endAll(under: job.parent, in: shelf, at: now) }
    }

    func forget(_ job: ForgetWritings, _ context: JobContext) async throws {
        let now = clock.now
        for shelf in [Shelf.texts, .chats] {
            try await whileMore { db in try IndexWriter(db).endAll(by: job.author, in: shelf, at: now) }
        }
    }

    /// Wipes what removed entries left behind, and forgets what is long gone.
    func tidy() async throws {
        let oldest = clock.now - SearchLimits.goneFor
        let (state, removals) = try await database.write { db in
            try StateStore(db).forgetGone(before: oldest)
            return (try StateStore(db).state(), try StateStore(db).removals())
        }
        guard removals > 0 else { return }
        for generation in state.written {
            for round in 0..<SearchLimits.mergeRounds {
                try Task.checkCancellation()
                let isMore = try await database.write { db in
                    try db.dialect.index.wipe(generation, isFirst: round == 0, db)
                }
                guard isMore else { break }
            }
        }
        try await database.write { db in try StateStore(db).forgetRemovals(removals) }
    }

    private func whileMore(_ portion: @escaping @Sendable (any SQLConnection) throws -> Bool) async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            isMore = try await database.write(portion)
        }
    }
}
