// SPDX-License-Identifier: Apache-2.0
import Core
import CSQLiteShim
import Database
import GRDB

/// A connection while a block runs. Statements are prepared once by GRDB and stepped here: its rows cost a copy of
/// every value, these are read in place.
final class SQLiteConnection: SQLConnection {
    let dialect: SQLDialect = .sqlite
    /// The events of the batch so far.
    var published: [any Event] = []
    private let db: GRDB.Database
    private let service: String
    private let clock: any WallClock

    init(_ db: GRDB.Database, service: String, clock: any WallClock) {
        self.db = db
        self.service = service
        self.clock = clock
    }

    var isInTransaction: Bool { db.isInsideTransaction }

    func each(_ query: SQLQuery, _ body: (SQLRow) throws -> Void) throws {
        let (text, values) = query.render(.sqlite)
        try step(text, values) { try body(SQLRow($0)) }
    }

    @discardableResult
    func run(_ statement: SQLQuery) throws -> Int {
        let (text, values) = statement.render(.sqlite)
        try step(text, values) { _ in }
        return Int(sqlite3_changes(db.sqliteConnection))
    }

    func publish(_ event: some Event) throws {
        try Outbox(of: service, self).append(event, at: clock.now)
        published.append(event)
    }

    /// Runs a statement without values.
    func execute(_ text: String) throws { try step(text, []) { _ in } }

    /// Runs a statement whose failure changes nothing any more.
    func executeIgnoringErrors(_ text: String) {
        try? step(text, []) { _ in }  // The first error is the one that is reported.
    }

    /// Runs a body on one state of the data.
    func inTransaction<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        try execute("BEGIN")
        defer { executeIgnoringErrors("COMMIT") }
        return try body(self)
    }

    private func step(_ text: String, _ values: [SQLValue], _ body: (SQLiteColumns) throws -> Void) throws {
        let statement: GRDB.Statement
        do {
            statement = try db.cachedStatement(sql: text)
        } catch let error as GRDB.DatabaseError {
            throw Self.error(error.extendedResultCode.rawValue, "\(error.message ?? "") in: \(text)")
        }
        let pointer = statement.sqliteStatement
        defer {
            sqlite3_reset(pointer)
            sqlite3_clear_bindings(pointer)
        }
        for (index, value) in values.enumerated() { bind(value, to: Int32(index + 1), of: pointer) }
        let columns = SQLiteColumns(pointer)
        while true {
            switch sqlite3_step(pointer) {
            case SQLITE_ROW: try body(columns)
            case SQLITE_DONE: return
            default:
                let code = sqlite3_extended_errcode(db.sqliteConnection)
                let message = sqlite3_errmsg(db.sqliteConnection).map { String(cString: $0) } ?? ""
                throw Self.error(code, "\(message) in: \(text)")
            }
        }
    }

    private func bind(_ value: SQLValue, to index: Int32, of statement: OpaquePointer) {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .real(let number): sqlite3_bind_double(statement, index, number)
        case .boolean(let flag): sqlite3_bind_int64(statement, index, flag ? 1 : 0)
        case .text(var text):
            _ = text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { bytes in
                    roost_sqlite_bind_text(statement, index, bytes.baseAddress, Int32(bytes.count))
                }
            }
        case .blob(let bytes):
            _ = bytes.withUnsafeBytes { roost_sqlite_bind_blob(statement, index, $0.baseAddress, Int32($0.count)) }
        case .uuid(let high, let low):
            withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) {
                _ = roost_sqlite_bind_blob(statement, index, $0.baseAddress, 16)
            }
        }
    }

    private static func error(_ code: Int32, _ message: String) -> StorageError {
        switch code {
        case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID:
            .uniqueViolation(message)
        case _ where code & 0xFF == SQLITE_CONSTRAINT: .constraintViolation(message)
        case _ where [SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY]
            .contains(code & 0xFF):
            .unavailable(message)
        default: .statement(message)
        }
    }
}

private var SQLITE_CONSTRAINT_UNIQUE: Int32 { SQLITE_CONSTRAINT | 8 << 8 }
private var SQLITE_CONSTRAINT_PRIMARYKEY: Int32 { SQLITE_CONSTRAINT | 6 << 8 }
private var SQLITE_CONSTRAINT_ROWID: Int32 { SQLITE_CONSTRAINT | 10 << 8 }

/// The values of the row a statement is at, read in place.
private final class SQLiteColumns: SQLColumns {
    private let statement: OpaquePointer

    init(_ statement: OpaquePointer) { self.statement = statement }

    var count: Int { Int(sqlite3_column_count(statement)) }

    func name(at column: Int) -> String {
        sqlite3_column_name(statement, Int32(column)).map { String(cString: $0) } ?? ""
    }

    func isNull(at column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    func integer(at column: Int) -> Int64? {
        guard sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER else { return nil }
        return sqlite3_column_int64(statement, Int32(column))
    }

    func real(at column: Int) -> Double? {
        let type = sqlite3_column_type(statement, Int32(column))
        guard type == SQLITE_FLOAT || type == SQLITE_INTEGER else { return nil }
        return sqlite3_column_double(statement, Int32(column))
    }

    func boolean(at column: Int) -> Bool? { integer(at: column).map { $0 != 0 } }

    func text(at column: Int) -> String? {
        guard sqlite3_column_type(statement, Int32(column)) == SQLITE_TEXT,
            let bytes = sqlite3_column_text(statement, Int32(column))
        else { return nil }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    func blob(at column: Int) -> [UInt8]? { bytes(at: column).map { Array($0) } }

    func uuid(at column: Int) -> (high: UInt64, low: UInt64)? {
        guard let bytes = bytes(at: column), bytes.count == 16 else { return nil }
        let high = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        let low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        return (UInt64(bigEndian: high), UInt64(bigEndian: low))
    }

    private func bytes(at column: Int) -> UnsafeRawBufferPointer? {
        guard sqlite3_column_type(statement, Int32(column)) == SQLITE_BLOB else { return nil }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, Int32(column)), count: count)
    }
}
