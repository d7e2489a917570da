// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing
import Testkit

/// Histories on a server that is killed again and again while they are played.
struct KilledHistoryTests {
    private static let people = 4
    private static let length = 30
    private static let lanes: UInt64 = 3
    /// How many histories each lane plays: 2, or as many as `ROOST_KILLED_HISTORIES` says.
    private static let rounds =
        ProcessInfo.processInfo.environment["ROOST_KILLED_HISTORIES"].flatMap { UInt64($0) } ?? 2

    @Test(arguments: TestDatabase.all)
    func `after any history on a server that is killed everybody sees what a plain model says`(
        _ database: TestDatabase
    ) async throws {
        let server = ServerProcess(database)
        do {
            try await server.start()
            try await Self.play(on: server)
            server.discard()
        } catch {
            server.discard()
            throw error
        }
        #expect(server.kills > 0)
    }

    private static func play(on server: ServerProcess) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for lane in 1...lanes {
                group.addTask {
                    for round in 0..<rounds { try await play(lane + round * lanes, on: server) }
                    return true
                }
            }
            let killer = Task {
                var next = 0
                while !Task.isCancelled {
                    next = server.requests + Int.random(in: 100...400)
                    try await eventually("\(next) requests", within: .seconds(600)) {
                        server.requests >= next
                    }
                    try await server.killAndStart()
                }
            }
            defer { killer.cancel() }
            try await group.waitForAll()
        }
    }

    private static func play(_ seed: UInt64, on server: ServerProcess) async throws {
        var dice = Dice(state: seed &* 104_729)
        // On PostgreSQL what an earlier run left may still be there.
        let name = "k\(seed)x\(UInt32.random(in: 0...UInt32.max))"
        let stage = try await ProcessStage(server, name: name, people: people, groups: groupKinds(of: seed))
        var history = History(
            on: stage,
            seed: UInt64.random(in: 0..<17_576) / 2 * 2 + seed % 2,
            isCalm: false
        )
        do {
            var number = 1
            while number <= length {
                let steps = history.steps(from: number, &dice)
                try await history.play(steps)
                number = (steps.map(\.number).max() ?? number) + 1
            }
            try await history.agree()
        } catch let failure as HistoryFailed {
            let played = history.played.map { $0.map(\.description).joined(separator: " | ") }
            Issue.record(
                "History \(seed) on a server that is killed says:\n\(failure)\n\(played.joined(separator: "\n"))"
            )
        }
    }
}
