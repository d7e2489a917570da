// SPDX-License-Identifier: Apache-2.0
import Database
import Logging
import Core
import Synchronization

/// Carries the events of one database's outbox to the handlers: a pump for each, woken by commits.
final class EventRelay: Sendable {
    private let source: any ServiceDatabase
    private let pumps: [HandlerPump]
    private let settings: RelaySettings
    private let logger: Logger
    private let tasks = Mutex<[Task<Void, Never>]>([])

    init(
        source: any ServiceDatabase,
        handlers: [(handler: AnyEventHandler, database: any ServiceDatabase)],
        settings: RelaySettings,
        logger: Logger
    ) {
        self.source = source
        self.settings = settings
        self.logger = logger
        pumps = handlers.map { entry in
            HandlerPump(
                entry.handler,
                from: source,
                into: entry.database,
                settings: settings,
                logger: logger
            )
        }
    }

    func start() {
        let byEvent = Dictionary(grouping: pumps, by: \.event)
        if !pumps.isEmpty {
            source.observeCommits { notes in
                for case .event(let event) in notes {
                    for pump in byEvent[event.name] ?? [] { pump.wake() }
                }
            }
        }
        tasks.withLock { tasks in
            tasks = pumps.map { pump in Task { await pump.run() } }
            tasks.append(Task { await self.trimNowAndThen() })
        }
    }

    func stop() async {
        let tasks = tasks.withLock { $0 }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Wakes every pump and returns when all have done what was committed before.
    func drain() async throws {
        for pump in pumps {
            while try await !pump.isCaughtUp() {
                pump.wake()
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }

    private func trimNowAndThen() async {
        while !Task.isCancelled {
            // Ends early when cancelled, which the loop's condition sees.
            try? await Task.sleep(for: settings.trimEvery)
            guard !Task.isCancelled else { return }
            do {
                for pump in pumps { try await pump.reportPosition() }
                let retention = settings.retention
                while try await source.write({ db in try Outbox(db).trim(retention) }) > 0, !Task.isCancelled
                {}
            } catch {
                logger.warning(
                    "The outbox could not be trimmed.",
                    metadata: ["service": "\(source.name)", "error": "\(error)"]
                )
            }
        }
    }
}
