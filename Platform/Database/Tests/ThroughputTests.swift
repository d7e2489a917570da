// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Foundation
import Testing
import Testkit

/// Figures for the page on benchmarks; only on request, because they need a machine to themselves.
@Suite(
    .enabled(if: ProcessInfo.processInfo.environment["ROOST_BENCH"] != nil, "ROOST_BENCH is not set"),
    .serialized
)
struct ThroughputTests {
    static let tables = Migration(
        "0001_create_messages",
        """
        CREATE TABLE test.messages (
            id uuid PRIMARY KEY, chat bigint NOT NULL, seq bigint NOT NULL, words text NOT NULL,
            sent_at bigint NOT NULL
        )
        """,
        "CREATE TABLE test.chats (chat bigint PRIMARY KEY, seq bigint NOT NULL)",
        "CREATE UNIQUE INDEX messages_order ON messages (chat, seq)"
    )

    func rate(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Void) async throws -> Int {
        let begun = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<64 {
                group.addTask { for index in stride(from: lane, to: count, by: 64) { try await body(index) } }
            }
            try await group.waitForAll()
        }
        return Int(Double(count) / (ContinuousClock.now - begun).inSeconds)
    }

    @Test(arguments: TestDatabase.all)
    func `messages are stored and pages read`(_ engine: TestDatabase) async throws {
        try await engine.withDatabase(migrations: [Self.tables]) { database in
            try await database.write { db in
                for chat in 0..<20 { try db.run("INSERT INTO test.chats VALUES (\(chat), 0)") }
            }
            for _ in 0..<3 {
                let writes = try await rate(20_000) { index in
                    let chat = index % 20
                    try await database.write { db in
                        let seq = try db.value(
                            "UPDATE test.chats SET seq = seq + 1 WHERE chat = \(chat) RETURNING seq",
                            as: Int.self
                        )
                        try db.run(
                            """
                            INSERT INTO test.messages VALUES (\(ID<Thing>(at: db.now)), \(chat), \(seq),
                                \("Hello, this is a message."), \(db.now))
                            """
                        )
                        try db.publish(Counted(key: "\(chat)"))
                    }
                }
                let reads = try await rate(20_000) { index in
                    _ = try await database.read { db in
                        try db.all(
                            """
                            SELECT id, seq, words, sent_at FROM test.messages WHERE chat = \(index % 20)
                            ORDER BY seq DESC LIMIT 50
                            """
                        ) { row in
                            (
                                try row[0] as ID<Thing>, try row[1] as Int, try row[2] as String,
                                try row[3] as Timestamp
                            )
                        }.count
                    }
                }
                print("\(engine): \(writes) writes/s, \(reads) pages of 50/s")
                #expect(writes > 0 && reads > 0)
            }
        }
    }
}
