// SPDX-License-Identifier: Apache-2.0
import CPostgres
import Database
import Foundation

/// Where a server is and which database is meant.
package struct PostgresTarget: Sendable {
    /// A libpq URL or connection string.
    package var url: String
    /// A database other than the one in the URL.
    package var database: String?

    package init(url: String, database: String?) {
        self.url = url
        self.database = database
    }

    /// Runs statements outside any transaction, on a connection of their own: CREATE DATABASE and its kin.
    package func execute(_ sql: String) throws {
        let link = try PostgresLink(target: self, statementTimeout: .seconds(60), pipelines: false)
        defer { link.close() }
        try link.execute(sql)
    }
}

/// One connection of libpq in pipeline mode: statements are sent ahead, their results read in order.
///
/// Everything up to a `sync` goes out in one packet and costs one round trip. What is sent without being awaited,
/// such as the COMMIT of a block that only read, has its results skipped by the next `receive`.
final class PostgresLink {
    /// What is expected from the server, in order.
    private enum Expected {
        case skipped, wanted, sync
        case prepared(PostgresStatement)
        case dropped(PostgresStatement)
    }

    private let connection: OpaquePointer
    private var expected: [Expected] = []
    private var statements = PostgresStatements()
    /// Statements that the server still holds and nobody uses.
    private var unused: [PostgresStatement] = []
    private(set) var isBroken = false
    /// The server refused a prepared statement because a table changed its shape.
    private(set) var mustPrepareAgain = false

    init(target: PostgresTarget, statementTimeout: Duration, pipelines: Bool = true) throws {
        var keywords = [
            "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
            "tcp_user_timeout",
            "application_name", "client_encoding", "dbname",
        ]
        var values = ["5", "30", "10", "3", "20000", "roost", "UTF8", target.url]
        if let database = target.database {
            keywords.append("dbname")
            values.append(database)
        }
        guard let connection = Self.connect(keywords, values) else {
            throw DatabaseError(.connectionLost, detail: "libpq is out of memory.")
        }
        self.connection = connection
        guard PQstatus(connection) == CONNECTION_OK else {
            // From here on `deinit` closes the connection, also when this throws.
            throw DatabaseError(.connectionLost, detail: Self.text(PQerrorMessage(connection)))
        }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        try execute(
            """
            SET statement_timeout = \(statementTimeout.components.seconds * 1000);
            SET idle_in_transaction_session_timeout = 60000;
            SET client_min_messages = warning;
            """
        )
        guard !pipelines || PQenterPipelineMode(connection) == 1 else { throw lost() }
    }

    deinit {
        if !isBroken { PQfinish(connection) }
    }

    /// Lets go of the connection.
    func close() {
        guard !isBroken else { return }
        isBroken = true
        PQfinish(connection)
    }

    /// Runs statements without values and outside the pipeline; only before it is entered.
    func execute(_ sql: String) throws {
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        let status = PQresultStatus(result)
        guard status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK else {
            throw DatabaseError(result: result)
        }
    }

    /// Queues a statement whose result nobody wants.
    func send(_ sql: String, _ parameters: PostgresParameters = .none) throws {
        try send(sql, parameters, .skipped)
    }

    /// Queues a statement whose result `receive` will return.
    func sendWanted(_ sql: String, _ parameters: PostgresParameters = .none) throws {
        try send(sql, parameters, .wanted)
    }

    private func send(_ sql: String, _ parameters: PostgresParameters, _ kind: Expected) throws {
        guard !isBroken else { throw lost() }
        let statement = try prepare(sql, parameters.types)
        let sent = parameters.withPointers { pointers, lengths, formats in
            PQsendQueryPrepared(
                connection,
                statement.name,
                Int32(parameters.types.count),
                pointers,
                lengths,
                formats,
                1
            )
        }
        guard sent == 1 else { throw breakOff() }
        expected.append(kind)
    }

    private func prepare(_ sql: String, _ types: [Oid]) throws -> PostgresStatement {
        if let known = statements.find(sql, types) { return known }
        let (statement, dropped) = statements.add(sql, types)
        if let dropped { unused.append(dropped) }
        guard PQsendPrepare(connection, statement.name, sql, Int32(types.count), types) == 1 else {
            throw breakOff()
        }
        expected.append(.prepared(statement))
        return statement
    }

