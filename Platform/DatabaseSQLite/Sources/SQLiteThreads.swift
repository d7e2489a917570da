// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Logging

// Group commit.
//
// A durable commit costs one sync of the log, about 100 µs on a good disk, whatever is in it. So the writer puts
// the blocks that wait into one transaction and pays once: BEGIN IMMEDIATE, then each block in a savepoint of its
// own, then COMMIT, then every caller is told. A block that throws undoes its savepoint and nobody else's. Nobody
// is told before the commit, so an answer always means that it is on disk; if COMMIT fails, all are told that.
//
// While it runs blocks, more may come. They join until the line is empty, 256 are in, or 5 ms have passed: the
// first keeps throughput up, the others keep the first caller's wait short.

/// Runs the blocks that write, in batches.
struct SQLiteWriter {
    /// The blocks of one transaction, and for those that ran what they threw.
    private struct Batch {
        var blocks: [WorkBlock]
        var errors: [(any Error)?] = []
    }

    private static let mostBlocks = 256
    private static let longestBatch: Duration = .milliseconds(5)

    let connection: SQLiteConnection
    let checkpoint: SQLiteCheckpoint
    let queue: WorkQueue
    let observers: CommitObservers
    let metrics: DatabaseMetrics
    let logger: Logger

    /// Works until the queue is closed.
    func serve() {
        while let blocks = queue.take(most: Self.mostBlocks) { commit(blocks) }
    }

    private func commit(_ first: [WorkBlock]) {
        var batch = Batch(blocks: first)
        do {
            try connection.control("BEGIN IMMEDIATE")
            try runAll(&batch)
            try connection.control("COMMIT")
        } catch {
            undo(error)
            for (index, block) in batch.blocks.enumerated() {
                finish(block, index < batch.errors.count ? batch.errors[index] ?? error : error)
            }
            return
        }
        metrics.committed(batch.blocks.count)
        for (block, error) in zip(batch.blocks, batch.errors) where error == nil {
            observers.tell(block.notes)
        }
        for (block, error) in zip(batch.blocks, batch.errors) { finish(block, error) }
        // Only now: those who wrote need not wait for it.
        checkpoint.foldIfLong()
    }

    private func runAll(_ batch: inout Batch) throws {
        let end = ContinuousClock.now + Self.longestBatch
        while batch.errors.count < batch.blocks.count {
            let error = try runOne(batch.blocks[batch.errors.count])
            batch.errors.append(error)
            let isDone = batch.errors.count == batch.blocks.count
            guard isDone, batch.blocks.count < Self.mostBlocks, ContinuousClock.now < end else { continue }
            batch.blocks += queue.takeWaiting(most: Self.mostBlocks - batch.blocks.count)
        }
    }

    /// Runs a block in its savepoint. Returns its own error; throws when the whole transaction is lost.
    private func runOne(_ block: WorkBlock) throws -> (any Error)? {
        connection.beginBlock()
        try connection.control("SAVEPOINT block")
        if let error = block.attempt(on: connection) ?? connection.fault {
            // After a full disk or a failed read SQLite has undone everything, the other blocks too.
            guard connection.isInTransaction else { throw error }
            try connection.control("ROLLBACK TO block")
            try connection.control("RELEASE block")
            return error
        }
        try connection.control("RELEASE block")
        block.notes = connection.notes
        return nil
    }

    private func undo(_ error: any Error) {
        logger.error(
            "A batch of writes was not committed.",
            metadata: [
                "service": "\(connection.name)", "error": "\(error)",
            ]
        )
        guard connection.isInTransaction else { return }
        do {
            try connection.control("ROLLBACK")
        } catch {
            logger.error(
                "A transaction could not be rolled back.",
                metadata: [
                    "service": "\(connection.name)", "error": "\(error)",
                ]
            )
        }
    }

    private func finish(_ block: WorkBlock, _ error: (any Error)?) {
        metrics.finished(block, failed: error is DatabaseError)
        block.finish(throwing: error)
    }
}

/// Runs blocks that read, one at a time, each on one snapshot.
struct SQLiteReader {
    let connection: SQLiteConnection
    let queue: WorkQueue
    let metrics: DatabaseMetrics

    /// Works until the queue is closed.
    func serve() {
        while let blocks = queue.take(most: 1) {
            for block in blocks { run(block) }
        }
    }

    private func run(_ block: WorkBlock) {
        connection.beginBlock()
        var outcome: (any Error)?
        do {
            try connection.control("BEGIN")
            outcome = block.attempt(on: connection) ?? connection.fault
            if connection.isInTransaction { try connection.control("COMMIT") }
        } catch {
            outcome = outcome ?? error
        }
        metrics.finished(block, failed: outcome is DatabaseError)
        block.finish(throwing: outcome)
    }
}
