// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Testing
import Testkit
import UsersAPI

@testable import Connections

struct ConcurrencyTests {
    /// Calls made at once, each allowed to be refused.
    private func atOnce(_ calls: [@Sendable () async throws -> Void]) async {
        await withTaskGroup(of: Void.self) { group in
            for call in calls {
                // A refusal is one of the results that are compared afterwards.
                group.addTask { try? await call() }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the same follow many times at once is one follow`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            await atOnce((0..<8).map { _ in { _ = try await rig.ada.call(FollowUser(rig.grace.id)) } })

            #expect(try await rig.counts(rig.grace) == [1, 0])
            #expect(try await rig.server.newEvents() == ["user.followed"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `two who follow each other at once both do`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            for _ in 0..<5 {
                await atOnce([
                    { _ = try await rig.ada.call(FollowUser(rig.grace.id)) },
                    { _ = try await rig.grace.call(FollowUser(rig.ada.id)) },
                ])
                #expect(try await rig.counts(rig.ada) == [1, 1])
                #expect(try await rig.counts(rig.grace) == [1, 1])
                await atOnce([
                    { _ = try await rig.ada.call(UnfollowUser(rig.grace.id)) },
                    { _ = try await rig.grace.call(UnfollowUser(rig.ada.id)) },
                ])
                #expect(try await rig.counts(rig.ada) == [0, 0])
                #expect(try await rig.counts(rig.grace) == [0, 0])
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a follow that meets a block is ended by it or refused`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            for _ in 0..<8 {
                await atOnce([
                    { _ = try await rig.eve.call(FollowUser(rig.ada.id)) },
                    { _ = try await rig.ada.call(BlockUser(rig.eve.id)) },
                    { _ = try await rig.ada.call(FollowUser(rig.eve.id)) },
                ])

                #expect(try await rig.relationship(rig.ada, rig.eve) == Relationship(blocking: true))
                #expect(try await rig.counts(rig.ada) == [0, 0])
                #expect(try await rig.counts(rig.eve) == [0, 0])
                let follows = Set(try await rig.server.newEvents().filter { $0.hasSuffix("ollowed") })
                #expect(follows.isEmpty || follows == ["user.followed", "user.unfollowed"])
                _ = try await rig.ada.call(UnblockUser(rig.eve.id))
                _ = try await rig.server.newEvents()
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `changes between two people have each a step of their own, in the order of their commits`(
        _ database: TestDatabase
    ) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            await atOnce(
                (0..<6).flatMap { _ -> [@Sendable () async throws -> Void] in
                    [
                        { _ = try await rig.ada.call(FollowUser(rig.eve.id)) },
                        { _ = try await rig.eve.call(BlockUser(rig.ada.id)) },
                        { _ = try await rig.eve.call(UnblockUser(rig.ada.id)) },
                        { _ = try await rig.ada.call(UnfollowUser(rig.eve.id)) },
                    ]
                }
            )

            let steps = try await rig.server.publishedEvents().filter { $0.name.hasPrefix("user.") }
                .map { try $0.decoded(as: Stepped.self).step }
            #expect(steps == Array(1...max(1, steps.count)) || steps.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `many who follow one person at once are all counted`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(12)

            await atOnce(crowd.map { guest in { _ = try await guest.call(FollowUser(rig.ada.id)) } })

            #expect(try await rig.counts(rig.ada) == [12, 0])
            #expect(try await rig.server.newEvents().count == 12)
        }
    }
}

/// The step of any event between two people.
private struct Stepped: Event {
    static let name: EventName = "any"
    let step: Int
    var orderingKey: String { "" }
}
