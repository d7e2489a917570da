// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import MediaAPI
import PostsAPI
import UsersAPI
import UsersClient

extension PostsService {
    /// Publishes a post.
    func create(_ request: CreatePost, from caller: Member) async throws -> Post {
        let prepared = try await prepare(request.body, by: caller.id)
        let record = try await gallery.holding(prepared.media, of: caller.id, for: prepared.holder) {
            try await database.write { db in try prepared.insert(db) }
        }
        return try await rendering.fresh(record)
    }

    /// Refuses what says nothing and shows nothing.
    static func requireContent(_ draft: PostDraft, _ field: String = "text") throws {
        guard draft.text.text.isEmpty, draft.mediaIds?.ids.isEmpty ?? true else { return }
        throw PostsError.unfit(field, "Must have 1 to 5000 characters unless there are pictures.")
    }

    /// A post as it will be published now: everything looked up and checked that needs other services.
    func prepare(_ draft: PostDraft, by author: UserID) async throws -> PreparedPost {
        try Self.requireContent(draft)
        let now = clock.now
        let poll = try draft.poll.map { try Self.poll($0, at: now) }
        if let group = draft.groupId { try await requireMember(author, of: group) }
        let visibility = try Self.visibility(draft.visibility, in: draft.groupId)
        var quotedAuthor: UserID?
        if let quoted = draft.quotedId {
            let (record, sight) = try await visible(quoted, to: author)
            guard sight.mayShare(record) else { throw PostsError.notShareable }
            quotedAuthor = record.author
        }
        let text = draft.text.text
        let facts = PostFacts(
            id: ids.next(at: now),
            author: author,
            text: text,
            media: draft.mediaIds.flatMap { $0.ids.isEmpty ? nil : $0.ids },
            visibility: visibility,
            group: draft.groupId,
            contentWarning: draft.contentWarning.flatMap { $0.text.isEmpty ? nil : $0.text },
            quoted: draft.quotedId,
            mentions: try await mentioned(in: text, by: author, group: draft.groupId),
            hashtags: PostParsing.hashtags(in: text),
            link: PostParsing.link(in: text),
            createdAt: now.wholeMilliseconds
        )
        return PreparedPost(facts: facts, poll: poll, quotedAuthor: quotedAuthor)
    }

    /// One post.
    func post(_ request: GetPost, from caller: Member) async throws -> Post {
        try await post(request.id, for: caller.id)
    }

    /// Several posts, for other services.
    func posts(_ request: GetPosts, from caller: Caller) async throws -> [Post] {
        guard request.body.posts.count <= GetPosts.most else {
            throw Failure.invalid("posts", "Must have at most \(GetPosts.most) posts.")
        }
        return try await rendering.posts(request.body.posts, for: request.body.viewer)
    }

    /// A portion of all posts, for other services.
    func posts(_ request: ScanPosts, from caller: Caller) async throws -> [PostFacts] {
        let limit = min(max(request.body.limit, 1), ScanPosts.most)
        return try await database.read { db in
            try PostStore(db).scan(after: request.body.after, limit: limit)
        }
    }

    /// Changes a post and keeps what it said before.
    func edit(_ request: EditPost, from caller: Member) async throws -> Post {
        let (record, _) = try await visible(request.id, to: caller.id)
        guard record.author == caller.id else {
            throw PostsError.notYours("You may change only your own posts.")
        }
        let changes = request.body
        if let visibility = changes.visibility {
            _ = try Self.visibility(visibility, in: record.facts.group)
        }
        var mentions: [UserID] = []
        if let text = changes.text {
            mentions = try await mentioned(in: text.text, by: caller.id, group: record.facts.group)
        }
        let edit = PreparedEdit(changes: changes, mentions: mentions, at: clock.now.wholeMilliseconds)
        // Media hears of the edit and looks what the post holds: what goes is given back then, and so is what is taken
        // here for an edit that fails.
        let holder = MediaHolder(.post, request.id, of: request.id)
        try await gallery.take(request.body.mediaIds?.ids ?? [], of: caller.id, for: holder)
        try await database.write { db in try edit.apply(to: request.id, by: caller.id, db) }
        return try await post(request.id, for: caller.id)
    }

    /// Takes a post back for good.
    func delete(_ request: DeletePost, from caller: Member) async throws -> NoReply {
        guard let seen = try await shelf.records([request.id])[request.id] else {
            throw PostsError.postNotFound(request.id)
        }
        var moderator: UserID?
        // One's own can be deleted also when one has left the group it stands in.
        if seen.author != caller.id {
            let (_, sight) = try await visible(request.id, to: caller.id)
            if sight.moderates(seen) { moderator = caller.id }
            guard caller.mayModerate || moderator != nil else {
                throw PostsError.notYours("You may delete only your own posts.")
            }
        }
        let by = moderator
        try await database.write { db in
            guard let record = try PostStore(db).post(request.id, forUpdate: true) else {
                throw PostsError.postNotFound(request.id)
            }
            try Self.remove(record, by: by, db)
        }
        return NoReply()
    }

    /// Deletes a post; what others left on it is swept up afterwards, since there may be very much of it.
    static func remove(
        _ record: PostRecord,
        by moderator: UserID? = nil,
        _ db: any SQLConnection
    ) throws {
        try PostStore(db).delete(record.id)
        try HashtagStore(db).delete(record.id)
        if record.poll != nil { try PollStore(db).delete(record.id) }
        try db.enqueue(SweepPost(post: record.id))
        try db.publish(
            PostDeleted(
                post: record.id,
                author: record.author,
                group: record.facts.group,
                moderator: moderator
            )
        )
    }

    /// What a post said before.
    func edits(_ request: ListPostEdits, from caller: Member) async throws -> Page<PostEdit> {
        _ = try await visible(request.id, to: caller.id)
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: Int.self)
        let rows = try await database.read { db in
            try PostStore(db).edits(of: request.id, before: before, limit: limit.value + 1)
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.number) }
        return Page(items: page.rows.map(\.edit), nextCursor: page.next)
    }

    /// Somebody's posts, as far as the caller may see them.
    func posts(_ request: ListUserPosts, from caller: Member) async throws -> Page<Post> {
        let sight = try await ties.sight(of: caller.id, on: CollectionOfOne(request.id))
        guard sight.reaches(request.id), try await !directory.existing([request.id]).isEmpty else {
            throw PostsError.userNotFound(request.id)
        }
        let seen = sight.visibilities(of: request.id)
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: PostID.self)
        let (rows, pinned) = try await database.read { db -> ([PostRecord], PostRecord?) in
            let store = PostStore(db)
            let pinned = try store.pinned(of: request.id)
            let rows = try store.page(
                of: request.id,
                seen,
                before: before,
                without: pinned,
                limit: limit.value + 1
            )
            // The pinned post leads the first page only.
            return (rows, before == nil ? try pinned.flatMap { try store.post($0) } : nil)
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.id) }
        let items = try await rendering.posts((pinned.map { [$0] } ?? []) + page.rows, for: caller.id)
        return Page(items: items, nextCursor: page.next)
    }
}
