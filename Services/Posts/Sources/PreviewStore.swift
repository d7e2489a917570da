// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Foundation
import PostsAPI
import PreviewsAPI

/// SQL for what posts show of the pages they link to. Lives only inside a `read` or `write` block.
struct PreviewStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Shows what a page says of itself in some of the posts that wait for it, the latest first, and says which.
    ///
    /// The conditions stand twice: PostgreSQL looks again only at those outside the list when a post changed meanwhile.
    func show(_ preview: LinkPreview, limit: Int) throws -> [PostID] {
        let text = String(decoding: JSON.bytes(of: preview), as: UTF8.self)
        return try db.all(
            """
            UPDATE posts.posts SET preview = \(text) WHERE id IN (
                SELECT id FROM posts.posts
                WHERE link = \(preview.url) AND preview IS NULL AND NOT hides_preview
                ORDER BY id DESC LIMIT \(limit)
            ) AND link = \(preview.url) AND preview IS NULL AND NOT hides_preview
            RETURNING id
            """
        ) { try $0[0] }
    }

    /// Takes what a post shows of its link away for good; false when it shows nothing and will not.
    func hide(_ id: PostID) throws -> Bool {
        try db.run(
            """
            UPDATE posts.posts SET preview = NULL, hides_preview = TRUE
            WHERE id = \(id) AND link IS NOT NULL AND (NOT hides_preview OR preview IS NOT NULL)
            """
        ) > 0
    }

    /// Reads what is stored; what cannot be read is not shown.
    static func preview(_ text: String?) -> LinkPreview? {
        guard let text else { return nil }
        // It was written by `show`, and is made anew by an edit that changes the link.
        return try? JSONDecoder().decode(LinkPreview.self, from: Data(text.utf8))
    }
}
