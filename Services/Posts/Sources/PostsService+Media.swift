// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI
import PostsAPI

// What Media asks.

extension PostsService {
    /// Whether somebody may see a post or a comment.
    func sight(_ request: CheckSight, from caller: Caller) async throws -> SightAnswer {
        let question = request.body
        do {
            let (post, _) = try await visible(question.post, to: question.viewer)
            guard let id = question.comment else { return SightAnswer(maySee: true) }
            let comment = try await database.read { db in try CommentStore(db).comment(id) }
            guard let comment, comment.facts.post == post.id, !comment.isDeleted else {
                return SightAnswer(maySee: false)
            }
            let author = comment.facts.author
            let sight = try await ties.sight(of: question.viewer, on: CollectionOfOne(author))
            return SightAnswer(maySee: sight.reaches(author))
        } catch PostsError.postNotFound {
            return SightAnswer(maySee: false)
        }
    }

    /// Which pictures some posts, comments and drafts hold.
    func heldMedia(_ request: GetHeldMedia, from caller: Caller) async throws -> [HeldMedia] {
        let holders = request.body.holders
        guard holders.count <= GetHeldMedia.most else {
            throw Failure.invalid("holders", "Must have at most \(GetHeldMedia.most) holders.")
        }
        func ids<Entity>(_ kind: MediaHolder.Kind) -> [ID<Entity>] {
            holders.filter { $0.kind == kind }.map { ID(high: $0.id.high, low: $0.id.low) }
        }
        let (posts, comments, drafts): ([PostID], [CommentID], [DraftID]) = (
            ids(.post), ids(.comment), ids(.draft)
        )
        return try await database.read { db in
            var held: [HeldMedia] = []
            for record in try PostStore(db).posts(posts) {
                let holder = MediaHolder(.post, record.id, of: record.id)
                held += (record.facts.media ?? []).map { HeldMedia(holder: holder, media: $0) }
            }
            for record in try CommentStore(db).comments(comments) {
                let holder = MediaHolder(.comment, record.id, of: record.facts.post)
                if let media = record.facts.media { held.append(HeldMedia(holder: holder, media: media)) }
            }
            for record in try DraftStore(db).drafts(drafts) {
                held += record.media.map { HeldMedia(holder: MediaHolder(draft: record.id), media: $0) }
            }
            return held
        }
    }
}
