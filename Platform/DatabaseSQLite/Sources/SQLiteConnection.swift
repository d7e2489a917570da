// SPDX-License-Identifier: Apache-2.0
import CSQLiteShim
import Core
import Database
import GRDB

/// One connection to a service's file, used by one thread.
final class SQLiteConnection: SQLConnection {
    /// How many prepared statements are kept. Beyond that the quarter unused for longest is let go.
    private static let statementLimit = 256

    let name: String
    let dialect = SQLDialect.sqlite
    /// What the block under way wants known.
    var notes: [CommitNote] = []
    /// The first statement that failed in the block under way, until a savepoint undoes it.
    private(set) var fault: DatabaseError?

    private let database: GRDB.Database
    private let handle: OpaquePointer?
    private let clock: any WallClock
    private var statements: [String: SQLiteStatement] = [:]
    private var uses = 0
    private var depth = 0

    var now: Timestamp { clock.now }

    init(_ database: GRDB.Database, name: String, clock: any WallClock) {
        self.database = database
        self.name = name
        self.clock = clock
        handle = database.sqliteConnection
    }

    /// Whether a transaction is open. SQLite ends it by itself after some errors.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Forgets what the last block left behind.
    func beginBlock() {
        notes = []
        fault = nil
    }

    func rows(_ query: SQLQuery, _ visit: (SQLRow) throws -> Bool) throws {
        let statement = try prepare(query)
        defer { statement.reset() }
        while try step(statement) {
            guard try visit(SQLRow(cells: statement)) else { return }
        }
    }

    @discardableResult
    func run(_ query: SQLQuery) throws -> Int {
        let statement = try prepare(query)
        defer { statement.reset() }
        // `changes` keeps its value over statements that change nothing, such as CREATE TABLE.
        let before = sqlite3_total_changes64(handle)
        while try step(statement) {}
        return sqlite3_total_changes64(handle) == before ? 0 : Int(sqlite3_changes64(handle))
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        depth += 1
        defer { depth -= 1 }
        let mark = "inner_\(depth)"
        let noted = notes.count
        try control("SAVEPOINT \(mark)")
        do {
            let value = try body()
            if let fault { throw fault }
            try control("RELEASE \(mark)")
            return value
        } catch {
            // A transaction that SQLite ended has no savepoints; the block fails as a whole then.
            guard isInTransaction else { throw error }
            fault = nil
            notes.removeSubrange(noted...)
            try control("ROLLBACK TO \(mark)")
            try control("RELEASE \(mark)")
            throw error
        }
    }

    func record(_ note: CommitNote) { notes.append(note) }

    /// Runs one of the fixed statements that begin and end transactions.
    func control(_ sql: String) throws {
        let statement = try cached(sql)
        defer { statement.reset() }
        while true {
            let code = sqlite3_step(statement.pointer)
            if code == SQLITE_DONE { return }
            if code != SQLITE_ROW { throw currentError() }
        }
    }

    private func prepare(_ query: SQLQuery) throws -> SQLiteStatement {
        if fault != nil {
            throw DatabaseError(
                .statement,
                detail: "The block went on after a statement failed. Try inside a savepoint."
            )
        }
        let (sql, values) = query.render(dialect: .sqlite)
        do {
            let statement = try cached(sql)
            try statement.bind(values)
            return statement
        } catch {
            if let error = error as? DatabaseError { fault = error }
            throw error
        }
    }

    private func cached(_ sql: String) throws -> SQLiteStatement {
        uses += 1
        if let statement = statements[sql], !statement.isBusy {
            statement.lastUse = uses
            statement.isBusy = true
            return statement
        }
        let statement: SQLiteStatement
        do {
            statement = SQLiteStatement(try database.makeStatement(sql: sql))
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(
                code: error.extendedResultCode.rawValue,
                message: error.message ?? ""
            )
        }
        statement.lastUse = uses
        statement.isBusy = true
        // While the same text is busy, in a query inside a query, the second one is used once.
        if statements[sql] == nil {
            if statements.count >= Self.statementLimit { dropOldStatements() }
            statements[sql] = statement
        }
        return statement
    }

    private func dropOldStatements() {
        let byAge = statements.filter { !$0.value.isBusy }.sorted { $0.value.lastUse < $1.value.lastUse }
        for entry in byAge.prefix(Self.statementLimit / 4) { statements[entry.key] = nil }
    }

    private func step(_ statement: SQLiteStatement) throws -> Bool {
        switch sqlite3_step(statement.pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let error = currentError()
            fault = error
            throw error
        }
    }

    func currentError() -> DatabaseError {
        let message = sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
        return DatabaseError(code: sqlite3_extended_errcode(handle), message: message)
    }
}
