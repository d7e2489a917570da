// SPDX-License-Identifier: Apache-2.0
import CSQLiteShim
import Database
import Foundation
import GRDB
import Logging

/// Copies the write-ahead log into the file on a thread of its own, while the writer goes on.
///
///     idle → copying      the writer found the log long
///     copying → copied    all that was in the log then is in the file, or could not be copied
///     copied → idle       the writer has begun the log anew, which is quick now
///     any → closed        the database is closing
///
/// `@unchecked Sendable`: what changes is touched only while `condition` is locked.
final class SQLiteLogCopier: @unchecked Sendable {
    private enum Phase {
        case idle, copying, copied, closed
    }

    private let condition = NSCondition()
    private var phase = Phase.idle
    /// Made with the connection when the log is long for the first time, which on a small site is never.
    private var thread: DatabaseThread?
    private let name: String
    private let open: @Sendable () throws -> DatabaseQueue
    private let logger: Logger

    /// A copier whose connection `open` makes.
    init(name: String, logger: Logger, open: @escaping @Sendable () throws -> DatabaseQueue) {
        (self.name, self.logger, self.open) = (name, logger, open)
    }

    /// Called by the writer when the log is long: begins to copy it. True once it is copied.
    func isCopied() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard phase == .idle else { return phase == .copied }
        phase = .copying
        if thread == nil {
            thread = DatabaseThread(name: "\(name)-fold") { [self] in serve() }
        }
        condition.signal()
        return false
    }

    /// Called by the writer when it has begun the log anew, or could not.
    func rest() {
        condition.lock()
        defer { condition.unlock() }
        if phase == .copied { phase = .idle }
    }

    /// Ends the thread.
    func close() async {
        await end()?.join()
    }

    private func end() -> DatabaseThread? {
        condition.lock()
        defer { condition.unlock() }
        phase = .closed
        condition.signal()
        return thread
    }

    private func serve() {
        var queue: DatabaseQueue?
        while waitForWork() {
            do {
                let open = try queue ?? self.open()
                queue = open
                open.inDatabase { database in
                    // Never waits for anybody: what readers still need stays for the writer.
                    _ = sqlite3_wal_checkpoint_v2(
                        database.sqliteConnection,
                        nil,
                        SQLITE_CHECKPOINT_PASSIVE,
                        nil,
                        nil
                    )
                }
            } catch {
                // The writer folds the log by itself then, which holds up writes for longer.
                logger.warning(
                    "A write-ahead log could not be opened to fold it.",
                    metadata: ["service": "\(name)"]
                )
            }
            finishWork()
        }
        do {
            try queue?.close()
        } catch {
            logger.warning("A database file was not closed in order.", metadata: ["service": "\(name)"])
        }
    }

    private func waitForWork() -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while phase == .idle || phase == .copied { condition.wait() }
        return phase == .copying
    }

    private func finishWork() {
        condition.lock()
        defer { condition.unlock() }
        if phase == .copying { phase = .copied }
    }
}
