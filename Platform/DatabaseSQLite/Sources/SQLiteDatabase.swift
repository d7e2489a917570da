// SPDX-License-Identifier: Apache-2.0
import CSQLiteShim
import Core
import Database
import Foundation
import GRDB
import Logging

/// One service's file: a thread that writes, and some that read.
final class SQLiteDatabase: ServiceDatabase {
    let name: String
    let dialect = SQLDialect.sqlite
    let clock: any WallClock
    private let observers = CommitObservers()
    private let writes: WorkQueue
    private let reads: WorkQueue
    private let threads: [DatabaseThread]
    private let copier: SQLiteLogCopier

    init(
        name: String,
        path: String,
        settings: SQLiteSettings,
        clock: any WallClock,
        logger: Logger
    ) throws {
        try SchemaName.check(name)
        self.name = name
        self.clock = clock
        let writes = WorkQueue(limits: settings.limits)
        let reads = WorkQueue(limits: settings.limits)
        (self.writes, self.reads) = (writes, reads)
        let metrics = DatabaseMetrics(service: name)
        let file = SQLiteFile(path: path, name: name)
        let observers = observers
        // Opened here, so that a file that cannot be opened is an error of `open`. The writer is first: readers
        // need the write-ahead log to be there.
        let writer = try file.open(.write)
        let copier = SQLiteLogCopier(name: name, logger: logger) { try file.open(.write) }
        self.copier = copier
        let readers = try (0..<settings.readers).map { _ in try file.open(.read) }
        var threads = [
            DatabaseThread(name: "\(name)-write") {
                writer.inDatabase { database in
                    SQLiteWriter(
                        connection: SQLiteConnection(database, name: name, clock: clock),
                        checkpoint: SQLiteCheckpoint(
                            database.sqliteConnection,
                            busyTimeout: SQLiteFile.busyTimeout,
                            copier: copier
                        ),
                        queue: writes,
                        observers: observers,
                        metrics: metrics,
                        logger: logger
                    ).serve()
                }
                file.close(writer, logger)
            }
        ]
        for reader in readers {
            threads.append(
                DatabaseThread(name: "\(name)-read") {
                    reader.inDatabase { database in
                        SQLiteReader(
                            connection: SQLiteConnection(database, name: name, clock: clock),
                            queue: reads,
                            metrics: metrics
                        ).serve()
                    }
                    file.close(reader, logger)
                }
            )
        }
        self.threads = threads
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await reads.perform(.read, body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await writes.perform(.write, body)
    }

    func observeCommits(_ observer: @escaping @Sendable ([CommitNote]) -> Void) { observers.add(observer) }

    func close() async {
        reads.close()
        writes.close()
        await copier.close()
        // The writer last, so that it is the one to fold the log into the file.
        for thread in threads.reversed() { await thread.join() }
    }
}

/// Opens connections to one file.
private struct SQLiteFile: Sendable {
    /// How long to wait for another process's lock, in milliseconds.
    static let busyTimeout: Int32 = 5000
    /// Not done when something else of the process has used SQLite before, which then is a little slower.
    private static let isUncounted = roost_sqlite_count_no_memory() == SQLITE_OK

    let path: String
    let name: String

    func open(_ mode: WorkBlock.Mode) throws -> DatabaseQueue {
        _ = Self.isUncounted
        var configuration = Configuration()
        configuration.label = "\(name)-\(mode)"
        // Another process, such as a backup or `roost user`, may hold the lock for a moment.
        configuration.busyMode = .timeout(Double(Self.busyTimeout) / 1000)
        configuration.foreignKeysEnabled = true
        let schema = StableName.of(name)
        configuration.prepareDatabase { database in
            guard roost_sqlite_name_main_schema(database.sqliteConnection, schema.pointer) == SQLITE_OK else {
                throw DatabaseError(.statement, detail: "The main schema could not be named.")
            }
            try database.execute(sql: mode == .write ? Self.writing : Self.reading)
        }
        do {
            return try DatabaseQueue(path: path, configuration: configuration)
        } catch let error as GRDB.DatabaseError {
            throw DatabaseError(code: error.extendedResultCode.rawValue, message: error.message ?? "")
        }
    }

    func close(_ queue: DatabaseQueue, _ logger: Logger) {
        do {
            try queue.close()
        } catch {
            logger.warning("A database file was not closed in order.", metadata: ["service": "\(name)"])
        }
    }

    // FULL: a commit is on disk before anyone is told. `SQLiteCheckpoint` folds the log into the file.
    // No mmap: with it an I/O error is a SIGBUS, which would end the process.
    private static let writing = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -16000;
        PRAGMA temp_store = MEMORY;
        """
    private static let reading = """
        PRAGMA query_only = ON;
        PRAGMA cache_size = -8000;
        PRAGMA temp_store = MEMORY;
        """
}

/// Names as C strings that live as long as the process, because SQLite keeps the pointer.
///
/// There is one for each service, so what is never freed is bounded.
private enum StableName {
    struct Text: @unchecked Sendable {
        // Unchecked: the bytes are never written again nor freed.
        let pointer: UnsafePointer<CChar>
    }

    private static let lock = NSLock()
    nonisolated(unsafe) private static var known: [String: Text] = [:]  // Guarded by `lock`.

    static func of(_ name: String) -> Text {
        lock.lock()
        defer { lock.unlock() }
        if let text = known[name] { return text }
        let bytes = name.utf8CString
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
        for (index, byte) in bytes.enumerated() { (copy + index).initialize(to: byte) }
        let text = Text(pointer: UnsafePointer(copy))
        known[name] = text
        return text
    }
}