    /// Ends a group of statements and sends it off. An error in a group skips the rest of it.
    func sync() throws {
        // At the end of the group: BEGIN with an isolation level may come after no other statement.
        for statement in unused {
            let sql = "DEALLOCATE \(statement.name)"
            guard !isBroken, PQsendQueryParams(connection, sql, 0, nil, nil, nil, nil, 1) == 1 else {
                throw breakOff()
            }
            expected.append(.dropped(statement))
        }
        unused = []
        guard !isBroken, PQpipelineSync(connection) == 1 else { throw breakOff() }
        expected.append(.sync)
    }

    /// Reads everything that is on its way and returns the last wanted result, or the first error of its group.
    func receive() throws -> PostgresResult? {
        var wanted: PostgresResult?
        var failure: DatabaseError?
        for (index, kind) in expected.enumerated() {
            guard !isBroken, let pointer = PQgetResult(connection) else { throw breakOff() }
            let result = PostgresResult(pointer)
            if case .sync = kind {
                guard PQresultStatus(pointer) == PGRES_PIPELINE_SYNC else {
                    throw breakOff("The server's answers are out of step.")
                }
                // Errors of groups before the last are of statements nobody waits for.
                if index + 1 < expected.count { (wanted, failure) = (nil, nil) }
                continue
            }
            switch PQresultStatus(pointer) {
            case PGRES_FATAL_ERROR:
                let error = DatabaseError(result: pointer)
                if error.kind == .connectionLost || PQstatus(connection) != CONNECTION_OK {
                    throw breakOff(error.detail)
                }
                failure = failure ?? error
                noteFailure(of: kind, error)
            case PGRES_PIPELINE_ABORTED: noteFailure(of: kind, nil)
            default: if case .wanted = kind { wanted = result }
            }
            // Each statement's results end with a null.
            while let extra = PQgetResult(connection) { PQclear(extra) }
        }
        expected.removeAll(keepingCapacity: true)
        if let failure { throw failure }
        return wanted
    }

    private func noteFailure(of kind: Expected, _ error: DatabaseError?) {
        switch kind {
        case .prepared(let statement): statements.forget(statement)
        case .dropped(let statement): unused.append(statement)
        case .skipped, .wanted, .sync: break
        }
        // 0A000 "cached plan must not change result type": a migration changed a table. 26000: something between
        // us and the server, such as a pooler, threw prepared statements away.
        if let error, error.detail.hasPrefix("26000") || error.detail.hasPrefix("0A000: cached plan") {
            mustPrepareAgain = true
        }
    }

    /// Prepares everything anew from here on.
    func forgetStatements() throws {
        statements.removeAll()
        unused = []
        mustPrepareAgain = false
        guard !isBroken, PQsendQueryParams(connection, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 1) == 1 else {
            throw breakOff()
        }
        expected.append(.skipped)
        try sync()
        _ = try receive()
    }

    private func lost() -> DatabaseError {
        DatabaseError(.connectionLost, detail: "The connection is closed.")
    }

    private func breakOff(_ detail: String? = nil) -> DatabaseError {
        guard !isBroken else { return lost() }
        let message = detail ?? Self.text(PQerrorMessage(connection))
        expected.removeAll()
        close()
        return DatabaseError(.connectionLost, detail: message)
    }

    private static func text(_ message: UnsafePointer<CChar>?) -> String {
        message.map { String(cString: $0).trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    }

    private static func connect(_ keywords: [String], _ values: [String]) -> OpaquePointer? {
        let keys = keywords.map { strdup($0) }
        let texts = values.map { strdup($0) }
        defer { for pointer in keys + texts { free(pointer) } }
        let keyList = keys.map { UnsafePointer($0) } + [nil]
        let textList = texts.map { UnsafePointer($0) } + [nil]
        return PQconnectdbParams(keyList, textList, 1)
    }
}

/// A result of libpq, freed with this object.
final class PostgresResult {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    /// How many rows it holds.
    var rowCount: Int { Int(PQntuples(pointer)) }

    /// How many rows the statement changed.
    var changes: Int {
        // For SELECT this counts the rows it found, which are no changes.
        guard let status = PQcmdStatus(pointer), strncmp(status, "SELECT", 6) != 0,
            let text = PQcmdTuples(pointer)
        else { return 0 }
        return Int(String(cString: text)) ?? 0
    }

    /// The words that end a command: `COMMIT`.
    var tag: String { PQcmdStatus(pointer).map { String(cString: $0) } ?? "" }
}
