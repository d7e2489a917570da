// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints
import GroupsAPI
import PostsAPI
import UsersAPI

/// The kind of thing a `SourceID` names.
enum Source {}

/// The id of the person, post, comment, repost or group that a deed is about. Ids of different things never meet, so
/// with the actor it tells which deed it is.
typealias SourceID = ID<Source>

extension ID {
    /// The id of something, its kind forgotten or known again.
    init<Other>(of other: ID<Other>) { self.init(high: other.high, low: other.low) }
}

extension ActivityID {
    /// What was done at a time or later has an id above this one.
    init(floor time: Timestamp) {
        self.init(high: UInt64(max(0, time.microseconds / 1000)) << 16, low: 0)
    }

    /// Every entry is before it.
    static let end = ActivityID(high: .max, low: .max)
}

/// Something that somebody did.
struct Deed: Sendable, Equatable {
    var actor: UserID
    var kind: ActivityKind
    var source: SourceID
    /// The post of a comment or repost; the source of a like is its post.
    var container: PostID?
    var at: Timestamp
    /// The change that made it so: what has a lower one comes too late.
    var position: Int64

    /// Whatever must not be gone for it to stand.
    var concerned: [SourceID] {
        [SourceID(of: actor), source] + (container.map { [SourceID(of: $0)] } ?? [])
    }
}

/// A deed as it is read for a page.
struct EntryRow: Sendable, Equatable {
    let id: ActivityID
    let actor: UserID
    let kind: ActivityKind
    let source: SourceID
    let container: PostID?
    let at: Timestamp

    static let columns: SQLQuery = "e.id, e.actor_id, e.kind, e.source_id, e.post_id, e.at"

    /// Reads the columns.
    init(_ row: SQLRow) throws {
        id = try row[0]
        actor = try row[1]
        kind = try ActivityKind(bit: try row[2])
        source = try row[3]
        container = try row[4]
        at = try row[5]
    }

    /// The post it is about.
    var post: PostID? { kind == .like ? PostID(of: source) : container }
    /// The comment it is about.
    var comment: CommentID? { kind == .comment ? CommentID(of: source) : nil }
    /// The group it is about.
    var group: GroupID? { kind == .groupJoin || kind == .groupCreate ? GroupID(of: source) : nil }
    /// The person it is about.
    var person: UserID? { kind == .follow ? UserID(of: source) : nil }
}

extension ActivityKind {
    /// The kind as it is stored: one bit, so that several kinds are one number. Never changes.
    var bit: Int64 {
        switch self {
        case .follow: 1
        case .like: 2
        case .comment: 4
        case .repost: 8
        case .groupJoin: 16
        case .groupCreate: 32
        case .profilePicture: 64
        }
    }

    /// Reads a stored kind.
    init(bit: Int64) throws {
        guard let kind = Self.allCases.first(where: { $0.bit == bit }) else {
            throw Failure.invalid("kind", "Is not known.")
        }
        self = kind
    }

    /// Who sees it until somebody chooses: what one likes says more than one may think of.
    var usualAudience: ActivityAudience { self == .like ? .followers : .everyone }
}
