// SPDX-License-Identifier: Apache-2.0
import Activity
import Core
import Connections
import Endpoints
import Feed
import Modules
import Notifications
import Posts
import PostsAPI
import UsersAPI

/// A community of any size without a story, for benchmarks: the same for the same people and numbers. Its rows are
/// written straight into the tables, thousands in a transaction and without events.
struct DemoCrowd {
    /// How many posts are written in one transaction.
    private static let batch = 4_000
    /// How many of the newest posts stand in everybody's feed.
    private static let feedLength = 200
    /// How many lines there are in each language; a post is two of them.
    private static let lineCount = 4_000

    let people: [User]
    let today: Timestamp
    let postCount: Int
    /// How many people everybody follows, if there are as many.
    let followCount: Int
    /// How many rows were written.
    private(set) var rows = 0
    private var random = SeededGenerator(seed: 0x4352_4F57_44)
    private var lines: [(text: String, tags: [String])] = []
    /// Whom each follows, and who follows each, by their places.
    private var followed: [Set<Int>] = []
    private var followers: [[Int]] = []

    init(people: [User], today: Timestamp, posts: Int, follows: Int) {
        (self.people, self.today, postCount) = (people, today, posts)
        followCount = min(follows, people.count - 1)
    }

    /// Writes everything but the people.
    mutating func write(to site: Site) async throws {
        try await follow(site)
        makeLines()
        var (published, authors): ([PostID], [Int]) = ([], [])
        for start in stride(from: 0, to: postCount, by: Self.batch) {
            let places = start..<min(start + Self.batch, postCount)
            let chosen = places.map { _ in random.number(0...people.count - 1) }
            let posts = zip(places, chosen).map { post($0, by: $1) }
            let facts = posts.map(\.facts)
            rows += try await site.module(PostsModule.self)?.bringIn(many: posts) ?? 0
            rows += try await site.module(FeedModule.self)?.bringIn(many: facts) ?? 0
            rows += try await site.module(NotificationsModule.self)?.bringIn(many: facts) ?? 0
            rows +=
                try await site.module(ActivityModule.self)?
                .bringIn(many: posts.flatMap(Self.deeds), today: today) ?? 0
            published += facts.map(\.id)
            authors += chosen
        }
        try await fillFeeds(site, published, authors)
    }

    // MARK: Ties

    private mutating func follow(_ site: Site) async throws {
        followers = people.map { _ in [] }
        for place in people.indices {
            // The first has as many followers as there can be.
            var chosen: Set<Int> = place > 0 && followCount > 0 ? [0] : []
            while chosen.count < followCount {
                let other = random.number(0...people.count - 1)
                if other != place { chosen.insert(other) }
            }
            followed.append(chosen)
            for other in chosen { followers[other].append(place) }
        }
        let portion = max(1, Self.batch / max(1, followCount))
        for start in stride(from: 0, to: people.count, by: portion) {
            let written = (start..<min(start + portion, people.count)).flatMap { follows(of: $0) }
            let ties = written.map { (user: $0.follower, other: $0.followee, step: $0.step) }
            rows += try await site.module(ConnectionsModule.self)?.bringIn(many: written) ?? 0
            rows += try await site.module(FeedModule.self)?.bringIn(ties: ties) ?? 0
            rows += try await site.module(NotificationsModule.self)?.bringIn(ties: ties) ?? 0
        }
        let counts = people.indices.map { place in
            (user: people[place].id, followers: followers[place].count, following: followed[place].count)
        }
        rows += try await site.module(ConnectionsModule.self)?.bringIn(counts: counts) ?? 0
        rows +=
            try await site.module(FeedModule.self)?
            .bringIn(listeners: counts.map { (user: $0.user, count: $0.followers) }) ?? 0
    }

    private func follows(of place: Int) -> [ManyFollow] {
        followed[place].sorted().map { other in
            // Of two who follow each other the first of them began.
            let step = followed[other].contains(place) && other < place ? 2 : 1
            let at = today - .days(390) + .minutes(place % 1_000 + 1_000 * step)
            return ManyFollow(people[place].id, people[other].id, at: at, step: step)
        }
    }

    // MARK: Posts

    private mutating func makeLines() {
        for tongue in DemoNeighbours.Tongue.all {
            var phrasing = DemoPhrasing()
            let patterns = DemoPosts.daily[tongue.language] ?? []
            for number in 0..<Self.lineCount where !patterns.isEmpty {
                phrasing.begin()
                let text = phrasing.fill(patterns[number % patterns.count], cast: [:], &random).text
                lines.append((text, PostsModule.hashtags(in: text)))
            }
        }
    }

    private mutating func line(_ place: Int) -> (text: String, tags: [String]) {
        let language = place % DemoNeighbours.Tongue.all.count
        return lines[language * Self.lineCount + random.number(0...Self.lineCount - 1)]
    }

    private mutating func post(_ number: Int, by place: Int) -> ManyPost {
        let span = 360 * 86_400 * 1_000
        let at = today - .days(361) + .milliseconds(Int(Double(number) / Double(postCount) * Double(span)))
        let (one, other) = (line(place), line(place))
        let id = PostID(at: at, using: &random)
        let facts = PostFacts(
            id: id,
            author: people[place].id,
            text: "\(one.text) \(other.text)",
            media: nil,
            visibility: .everyone,
            group: nil,
            mentions: [],
            hashtags: one.tags + other.tags.filter { !one.tags.contains($0) },
            createdAt: at
        )
        return ManyPost(facts, likes: likes(after: at), comments: comments(on: id, after: at))
    }

    private mutating func likes(after time: Timestamp) -> [(user: UserID, id: ManyPost.LikeID)] {
        let first = random.number(0...people.count - 1)
        return (0..<random.number(0...2)).map { step in
            let at = time + .seconds(random.number(60...80_000))
            // Neighbours by number, so that nobody likes twice.
            let user = people[(first + step) % people.count].id
            return (user, ManyPost.LikeID(at: at, using: &random))
        }
    }

    private mutating func comments(on post: PostID, after time: Timestamp) -> [CommentFacts] {
        guard random.happens(25) else { return [] }
        let place = random.number(0...people.count - 1)
        let at = time + .seconds(random.number(60...80_000))
        let text = line(place).text
        return [
            CommentFacts(
                id: CommentID(at: at, using: &random),
                post: post,
                author: people[place].id,
                text: text,
                parent: nil,
                mentions: [],
                createdAt: at
            )
        ]
    }

    /// What was done about a post.
    private static func deeds(_ post: ManyPost) -> [ManyDeed] {
        post.likes.map { ManyDeed(likeOf: post.facts.id, by: $0.user, id: $0.id) }
            + post.comments.map { ManyDeed($0) }
    }

    // MARK: Feeds

    /// The newest posts of those whom each follows, and their own, the newest first.
    private mutating func fillFeeds(_ site: Site, _ posts: [PostID], _ authors: [Int]) async throws {
        guard let feed = site.module(FeedModule.self) else { return }
        var feeds: [[Int]] = people.map { _ in [] }
        for post in posts.indices.reversed() {
            let author = authors[post]
            for reader in followers[author] + [author] where feeds[reader].count < Self.feedLength {
                feeds[reader].append(post)
            }
        }
        let portion = Self.batch * 2 / Self.feedLength
        for start in stride(from: 0, to: people.count, by: portion) {
            let entries = (start..<min(start + portion, people.count)).flatMap { reader in
                feeds[reader].reversed().map {
                    ManyEntry(of: people[reader].id, posts[$0], by: people[authors[$0]].id)
                }
            }
            rows += try await feed.bringIn(entries: entries)
        }
    }
}
