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

struct FollowTests {
    @Test(arguments: TestDatabase.all)
    func `a follow is counted, seen from both sides and told once`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            _ = try await rig.ada.call(FollowUser(rig.grace.id))

            #expect(try await rig.relationship(rig.ada, rig.grace) == Relationship(following: true))
            #expect(try await rig.relationship(rig.grace, rig.ada) == Relationship(followedBy: true))
            #expect(try await rig.counts(rig.grace) == [1, 0])
            #expect(try await rig.counts(rig.ada) == [0, 1])
            #expect(try await rig.server.newEvents() == ["user.followed"])
            let event = try #require(try await rig.server.events(of: FollowStarted.self).first)
            #expect(event.follower == rig.ada.id && event.followee == rig.grace.id && event.step == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an unfollow undoes it, and once more changes nothing`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(FollowUser(rig.grace.id))

            _ = try await rig.ada.call(UnfollowUser(rig.grace.id))
            _ = try await rig.ada.call(UnfollowUser(rig.grace.id))
            _ = try await rig.ada.call(UnfollowUser(rig.ada.id))
            _ = try await rig.ada.call(UnfollowUser(UserID(high: 9, low: 9)))

            #expect(try await rig.relationship(rig.ada, rig.grace) == Relationship.none)
            #expect(try await rig.counts(rig.grace) == [0, 0])
            #expect(try await rig.server.newEvents() == ["user.followed", "user.unfollowed"])
            #expect(try await rig.server.events(of: FollowEnded.self).map(\.step) == [2])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody follows themselves or somebody who is not there`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let ghost = UserID(high: 9, low: 9)

            #expect(try await rig.ada.refusal(of: FollowUser(rig.ada.id)).code == .connectionsWithOneself)
            #expect(try await rig.ada.refusal(of: BlockUser(rig.ada.id)).code == .connectionsWithOneself)
            #expect(try await rig.ada.refusal(of: MuteUser(rig.ada.id)).code == .connectionsWithOneself)
            #expect(try await rig.ada.refusal(of: FollowUser(ghost)).code == .userNotFound)
            #expect(try await rig.ada.refusal(of: BlockUser(ghost)).code == .userNotFound)
            #expect(try await rig.ada.refusal(of: MuteUser(ghost)).code == .userNotFound)
            #expect(try await rig.server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a follower can be taken off`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.eve.call(FollowUser(rig.ada.id))

            _ = try await rig.ada.call(RemoveFollower(rig.eve.id))
            _ = try await rig.ada.call(RemoveFollower(rig.eve.id))

            #expect(try await rig.relationship(rig.ada, rig.eve) == Relationship.none)
            #expect(try await rig.server.newEvents() == ["user.followed", "user.unfollowed"])
            let event = try #require(try await rig.server.events(of: FollowEnded.self).first)
            #expect(event.follower == rig.eve.id && event.followee == rig.ada.id)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody follows more people than the limit`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let module = try #require(rig.server.site.module(ConnectionsModule.self))
            try await module.connections.database.write { db in
                let people = PeopleStore(db)
                try people.ensure([rig.ada.id])
                try db.run(
                    "UPDATE connections.people SET following_count = \(ConnectionsLimits.following) WHERE id = \(rig.ada.id)"
                )
            }

            #expect(try await rig.ada.refusal(of: FollowUser(rig.grace.id)).code == .connectionsTooMany)
            #expect(try await rig.server.newEvents() == [])
            #expect(try await rig.counts(rig.grace) == [0, 0])

            // And the recount sees that the number was never true.
            #expect(try await rig.server.site.findings().count == 1)
            try await module.connections.database.write { db in
                try PeopleStore(db).delete(rig.ada.id)
            }
        }
    }
}

struct FollowRequestTests {
    @Test(arguments: TestDatabase.all)
    func `a private account is asked, and answers`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            try await rig.goPrivate(rig.grace)

            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            #expect(try await rig.relationship(rig.ada, rig.grace) == Relationship(requested: true))
            #expect(try await rig.relationship(rig.grace, rig.ada) == Relationship(requestedBy: true))
            #expect(try await rig.grace.call(ListFollowRequests()).items.map(\.user) == [rig.ada.user])
            #expect(try await rig.ada.call(ListSentFollowRequests()).items.map(\.user) == [rig.grace.user])
            #expect(try await rig.counts(rig.grace) == [0, 0])

