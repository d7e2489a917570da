// SPDX-License-Identifier: Apache-2.0
package import Core
import Database
package import Endpoints
package import GroupsAPI
package import MediaAPI
package import PostsAPI

/// Something that happened to a post in the past, for demo data: what a verb of the service would have done then.
package struct PastPublication: Sendable {
    /// What happened.
    package enum Deed: Sendable {
        /// Somebody published a post, naming the people in `mentions`, with pictures.
        case published(
            PostID,
            String,
            visibility: Visibility,
            mentions: [UserID],
            media: [MediaID] = []
        )
        /// Somebody who is a member of a group posted in it.
        case postedInGroup(PostID, String, GroupID)
        /// Somebody published a question with answers to choose from until a moment.
        case asked(PostID, String, options: [String], until: Timestamp)
        /// Somebody chose an answer, by its place.
        case voted(PostID, Int)
        /// Somebody commented on a post.
        case commented(CommentID, on: PostID, String)
        /// Somebody liked a post; the id says where the like stands in time.
        case liked(PostID)
        /// Somebody passed a post on.
        case reposted(PostID)
    }

    /// Who did it.
    package let user: UserID
    /// When it happened.
    package let at: Timestamp
    /// What happened.
    package let deed: Deed

    /// Something that `user` did at a whole millisecond.
    package init(_ deed: Deed, by user: UserID, at time: Timestamp) {
        (self.deed, self.user, self.at) = (deed, user, time.wholeMilliseconds)
    }
}

extension PostsModule {
    /// How many acts are written in one transaction, as in Chat.
    private static let batch = 500

    /// Writes what happened, oldest first, as the service's verbs would have, events included.
    package func bringIn(_ past: [PastPublication]) async throws {
        for start in stride(from: 0, to: past.count, by: Self.batch) {
            let part = past[start..<min(start + Self.batch, past.count)]
            try await posts.database.write { [ids = posts.ids] db in
                for act in part { try Self.write(act, ids, db) }
            }
        }
    }

    private static func write(_ act: PastPublication, _ ids: RisingIDs, _ db: any SQLConnection) throws {
        switch act.deed {
        case .published(let id, let text, let visibility, let mentions, let media):
            try publish(id, text, visibility, mentions, media: media, act, db)
        case .postedInGroup(let id, let text, let group):
            try publish(id, text, .group, [], in: group, act, db)
        case .commented(let id, let post, let text):
            let author = try author(of: post, db)
            let facts = CommentFacts(
                id: id,
                post: post,
                author: act.user,
                text: text,
                parent: nil,
                mentions: [],
                createdAt: act.at
            )
            try PostsService.count(1, .comments, post, db)
            try CommentStore(db).insert(facts)
            try db.publish(PostCommented(facts, postAuthor: author, parentAuthor: nil))
        case .asked(let id, let text, let options, let end):
            let poll = PollRecord(
                options: options.map { ($0, 0) },
                isMultiple: false,
                endsAt: end.wholeMilliseconds,
                voterCount: 0
            )
            try publish(id, text, .everyone, [], poll: poll, act, db)
        case .voted(let post, let place):
            try PollStore(db).vote([place], by: act.user, in: post)
            try db.publish(PollVoted(post: post, user: act.user))
        case .liked(let post): try mark(.like, post, act, ids, db)
        case .reposted(let post): try mark(.repost, post, act, ids, db)
        }
    }

    private static func publish(
        _ id: PostID,
        _ text: String,
        _ visibility: Visibility,
        _ mentions: [UserID],
        in group: GroupID? = nil,
        media: [MediaID] = [],
        poll: PollRecord? = nil,
        _ act: PastPublication,
        _ db: any SQLConnection
    ) throws {
        let facts = PostFacts(
            id: id,
            author: act.user,
            text: text,
            media: media.isEmpty ? nil : media,
            visibility: visibility,
            group: group,
            mentions: mentions,
            hashtags: PostParsing.hashtags(in: text),
            link: PostParsing.link(in: text),
            createdAt: act.at
        )
        _ = try PreparedPost(facts: facts, poll: poll, quotedAuthor: nil).insert(db)
    }

    private static func mark(
        _ kind: MarkKind,
        _ post: PostID,
        _ act: PastPublication,
        _ ids: RisingIDs,
        _ db: any SQLConnection
    ) throws {
        let author = try author(of: post, db)
        let id: ID<Mark> = ids.next(at: act.at)
        guard try MarkStore(db).insert(kind, by: act.user, on: post, id: id) else { return }
        if kind == .repost {
            try PostsService.count(1, .reposts, post, db)
            try db.publish(
                PostReposted(repost: RepostID(id), post: post, author: author, user: act.user, at: act.at)
            )
        } else {
            try PostsService.count(1, .likes, post, db)
            try db.publish(PostLiked(post: post, author: author, user: act.user, at: act.at))
        }
    }

    private static func author(of post: PostID, _ db: any SQLConnection) throws -> UserID {
        guard let record = try PostStore(db).post(post) else { throw PostsError.postNotFound(post) }
        return record.author
    }
}
