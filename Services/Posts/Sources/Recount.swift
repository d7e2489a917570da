// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// Counts again what is kept as a number beside posts and comments, and says what differs.
struct Recount: Sendable {
    /// How many rows are looked at in one read.
    private static let batch = 500

    let database: any ServiceDatabase

    /// One sentence for each kind of counter that is wrong.
    func findings() async throws -> [String] {
        var findings: [String] = []
        for counter in Counter.all {
            let wrong = try await wrong(counter)
            if wrong > 0 {
                findings.append("\(wrong) posts or comments have a wrong number of \(counter.name).")
            }
        }
        return findings
    }

    private func wrong(_ counter: Counter) async throws -> Int {
        var (count, last) = (0, ID<Counter>?.none)
        repeat {
            let after = last
            let (wrong, end) = try await database.read { db in
                try counter.wrong(after: after, limit: Self.batch, db)
            }
            count += wrong
            last = end
        } while last != nil
        return count
    }
}

/// A number that is kept, and the rows it counts.
private struct Counter: Sendable {
    let name: String
    /// The table and column of the number.
    let table: SQLQuery
    let column: SQLQuery
    /// The rows that it counts, of the row `c`.
    let rows: SQLQuery

    static let all = [
        Counter(
            name: "likes",
            table: "posts.posts",
            column: "like_count",
            rows: "posts.marks m WHERE m.post_id = c.id AND m.kind = 'LIKE'"
        ),
        Counter(
            name: "reposts",
            table: "posts.posts",
            column: "repost_count",
            rows: "posts.marks m WHERE m.post_id = c.id AND m.kind = 'REPOST'"
        ),
        Counter(
            name: "bookmarks",
            table: "posts.posts",
            column: "bookmark_count",
            rows: "posts.marks m WHERE m.post_id = c.id AND m.kind = 'BOOKMARK'"
        ),
        Counter(
            name: "comments",
            table: "posts.posts",
            column: "comment_count",
            rows: "posts.comments m WHERE m.post_id = c.id AND NOT m.is_deleted"
        ),
        Counter(
            name: "replies",
            table: "posts.comments",
            column: "reply_count",
            rows: "posts.comments m WHERE m.parent_id = c.id AND m.post_id = c.post_id"
        ),
        Counter(
            name: "likes of comments",
            table: "posts.comments",
            column: "like_count",
            rows: "posts.comment_likes m WHERE m.comment_id = c.id"
        ),
    ]

    /// How many of the next rows are wrong, and the last of them unless they were the last of all.
    func wrong(after id: ID<Counter>?, limit: Int, _ db: any SQLConnection) throws -> (Int, ID<Counter>?) {
        let later: SQLQuery = id.map { "WHERE c.id > \($0)" } ?? ""
        let found = try db.all(
            """
            SELECT c.id, c.\(column), (SELECT COUNT(*) FROM \(rows)) FROM \(table) c \(later)
            ORDER BY c.id LIMIT \(limit)
            """
        ) { row in (id: try row[0] as ID<Counter>, kept: try row[1] as Int, real: try row[2] as Int) }
        return (found.count { $0.kept != $0.real }, found.count == limit ? found.last?.id : nil)
    }
}