            _ = try await rig.grace.call(AcceptFollowRequest(from: rig.ada.id))
            _ = try await rig.grace.call(AcceptFollowRequest(from: rig.ada.id))

            #expect(try await rig.relationship(rig.ada, rig.grace) == Relationship(following: true))
            #expect(try await rig.grace.call(ListFollowRequests()).items.isEmpty)
            #expect(try await rig.counts(rig.grace) == [1, 0])
            #expect(
                try await rig.server.newEvents() == [
                    "follow.requested", "follow.request_ended", "user.followed",
                ]
            )
            #expect(try await rig.server.events(of: FollowRequestEnded.self).map(\.accepted) == [true])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a request is declined or withdrawn`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            try await rig.goPrivate(rig.grace)
            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            _ = try await rig.eve.call(FollowUser(rig.grace.id))
            _ = try await rig.server.newEvents()

            _ = try await rig.grace.call(DeclineFollowRequest(from: rig.eve.id))
            _ = try await rig.grace.call(DeclineFollowRequest(from: rig.eve.id))
            _ = try await rig.ada.call(UnfollowUser(rig.grace.id))

            #expect(try await rig.server.newEvents() == ["follow.request_ended", "follow.request_ended"])
            let ends = try await rig.server.events(of: FollowRequestEnded.self)
            #expect(ends.map(\.follower) == [rig.eve.id, rig.ada.id] && ends.allSatisfy { !$0.accepted })
            #expect(
                try await rig.grace.refusal(of: AcceptFollowRequest(from: rig.ada.id)).code
                    == .followRequestNotFound
            )
            #expect(
                try await rig.grace.refusal(of: AcceptFollowRequest(from: rig.grace.id)).code
                    == .followRequestNotFound
            )
            #expect(try await rig.counts(rig.grace) == [0, 0])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `going public leaves requests open, and who asks again follows`(
        _ database: TestDatabase
    ) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            try await rig.goPrivate(rig.grace)
            _ = try await rig.ada.call(FollowUser(rig.grace.id))

            let settings = try await rig.grace.call(UpdateConnectionSettings(isPrivate: false))
            _ = try await rig.grace.call(UpdateConnectionSettings(isPrivate: false))

            #expect(settings == .standard)
            #expect(try await rig.relationship(rig.ada, rig.grace) == Relationship(requested: true))
            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            #expect(try await rig.relationship(rig.ada, rig.grace) == Relationship(following: true))
            #expect(
                try await rig.server.newEvents() == [
                    "follow.requested", "user.privacy_changed", "follow.request_ended", "user.followed",
                ]
            )
            #expect(
                try await rig.server.events(of: FollowPrivacyChanged.self).map(\.isPrivate) == [true, false]
            )
        }
    }
}

struct BlockTests {
    @Test(arguments: TestDatabase.all)
    func `a block ends what is between the two before it begins`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(FollowUser(rig.eve.id))
            try await rig.goPrivate(rig.ada)
            _ = try await rig.eve.call(FollowUser(rig.ada.id))
            _ = try await rig.server.newEvents()

            _ = try await rig.ada.call(BlockUser(rig.eve.id))
            _ = try await rig.ada.call(BlockUser(rig.eve.id))

