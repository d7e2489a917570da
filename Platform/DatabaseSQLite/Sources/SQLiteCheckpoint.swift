// SPDX-License-Identifier: Apache-2.0
import CSQLiteShim

/// Folds the write-ahead log into the file, after commits.
///
/// SQLite's own `wal_autocheckpoint` never waits for a reader. While readers are always busy the log is then folded but
/// never begun anew: it grows without bound, and each commit folds again, at the price of two syncs. This folds in two
/// steps: another thread copies the log while the writer goes on, then the writer copies the little that was
/// added meanwhile and waits for the reads under way, which are short, so that its next commit starts at the log's
/// beginning.
final class SQLiteCheckpoint {
    /// 4 MB: so much of the file is written twice at most, and so long a crash takes to recover from.
    private static let usualPages: Int32 = 1000
    /// How long to wait for the reads under way, in milliseconds.
    private static let patience: Int32 = 20
    /// After a wait in vain, so many pages more before the next.
    private static let pagesBetweenWaits: Int32 = 1000

    private let handle: OpaquePointer?
    private let busyTimeout: Int32
    private let copier: SQLiteLogCopier
    /// How long the log is, kept by SQLite's hook at each commit.
    private let pages: UnsafeMutablePointer<Int32>
    private var threshold = SQLiteCheckpoint.usualPages

    /// Watches the log of a connection, whose busy timeout in milliseconds is restored after each wait.
    init(_ handle: OpaquePointer?, busyTimeout: Int32, copier: SQLiteLogCopier) {
        self.handle = handle
        self.copier = copier
        self.busyTimeout = busyTimeout
        pages = .allocate(capacity: 1)
        pages.initialize(to: 0)
        sqlite3_wal_hook(
            handle,
            { pages, _, _, count in
                pages?.assumingMemoryBound(to: Int32.self).pointee = count
                return SQLITE_OK
            },
            pages
        )
    }

    deinit {
        sqlite3_wal_hook(handle, nil, nil)
        pages.deallocate()
    }

    /// Called after a commit: sees to it that a long log is folded.
    func foldIfLong() {
        guard pages.pointee >= threshold, copier.isCopied() else { return }
        copier.rest()
        sqlite3_busy_timeout(handle, Self.patience)
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_RESTART, nil, nil)
        sqlite3_busy_timeout(handle, busyTimeout)
        // A long read is under way, or the disk is full: the log grows on, and it is tried again later.
        threshold = code == SQLITE_OK ? Self.usualPages : pages.pointee + Self.pagesBetweenWaits
        if code == SQLITE_OK { pages.pointee = 0 }
    }
}
