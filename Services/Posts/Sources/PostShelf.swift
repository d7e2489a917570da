// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Database
import Endpoints
import PostsAPI

/// Posts as they are stored, the ones in demand kept in memory.
///
/// What a viewer did with the posts of a page is read anew each time, where anybody did anything; what the cache lacks
/// comes with the same read.
struct PostShelf: Sendable {
    /// Posts, and what one viewer did with them.
    struct Selection: Sendable {
        var records: [PostID: PostRecord] = [:]
        var marks: [PostID: OwnMarks] = [:]
    }

    private let database: any ServiceDatabase
    private let cache: LocalCache<PostID, PostRecord>

    init(database: any ServiceDatabase, clock: any WallClock) {
        self.database = database
        cache = LocalCache(
            name: "posts",
            capacity: PostsLimits.cachedPosts,
            lifetime: PostsLimits.cachedPostLifetime,
            clock: clock
        )
    }

    /// Some posts, and what `viewer` did with them. Posts that are gone are left out.
    func posts(_ ids: [PostID], for viewer: UserID) async throws -> Selection {
        guard !ids.isEmpty else { return Selection() }
        var (selection, missing) = lookUp(ids)
        let known = Array(selection.records.values)
        // Of posts that nobody did anything with there is nothing to look up.
        guard !missing.isEmpty || known.contains(where: { $0.isMarked || $0.poll != nil }) else {
            return selection
        }
        let toLoad = Array(missing.keys)
        let (loaded, marks) = try await database.read { db in
            let loaded = try PostStore(db).posts(toLoad)
            let all = known + loaded
            var marks = try MarkStore(db).marks(by: viewer, on: all.filter(\.isMarked).map(\.id))
            let polls = all.filter { $0.poll != nil }.map(\.id)
            for (post, places) in try PollStore(db).votes(by: viewer, in: polls) {
                marks[post, default: OwnMarks()].votes = places
            }
            return (loaded, marks)
        }
        keep(loaded, missing, in: &selection)
        selection.marks = marks
        return selection
    }

    /// Some posts, for those whose marks do not matter.
    func records(_ ids: [PostID]) async throws -> [PostID: PostRecord] {
        var (selection, missing) = lookUp(ids)
        guard !missing.isEmpty else { return selection.records }
        let toLoad = Array(missing.keys)
        keep(try await database.read { db in try PostStore(db).posts(toLoad) }, missing, in: &selection)
        return selection.records
    }

    /// Drops a post that changed.
    func invalidate(_ id: PostID) { cache.invalidate(id) }

    private typealias Tickets = [PostID: LocalCache<PostID, PostRecord>.Ticket]

    private func lookUp(_ ids: [PostID]) -> (Selection, Tickets) {
        var selection = Selection()
        var missing: Tickets = [:]
        for id in ids where selection.records[id] == nil && missing[id] == nil {
            if let record = cache.value(for: id) {
                selection.records[id] = record
            } else {
                missing[id] = cache.ticket(for: id)
            }
        }
        return (selection, missing)
    }

    private func keep(_ loaded: [PostRecord], _ tickets: Tickets, in selection: inout Selection) {
        for record in loaded {
            if let ticket = tickets[record.id] { cache.fill(record, for: record.id, ticket: ticket) }
            selection.records[record.id] = record
        }
    }
}
