// SPDX-License-Identifier: Apache-2.0
import Core
import CSQLiteShim
import Database
import Foundation
import GRDB
import Synchronization

// One thread writes, some read, each with a connection of its own; nobody else touches SQLite.
//
// Group commit: a commit with synchronous=FULL waits for the disk, tens to hundreds of microseconds in which more
// writes arrive. So the writer takes all that wait, up to a bound, runs each in a savepoint of its own within one
// transaction, commits once, and only then tells each how it went. A body that throws undoes its savepoint and no
// more. When the commit fails, all of them failed. Under load that makes one fsync serve dozens of writes; alone, a
// write waits for nobody.

/// A SQLite file and the threads that use it.
final class SQLiteDatabase: ServiceDatabase {
    /// The most writes in one transaction; bounds how long the first of them waits for the last.
    private static let largestBatch = 256
    /// How many reads run at once. SQLite's reads are short and mostly from memory; more threads than cores lose.
    private static let readerCount = 2
    /// How many may wait before more are refused: at 10,000 a second, less than half a second.
    private static let queueLimit = 4096

    let name: String
    let dialect: SQLDialect = .sqlite
    private let clock: any WallClock
    private let writes = BoundedQueue<PendingWrite>(limit: queueLimit)
    private let reads = BoundedQueue<@Sendable (SQLiteConnection) -> Void>(limit: queueLimit)
    private let listener = Mutex<CommitListener?>(nil)
    private let running: Countdown

    init(_ name: String, file: String, clock: any WallClock) throws {
        self.name = name
        self.clock = clock
        running = Countdown(1 + Self.readerCount)
        let writer = try Self.connect(file, name: name, isWriter: true)
        let readers = try (0..<Self.readerCount).map { _ in try Self.connect(file, name: name, isWriter: false) }
        startThread("roost-\(name)-write") { $0.writeLoop(writer) }
        for (index, reader) in readers.enumerated() {
            startThread("roost-\(name)-read\(index)") { $0.readLoop(reader) }
        }
    }

