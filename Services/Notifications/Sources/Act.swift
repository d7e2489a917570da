// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import NotificationsAPI
import PostsAPI
import UsersAPI

/// The kind of thing a `ThingID` names.
enum Thing {}

/// The id of a post, comment, chat or person, whichever an act is about.
typealias ThingID = ID<Thing>

extension ThingID {
    /// The id of something, its kind forgotten.
    init<Other>(_ other: ID<Other>) { self.init(high: other.high, low: other.low) }
}

/// Something that somebody did and that concerns somebody else.
struct Deed: Sendable, Equatable {
    /// Whom it concerns.
    var user: UserID
    var kind: NotificationKind
    /// What makes it one of a kind, with the three others: the post liked, the comment written, the person followed.
    var source: ThingID
    var actor: UserID
    /// Acts of one kind on the same thing stand together.
    var group: ThingID
    var post: PostID?
    var comment: CommentID?
    var at: Timestamp
}

/// A deed as it is kept: with what is known of it, and where it stands.
struct Act: Sendable {
    let id: ID<Act>
    var deed: Deed
    /// Who wrote the post, once that is known.
    var postAuthor: UserID?
    /// The change that made it so: what has a lower one comes too late.
    var position: Int64
    /// Whether it holds; false when it was taken back.
    var isOn: Bool
    /// Whether its receiver does not want it, or took it off the list.
    var isDropped: Bool
    /// Whether it is still to be announced.
    var isLive: Bool
    /// The notification it stands in.
    var item: NotificationID?
}