            #expect(
                try await rig.server.newEvents() == [
                    "user.unfollowed", "follow.request_ended", "user.blocked",
                ]
            )
            #expect(try await rig.relationship(rig.ada, rig.eve) == Relationship(blocking: true))
            #expect(try await rig.relationship(rig.eve, rig.ada) == Relationship.none)
            #expect(try await rig.ada.call(ListBlocks()).items == [rig.eve.user])
            #expect(try await rig.eve.call(ListBlocks()).items.isEmpty)
            let event = try #require(try await rig.server.events(of: BlockStarted.self).first)
            #expect(event.blocker == rig.ada.id && event.blocked == rig.eve.id && event.step == 5)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `to the blocked the other is not there`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let ghost = UserID(high: 9, low: 9)
            _ = try await rig.ada.call(BlockUser(rig.eve.id))
            _ = try await rig.server.newEvents()

            for id in [rig.ada.id, ghost] {
                let refusals = [
                    try await rig.eve.refusal(of: FollowUser(id)),
                    try await rig.eve.refusal(of: MuteUser(id)),
                    try await rig.eve.refusal(of: ListFollowers(of: id)),
                    try await rig.eve.refusal(of: ListFollowing(of: id)),
                    try await rig.eve.refusal(of: ListMutuals(with: id)),
                    try await rig.eve.refusal(of: ListRelationshipHistory(with: id)),
                    try await rig.eve.refusal(of: DismissSuggestion(id)),
                    try await rig.eve.refusal(of: GetUser(id)),
                    try await rig.eve.refusal(of: UpdateUser(id, .init())),
                    try await rig.eve.refusal(of: DeleteUser(id)),
                ]
                #expect(Set(refusals.map(\.code)) == [.userNotFound])
                #expect(Set(refusals.map(\.message)) == ["There is no such person."])
            }
            for end in [UserID](arrayLiteral: rig.ada.id, ghost) {
                _ = try await rig.eve.call(UnfollowUser(end))
                _ = try await rig.eve.call(UnblockUser(end))
                _ = try await rig.eve.call(UnmuteUser(end))
                _ = try await rig.eve.call(RemoveFollower(end))
                _ = try await rig.eve.call(DeclineFollowRequest(from: end))
            }
            #expect(try await rig.server.newEvents() == [])
            #expect(try await rig.relationship(rig.ada, rig.eve) == Relationship(blocking: true))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who blocks sees the profile, may not follow, and may unblock`(_ database: TestDatabase) async throws
    {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(BlockUser(rig.eve.id))

            let profile = try await rig.ada.call(GetUser(rig.eve.id))
            #expect(profile.relationship == Relationship(blocking: true))
            #expect(try await rig.ada.refusal(of: FollowUser(rig.eve.id)).code == .connectionsBlocking)

            _ = try await rig.ada.call(UnblockUser(rig.eve.id))
            _ = try await rig.ada.call(UnblockUser(rig.eve.id))

            #expect(try await rig.server.newEvents() == ["user.blocked", "user.unblocked"])
            #expect(try await rig.server.events(of: BlockEnded.self).map(\.step) == [2])
            _ = try await rig.eve.call(FollowUser(rig.ada.id))
            #expect(try await rig.counts(rig.ada) == [1, 0])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `both may block, and each unblocks their own`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(BlockUser(rig.eve.id))
            _ = try await rig.eve.call(BlockUser(rig.ada.id))
            _ = try await rig.ada.call(UnblockUser(rig.eve.id))

            #expect(try await rig.relationship(rig.eve, rig.ada) == Relationship(blocking: true))
            #expect(try await rig.ada.refusal(of: FollowUser(rig.eve.id)).code == .userNotFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a mute is known to the one who mutes alone`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.ada.call(FollowUser(rig.eve.id))
            _ = try await rig.ada.call(MuteUser(rig.eve.id))
            _ = try await rig.ada.call(MuteUser(rig.eve.id))

            #expect(
                try await rig.relationship(rig.ada, rig.eve) == Relationship(following: true, muting: true)
            )
            #expect(try await rig.relationship(rig.eve, rig.ada) == Relationship(followedBy: true))
            #expect(try await rig.ada.call(ListMutes()).items == [rig.eve.user])

            _ = try await rig.ada.call(UnmuteUser(rig.eve.id))
            _ = try await rig.ada.call(UnmuteUser(rig.eve.id))

            #expect(try await rig.server.newEvents() == ["user.followed", "user.muted", "user.unmuted"])
            #expect(try await rig.server.events(of: MuteStarted.self).map(\.muted) == [rig.eve.id])
            #expect(try await rig.server.events(of: MuteEnded.self).map(\.muter) == [rig.ada.id])
            #expect(try await rig.ada.call(ListMutes()).items.isEmpty)
        }
    }
}
