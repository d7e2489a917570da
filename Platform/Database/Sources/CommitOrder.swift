// SPDX-License-Identifier: Apache-2.0
import Core

/// A place in a log that is read in the order in which its rows were committed.
///
/// A counter alone does not give that order on PostgreSQL: a transaction may take number 7, another take 8 and
/// commit first, and a reader that has seen 8 never sees 7. So each row also holds its transaction's id, readers
/// sort by (transaction, position) and read only transactions older than every one still running. On SQLite one
/// writer at a time makes the counter enough, and the transaction is always 0.
///
/// To make such a log, give the table the two columns and read it with the fragments of `SQLQuery`:
///
///     CREATE TABLE chat.changes (\(.commitOrderColumns), chat_id uuid NOT NULL, …)
///     CREATE INDEX changes_order ON changes (xid, position)      -- begin with chat_id if pages are per chat
///
///     SELECT xid, position, … FROM chat.changes
///     WHERE chat_id IN … AND \(.committed(after: place)) ORDER BY xid, position LIMIT 100
///
/// A transaction that stays open on PostgreSQL holds back every row committed after it began: keep them short.
public struct CommitPosition: Hashable, Sendable, Comparable, LosslessStringConvertible {
    /// The id of the transaction that wrote the row; 0 on SQLite.
    public let xid: Int64
    /// The row's number.
    public let position: Int64

    /// Before every row.
    public static let start = CommitPosition(xid: 0, position: 0)

    /// The place of a row.
    public init(xid: Int64, position: Int64) {
        self.xid = xid
        self.position = position
    }

    /// Reads a place written as `xid.position`.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let xid = Int64(parts[0]), let position = Int64(parts[1]), xid >= 0,
            position >= 0
        else { return nil }
        self.init(xid: xid, position: position)
    }

    public var description: String { "\(xid).\(position)" }

    public static func < (left: Self, right: Self) -> Bool {
        (left.xid, left.position) < (right.xid, right.position)
    }
}

extension SQLQuery {
    /// The columns `position` (primary key) and `xid` of a log in commit order, for CREATE TABLE.
    ///
    /// Positions are never used twice, even after the newest rows were deleted.
    public static var commitOrderColumns: SQLQuery {
        .either(
            sqlite: "position INTEGER PRIMARY KEY AUTOINCREMENT, xid bigint NOT NULL DEFAULT 0",
            postgres: """
                position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint)
                """
        )
    }

    /// The condition that a row is after `place` and that none can still appear before it.
    ///
    /// Put ORDER BY xid, position to the query. The columns must be called `xid` and `position`.
    public static func committed(after place: CommitPosition) -> SQLQuery {
        .either(
            sqlite: "position > \(place.position)",
            postgres: """
                (xid, position) > (\(place.xid), \(place.position))
                AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                """
        )
    }
}

extension SQLConnection {
    /// The place after everything that a log in commit order shows now: `table` as in `chat.changes`.
    public func latestCommitPosition(in table: StaticString) throws -> CommitPosition {
        try latestCommitPosition(of: "\(unsafe: "\(table)")")
    }

    func latestCommitPosition(of table: SQLQuery) throws -> CommitPosition {
        try first(
            """
            SELECT xid, position FROM \(table) WHERE \(.committed(after: .start))
            ORDER BY \(.either(sqlite: "position DESC", postgres: "xid DESC, position DESC")) LIMIT 1
            """
        ) { row in CommitPosition(xid: try row[0], position: try row[1]) } ?? .start
    }
}