/// SQL for `notifications.acts`. Lives only inside a `read` or `write` block.
struct ActStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        id, user_id, kind, source_id, actor_id, group_id, post_id, comment_id, at, post_author_id, position, is_on,
        is_dropped, is_live, item_id
        """

    private static func act(_ row: SQLRow) throws -> Act {
        Act(
            id: try row[0],
            deed: Deed(
                user: try row[1],
                kind: try NotificationKind(stored: try row[2]),
                source: try row[3],
                actor: try row[4],
                group: try row[5],
                post: try row[6],
                comment: try row[7],
                at: try row[8]
            ),
            postAuthor: try row[9],
            position: try row[10],
            isOn: try row[11],
            isDropped: try row[12],
            isLive: try row[13],
            item: try row[14]
        )
    }

    func act(_ deed: Deed) throws -> Act? {
        try db.first(
            """
            SELECT \(Self.columns) FROM notifications.acts WHERE source_id = \(deed.source)
                AND kind = \(deed.kind.rawValue) AND user_id = \(deed.user) AND actor_id = \(deed.actor)
            """,
            Self.act
        )
    }

    func insert(_ act: Act) throws {
        let deed = act.deed
        try db.run(
            """
            INSERT INTO notifications.acts (\(Self.columns)) VALUES (\(act.id), \(deed.user), \(deed.kind.rawValue),
                \(deed.source), \(deed.actor), \(deed.group), \(deed.post), \(deed.comment), \(deed.at),
                \(act.postAuthor), \(act.position), \(act.isOn), \(act.isDropped), \(act.isLive), \(act.item))
            """
        )
    }

    func update(_ act: Act) throws {
        try db.run(
            """
            UPDATE notifications.acts SET group_id = \(act.deed.group), at = \(act.deed.at),
                post_author_id = \(act.postAuthor), position = \(act.position), is_on = \(act.isOn),
                is_dropped = \(act.isDropped), is_live = \(act.isLive), item_id = \(act.item)
            WHERE id = \(act.id)
            """
        )
    }

    func delete(_ act: Act) throws {
        try db.run("DELETE FROM notifications.acts WHERE id = \(act.id)")
    }

    /// Up to `limit` acts of a selection after one, by id.
    func acts(_ selection: ActSelection, after id: ID<Act>? = nil, limit: Int) throws -> [Act] {
        let later: SQLQuery = id.map { "AND id > \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM notifications.acts WHERE \(selection.condition) \(later)
            ORDER BY id LIMIT \(limit)
            """,
            Self.act
        )
    }

    /// How many acts of one person concerned another in some time, up to a number.
    func count(by actor: UserID, for user: UserID, in times: ClosedRange<Timestamp>, limit: Int) throws -> Int
    {
        try db.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM notifications.acts
                WHERE actor_id = \(actor) AND user_id = \(user)
                    AND at BETWEEN \(times.lowerBound) AND \(times.upperBound) LIMIT \(limit)
            ) recent
            """
        ) ?? 0
    }

    /// Notes who wrote a post in what is about it.
    func setAuthor(_ author: UserID, of post: PostID) throws {
        try db.run(
            """
            UPDATE notifications.acts SET post_author_id = \(author)
            WHERE post_id = \(post) AND post_author_id IS NULL
            """
        )
    }

    /// Has the acts of a notification stand nowhere any more, and never again.
    func drop(standingIn item: NotificationID) throws {
        try db.run(
            "UPDATE notifications.acts SET is_dropped = \(true), item_id = NULL WHERE item_id = \(item)"
        )
    }
}

/// Some acts that change together.
enum ActSelection: Codable, Sendable {
    /// What has to do with one person in the other's list: what they did, and what others said to their posts.
    case doneBy(UserID, for: UserID)
    case onPostsOf(UserID, for: UserID)
    /// What others are told of somebody's posts.
    case onPosts(of: UserID)
    case onPost(PostID)
    case onComment(CommentID)
    /// What a post or comment made: mentions, answers, quotes.
    case from(ThingID)
    /// What somebody is told of a group itself, and all that anybody is; what they are told of what is posted in it.
    case aboutGroup(GroupID, NotificationKind, for: UserID)
    case aboutAllOfGroup(GroupID)
    case requests(by: UserID, to: GroupID)
    case inGroup(GroupID, for: UserID)
    case inAllOfGroup(GroupID)
    case of(UserID)
    case by(UserID)
    case before(Timestamp)

    fileprivate var condition: SQLQuery {
        switch self {
        case .doneBy(let actor, let user): "actor_id = \(actor) AND user_id = \(user)"
        case .onPostsOf(let author, let user):
            """
            post_author_id = \(author) AND user_id = \(user)
                AND post_author_id IS NOT NULL AND post_author_id <> user_id
            """
        case .onPosts(let author):
            "post_author_id = \(author) AND post_author_id IS NOT NULL AND post_author_id <> user_id"
        case .onPost(let post): "post_id = \(post)"
        case .onComment(let comment): "comment_id = \(comment)"
        case .from(let source): "source_id = \(source) AND kind IN ('COMMENT', 'REPLY', 'MENTION', 'QUOTE')"
        case .aboutGroup(let group, let kind, let user):
            "source_id = \(group) AND kind = \(kind.rawValue) AND user_id = \(user)"
        case .aboutAllOfGroup(let group): "source_id = \(group)"
        case .requests(let user, let group):
            "source_id = \(group) AND kind = 'GROUP_REQUEST' AND actor_id = \(user)"
        case .inGroup(let group, let user): "user_id = \(user) AND \(Self.isPosted(in: group))"
        case .inAllOfGroup(let group): Self.isPosted(in: group)
        case .of(let user): "user_id = \(user)"
        case .by(let actor): "actor_id = \(actor)"
        case .before(let time): "at < \(time)"
        }
    }

    private static func isPosted(in group: GroupID) -> SQLQuery {
        "post_id IN (SELECT id FROM notifications.things WHERE container_id = \(group))"
    }
}

extension NotificationKind {
    /// Reads a stored kind.
    init(stored text: String) throws {
        guard let kind = Self(rawValue: text) else { throw Failure.invalid("kind", "Is not known.") }
        self = kind
    }

    /// Whether it is about something of the receiver's own, which they may see whatever happens.
    var isAboutOwn: Bool {
        switch self {
        case .follow, .followRequest, .followAccepted, .like, .comment, .repost, .message: true
        case .groupInvitation, .groupRequest, .groupAccepted, .groupRole: true
        case .reply, .mention, .quote: false
        }
    }

    /// Whether it is about a group itself.
    var isAboutGroup: Bool {
        switch self {
        case .groupInvitation, .groupRequest, .groupAccepted, .groupRole: true
        default: false
        }
    }

    /// Whether it comes of what somebody wrote, and changes when they edit it.
    var comesOfText: Bool {
        switch self {
        case .comment, .reply, .mention, .quote: true
        default: false
        }
    }
}
