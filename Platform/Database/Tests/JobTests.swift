// SPDX-License-Identifier: Apache-2.0
import Core
@testable import Database
import Synchronization
import Testing
import Testkit

struct Greet: Job {
    static let name: JobName = "test.greet"
    static let attempts = 3
    let who: String
}

/// A clock that stands still until it is moved.
final class StandingClock: WallClock {
    private let time: Mutex<Timestamp>
    var now: Timestamp { time.withLock { $0 } }

    init(_ time: Timestamp = Timestamp(seconds: 1_800_000_000)) { self.time = Mutex(time) }

    func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
}

final class Journal: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

/// Waits until `condition` holds, at most ten seconds; returns whether it did.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(2))
    }
    return try await condition()
}

/// Jobs run at least once, and as planned.
struct JobTests {
    static var quick: JobSettings {
        var settings = JobSettings()
        settings.safetyPoll = .milliseconds(20)
        settings.firstPause = .milliseconds(5)
        return settings
    }

    func count(_ database: any ServiceDatabase) async throws -> Int {
        try await database.read { db in try db.value("SELECT count(*) FROM test.jobs", as: Int.self) ?? -1 }
    }

    @Test(arguments: TestDatabase.all)
    func `a job runs once, and only if its block was committed`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            let journal = Journal()
            let runner = JobRunner(database: database, settings: Self.quick)
            runner.handle(Greet.self) { job, context in journal.add("\(job.who) \(context.attempt)") }
            try await runner.start()
            try await database.write { db in
                for index in 0..<20 { try db.enqueue(Greet(who: "n\(index)")) }
            }
            // Thrown on purpose.
            try? await database.write { db in
                try db.enqueue(Greet(who: "nobody"))
                throw Refused()
            }
            #expect(try await eventually { try await count(database) == 0 })
            await runner.drain()
            #expect(Set(journal.all) == Set((0..<20).map { "n\($0) 1" }))
            #expect(journal.all.count == 20)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a failing job is tried again, dies, and an admin revives it`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            let journal = Journal()
            let isFixed = Mutex(false)
            let runner = JobRunner(database: database, settings: Self.quick)
            runner.handle(Greet.self) { job, context in
                journal.add("\(context.attempt)")
                if !isFixed.withLock({ $0 }) { throw Refused() }
            }
            try await runner.start()
            try await database.write { db in try db.enqueue(Greet(who: "ada")) }
            let queue = JobQueue(database)
            #expect(try await eventually { try await queue.list(.dead).items.count == 1 })
            let dead = try #require(try await queue.list(.dead).items.first)
            #expect(journal.all == ["1", "2", "3"])
            #expect(dead.error?.contains("Refused") == true)
            isFixed.withLock { $0 = true }
            #expect(try await queue.retry(dead.id))
            #expect(try await eventually { try await count(database) == 0 })
            await runner.drain()
            #expect(journal.all == ["1", "2", "3", "1"])
            #expect(try await queue.retry(dead.id) == false)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of jobs with one key one waits`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            try await database.write { db in
                for _ in 0..<3 { try db.enqueue(Greet(who: "ada"), uniqueKey: "ada") }
                try db.enqueue(Greet(who: "grace"), uniqueKey: "grace")
                for _ in 0..<2 { try db.enqueue(Greet(who: "eve")) }
            }
            #expect(try await count(database) == 4)
            let queue = JobQueue(database)
            let first = try #require(try await queue.list(.ready).items.first)
            #expect(try await queue.delete(first.id))
            #expect(try await count(database) == 3)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a job waits for its time, and one whose runner died runs again`(_ engine: TestDatabase) async throws
    {
        let clock = StandingClock()
        try await engine.withDatabase(clock: clock) { database in
            let journal = Journal()
            let runner = JobRunner(database: database, settings: Self.quick)
            runner.handle(Greet.self) { job, context in journal.add("\(job.who) \(context.attempt)") }
            try await database.write { db in
                try db.enqueue(Greet(who: "later"), runAt: db.now + .minutes(5))
                try db.enqueue(Greet(who: "orphan"), runAt: db.now + .minutes(1))
                // What a runner that was killed leaves behind.
                try db.run(
                    """
                    UPDATE test.jobs SET state = 'running', attempts = 1, lease = id
                    WHERE payload LIKE '%orphan%'
                    """
                )
            }
            try await runner.start()
            clock.advance(by: .minutes(2))
            #expect(try await eventually { try await count(database) == 1 })
            #expect(journal.all == ["orphan 2"])
            clock.advance(by: .minutes(3))
            #expect(try await eventually { journal.all == ["orphan 2", "later 1"] })
            await runner.drain()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `scheduled work runs once whoever shares the database`(_ engine: TestDatabase) async throws {
        let clock = StandingClock()
        try await engine.withDatabase(clock: clock) { database in
            let journal = Journal()
            let runners = (0..<3).map { _ in JobRunner(database: database, settings: Self.quick) }
            for runner in runners {
                runner.schedule("test.hourly", .every(.hours(1))) { journal.add("hourly") }
                try await runner.start()
            }
            for round in 1...3 {
                clock.advance(by: .hours(1))
                #expect(try await eventually { journal.all.count == round })
                #expect(try await eventually { try await count(database) == 0 })
            }
            for runner in runners { await runner.drain() }
            #expect(journal.all.count == 3)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `finishing in the job's own transaction makes its effect exactly once`(
        _ engine: TestDatabase
    ) async throws {
        try await engine.withDatabase(migrations: [BlockTests.table]) { database in
            let runner = JobRunner(database: database, settings: Self.quick)
            runner.handle(Greet.self) { job, context in
                try await database.write { db in
                    try db.run(
                        """
                        INSERT INTO test.counters VALUES (\(job.who), 1)
                        ON CONFLICT (name) DO UPDATE SET value = counters.value + 1
                        """
                    )
                    try context.finish(in: db)
                }
                throw Refused()
            }
            try await runner.start()
            try await database.write { db in try db.enqueue(Greet(who: "ada")) }
            #expect(try await eventually { try await count(database) == 0 })
            await runner.drain()
            let value = try await database.read { db in
                try db.value("SELECT value FROM test.counters", as: Int.self)
            }
            #expect(value == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `draining gives back what it cannot finish`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase { database in
            let begun = Journal()
            let runner = JobRunner(database: database, settings: Self.quick)
            runner.handle(Greet.self) { _, _ in
                begun.add("begun")
                try await Task.sleep(for: .seconds(60))
            }
            try await runner.start()
            try await database.write { db in try db.enqueue(Greet(who: "ada")) }
            #expect(try await eventually { begun.all.count == 1 })
            await runner.drain(patience: .milliseconds(10))
            let queue = JobQueue(database)
            #expect(try await eventually { try await queue.list(.ready).items.map(\.attempts) == [0] })
        }
    }

    @Test(arguments: [
        ("0 3 * * *", "2026-01-31T09:30:00Z", "2026-02-01T03:00:00.000Z"),
        ("*/15 * * * *", "2026-01-31T09:30:00Z", "2026-01-31T09:45:00.000Z"),
        ("30 9 31 * *", "2026-01-31T09:30:00Z", "2026-03-31T09:30:00.000Z"),
        ("0 0 29 2 *", "2026-01-31T09:30:00Z", "2028-02-29T00:00:00.000Z"),
        ("0 12 * * 1-5", "2026-01-31T09:30:00Z", "2026-02-02T12:00:00.000Z"),
        ("5,10 8-9 1 * 7", "2026-01-31T09:30:00Z", "2026-02-01T08:05:00.000Z"),
    ])
    func `a cron line names the next time`(_ line: String, _ after: String, _ expected: String) throws {
        let time = try #require(Timestamp(after))
        #expect(try JobSchedule.cron(line).next(after: time).description == expected)
    }

    @Test(arguments: [
        "", "* * * *", "60 * * * *", "* * 0 * *", "a * * * *", "*/0 * * * *", "5-1 * * * *", "0 0 31 2 *",
    ])
    func `a cron line that means nothing is refused`(_ line: String) {
        #expect(throws: (any Error).self) { try JobSchedule.cron(line).next(after: Timestamp(seconds: 0)) }
    }
}
