// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import ExportsAPI

/// An export as it is stored.
struct ExportRecord: Sendable {
    /// How it stands. Removed ones stay for a day, so that they count.
    enum State: String, SQLConvertible {
        case building = "BUILDING"
        case ready = "READY"
        case failed = "FAILED"
        case removed = "REMOVED"
    }

    let id: ExportID
    let user: UserID
    var state: State
    var progress: Int
    var size: Int64?
    let createdAt: Timestamp
    var readyAt: Timestamp?
    /// When its file goes, or, while it is made and when there is none, the row.
    var endsAt: Timestamp
    var addressKey: String?
    var addressUntil: Timestamp?

    /// The export as its owner sees it; nil when it is removed.
    var export: DataExport? {
        guard let state = DataExport.State(rawValue: state.rawValue) else { return nil }
        return DataExport(
            id: id,
            state: state,
            progress: progress,
            size: size,
            createdAt: createdAt,
            readyAt: readyAt,
            expiresAt: state == .ready ? endsAt : nil
        )
    }
}

/// SQL for `exports.exports`. Lives only inside a `read` or `write` block.
struct ExportStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        id, user_id, state, progress, size, created_at, ready_at, ends_at, address_key, address_until
        """

    func insert(_ record: ExportRecord) throws {
        try db.run(
            """
            INSERT INTO exports.exports (\(Self.columns)) VALUES (\(record.id), \(record.user),
                \(record.state), \(record.progress), \(record.size), \(record.createdAt), \(record.readyAt),
                \(record.endsAt), \(record.addressKey), \(record.addressUntil))
            """
        )
    }

    func update(_ record: ExportRecord) throws {
        try db.run(
            """
            UPDATE exports.exports SET state = \(record.state), progress = \(record.progress),
                size = \(record.size), ready_at = \(record.readyAt), ends_at = \(record.endsAt),
                address_key = \(record.addressKey), address_until = \(record.addressUntil)
            WHERE id = \(record.id)
            """
        )
    }

    func setProgress(_ progress: Int, of id: ExportID) throws {
        try db.run(
            """
            UPDATE exports.exports SET progress = \(progress)
            WHERE id = \(id) AND state = \(ExportRecord.State.building)
            """
        )
    }

    func export(_ id: ExportID, forUpdate: Bool = false) throws -> ExportRecord? {
        let lock: SQLQuery = .either(sqlite: "", postgres: forUpdate ? "FOR UPDATE" : "")
        return try db.first("SELECT \(Self.columns) FROM exports.exports WHERE id = \(id) \(lock)", Self.read)
    }

    /// Somebody's exports that are not removed, newest first.
    func exports(of user: UserID, before id: ExportID?, limit: Int) throws -> [ExportRecord] {
        let older: SQLQuery = id.map { "AND id < \($0)" } ?? ""
        return try db.all(
            """
            SELECT \(Self.columns) FROM exports.exports
            WHERE user_id = \(user) AND state <> \(ExportRecord.State.removed) \(older)
            ORDER BY id DESC LIMIT \(limit)
            """,
            Self.read
        )
    }

    /// Somebody's exports that were asked for since a time, oldest first.
    func times(of user: UserID, since time: Timestamp) throws -> [Timestamp] {
        try db.all(
            """
            SELECT created_at FROM exports.exports WHERE user_id = \(user) AND created_at > \(time)
            ORDER BY id LIMIT \(ExportsLimits.batch)
            """
        ) { try $0[0] }
    }

    /// All of somebody's exports, removed ones too.
    func all(of user: UserID) throws -> [ExportRecord] {
        try db.all(
            """
            SELECT \(Self.columns) FROM exports.exports WHERE user_id = \(user)
            ORDER BY id LIMIT \(ExportsLimits.batch)
            """,
            Self.read
        )
    }

    /// Exports whose time is over.
    func ended(at time: Timestamp) throws -> [ExportRecord] {
        try db.all(
            """
            SELECT \(Self.columns) FROM exports.exports WHERE ends_at <= \(time)
            ORDER BY ends_at LIMIT \(ExportsLimits.batch)
            \(.either(sqlite: "", postgres: "FOR UPDATE SKIP LOCKED"))
            """,
            Self.read
        )
    }

    func delete(_ id: ExportID) throws { try db.run("DELETE FROM exports.exports WHERE id = \(id)") }

    private static func read(_ row: SQLRow) throws -> ExportRecord {
        ExportRecord(
            id: try row[0],
            user: try row[1],
            state: try row[2],
            progress: try row[3],
            size: try row[4],
            createdAt: try row[5],
            readyAt: try row[6],
            endsAt: try row[7],
            addressKey: try row[8],
            addressUntil: try row[9]
        )
    }
}
