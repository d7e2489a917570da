// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import PostsAPI

/// The kind of thing an `ActID` names.
enum FeedAct {}

/// The id of an act. That of a post is the act of publishing it, that of a repost the act of passing a post on; both
/// rise with time, so a feed is sorted by them alone.
typealias ActID = ID<FeedAct>

/// Something an account did that its followers read of: it published a post or passed one on.
///
/// A group is like an account whose members follow it: what is posted in it is an act of the group.
struct Act: Sendable, Equatable {
    var id: ActID
    var post: PostID
    /// Who did it: a person, or the group that the post stands in.
    var actor: UserID
    /// Who wrote the post.
    var author: UserID
    var isRepost: Bool

    /// Publishing a post.
    init(_ post: PostFacts) {
        id = ActID(post.id)
        self.post = post.id
        actor = post.group.map { UserID($0) } ?? post.author
        author = post.author
        isRepost = false
    }

    /// Whether a post stands in a group.
    var isInGroup: Bool { !isRepost && actor != author }

    /// Passing a post on.
    init(_ event: PostReposted) {
        id = ActID(event.repost)
        post = event.post
        actor = event.user
        author = event.author
        isRepost = true
    }

    init(id: ActID, post: PostID, actor: UserID, author: UserID, isRepost: Bool) {
        self.id = id
        self.post = post
        self.actor = actor
        self.author = author
        self.isRepost = isRepost
    }

    /// Reads `id, post_id, actor_id, author_id, is_repost`.
    init(_ row: SQLRow) throws {
        id = try row[0]
        post = try row[1]
        actor = try row[2]
        author = try row[3]
        isRepost = try row[4]
    }
}

extension UserID {
    /// The account that a group is to feeds. Ids of version 7 of different things never meet.
    init(_ group: GroupID) { self.init(high: group.high, low: group.low) }
}

extension ActID {
    /// The act that has the id of something else.
    init<Thing>(_ other: ID<Thing>) { self.init(high: other.high, low: other.low) }
}

/// SQL for `feed.acts` and `feed.gone`: what happened, from which feeds are filled. Lives only inside a block.
struct ActStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    static let columns: SQLQuery = "id, post_id, actor_id, author_id, is_repost"

    /// Adds an act; false when it is there.
    func insert(_ act: Act, reach: Visibility, at time: Timestamp) throws -> Bool {
        try db.run(
            """
            INSERT INTO feed.acts (\(Self.columns), reach, reach_at) VALUES (\(act.id), \(act.post),
                \(act.actor), \(act.author), \(act.isRepost), \(reach.rawValue), \(time))
            ON CONFLICT (id) DO NOTHING
            """
        ) > 0
    }

    /// Whether an act is known and others may read of it. It stays so until the block ends: who takes acts away
    /// waits.
    func isOpen(_ id: ActID) throws -> Bool {
        let lock: SQLQuery = .either(sqlite: "", postgres: "FOR SHARE")
        let reach = try db.value("SELECT reach FROM feed.acts WHERE id = \(id) \(lock)", as: String.self)
        return reach.map { $0 != Visibility.onlyMe.rawValue } ?? false
    }

    /// Who may read of an act, and since when that holds.
    func reach(of id: ActID) throws -> (reach: Visibility, at: Timestamp)? {
        try db.first("SELECT reach, reach_at FROM feed.acts WHERE id = \(id)") { row in
            (Visibility(rawValue: try row[0]) ?? .onlyMe, try row[1])
        }
    }

    func setReach(_ reach: Visibility, at time: Timestamp, of id: ActID) throws {
        try db.run(
            "UPDATE feed.acts SET reach = \(reach.rawValue), reach_at = \(time) WHERE id = \(id)"
        )
    }

    /// Forgets an act.
    func delete(_ id: ActID) throws {
        try db.run("DELETE FROM feed.acts WHERE id = \(id)")
    }

    /// Forgets up to `limit` acts about a post; true when there may be more.
    func deleteAll(about post: PostID, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM feed.acts WHERE id IN (
                SELECT id FROM feed.acts WHERE post_id = \(post) LIMIT \(limit)
            )
            """
        ) == limit
    }

    /// The acts by somebody, or about what they wrote.
    func acts(of person: UserID, limit: Int) throws -> [Act] {
        try db.all(
            """
            SELECT \(Self.columns) FROM feed.acts WHERE actor_id = \(person) OR author_id = \(person)
            LIMIT \(limit)
            """,
            Act.init
        )
    }

    /// What somebody did that others may read of, before a place, newest first; nothing that a reader ignores.
    func page(of actor: UserID, for reader: UserID, before id: ActID?, limit: Int) throws -> [Act] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM feed.acts a
            WHERE actor_id = \(actor) AND reach <> \(Visibility.onlyMe.rawValue) \(older)
                AND NOT EXISTS (
                    SELECT 1 FROM feed.ties t
                    WHERE a.actor_id <> a.author_id AND t.user_id = \(reader) AND t.other_id = a.author_id AND t.ignores
                )
            ORDER BY id DESC LIMIT \(limit)
            """,
            Act.init
        )
    }

    // MARK: What is gone

    /// Remembers that a post, a repost or a person is gone, for news of it that come late.
    func bury(_ id: ActID, at time: Timestamp) throws {
        try db.run("INSERT INTO feed.gone (id, at) VALUES (\(id), \(time)) ON CONFLICT (id) DO NOTHING")
    }

    /// Whether an act, its post or one of the two people is gone.
    func isGone(_ act: Act) throws -> Bool {
        try isGone([act.id, ActID(act.post), ActID(act.actor), ActID(act.author)])
    }

    func isGone(_ ids: [ActID]) throws -> Bool {
        try db.exists("SELECT 1 FROM feed.gone WHERE id IN \(list: ids)")
    }

    func forgetGone(before time: Timestamp) throws {
        try db.run("DELETE FROM feed.gone WHERE at < \(time)")
    }
}