    func onCommit(_ listener: @escaping @Sendable ([any Event]) -> Void) {
        self.listener.withLock { $0 = CommitListener(hear: listener) }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isQueued = reads.add { connection in
                continuation.resume(with: Result { try connection.inTransaction(body) })
            }
            if !isQueued { continuation.resume(throwing: StorageError.unavailable("\(self.name): too many reads")) }
        }
    }

    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isQueued = writes.add(
                PendingWrite(
                    run: { connection in
                        // Told only after the commit, whatever the body says now.
                        let result = Result { try body(connection) }
                        if case .failure(let error) = result {
                            return .failure(error) { continuation.resume(throwing: error) }
                        }
                        return .success { continuation.resume(with: result) }
                    },
                    fail: { continuation.resume(throwing: $0) }))
            if !isQueued { continuation.resume(throwing: StorageError.unavailable("\(self.name): too many writes")) }
        }
    }

    func migrate(_ migrations: [Migration]) async throws {
        let (name, now) = (name, clock.now.microseconds)
        try await write { db in
            guard let connection = db as? SQLiteConnection else { return }
            try Migration.apply(migrations, to: name, at: now, db) { try connection.execute($0) }
        }
    }

    func close() async {
        writes.close()
        reads.close()
        await running.wait()
    }

    // MARK: Threads

    private func startThread(_ name: String, _ body: @escaping @Sendable (SQLiteDatabase) -> Void) {
        let thread = Thread { [self] in
            body(self)
            running.signal()
        }
        thread.name = name
        thread.start()
    }

    private func readLoop(_ queue: DatabaseQueue) {
        while let batch = reads.take(atMost: 1) {
            queue.inDatabase { db in
                let connection = SQLiteConnection(db, service: name, clock: clock)
                for work in batch { work(connection) }
            }
        }
        close(queue)
    }

    private func writeLoop(_ queue: DatabaseQueue) {
        while let batch = writes.take(atMost: Self.largestBatch) {
            let (outcomes, events) = queue.inDatabase { db in
                commit(batch, on: SQLiteConnection(db, service: name, clock: clock))
            }
            if !events.isEmpty { listener.withLock { $0 }?.hear(events) }
            for outcome in outcomes { outcome() }
        }
        close(queue)
    }

    /// Runs a batch in one transaction; returns what each is told and the events that are true now.
    private func commit(
        _ batch: [PendingWrite], on connection: SQLiteConnection
    ) -> (outcomes: [@Sendable () -> Void], events: [any Event]) {
        do {
            try connection.execute("BEGIN IMMEDIATE")
            var outcomes: [@Sendable () -> Void] = []
            outcomes.reserveCapacity(batch.count)
            for write in batch {
                try connection.execute("SAVEPOINT write")
                let published = connection.published.count
                switch write.run(connection) {
                case .success(let tell):
                    try connection.execute("RELEASE write")
                    outcomes.append(tell)
                case .failure(let error, let tell):
                    // SQLite ends the whole transaction by itself when the disk is full or fails.
                    guard connection.isInTransaction else { throw error }
                    try connection.execute("ROLLBACK TO write")
                    try connection.execute("RELEASE write")
                    connection.published.removeLast(connection.published.count - published)
                    outcomes.append(tell)
                }
            }
            try connection.execute("COMMIT")
            return (outcomes, connection.published)
        } catch {
            if connection.isInTransaction { connection.executeIgnoringErrors("ROLLBACK") }
            return (batch.map { write in { write.fail(error) } }, [])
        }
    }

    private func close(_ queue: DatabaseQueue) {
        // A connection that does not close is let go of with the process; nothing is lost, the file is consistent.
        try? queue.close()
    }

    // MARK: Connections

    private static func connect(_ file: String, name: String, isWriter: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = false
        configuration.busyMode = .timeout(5)
        configuration.label = "roost.\(name)"
        configuration.prepareDatabase { db in
            guard let connection = db.sqliteConnection else { return }
            // Kept for ever, once for each service: SQLite does not copy the name.
            let schema = SchemaNames.pointer(to: name)
            guard roost_sqlite_name_main_schema(connection, schema) == SQLITE_OK else {
                throw StorageError.statement("the main schema could not be renamed to \(name)")
            }
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            // FULL: an acknowledged write survives a power cut.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            // 16 MiB of pages a connection, and the file mapped up to 256 MiB.
            try db.execute(sql: "PRAGMA cache_size = -16384")
            try db.execute(sql: "PRAGMA mmap_size = 268435456")
            // 16 MiB between checkpoints: a checkpoint every 1000 pages would stall the writer too often.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4000")
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
            if !isWriter { try db.execute(sql: "PRAGMA query_only = ON") }
        }
        do {
            return try DatabaseQueue(path: file, configuration: configuration)
        } catch let error as GRDB.DatabaseError {
            throw StorageError.unavailable("\(file) cannot be opened: \(error)")
        }
    }
}

/// The C strings of schema names, each made once.
private enum SchemaNames {
    // The pointers are never written to and never freed, so they may be used from any thread.
    private struct Pointers: @unchecked Sendable { var byName: [String: UnsafePointer<CChar>] = [:] }
    private static let pointers = Mutex(Pointers())

    static func pointer(to name: String) -> UnsafePointer<CChar> {
        pointers.withLock { pointers in
            if let known = pointers.byName[name] { return known }
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: name.utf8.count + 1)
            for (index, byte) in (Array(name.utf8) + [0]).enumerated() { copy[index] = CChar(bitPattern: byte) }
            pointers.byName[name] = UnsafePointer(copy)
            return UnsafePointer(copy)
        }
    }
}

/// A write that waits for its turn.
private struct PendingWrite: Sendable {
    enum Outcome {
        case success(@Sendable () -> Void)
        case failure(any Error, @Sendable () -> Void)
    }

    /// Runs the body; the outcome is told after the commit.
    let run: @Sendable (SQLiteConnection) -> Outcome
    /// Tells that the commit failed.
    let fail: @Sendable (any Error) -> Void
}

/// Whoever wants to know of commits.
///
/// A bare closure in a `Mutex` is wrapped in one more conversion each time it is read, so that every commit would be
/// slower than the one before.
private struct CommitListener: Sendable {
    let hear: @Sendable ([any Event]) -> Void
}
