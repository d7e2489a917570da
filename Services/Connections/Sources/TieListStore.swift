// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints

/// A list of people that belongs to one person.
enum TieList: Sendable {
    case followers, following, requests, sentRequests, blocks, mutes

    private var table: TieTable {
        switch self {
        case .followers, .following: .follows
        case .requests, .sentRequests: .requests
        case .blocks: .blocks
        case .mutes: .mutes
        }
    }

    /// Whether the list is of those who did something about its owner, and not the other way round.
    private var isIncoming: Bool { self == .followers || self == .requests }

    fileprivate var name: SQLQuery { table.name }
    fileprivate var owner: SQLQuery { isIncoming ? table.to : table.from }
    fileprivate var listed: SQLQuery { isIncoming ? table.from : table.to }
}

/// Somebody on a list, and since when.
struct Listed: Sendable, Equatable {
    let user: UserID
    let at: Timestamp

    var cursor: Cursor { Cursor(at.microseconds, user) }
}

/// SQL for the lists people look at, the latest first, and those services walk, by id. Lives only inside a block.
struct TieListStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// A page of a list, without those of whom the viewer blocks one or is blocked by.
    func page(
        _ list: TieList,
        of owner: UserID,
        for viewer: UserID,
        after cursor: Cursor?,
        limit: PageLimit
    ) throws -> [Listed] {
        let isOthers = list == .followers || list == .following
        return try db.all(
            """
            SELECT t.\(list.listed), t.at FROM \(list.name) t WHERE t.\(list.owner) = \(owner)
                \(try Self.older(list.listed, than: cursor))
                \(isOthers ? Self.isNotCut("t.\(list.listed)", from: viewer) : "")
            ORDER BY t.at DESC, t.\(list.listed) DESC LIMIT \(limit.value + 1)
            """,
            Self.listed
        )
    }

    /// The followers of a person whom the viewer follows.
    func mutuals(
        with person: UserID,
        for viewer: UserID,
        after cursor: Cursor?,
        limit: PageLimit
    ) throws -> [Listed] {
        try db.all(
            """
            SELECT t.follower_id, t.at FROM connections.follows t
            JOIN connections.follows m ON m.followee_id = t.follower_id AND m.follower_id = \(viewer)
            WHERE t.followee_id = \(person) \(try Self.older("follower_id", than: cursor))
            ORDER BY t.at DESC, t.follower_id DESC LIMIT \(limit.value + 1)
            """,
            Self.listed
        )
    }

    /// A page of a list by id, with one row more than asked for when there is a next page.
    func ids(_ list: TieList, of owner: UserID, after user: UserID?, limit: Int) throws -> [UserID] {
        let later: SQLQuery = user.map { "AND t.\(list.listed) > \($0)" } ?? ""
        return try db.all(
            """
            SELECT t.\(list.listed) FROM \(list.name) t WHERE t.\(list.owner) = \(owner) \(later)
            ORDER BY t.\(list.listed) LIMIT \(limit + 1)
            """
        ) { try $0[0] }
    }

    /// That neither of the two blocks the other. Whom one follows is never blocked, so mutuals need no such thing.
    static func isNotCut(_ person: SQLQuery, from viewer: UserID) -> SQLQuery {
        """
        AND NOT EXISTS (SELECT 1 FROM connections.blocks b
            WHERE b.blocker_id = \(person) AND b.blocked_id = \(viewer))
        AND NOT EXISTS (SELECT 1 FROM connections.blocks b
            WHERE b.blocker_id = \(viewer) AND b.blocked_id = \(person))
        """
    }

    private static func older(_ column: SQLQuery, than cursor: Cursor?) throws -> SQLQuery {
        guard let cursor else { return "" }
        let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
        let user = try cursor.field(1, as: UserID.self)
        return "AND (t.at, t.\(column)) < (\(time), \(user))"
    }

    private static func listed(_ row: SQLRow) throws -> Listed {
        Listed(user: try row[0], at: try row[1])
    }
}
