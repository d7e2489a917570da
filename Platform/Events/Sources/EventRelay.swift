// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Logging
import Synchronization

/// Carries the events of one database's outbox to the handlers: a pump for each, asleep until there is something for it.
///
/// A commit of this process wakes the pumps of its events at once. For what other processes commit, and for what was
/// left when this one ended, the relay looks at the outbox now and then, once for all pumps.
final class EventRelay: Sendable {
    private let source: any ServiceDatabase
    private let pumps: [HandlerPump]
    private let pumpsByEvent: [EventName: [HandlerPump]]
    private let settings: RelaySettings
    private let logger: Logger
    private let tasks = Mutex<[Task<Void, Never>]>([])
    /// Up to here every handler has done everything, as far as `drain` knows.
    private let drained = Mutex(CommitPosition.start)

    init(
        source: any ServiceDatabase,
        handlers: [(handler: AnyEventHandler, database: any ServiceDatabase)],
        settings: RelaySettings,
        logger: Logger
    ) {
        self.source = source
        self.settings = settings
        self.logger = logger
        let decoded = DecodedEvents()
        pumps = handlers.map { entry in
            HandlerPump(
                entry.handler,
                from: source,
                into: entry.database,
                decoded: decoded,
                settings: settings,
                logger: logger
            )
        }
        pumpsByEvent = Dictionary(grouping: pumps, by: \.event)
    }

    func start() {
        guard !pumps.isEmpty else { return }
        source.observeCommits { [pumpsByEvent] notes in
            for case .event(let event) in notes {
                for pump in pumpsByEvent[event.name] ?? [] { pump.wake() }
            }
        }
        tasks.withLock { tasks in
            tasks = pumps.map { pump in Task { await pump.run() } }
            tasks.append(Task { await self.watch() })
            tasks.append(Task { await self.trimNowAndThen() })
        }
    }

    func stop() async {
        let tasks = tasks.withLock { $0 }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Wakes the pump of a handler, which has events of this source put off.
    func wake(_ handler: String) {
        for pump in pumps where pump.name.description == handler { pump.wake() }
    }

    /// Returns when all pumps have done what was committed before. True when there was anything.
    func drain() async throws -> Bool {
        let place = drained.withLock { $0 }
        let (kinds, end) = try await source.read { db in
            let end = try Outbox(db).end(after: place)
            return (try Outbox(db).kinds(after: place), end)
        }
        let concerned = kinds.map { kinds in pumps.filter { kinds.contains($0.event) } } ?? pumps
        for pump in concerned {
            var pause = Duration.milliseconds(1)
            while try await !pump.isCaughtUp() {
                pump.hurry()
                try await Task.sleep(for: pause)
                pause = min(pause * 2, .milliseconds(20))
            }
        }
        if let end { drained.withLock { $0 = max($0, end) } }
        return kinds?.isEmpty != true
    }

    /// Wakes the pumps that have something to do and were not told.
    private func watch() async {
        // Elsewhere there is nobody else who writes.
        let poll =
            source.dialect == .postgres ? min(settings.safetyPoll, .seconds(1)) : settings.safetyPoll
        var (seen, failures) = (CommitPosition.start, 0)
        while !Task.isCancelled {
            do {
                let place = seen
                let (kinds, end) = try await source.read { db in
                    let end = try Outbox(db).end(after: place)
                    return (try Outbox(db).kinds(after: place), end)
                }
                for pump in kinds.map({ $0.flatMap { pumpsByEvent[$0] ?? [] } }) ?? pumps { pump.wake() }
                if let end { seen = end }
                failures = 0
            } catch {
                failures += 1
                logger.warning(
                    "The outbox could not be looked at and will be.",
                    metadata: ["service": "\(source.name)", "error": "\(error)"]
                )
            }
            // Ends early when cancelled, which the loop's condition sees.
            try? await Task.sleep(
                for: failures == 0 ? poll : min(settings.pause(after: failures), .seconds(10))
            )
        }
    }

    private func trimNowAndThen() async {
        while !Task.isCancelled {
            // Ends early when cancelled, which the loop's condition sees.
            try? await Task.sleep(for: settings.trimEvery)
            guard !Task.isCancelled else { return }
            do {
                try await reportPositions()
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

    /// Tells the source how far each handler is.
    private func reportPositions() async throws {
        let (end, kinds) = try await source.read { db in
            (try Outbox(db).end(after: .start), try Outbox(db).kinds(after: .start))
        }
        let names = kinds ?? Set(pumpsByEvent.keys)
        var places: [(HandlerName, CommitPosition)] = []
        for pump in pumps {
            places.append((pump.name, try await pump.reached(end ?? .start, ofKinds: names)))
        }
        let reached = places
        try await source.write { db in
            for (name, place) in reached { try Outbox(db).report(name, at: place) }
        }
    }
}
