// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import GroupsAPI
import MediaAPI
import PostsAPI
import UsersAPI
import UsersClient

extension PostsService {
    /// Says something to a post or to a comment on it.
    func comment(_ request: CreateComment, from caller: Member) async throws -> Comment {
        let (post, sight) = try await visible(request.id, to: caller.id)
        try sight.requireTakingPart(in: post)
        let parentAuthor = try await answered(request.body.parentId, on: post.id, by: caller.id)
        let text = request.body.text.text
        guard !text.isEmpty || request.body.mediaId != nil else { throw Self.emptyComment }
        let now = clock.now
        let facts = CommentFacts(
            id: ids.next(at: now),
            post: post.id,
            author: caller.id,
            text: text,
            media: request.body.mediaId,
            parent: request.body.parentId,
            mentions: try await mentioned(in: text, by: caller.id, group: post.facts.group),
            createdAt: now.wholeMilliseconds
        )
        try await keep(facts, on: post, answering: parentAuthor)
        return try await rendered([CommentRecord(facts: facts)], liked: [], for: caller.id)[0]
    }

    private static var emptyComment: PostsError {
        .unfit("text", "Must have 1 to 2000 characters unless there is a picture.")
    }

    private func keep(
        _ facts: CommentFacts,
        on post: PostRecord,
        answering parentAuthor: UserID?
    ) async throws {
        let holder = MediaHolder(.comment, facts.id, of: facts.post)
        let media = facts.media.map { [$0] } ?? []
        try await gallery.holding(media, of: facts.author, for: holder, field: "mediaId") {
            try await write(facts, on: post, answering: parentAuthor)
        }
    }

    private func write(
        _ facts: CommentFacts,
        on post: PostRecord,
        answering parentAuthor: UserID?
    ) async throws {
        try await database.write { db in
            let store = CommentStore(db)
            // First the post, which everybody locks first; it may be gone meanwhile, and so may the comment.
            try Self.count(1, .comments, post.id, db)
            if let parent = facts.parent {
                guard try store.comment(parent, forUpdate: true)?.isDeleted == false else {
                    throw PostsError.commentNotFound(parent)
                }
                try store.addReplies(1, to: parent)
            }
            try store.insert(facts)
            try db.publish(PostCommented(facts, postAuthor: post.author, parentAuthor: parentAuthor))
        }
    }

    /// Who wrote the comment to be answered.
    private func answered(_ id: CommentID?, on post: PostID, by user: UserID) async throws -> UserID? {
        guard let id else { return nil }
        let parent = try await database.read { db in try CommentStore(db).comment(id) }
        guard let parent, parent.facts.post == post, !parent.isDeleted else {
            throw PostsError.commentNotFound(id)
        }
        let sight = try await ties.sight(of: user, on: CollectionOfOne(parent.facts.author))
        guard sight.reaches(parent.facts.author) else { throw PostsError.commentNotFound(id) }
        return parent.facts.author
    }

