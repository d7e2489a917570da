// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI

/// A request to join as it is stored.
struct RequestRow: Sendable, Equatable {
    let user: UserID
    let note: String
    let at: Timestamp

    var cursor: Cursor { Cursor(at.microseconds, user) }
}

/// An invitation as it is stored.
struct InvitationRow: Sendable, Equatable {
    let group: GroupID
    let user: UserID
    let by: UserID
    let expiresAt: Timestamp
    let at: Timestamp

    /// Where the next page of the invitations to a group begins.
    var cursorOfGroup: Cursor { Cursor(at.microseconds, user) }
    /// Where the next page of somebody's invitations begins.
    var cursorOfUser: Cursor { Cursor(at.microseconds, group) }
}

/// SQL for `groups.requests` and `groups.invitations`. Lives only inside a `read` or `write` block.
struct WaitingStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    // MARK: Requests

    func insert(_ request: RequestRow, to group: GroupID) throws {
        try db.run(
            """
            INSERT INTO groups.requests (group_id, user_id, note, at)
            VALUES (\(group), \(request.user), \(request.note), \(request.at))
            """
        )
    }

    func request(of user: UserID, to group: GroupID) throws -> RequestRow? {
        try db.first(
            """
            SELECT user_id, note, at FROM groups.requests WHERE group_id = \(group) AND user_id = \(user)
            """,
            Self.request
        )
    }

    /// Takes a request away; false when there is none.
    func deleteRequest(of user: UserID, to group: GroupID) throws -> Bool {
        try db.run("DELETE FROM groups.requests WHERE group_id = \(group) AND user_id = \(user)") > 0
    }

    /// The requests after a place, the longest waiting first.
    func requests(to group: GroupID, after cursor: Cursor?, limit: PageLimit) throws -> [RequestRow] {
        var later: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            later = "AND (at, user_id) > (\(time), \(try cursor.field(1, as: UserID.self)))"
        }
        return try db.all(
            """
            SELECT user_id, note, at FROM groups.requests WHERE group_id = \(group) \(later)
            ORDER BY at, user_id LIMIT \(limit.value + 1)
            """,
            Self.request
        )
    }

    /// Some groups that somebody asks to join.
    func requested(by user: UserID, limit: Int) throws -> [GroupID] {
        try db.all("SELECT group_id FROM groups.requests WHERE user_id = \(user) LIMIT \(limit)") {
            try $0[0]
        }
    }

    private static func request(_ row: SQLRow) throws -> RequestRow {
        RequestRow(user: try row[0], note: try row[1], at: try row[2])
    }

    // MARK: Invitations

    private static let columns: SQLQuery = "group_id, user_id, by_id, expires_at, at"

    func insert(_ invitation: InvitationRow) throws {
        try db.run(
            """
            INSERT INTO groups.invitations (\(Self.columns)) VALUES (\(invitation.group), \(invitation.user),
                \(invitation.by), \(invitation.expiresAt), \(invitation.at))
            """
        )
    }

    /// An invitation, also one whose time is over.
    func invitation(of user: UserID, to group: GroupID) throws -> InvitationRow? {
        try db.first(
            """
            SELECT \(Self.columns) FROM groups.invitations WHERE group_id = \(group) AND user_id = \(user)
            """,
            Self.invitation
        )
    }

    /// Takes an invitation away; false when there is none.
    func deleteInvitation(of user: UserID, to group: GroupID) throws -> Bool {
        try db.run("DELETE FROM groups.invitations WHERE group_id = \(group) AND user_id = \(user)") > 0
    }

    /// The invitations to a group that still hold, before a place, the latest first.
    func invitations(
        to group: GroupID,
        after cursor: Cursor?,
        limit: PageLimit,
        at now: Timestamp
    ) throws -> [InvitationRow] {
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            older = "AND (at, user_id) < (\(time), \(try cursor.field(1, as: UserID.self)))"
        }
        return try db.all(
            """
            SELECT \(Self.columns) FROM groups.invitations
            WHERE group_id = \(group) AND expires_at > \(now) \(older)
            ORDER BY at DESC, user_id DESC LIMIT \(limit.value + 1)
            """,
            Self.invitation
        )
    }

    /// Somebody's invitations that still hold, before a place, the latest first.
    func invitations(
        of user: UserID,
        after cursor: Cursor?,
        limit: PageLimit,
        at now: Timestamp
    ) throws -> [InvitationRow] {
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            older = "AND (at, group_id) < (\(time), \(try cursor.field(1, as: GroupID.self)))"
        }
        return try db.all(
            """
            SELECT \(Self.columns) FROM groups.invitations
            WHERE user_id = \(user) AND expires_at > \(now) \(older)
            ORDER BY at DESC, group_id DESC LIMIT \(limit.value + 1)
            """,
            Self.invitation
        )
    }

    /// Some invitations of somebody or by them, also those whose time is over.
    func invitations(naming user: UserID, limit: Int) throws -> [InvitationRow] {
        try db.all(
            """
            SELECT \(Self.columns) FROM groups.invitations WHERE user_id = \(user) OR by_id = \(user)
            LIMIT \(limit)
            """,
            Self.invitation
        )
    }

    /// Some invitations whose time was over at a moment.
    func overdue(at time: Timestamp, limit: Int) throws -> [InvitationRow] {
        try db.all(
            "SELECT \(Self.columns) FROM groups.invitations WHERE expires_at <= \(time) LIMIT \(limit)",
            Self.invitation
        )
    }

    private static func invitation(_ row: SQLRow) throws -> InvitationRow {
        InvitationRow(
            group: try row[0],
            user: try row[1],
            by: try row[2],
            expiresAt: try row[3],
            at: try row[4]
        )
    }
}
