// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Events
import Foundation
import Synchronization
import Testing
import Testkit

struct Posted: Event {
    static let name: EventName = "item.posted"
    let key: String
    let number: Int
    var orderingKey: String { key }
}

struct Refused: Error {}

/// Writes each event down, and fails as it is told.
struct WriteDown: EventHandler {
    static let name: HandlerName = "log.write-down"
    var fails: @Sendable (Posted, Delivery) -> Bool = { _, _ in false }

    func handle(_ event: Posted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.run("INSERT INTO log.seen (key, number) VALUES (\(event.key), \(event.number))")
        if fails(event, delivery) { throw Refused() }
    }
}

/// Writes what waits together down under one key, unless it is told to fail.
struct WriteTogether: EventHandler {
    static let name: HandlerName = "log.write-together"
    let fails: Bool

    func handle(_ event: Posted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.run("INSERT INTO log.seen (key, number) VALUES ('alone', \(event.number))")
    }

    func handle(all events: [Delivered<Posted>], in db: any SQLConnection) throws {
        for event in events {
            try db.run("INSERT INTO log.seen (key, number) VALUES ('together', \(event.event.number))")
        }
        if fails { throw Refused() }
    }
}

/// A source, a target and what handlers wrote down there.
struct Stage: Sendable {
    static let table = Migration(
        "0001_create_seen",
        sqlite: ["CREATE TABLE log.seen (n INTEGER PRIMARY KEY, key text NOT NULL, number bigint NOT NULL)"],
        postgres: [
            """
            CREATE TABLE log.seen (
                n bigint GENERATED ALWAYS AS IDENTITY, key text NOT NULL, number bigint NOT NULL
            )
            """
        ]
    )

    static var quick: RelaySettings {
        var settings = RelaySettings()
        settings.firstPause = .milliseconds(2)
        settings.safetyPoll = .milliseconds(50)
        settings.attempts = 3
        return settings
    }

    let source: any ServiceDatabase
    let target: any ServiceDatabase

    static func run(_ engine: TestDatabase, _ body: (Stage) async throws -> Void) async throws {
        try await engine.withDriver { driver in
            let stage = Stage(source: try await driver.open("items"), target: try await driver.open("log"))
            try await migrate(stage.source, [])
            try await migrate(stage.target, [table])
            try await body(stage)
        }
    }

    func bus(_ handler: some EventHandler = WriteDown(), settings: RelaySettings = Stage.quick) -> EventBus {
        let bus = EventBus(sources: [source, target], settings: settings)
        bus.subscribe(handler, in: target)
        return bus
    }

    func publish(_ key: String, _ numbers: Range<Int>) async throws {
        for number in numbers {
            try await source.write { db in try db.publish(Posted(key: key, number: number)) }
        }
    }

    func seen(_ key: String) async throws -> [Int] {
        try await target.read { db in
            try db.all("SELECT number FROM log.seen WHERE key = \(key) ORDER BY n") { try $0[0] }
        }
    }

    func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(5))
        }
        return try await condition()
    }
}

