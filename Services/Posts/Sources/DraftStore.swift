// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Foundation
import MediaAPI
import PostsAPI

/// A draft as it is stored.
struct DraftRecord: Sendable {
    var id: DraftID
    var author: UserID
    var post: PostDraft
    var publishAt: Timestamp?
    var problem: String?
    var updatedAt: Timestamp

    var media: [MediaID] { post.mediaIds?.ids ?? [] }

    /// The draft with its pictures, as far as they are there.
    func draft(_ pictures: [MediaID: Picture]) -> Draft {
        Draft(
            id: id,
            post: post,
            media: media.compactMap { pictures[$0] },
            publishAt: publishAt,
            problem: problem,
            updatedAt: updatedAt
        )
    }
}

/// SQL for `posts.drafts`. Lives only inside a `read` or `write` block.
struct DraftStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = "id, author_id, content, publish_at, problem, updated_at"

    func insert(_ draft: DraftRecord) throws {
        try db.run(
            """
            INSERT INTO posts.drafts (\(Self.columns)) VALUES (\(draft.id), \(draft.author),
                \(try Self.text(draft.post)), \(draft.publishAt), \(draft.problem), \(draft.updatedAt))
            """
        )
    }

    func update(_ draft: DraftRecord) throws {
        try db.run(
            """
            UPDATE posts.drafts SET content = \(try Self.text(draft.post)), publish_at = \(draft.publishAt),
                problem = \(draft.problem), updated_at = \(draft.updatedAt)
            WHERE id = \(draft.id)
            """
        )
    }

    func draft(_ id: DraftID, forUpdate: Bool = false) throws -> DraftRecord? {
        let lock: SQLQuery = forUpdate ? .either(sqlite: "", postgres: "FOR UPDATE") : ""
        return try db.first("SELECT \(Self.columns) FROM posts.drafts WHERE id = \(id) \(lock)", Self.record)
    }

    func drafts(_ ids: [DraftID]) throws -> [DraftRecord] {
        guard !ids.isEmpty else { return [] }
        return try db.all("SELECT \(Self.columns) FROM posts.drafts WHERE id IN \(list: ids)", Self.record)
    }

    func page(of author: UserID, before id: DraftID?, limit: Int) throws -> [DraftRecord] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM posts.drafts WHERE author_id = \(author) \(older)
            ORDER BY id DESC LIMIT \(limit)
            """,
            Self.record
        )
    }

    /// Whether somebody has as many drafts as one may have.
    func isFull(_ author: UserID) throws -> Bool {
        try db.exists(
            """
            SELECT 1 FROM posts.drafts WHERE author_id = \(author)
            ORDER BY id LIMIT 1 OFFSET \(PostsLimits.drafts - 1)
            """
        )
    }

    /// Deletes a draft; false when there is none.
    func delete(_ id: DraftID) throws -> Bool {
        try db.run("DELETE FROM posts.drafts WHERE id = \(id)") > 0
    }

    func deleteAll(of author: UserID) throws {
        try db.run("DELETE FROM posts.drafts WHERE author_id = \(author)")
    }

    private static func text(_ post: PostDraft) throws -> String {
        String(decoding: try JSONEncoder().encode(post), as: UTF8.self)
    }

    private static func record(_ row: SQLRow) throws -> DraftRecord {
        let content: String = try row[2]
        return DraftRecord(
            id: try row[0],
            author: try row[1],
            post: try JSONDecoder().decode(PostDraft.self, from: Data(content.utf8)),
            publishAt: try row[3],
            problem: try row[4],
            updatedAt: try row[5]
        )
    }
}
