// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import PostsAPI
import PreviewsAPI

/// Shows what a page says of itself in the posts that link to it.
struct ShowPreviewInPosts: EventHandler {
    static let name: HandlerName = "posts.show-preview"  // Durable: never rename.

    func handle(_ event: LinkPreviewed, _ delivery: Delivery, in db: any SQLConnection) throws {
        let shown = try PreviewStore(db).show(event.preview, limit: PostsLimits.previewed)
        for record in try PostStore(db).posts(shown) {
            try db.publish(PostPreviewChanged(record.facts, preview: record.preview))
        }
    }
}

extension PostsService {
    /// Takes the preview off a post, also one that has yet to come.
    func removePreview(_ request: RemovePostPreview, from caller: Member) async throws -> NoReply {
        _ = try await visible(request.id, to: caller.id)
        try await database.write { db in
            let record = try Self.own(request.id, of: caller.id, db)
            guard try PreviewStore(db).hide(request.id) else { return }
            try db.publish(PostPreviewChanged(record.facts, preview: nil))
        }
        return NoReply()
    }
}
