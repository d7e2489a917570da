// SPDX-License-Identifier: Apache-2.0
import Activity
import Connections
import Core
import Feed
import Foundation
import Groups
import Modules
import Notifications
import Posts
import Search
import Synchronization
import Testing
import Testkit
import Users

/// After any history, every feed, search, list and counter of the site is what a plain model says.
struct HistoryTests {
    /// The services that read what the others write, and those.
    private static let site: [any ServiceModule.Type] = [
        UsersModule.self, ConnectionsModule.self, GroupsModule.self, PostsModule.self, FeedModule.self,
        NotificationsModule.self, ActivityModule.self, SearchModule.self,
    ]

    /// How many histories are played on each database: 40, or as many as `ROOST_HISTORIES` says.
    private static let count =
        ProcessInfo.processInfo.environment["ROOST_HISTORIES"].flatMap { UInt64($0) } ?? 40
    private static let firstSeed =
        ProcessInfo.processInfo.environment["ROOST_HISTORY"].flatMap { UInt64($0) } ?? 1
    private static let people = 4
    private static let wasShortened = Mutex(false)
    private static let length = 40
    /// How many are played at once.
    private static let lanes: UInt64 = 4

    @Test(arguments: TestDatabase.all)
    func `after any history everybody sees what a plain model says`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.site, on: database) { server async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for lane in 0..<Self.lanes {
                    group.addTask {
                        let seeds = stride(
                            from: Self.firstSeed + lane,
                            to: Self.firstSeed + Self.count,
                            by: Int(Self.lanes)
                        )
                        for seed in seeds { try await Self.play(seed, on: server) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await server.site.findings() == [])
        }
    }

    private static func play(_ seed: UInt64, on server: TestServer) async throws {
        var dice = Dice(state: seed &* 7_919)
        var history = try await history(seed, 0, on: server)
        do {
            var number = 1
            while number <= length {
                let steps = history.steps(from: number, &dice)
                try await history.play(steps)
                number = (steps.map(\.number).max() ?? number) + 1
                if Int.random(in: 0..<20, using: &dice) == 0 { try await history.agree() }
            }
            try await history.agree()
        } catch let failure as HistoryFailed {
            // Of those that fail together one is worth the time.
            let isFirst = wasShortened.withLock { was in
                defer { was = true }
                return !was
            }
            var shortest: (steps: [[PlainStep]], failure: HistoryFailed?) = (history.played, nil)
            if isFirst { shortest = try await shorten(history.played, seed, on: server) }
            Issue.record(
                """
                History \(seed) (\(history.isCalm ? "calm" : "hasty"), ROOST_HISTORY=\(seed)) on a site that says:
                \(failure)
                The shortest that was found to fail:
                \(shortest.steps.map { $0.map(\.description).joined(separator: " | ") }.joined(separator: "\n"))
                \(shortest.failure.map { "\($0)" } ?? "It did not fail again.")
                """
            )
        }
    }

    private static func history(_ seed: UInt64, _ attempt: Int, on server: TestServer) async throws -> History
    {
        let stage = try await ServerStage(
            server,
            name: "h\(seed)x\(attempt)",
            people: people,
            groups: groupKinds(of: seed)
        )
        // Other tries of one history have words of their own.
        return History(on: stage, seed: seed &+ UInt64(attempt) &* 1_000, isCalm: seed % 3 == 0)
    }

    /// Leaves out what can be left out of a history that fails.
    private static func shorten(
        _ steps: [[PlainStep]],
        _ seed: UInt64,
        on server: TestServer
    ) async throws -> (steps: [[PlainStep]], failure: HistoryFailed?) {
        var (steps, attempt) = (steps, 0)
        var failure: HistoryFailed?
        var portion = max(steps.count / 2, 1)
        while portion >= 1, attempt < 40 {
            var start = 0
            while start < steps.count, attempt < 40 {
                attempt += 2
                var fewer = steps
                fewer.removeSubrange(start..<min(start + portion, steps.count))
                if let found = try await failureOf(fewer, seed, attempt, on: server) {
                    (steps, failure) = (fewer, found)
                } else {
                    start += portion
                }
            }
            portion /= 2
        }
        return (steps, failure)
    }

    private static func failureOf(
        _ steps: [[PlainStep]],
        _ seed: UInt64,
        _ attempt: Int,
        on server: TestServer
    ) async throws -> HistoryFailed? {
        var history = try await history(seed, attempt, on: server)
        do {
            for some in steps { try await history.play(some) }
            try await history.agree(within: .milliseconds(300))
            return nil
        } catch let failure as HistoryFailed {
            return failure
        }
    }
}
