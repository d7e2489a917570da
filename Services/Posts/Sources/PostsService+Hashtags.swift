// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Database
import Endpoints
import PostsAPI

extension PostsService {
    /// The public posts with a tag. A page may read on a few times, since posts of private accounts and of people
    /// kept apart by a block are known only after they were read.
    func posts(_ request: ListHashtagPosts, from caller: Member) async throws -> Page<Post> {
        let tag = PostParsing.fold(request.tag.text)
        let limit = request.limit ?? .standard
        var before = try request.cursor?.field(0, as: PostID.self)
        var items: [Post] = []
        for _ in 0..<PostsLimits.rounds {
            let (place, wanted) = (before, limit.value - items.count)
            let rows = try await database.read { db in
                try HashtagStore(db).page(tag, before: place, limit: wanted + 1)
            }
            let page = rows.prefix(wanted)
            items += try await rendering.posts(page.map { GetPosts.Wanted($0) }, for: caller.id)
            before = rows.count > wanted ? page.last : nil
            if before == nil || items.count == limit.value { break }
        }
        return Page(items: items, nextCursor: before.map { Cursor($0) })
    }

    /// The tags in use.
    func trends(_ request: ListHashtagTrends, from caller: Member) async throws -> Page<HashtagTrend> {
        Page(items: try await trends.current())
    }
}

/// The tags that most people use, counted once a minute however often they are asked for.
struct TrendBoard: Sendable {
    private let database: any ServiceDatabase
    private let clock: any WallClock
    private let cache: ReadThroughCache<Int64, [HashtagTrend]>

    init(database: any ServiceDatabase, clock: any WallClock) {
        self.database = database
        self.clock = clock
        cache = ReadThroughCache(
            name: "posts-trends",
            capacity: 2,
            lifetime: PostsLimits.trendLifetime,
            clock: clock
        )
    }

    func current() async throws -> [HashtagTrend] {
        let day = firstDay
        return try await cache.value(for: day) { [database] in
            try await database.read { db in
                try HashtagStore(db).trends(since: day, limit: PostsLimits.trends)
            }
        }
    }

    /// Forgets what no trend looks at any more.
    func forget() async throws {
        let day = firstDay
        try await database.write { db in try HashtagStore(db).forgetUses(before: day) }
    }

    private var firstDay: Int64 { HashtagStore.day(of: clock.now) - PostsLimits.trendDays + 1 }
}
