// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// A connection as blocks see it.
///
/// Statements that nobody waits for, such as BEGIN, SAVEPOINT, RELEASE and those that a block enqueues, are held back
/// and travel in front of the next one that somebody does wait for, so they cost no round trip of their own. When one
/// of them fails, the server skips what came with it, and the one that was waited for throws.
final class PostgresSession: SQLConnection {
    /// A statement that waits for the next one to travel with.
    private struct HeldBack {
        let sql: String
        var parameters = PostgresParameters.none
    }

    /// So much may be held back before it is sent, and waited for, by itself.
    private static let mostHeldBack = 64

    let link: PostgresLink
    let dialect = SQLDialect.postgres
    private(set) var name = ""
    /// What the block under way wants known.
    private(set) var notes: [CommitNote] = []
    /// The first statement that failed in the block under way, until a savepoint undoes it.
    private(set) var fault: DatabaseError?
    /// Whether the server may have committed the block under way.
    private(set) var didSendCommit = false

    private var clock: any WallClock = SystemWallClock()
    private var mode = WorkBlock.Mode.read
    private var heldBack: [HeldBack] = []
    /// Whether something that a block enqueued is among what is held back.
    private var holdsWork = false
    /// How often what was held back was sent, in this block.
    private var flushes = 0
    private var depth = 0
    private var ticket: Int?

    init(_ link: PostgresLink) { self.link = link }

    var now: Timestamp { clock.now }

    /// Set once the connection broke in this block, whatever the body made of the error.
    var lostConnection: DatabaseError? {
        link.isBroken ? DatabaseError(.connectionLost, detail: "The connection broke in a block.") : nil
    }

    func begin(_ mode: WorkBlock.Mode, name: String, clock: any WallClock) {
        self.mode = mode
        self.name = name
        self.clock = clock
        notes = []
        fault = nil
        didSendCommit = false
        flushes = 0
        holdsWork = false
        // A block that reads sees one moment throughout, as on SQLite.
        heldBack = [
            HeldBack(sql: mode == .read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN")
        ]
    }

    /// The place of the last commit in the line of those to be told, once.
    func takeTicket() -> Int? {
        defer { ticket = nil }
        return ticket
    }

    func commit(in line: CommitLine) throws {
        // Nothing was sent, so there is nothing to commit.
        guard flushes > 0 || holdsWork else { return }
        switch mode {
        case .read:
            try link.send("COMMIT")
            try link.sync()
        case .write:
            try sendHeldBack()
            try link.sendWanted("COMMIT")
            didSendCommit = true
            if !notes.isEmpty { ticket = line.enter() }
            try link.sync()
            guard try link.receive()?.tag == "COMMIT" else {
                throw DatabaseError(.statement, detail: "The server rolled a transaction back.")
            }
        }
    }

    func rollback() {
        guard flushes > 0, !link.isBroken else { return }
        do {
            try link.send("ROLLBACK")
            try link.sync()
        } catch {
            // The connection broke, which also rolls back.
            link.close()
        }
    }

    func rows(_ query: SQLQuery, _ visit: (SQLRow) throws -> Bool) throws {
        guard let result = try execute(query) else { return }
        let row = PostgresRow(result)
        for index in 0..<result.rowCount {
            row.row = Int32(index)
            guard try visit(SQLRow(cells: row)) else { return }
        }
    }

    @discardableResult
    func run(_ query: SQLQuery) throws -> Int { try execute(query)?.changes ?? 0 }

    func enqueue(_ query: SQLQuery) throws {
        guard mode == .write else { return _ = try execute(query) }
        try refuseAfterFault()
        let (sql, values) = query.render(dialect: .postgres)
        do {
            heldBack.append(HeldBack(sql: sql, parameters: try PostgresParameters(values)))
            holdsWork = true
            if heldBack.count >= Self.mostHeldBack { try settle() }
        } catch {
            if let error = error as? DatabaseError { fault = error }
            throw error
        }
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        // What was enqueued before has to fail out here.
        if holdsWork { try settle() }
        depth += 1
        defer { depth -= 1 }
        let mark = "inner_\(depth)"
        let (noted, held, flushed) = (notes.count, heldBack.count, flushes)
        heldBack.append(HeldBack(sql: "SAVEPOINT \(mark)"))
        do {
            let value = try body()
            // What fails in here has to fail before the mark is gone.
            if holdsWork { try settle() }
            if let fault { throw fault }
            if flushes == flushed {
                heldBack.removeSubrange(held...)
            } else {
                heldBack.append(HeldBack(sql: "RELEASE \(mark)"))
            }
            return value
        } catch {
            fault = nil
            notes.removeSubrange(noted...)
            if flushes == flushed {
                heldBack.removeSubrange(held...)
            } else {
                heldBack.append(HeldBack(sql: "ROLLBACK TO \(mark)"))
                heldBack.append(HeldBack(sql: "RELEASE \(mark)"))
            }
            throw error
        }
    }

    func record(_ note: CommitNote) { notes.append(note) }

    private func execute(_ query: SQLQuery) throws -> PostgresResult? {
        try refuseAfterFault()
        let (sql, values) = query.render(dialect: .postgres)
        do {
            let parameters = try PostgresParameters(values)
            try sendHeldBack()
            try link.sendWanted(sql, parameters)
            try link.sync()
            return try link.receive()
        } catch {
            if let error = error as? DatabaseError { fault = error }
            throw error
        }
    }

    private func refuseAfterFault() throws {
        guard fault != nil else { return }
        throw DatabaseError(
            .statement,
            detail: "The block went on after a statement failed. Try inside a savepoint."
        )
    }

    private func sendHeldBack() throws {
        if link.mustPrepareAgain, flushes == 0 { try link.forgetStatements() }
        for statement in heldBack { try link.send(statement.sql, statement.parameters) }
        heldBack.removeAll(keepingCapacity: true)
        holdsWork = false
        flushes += 1
    }

    /// Sends what is held back and waits for it.
    private func settle() throws {
        do {
            try sendHeldBack()
            try link.sync()
            _ = try link.receive()
        } catch {
            if let error = error as? DatabaseError { fault = error }
            throw error
        }
    }
}
