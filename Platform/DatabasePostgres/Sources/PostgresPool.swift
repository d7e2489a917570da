// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Foundation
import Logging
import Synchronization

/// Threads that each hold one connection and run blocks on it, one after the other.
///
/// A connection is made when its thread first has a block, and made again when it broke. While the server is not
/// there, attempts are spaced out, and blocks that come between two attempts are refused at once.
final class PostgresPool: Sendable {
    let queue: WorkQueue
    private let threads: [DatabaseThread]

    init(target: PostgresTarget, settings: PostgresSettings, logger: Logger) {
        let queue = WorkQueue(limits: settings.limits)
        self.queue = queue
        let access = PostgresAccess(target: target, settings: settings, logger: logger)
        threads = (0..<settings.connections).map { index in
            DatabaseThread(name: "postgres-\(index)") {
                PostgresWorker(access: access, queue: queue, logger: logger).serve()
            }
        }
    }

    func close() async {
        queue.close()
        for thread in threads { await thread.join() }
    }
}

/// Opens connections for all threads of a pool, with a pause between attempts that fail.
final class PostgresAccess: Sendable {
    private struct Pause {
        var length: Duration = .zero
        var end = ContinuousClock.now
    }

    private static let shortestPause: Duration = .milliseconds(50)
    private static let longestPause: Duration = .seconds(1)

    private let target: PostgresTarget
    private let settings: PostgresSettings
    private let logger: Logger
    private let pause = Mutex(Pause())

    init(target: PostgresTarget, settings: PostgresSettings, logger: Logger) {
        self.target = target
        self.settings = settings
        self.logger = logger
    }

    func connect() throws -> PostgresLink {
        guard pause.withLock({ $0.end <= ContinuousClock.now }) else {
            throw DatabaseError(.connectionLost, detail: "The server was not there a moment ago.")
        }
        do {
            let link = try PostgresLink(target: target, statementTimeout: settings.statementTimeout)
            pause.withLock { $0 = Pause() }
            return link
        } catch {
            pause.withLock { pause in
                pause.length = min(Self.longestPause, max(Self.shortestPause, pause.length * 2))
                pause.end = ContinuousClock.now + pause.length
            }
            logger.warning("PostgreSQL cannot be reached.", metadata: ["error": "\(error)"])
            throw error
        }
    }
}

/// What one thread of the pool does.
struct PostgresWorker {
    /// How often a block is run again after another transaction got in its way.
    private static let mostAttempts = 4

    let access: PostgresAccess
    let queue: WorkQueue
    let logger: Logger

    /// Works until the queue is closed.
    func serve() {
        var session: PostgresSession?
        while let blocks = queue.take(most: 1) {
            for block in blocks {
                guard let database = block.owner as? PostgresDatabase else { continue }
                let error = run(block, of: database, &session)
                let settle: @Sendable () -> Void = {
                    if error == nil { database.observers.tell(block.notes) }
                    database.metrics.finished(block, failed: error is DatabaseError)
                    block.finish(throwing: error)
                }
                if error == nil, let ticket = session?.takeTicket() {
                    database.line.leave(ticket, settle)
                } else {
                    settle()
                }
            }
        }
    }

    private func run(
        _ block: WorkBlock,
        of database: PostgresDatabase,
        _ session: inout PostgresSession?
    ) -> (any Error)? {
        var attempt = 1
        while true {
            let error = runOnce(block, of: database, &session)
            guard let error, attempt < Self.mostAttempts, mayRunAgain(error, session) else { return error }
            if session?.link.isBroken == true { session = nil }
            // Two transactions that met once should not meet again at the same moment.
            if (error as? DatabaseError)?.kind == .serialization {
                usleep(UInt32.random(in: 500...5000) * UInt32(attempt))
            }
            attempt += 1
        }
    }

    /// A block may run again when nothing of it can have been committed.
    private func mayRunAgain(_ error: any Error, _ session: PostgresSession?) -> Bool {
        guard let session, let error = error as? DatabaseError else { return false }
        switch error.kind {
        case .serialization: return true
        case .connectionLost: return !session.didSendCommit
        default: return session.link.mustPrepareAgain
        }
    }

    private func runOnce(
        _ block: WorkBlock,
        of database: PostgresDatabase,
        _ session: inout PostgresSession?
    ) -> (any Error)? {
        if session?.link.isBroken == true { session = nil }
        let current: PostgresSession
        if let open = session {
            current = open
        } else {
            do {
                current = PostgresSession(try access.connect())
            } catch {
                return error
            }
            session = current
        }
        current.begin(block.mode, name: database.name, clock: database.clock)
        if let error = block.attempt(on: current) ?? current.fault {
            current.rollback()
            return current.lostConnection ?? error
        }
        do {
            try current.commit(in: database.line)
        } catch {
            if let ticket = current.takeTicket() { database.line.leave(ticket) {} }
            // A statement that travelled with the COMMIT failed, and the COMMIT was skipped.
            current.rollback()
            return current.lostConnection ?? error
        }
        block.notes = current.notes
        return nil
    }
}
