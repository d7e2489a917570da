// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import PostsAPI
import UsersAPI
import UsersClient

/// What the verbs of Posts share.
struct PostsService: Sendable {
    let database: any ServiceDatabase
    let clock: any WallClock
    let directory: ProfileDirectory
    let ties: TieDirectory
    let shelf: PostShelf
    let ids = RisingIDs()
    let trends: TrendBoard
    let gallery: MediaGallery

    var rendering: PostRendering {
        PostRendering(shelf: shelf, directory: directory, ties: ties, gallery: gallery, clock: clock)
    }

    /// A stored post that somebody may see, with what is between them and its author. Whoever may not see a post is
    /// told that there is none.
    func visible(_ id: PostID, to viewer: UserID) async throws -> (PostRecord, Sight) {
        guard let record = try await shelf.records([id])[id] else { throw PostsError.postNotFound(id) }
        let sight = try await ties.sight(of: viewer, seeing: CollectionOfOne(record))
        guard sight.sees(record) else { throw PostsError.postNotFound(id) }
        return (record, sight)
    }

    /// One post as somebody sees it.
    func post(_ id: PostID, for viewer: UserID) async throws -> Post {
        guard let post = try await rendering.post(id, for: viewer) else { throw PostsError.postNotFound(id) }
        return post
    }

    /// The people a text names who can be reached: who blocks the author or is blocked is not named, nor in a group who
    /// may not read it.
    func mentioned(in text: String, by author: UserID, group: GroupID? = nil) async throws -> [UserID] {
        let named = try await directory.ids(of: PostParsing.mentions(in: text))
        guard !named.isEmpty else { return [] }
        let sight = try await ties.sight(of: author, on: named)
        var reached = named.filter(sight.reaches)
        guard let group else { return reached }
        for user in reached where try await !ties.groups.standing(of: user, in: group).reads {
            reached.removeAll { $0 == user }
        }
        return reached
    }

    /// The locked row of a post, for its author alone.
    static func own(_ id: PostID, of user: UserID, _ db: any SQLConnection) throws -> PostRecord {
        guard let record = try PostStore(db).post(id, forUpdate: true) else {
            throw PostsError.postNotFound(id)
        }
        guard record.author == user else { throw PostsError.notYours("You may change only your own posts.") }
        return record
    }
}

extension Member {
    /// Whether they may take back what others wrote.
    var mayModerate: Bool { isAdmin || roles.contains(.moderator) }
}

/// A page of rows cut out of one more than asked for, and where the next begins.
struct RowPage<Row: Sendable>: Sendable {
    let rows: [Row]
    let next: Cursor?

    /// Cuts a page: a row too many proves that there is a next one.
    init(_ rows: [Row], limit: PageLimit, cursor: (Row) -> Cursor) {
        self.rows = Array(rows.prefix(limit.value))
        next = rows.count > limit.value ? self.rows.last.map(cursor) : nil
    }
}