    /// What was said to a post, without what those said whom the caller blocks or is blocked by.
    func comments(_ request: ListComments, from caller: Member) async throws -> Page<Comment> {
        let (post, _) = try await visible(request.id, to: caller.id)
        let limit = request.limit ?? .standard
        let after = try request.cursor?.field(0, as: CommentID.self)
        let (rows, liked) = try await database.read { db in
            let rows = try CommentStore(db).page(
                of: post.id,
                answering: request.parentId,
                after: after,
                limit: limit.value + 1
            )
            return (rows, try CommentStore(db).liked(by: caller.id, among: rows.map(\.id)))
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.id) }
        let sight = try await ties.sight(of: caller.id, on: page.rows.map(\.facts.author))
        let shown = page.rows.filter { sight.reaches($0.facts.author) }
        return Page(
            items: try await rendered(shown, liked: liked, for: caller.id),
            nextCursor: page.next
        )
    }

    /// Several comments, as far as somebody may see them, for other services.
    func comments(_ request: GetComments, from caller: Caller) async throws -> [Comment] {
        let (ids, viewer) = (request.body.ids, request.body.viewer)
        guard ids.count <= GetComments.most else {
            throw Failure.invalid("ids", "Must have at most \(GetComments.most) comments.")
        }
        let (rows, liked) = try await database.read { db in
            let store = CommentStore(db)
            return (try store.comments(ids), try store.liked(by: viewer, among: ids))
        }
        let posts = try await shelf.records(rows.map(\.facts.post))
        let sight = try await ties.sight(of: viewer, seeing: posts.values, and: rows.map(\.facts.author))
        var seen: [CommentID: CommentRecord] = [:]
        for row in rows where !row.isDeleted && sight.reaches(row.facts.author) {
            if let post = posts[row.facts.post], sight.sees(post) { seen[row.id] = row }
        }
        return try await rendered(ids.compactMap { seen[$0] }, liked: liked, for: viewer)
    }

    /// A portion of all comments, for other services.
    func comments(_ request: ScanComments, from caller: Caller) async throws -> [CommentFacts] {
        let limit = min(max(request.body.limit, 1), ScanComments.most)
        return try await database.read { db in
            try CommentStore(db).scan(after: request.body.after, limit: limit)
        }
    }

    /// Changes a comment.
    func edit(_ request: EditComment, from caller: Member) async throws -> Comment {
        let text = request.body.text.text
        let (post, _) = try await visible(request.id, to: caller.id)
        let mentions = try await mentioned(in: text, by: caller.id, group: post.facts.group)
        let now = clock.now.wholeMilliseconds
        let (record, liked) = try await database.write { db in
            var record = try Self.standing(request.id, db)
            guard record.facts.author == caller.id else {
                throw PostsError.notYours("You may edit only your own comments.")
            }
            guard !text.isEmpty || record.facts.media != nil else { throw Self.emptyComment }
            record.facts.text = text
            record.facts.mentions = mentions
            record.facts.editedAt = now
            try CommentStore(db).update(record.facts)
            try db.publish(CommentEdited(record.facts))
            return (record, try CommentStore(db).liked(by: caller.id, among: [record.id]))
        }
        return try await rendered([record], liked: liked, for: caller.id)[0]
    }

    /// Takes a comment back: its author, the author of the post, or a moderator.
    func delete(_ request: DeleteComment, from caller: Member) async throws -> NoReply {
        let (post, sight) = try await visible(request.id, to: caller.id)
        let moderates = sight.moderates(post)
        try await database.write { db in
            let record = try Self.standing(request.id, db)
            let isOwn = record.facts.author == caller.id || post.author == caller.id
            guard isOwn || moderates || caller.mayModerate else {
                throw PostsError.notYours("You may delete only your own comments, and those on your posts.")
            }
            try Self.remove(record, in: post.facts.group, by: isOwn || !moderates ? nil : caller.id, db)
        }
        return NoReply()
    }

    /// Removes a comment; one with answers keeps its place without its words.
    static func remove(
        _ record: CommentRecord,
        in group: GroupID?,
        by moderator: UserID? = nil,
        _ db: any SQLConnection
    ) throws {
        let store = CommentStore(db)
        try count(-1, .comments, record.facts.post, db)
        if record.replyCount > 0 {
            try store.empty(record.id)
        } else {
            try store.delete(record.id)
            if let parent = record.facts.parent { try store.addReplies(-1, to: parent) }
        }
        try db.publish(
            CommentDeleted(
                comment: record.id,
                post: record.facts.post,
                author: record.facts.author,
                group: group,
                moderator: moderator
            )
        )
    }

    /// Likes a comment; again changes nothing.
    func like(_ request: LikeComment, from caller: Member) async throws -> NoReply {
        let (post, sight) = try await visible(request.id, to: caller.id)
        try sight.requireTakingPart(in: post)
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            let facts = try Self.standing(request.id, db).facts
            guard try CommentStore(db).like(facts.id, by: caller.id) else { return }
            try db.publish(
                CommentLiked(
                    comment: facts.id,
                    post: facts.post,
                    author: facts.author,
                    user: caller.id,
                    at: now
                )
            )
        }
        return NoReply()
    }

    /// Takes a like of a comment back; again changes nothing.
    func unlike(_ request: UnlikeComment, from caller: Member) async throws -> NoReply {
        _ = try await visible(request.id, to: caller.id)
        try await database.write { db in
            let facts = try Self.standing(request.id, db).facts
            guard try CommentStore(db).unlike(facts.id, by: caller.id) else { return }
            try db.publish(
                CommentUnliked(comment: facts.id, post: facts.post, author: facts.author, user: caller.id)
            )
        }
        return NoReply()
    }

    /// The post of a comment that somebody may see.
    private func visible(_ id: CommentID, to viewer: UserID) async throws -> (PostRecord, Sight) {
        let record = try await database.read { db in try CommentStore(db).comment(id) }
        guard let record, !record.isDeleted else { throw PostsError.commentNotFound(id) }
        guard let post = try await shelf.records([record.facts.post])[record.facts.post] else {
            throw PostsError.commentNotFound(id)
        }
        let sight = try await ties.sight(
            of: viewer,
            seeing: CollectionOfOne(post),
            and: CollectionOfOne(record.facts.author)
        )
        guard sight.sees(post), sight.reaches(record.facts.author) else {
            throw PostsError.commentNotFound(id)
        }
        return (post, sight)
    }

    /// The locked row of a comment that was not taken back.
    private static func standing(_ id: CommentID, _ db: any SQLConnection) throws -> CommentRecord {
        guard let record = try CommentStore(db).comment(id, forUpdate: true), !record.isDeleted else {
            throw PostsError.commentNotFound(id)
        }
        return record
    }

    private func rendered(
        _ records: [CommentRecord],
        liked: Set<CommentID>,
        for viewer: UserID
    ) async throws -> [Comment] {
        let profiles = try await directory.profiles(records.lazy.map(\.facts.author))
        let media = records.compactMap(\.facts.media)
        let pictures = media.isEmpty ? [:] : try await gallery.pictures(media, for: viewer)
        return records.map { record in
            let facts = record.facts
            return Comment(
                id: facts.id,
                postId: facts.post,
                author: profiles[facts.author] ?? .deleted(facts.author),
                text: facts.text,
                media: facts.media.flatMap { pictures[$0] }.map { [$0] } ?? [],
                parentId: facts.parent,
                replyCount: record.replyCount,
                likeCount: record.likeCount,
                likedByMe: liked.contains(record.id),
                mentions: facts.mentions,
                isDeleted: record.isDeleted,
                createdAt: facts.createdAt,
                editedAt: facts.editedAt
            )
        }
    }
}
