// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import DatabaseSQLite
import Events
import Foundation
import Testing
import Testkit

/// A process that publishes and handles events until it is killed, and what it left behind.
struct CrashStage {
    static let sent = Migration(
        "0001_create_sent",
        "CREATE TABLE items.sent (key text NOT NULL, number bigint NOT NULL)",
        "CREATE INDEX sent_order ON sent (key, number)"
    )

    let driver: SQLiteDriver
    let stage: Stage

    init(_ folder: String) async throws {
        driver = SQLiteDriver(folder: folder)
        stage = Stage(source: try await driver.open("items"), target: try await driver.open("log"))
        try await migrate(stage.source, [Self.sent])
        try await migrate(stage.target, [Stage.table])
    }

    /// Publishes the next numbers of a key. Not without end: however fast the disk is, the survivor has to be able to
    /// handle it all in time.
    func publish(_ count: Int, of key: String) async throws {
        for _ in 0..<count {
            try await stage.source.write { db in
                let number =
                    try db.value(
                        "SELECT coalesce(max(number) + 1, 0) FROM items.sent WHERE key = \(key)",
                        as: Int.self
                    ) ?? 0
                try db.run("INSERT INTO items.sent VALUES (\(key), \(number))")
                try db.publish(Posted(key: key, number: number))
            }
        }
    }

    /// Lives for a moment, then dies without warning.
    func liveAndDie(after moment: Duration) async throws {
        let bus = stage.bus(WriteDown { event, delivery in event.number % 50 == 3 && delivery.attempt == 1 })
        bus.start()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for key in 0..<4 { group.addTask { try await publish(500, of: "k\(key)") } }
            group.addTask {
                try await Task.sleep(for: moment)
                kill(getpid(), SIGKILL)
            }
            try await group.waitForAll()
        }
    }
}

struct CrashTests {
    @Test func `killed at any moment, every event acts once and in order`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("roost-crash-\(UUID().uuidString)").path
        // A folder that cannot be removed is the system's to clean up.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for round in 0..<5 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [folder = folder as String, round = round as Int] in
                let moment = Duration.milliseconds(150 + 70 * round)
                try await CrashStage(folder).liveAndDie(after: moment)
            }
        }

        let survivor = try await CrashStage(folder)
        let bus = survivor.stage.bus()
        bus.start()
        for key in ["k0", "k1", "k2", "k3"] {
            let sent = try await survivor.stage.source.read { db in
                try db.value("SELECT count(*) FROM items.sent WHERE key = \(key)", as: Int.self) ?? 0
            }
            #expect(sent > 0)
            let isDone = try await survivor.stage.eventually {
                try await survivor.stage.seen(key).count >= sent
            }
            #expect(isDone)
            #expect(try await survivor.stage.seen(key) == Array(0..<sent))
        }
        await bus.stop()
        await survivor.driver.close()
    }
}
