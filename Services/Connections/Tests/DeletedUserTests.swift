// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Connections

struct DeletedUserTests {
    /// How many rows of all tables name somebody, but for the note that they are gone.
    private func rows(naming id: UserID, _ rig: ConnectionsRig) async throws -> Int {
        let module = try #require(rig.server.site.module(ConnectionsModule.self))
        return try await module.connections.database.read { db in
            let counts: [SQLQuery] = [
                "SELECT count(*) FROM connections.people WHERE id = \(id)",
                "SELECT count(*) FROM connections.follows WHERE follower_id = \(id) OR followee_id = \(id)",
                "SELECT count(*) FROM connections.follow_requests WHERE follower_id = \(id) OR followee_id = \(id)",
                "SELECT count(*) FROM connections.blocks WHERE blocker_id = \(id) OR blocked_id = \(id)",
                "SELECT count(*) FROM connections.mutes WHERE muter_id = \(id) OR muted_id = \(id)",
                "SELECT count(*) FROM connections.history WHERE low_id = \(id) OR high_id = \(id)",
                "SELECT count(*) FROM connections.dismissals WHERE user_id = \(id) OR dismissed_id = \(id)",
            ]
            return try counts.map { try db.value($0, as: Int.self) ?? 0 }.reduce(0, +)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `all ties of an account that is gone end, and are told`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            try await rig.goPrivate(rig.eve)
            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            _ = try await rig.ada.call(FollowUser(rig.eve.id))
            _ = try await rig.ada.call(MuteUser(rig.grace.id))
            _ = try await rig.grace.call(DismissSuggestion(rig.ada.id))
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(DeleteUser(rig.ada.id))
            try await rig.server.settle()

            #expect(
                try await rig.server.newEvents().sorted() == [
                    "follow.request_ended", "user.deleted", "user.unfollowed", "user.unfollowed",
                    "user.unmuted",
                ]
            )
            #expect(try await rows(naming: rig.ada.id, rig) == 0)
            #expect(try await rig.counts(rig.grace) == [0, 0])
            #expect(try await rig.eve.call(ListFollowRequests()).items.isEmpty)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody is tied to an account that is gone`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(DeleteUser(rig.ada.id))
            try await rig.server.settle()
            // A registration that was under way brings the profile back for a moment; the ties stay cut.
            let service = try #require(rig.server.site.module(ConnectionsModule.self)).connections

            for act in [Bond.Act.follow(asksFirst: false), .block, .mute] {
                await #expect(throws: ConnectionsError.userNotFound) {
                    try await service.change(between: rig.grace.id, and: rig.ada.id) { _ in act }
                }
            }
            _ = try await rig.grace.call(UnfollowUser(rig.ada.id))
            _ = try await rig.grace.call(UnblockUser(rig.ada.id))
            #expect(
                try await rig.ada.refusal(of: UpdateConnectionSettings(isPrivate: true)).code == .userNotFound
            )
            #expect(try await rows(naming: rig.ada.id, rig) == 0)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `somebody many follow goes in several transactions`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let many = ConnectionsLimits.departureBatch * 2 + 10
            let module = try #require(rig.server.site.module(ConnectionsModule.self))
            let ada = rig.ada.id
            for index in 0..<many {
                try await module.connections.database.write { db in
                    let fan = UserID(high: 5, low: UInt64(index))
                    try BondWriter(db: db, actor: fan, other: ada, at: db.now)
                        .write([Bond.Change(.followStarted, .mine)])
                }
            }

            _ = try await rig.ada.call(DeleteUser(ada))
            try await eventually("the ties are gone") { try await rows(naming: ada, rig) == 0 }

            #expect(try await rig.server.events(of: FollowEnded.self).count == many)
        }
    }
}