/// Handlers act exactly once, in order per key, whatever breaks.
struct DeliveryTests {
    @Test(arguments: TestDatabase.all)
    func `what waits together is handled together, and one by one when that fails`(
        _ engine: TestDatabase
    ) async throws {
        for fails in [false, true] {
            try await Stage.run(engine) { stage in
                try await stage.publish("k", 0..<20)
                let bus = stage.bus(WriteTogether(fails: fails))
                bus.start()
                try await bus.drain()
                #expect(try await stage.seen("together") == (fails ? [] : Array(0..<20)))
                #expect(try await stage.seen("alone") == (fails ? Array(0..<20) : []))
                await bus.stop()
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `each event acts once, in order per key`(_ engine: TestDatabase) async throws {
        try await Stage.run(engine) { stage in
            let bus = stage.bus()
            bus.start()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for key in 0..<8 { group.addTask { try await stage.publish("k\(key)", 0..<40) } }
                try await group.waitForAll()
            }
            for key in 0..<8 {
                #expect(try await stage.eventually { try await stage.seen("k\(key)").count >= 40 })
                #expect(try await stage.seen("k\(key)") == Array(0..<40))
            }
            await bus.stop()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what was published while nobody listened is delivered later`(_ engine: TestDatabase) async throws {
        try await Stage.run(engine) { stage in
            let first = stage.bus()
            first.start()
            try await stage.publish("k", 0..<5)
            #expect(try await stage.eventually { try await stage.seen("k").count == 5 })
            await first.stop()
            try await stage.publish("k", 5..<300)
            let second = stage.bus()
            second.start()
            #expect(try await stage.eventually { try await stage.seen("k").count >= 300 })
            await second.stop()
            #expect(try await stage.seen("k") == Array(0..<300))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a failing event holds its own key back, and no other`(_ engine: TestDatabase) async throws {
        try await Stage.run(engine) { stage in
            let isFixed = Mutex(false)
            var settings = Stage.quick
            settings.attempts = 1000
            let handler = WriteDown { event, _ in
                event.key == "bad" && event.number == 1 && !isFixed.withLock { $0 }
            }
            let bus = stage.bus(handler, settings: settings)
            bus.start()
            try await stage.publish("bad", 0..<5)
            try await stage.publish("good", 0..<50)
            #expect(try await stage.eventually { try await stage.seen("good").count == 50 })
            #expect(try await stage.seen("bad") == [0])
            isFixed.withLock { $0 = true }
            #expect(try await stage.eventually { try await stage.seen("bad").count >= 5 })
            await bus.stop()
            #expect(try await stage.seen("bad") == [0, 1, 2, 3, 4])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an event that fails too often is parked and can be driven again`(
        _ engine: TestDatabase
    ) async throws {
        try await Stage.run(engine) { stage in
            let isFixed = Mutex(false)
            let attempts = Mutex<[Int]>([])
            let handler = WriteDown { event, delivery in
                guard event.number == 1, !isFixed.withLock({ $0 }) else { return false }
                attempts.withLock { $0.append(delivery.attempt) }
                return true
            }
            let bus = stage.bus(handler)
            bus.start()
            try await stage.publish("k", 0..<4)
            #expect(try await stage.eventually { try await stage.seen("k") == [0, 2, 3] })
            let dead = DeadEvents(stage.target)
            let parked = try #require(try await dead.list().items.first)
            #expect(parked.handler == WriteDown.name.description)
            #expect(parked.error.contains("Refused"))
            #expect(parked.attempts == 3)
            #expect(attempts.withLock { Set($0) } == [1, 2, 3])
            isFixed.withLock { $0 = true }
            #expect(try await dead.retry(parked.id, handler: WriteDown.name))
            #expect(try await stage.eventually { try await stage.seen("k") == [0, 2, 3, 1] })
            #expect(try await dead.list().items.isEmpty)
            await bus.stop()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an answer that is lost after the commit does not act twice`(_ engine: TestDatabase) async throws {
        try await Stage.run(engine) { stage in
            let flaky = FlakyDatabase(stage.target)
            let bus = EventBus(sources: [stage.source], settings: Stage.quick)
            bus.subscribe(WriteDown(), in: flaky)
            bus.start()
            try await stage.publish("k", 0..<200)
            #expect(try await stage.eventually { try await stage.seen("k").count >= 200 })
            await bus.stop()
            #expect(try await stage.seen("k") == Array(0..<200))
            #expect(flaky.losses > 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `two processes with one handler act once between them`(_ engine: TestDatabase) async throws {
        try await Stage.run(engine) { stage in
            let handler = WriteDown { event, delivery in event.number == 7 && delivery.attempt < 3 }
            let buses = [stage.bus(handler), stage.bus(handler), stage.bus(handler)]
            for bus in buses { bus.start() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for key in 0..<4 { group.addTask { try await stage.publish("k\(key)", 0..<50) } }
                try await group.waitForAll()
            }
            for key in 0..<4 {
                #expect(try await stage.eventually { try await stage.seen("k\(key)").count >= 50 })
                #expect(try await stage.seen("k\(key)") == Array(0..<50))
            }
            for bus in buses { await bus.stop() }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `live subscribers hear commits at once and in order, and nothing else`(
        _ engine: TestDatabase
    ) async throws {
        try await Stage.run(engine) { stage in
            let heard = Mutex<[Int]>([])
            let bus = EventBus(sources: [stage.source])
            bus.onCommitted(Posted.self) { event in heard.withLock { $0.append(event.number) } }
            bus.start()
            for number in 0..<100 {
                // Refused on purpose now and then.
                try? await stage.source.write { db in
                    try db.publish(Posted(key: "k", number: number))
                    if number.isMultiple(of: 10) { throw Refused() }
                }
            }
            let expected = (0..<100).filter { !$0.isMultiple(of: 10) }
            let isTold = try await stage.eventually {
                let numbers = heard.withLock { $0 }
                return numbers == expected
            }
            #expect(isTold)
            await bus.stop()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the outbox keeps what a handler has not seen, and lets go of the rest`(
        _ engine: TestDatabase
    ) async throws {
        try await Stage.run(engine) { stage in
            var settings = Stage.quick
            settings.retention = .zero
            settings.trimEvery = .milliseconds(20)
            let isHeld = DispatchSemaphore(value: 0)
            let handler = WriteDown { event, _ in
                if event.number == 10 { _ = isHeld.wait(timeout: .now() + 10) }
                return false
            }
            let bus = stage.bus(handler, settings: settings)
            bus.start()
            try await stage.publish("k", 0..<10)
            func rows() async throws -> Int {
                try await stage.source.read { db in
                    try db.value("SELECT count(*) FROM items.outbox", as: Int.self) ?? -1
                }
            }
            #expect(try await stage.eventually { try await rows() == 0 })
            try await stage.publish("k", 10..<15)
            #expect(try await rows() == 5)
            isHeld.signal()
            #expect(try await stage.eventually { try await rows() == 0 })
            await bus.stop()
            #expect(try await stage.seen("k") == Array(0..<15))
        }
    }
}

/// A database whose answers get lost now and then, after the work is done or before it.
final class FlakyDatabase: ServiceDatabase {
    private let database: any ServiceDatabase
    private let turn = Mutex(0)

    init(_ database: any ServiceDatabase) { self.database = database }

    var name: String { database.name }
    var dialect: SQLDialect { database.dialect }
    var clock: any WallClock { database.clock }
    var losses: Int { turn.withLock { $0 } / 3 }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await database.read(body)
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        let turn = turn.withLock { turn in
            turn += 1
            return turn % 3
        }
        let lost = DatabaseError(.connectionLost, detail: "The answer was lost.")
        if turn == 1 { throw lost }
        let value = try await database.write(body)
        if turn == 2 { throw lost }
        return value
    }

    func observeCommits(_ observer: @escaping @Sendable ([CommitNote]) -> Void) {
        database.observeCommits(observer)
    }

    func close() async { await database.close() }
}
