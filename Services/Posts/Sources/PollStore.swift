// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// SQL for polls. Lives only inside a `read` or `write` block.
struct PollStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    func insert(_ poll: PollRecord, of post: PostID) throws {
        try db.run(
            """
            INSERT INTO posts.polls (post_id, is_multiple, ends_at, voter_count)
            VALUES (\(post), \(poll.isMultiple), \(poll.endsAt), 0)
            """
        )
        for (place, option) in poll.options.enumerated() {
            try db.run(
                """
                INSERT INTO posts.poll_options (post_id, place, text, votes)
                VALUES (\(post), \(place), \(option.text), 0)
                """
            )
        }
    }

    func polls(_ posts: [PostID]) throws -> [PostID: PollRecord] {
        var found: [PostID: PollRecord] = [:]
        try db.rows(
            "SELECT post_id, is_multiple, ends_at, voter_count FROM posts.polls WHERE post_id IN \(list: posts)"
        ) { row in
            found[try row[0]] = PollRecord(
                options: [],
                isMultiple: try row[1],
                endsAt: try row[2],
                voterCount: try row[3]
            )
            return true
        }
        try db.rows(
            """
            SELECT post_id, text, votes FROM posts.poll_options WHERE post_id IN \(list: posts)
            ORDER BY post_id, place
            """
        ) { row in
            found[try row[0]]?.options.append((try row[1], try row[2]))
            return true
        }
        return found
    }

    /// What somebody chose in some polls.
    func votes(by user: UserID, in posts: [PostID]) throws -> [PostID: [Int]] {
        guard !posts.isEmpty else { return [:] }
        var found: [PostID: [Int]] = [:]
        try db.rows(
            """
            SELECT post_id, place FROM posts.poll_votes WHERE post_id IN \(list: posts) AND user_id = \(user)
            ORDER BY post_id, place
            """
        ) { row in
            found[try row[0], default: []].append(try row[1])
            return true
        }
        return found
    }

    /// Counts a vote.
    func vote(_ places: [Int], by user: UserID, in post: PostID) throws {
        for place in places {
            try db.run(
                """
                INSERT INTO posts.poll_votes (post_id, user_id, place) VALUES (\(post), \(user), \(place))
                """
            )
        }
        try count(places, 1, in: post)
    }

    /// Takes back whatever somebody chose, in up to `limit` polls; true when there may be more.
    func forget(_ user: UserID, limit: Int) throws -> Bool {
        let posts: [PostID] = try db.all(
            "SELECT DISTINCT post_id FROM posts.poll_votes WHERE user_id = \(user) LIMIT \(limit)"
        ) { try $0[0] }
        for (post, places) in try votes(by: user, in: posts) {
            try db.run("DELETE FROM posts.poll_votes WHERE post_id = \(post) AND user_id = \(user)")
            try count(places, -1, in: post)
        }
        return posts.count == limit
    }

    private func count(_ places: [Int], _ change: Int, in post: PostID) throws {
        try db.run(
            """
            UPDATE posts.poll_options SET votes = votes + \(change)
            WHERE post_id = \(post) AND place IN \(list: places)
            """
        )
        try db.run("UPDATE posts.polls SET voter_count = voter_count + \(change) WHERE post_id = \(post)")
    }

    func delete(_ post: PostID) throws {
        try db.run("DELETE FROM posts.polls WHERE post_id = \(post)")
        try db.run("DELETE FROM posts.poll_options WHERE post_id = \(post)")
    }

    /// Forgets up to `limit` votes in a poll that is gone; true when there may be more.
    func sweep(_ post: PostID, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM posts.poll_votes WHERE post_id = \(post) AND (user_id, place) IN (
                SELECT user_id, place FROM posts.poll_votes WHERE post_id = \(post) LIMIT \(limit)
            )
            """
        ) == limit
    }
}
