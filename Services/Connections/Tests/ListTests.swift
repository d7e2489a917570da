// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Modules
import Testing
import Testkit
import UsersAPI

@testable import Connections

struct ListTests {
    @Test(arguments: TestDatabase.all)
    func `followers and following are listed in pages, the latest first`(
        _ database: TestDatabase
    ) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(5)
            for guest in crowd {
                try await rig.later(guest, FollowUser(rig.ada.id))
                try await rig.later(rig.ada, FollowUser(guest.id))
            }

            let first = try await rig.eve.call(ListFollowers(of: rig.ada.id, limit: PageLimit(clamping: 3)))
            let second = try await rig.eve.call(
                ListFollowers(of: rig.ada.id, limit: PageLimit(clamping: 3), cursor: first.nextCursor)
            )
            let following = try await rig.eve.call(ListFollowing(of: rig.ada.id))

            let latestFirst = crowd.reversed().map(\.user)
            #expect(first.items + second.items == latestFirst)
            #expect(first.items.count == 3 && second.nextCursor == nil)
            #expect(following.items == latestFirst && following.nextCursor == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a page that is turned while others follow and unfollow misses nobody who stays`(
        _ database: TestDatabase
    ) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(6)
            for guest in crowd.prefix(5) { try await rig.later(guest, FollowUser(rig.ada.id)) }

            let first = try await rig.ada.call(ListFollowers(of: rig.ada.id, limit: PageLimit(clamping: 2)))
            try await rig.later(crowd[5], FollowUser(rig.ada.id))
            try await rig.later(crowd[3], UnfollowUser(rig.ada.id))
            let second = try await rig.ada.call(ListFollowers(of: rig.ada.id, cursor: first.nextCursor))

            #expect(first.items == [crowd[4].user, crowd[3].user])
            #expect(second.items == [crowd[2].user, crowd[1].user, crowd[0].user])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who blocks the viewer or is blocked by them is on no list`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(3)
            for guest in crowd {
                try await rig.later(guest, FollowUser(rig.ada.id))
                try await rig.later(rig.ada, FollowUser(guest.id))
            }
            _ = try await crowd[0].call(BlockUser(rig.eve.id))
            _ = try await rig.eve.call(BlockUser(crowd[1].id))

            #expect(try await rig.eve.call(ListFollowers(of: rig.ada.id)).items == [crowd[2].user])
            #expect(try await rig.eve.call(ListFollowing(of: rig.ada.id)).items == [crowd[2].user])
            #expect(try await rig.grace.call(ListFollowers(of: rig.ada.id)).items.count == 3)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a private account shows its lists to followers and itself`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            try await rig.goPrivate(rig.ada)

            #expect(try await rig.ada.call(ListFollowers(of: rig.ada.id)).items == [rig.grace.user])
            #expect(try await rig.grace.call(ListFollowers(of: rig.ada.id)).items == [rig.grace.user])
            for refusal in [
                try await rig.eve.refusal(of: ListFollowers(of: rig.ada.id)),
                try await rig.eve.refusal(of: ListFollowing(of: rig.ada.id)),
                try await rig.eve.refusal(of: ListMutuals(with: rig.ada.id)),
            ] {
                #expect(refusal.code == .connectionsListHidden && refusal.kind == .forbidden)
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a hidden list is for oneself`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            _ = try await rig.ada.call(UpdateConnectionSettings(hidesFollowers: true))

            #expect(
                try await rig.grace.refusal(of: ListFollowers(of: rig.ada.id)).code == .connectionsListHidden
            )
            #expect(try await rig.grace.call(ListFollowing(of: rig.ada.id)).items.isEmpty)
            #expect(try await rig.ada.call(ListFollowers(of: rig.ada.id)).items == [rig.grace.user])

            let settings = try await rig.ada.call(
                UpdateConnectionSettings(hidesFollowers: false, hidesFollowing: true)
            )
            #expect(settings == ConnectionSettings(hidesFollowing: true))
            #expect(try await rig.ada.call(GetConnectionSettings()) == settings)
            #expect(try await rig.eve.call(GetConnectionSettings()) == .standard)
            #expect(
                try await rig.eve.refusal(of: ListFollowing(of: rig.ada.id)).code == .connectionsListHidden
            )
            #expect(try await rig.server.newEvents() == ["user.followed"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `mutuals are those one follows who follow them too`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(4)
            for guest in crowd.prefix(3) { try await rig.later(guest, FollowUser(rig.grace.id)) }
            for guest in crowd.suffix(3) { try await rig.later(rig.ada, FollowUser(guest.id)) }

            let first = try await rig.ada.call(ListMutuals(with: rig.grace.id, limit: PageLimit(clamping: 1)))
            let second = try await rig.ada.call(ListMutuals(with: rig.grace.id, cursor: first.nextCursor))

            #expect(first.items + second.items == [crowd[2].user, crowd[1].user])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the history tells both what concerns both, and each their own`(
        _ database: TestDatabase
    ) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            try await rig.later(rig.ada, FollowUser(rig.eve.id))
            try await rig.later(rig.ada, MuteUser(rig.eve.id))
            try await rig.later(rig.eve, BlockUser(rig.ada.id))
            try await rig.later(rig.eve, UnblockUser(rig.ada.id))

            let adas = try await rig.ada.call(ListRelationshipHistory(with: rig.eve.id)).items
            let first = try await rig.eve.call(
                ListRelationshipHistory(with: rig.ada.id, limit: PageLimit(clamping: 2))
            )
            let second = try await rig.eve.call(
                ListRelationshipHistory(with: rig.ada.id, cursor: first.nextCursor)
            )

            #expect(adas.map(\.change) == [.followEnded, .muteStarted, .followStarted])
            #expect(adas.allSatisfy(\.isMine) && adas.map(\.at) == adas.map(\.at).sorted(by: >))
            #expect(
                (first.items + second.items).map(\.change) == [
                    .blockEnded, .blockStarted, .followEnded, .followStarted,
                ]
            )
            #expect((first.items + second.items).map(\.isMine) == [true, true, false, false])
            #expect(second.nextCursor == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the history keeps the latest changes`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let rounds = ConnectionsLimits.history / 2 + 5
            for _ in 0..<rounds {
                _ = try await rig.ada.call(MuteUser(rig.eve.id))
                _ = try await rig.ada.call(UnmuteUser(rig.eve.id))
            }

            let page = try await rig.ada.call(
                ListRelationshipHistory(with: rig.eve.id, limit: PageLimit(clamping: 100))
            )

            #expect(page.items.count == ConnectionsLimits.history && page.nextCursor == nil)
            #expect(try await rig.server.events(of: MuteEnded.self).last?.step == rounds * 2)
        }
    }
}

struct SuggestionTests {
    @Test(arguments: TestDatabase.all)
    func `friends of friends are suggested, most in common first`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(3)
            for friend in [rig.grace, rig.eve] { try await rig.later(rig.ada, FollowUser(friend.id)) }
            for guest in crowd { try await rig.later(rig.grace, FollowUser(guest.id)) }
            try await rig.later(rig.eve, FollowUser(crowd[1].id))
            try await rig.later(rig.eve, FollowUser(rig.ada.id))

            let first = try await rig.ada.call(ListSuggestions(limit: PageLimit(clamping: 1)))
            let second = try await rig.ada.call(ListSuggestions(cursor: first.nextCursor))

            #expect(first.items == [Suggestion(user: crowd[1].user, commonCount: 2)])
            #expect(
                second.items == [
                    Suggestion(user: crowd[2].user, commonCount: 1),
                    Suggestion(user: crowd[0].user, commonCount: 1),
                ]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `who is followed, asked, muted, blocked, dismissed or hides is not suggested`(
        _ database: TestDatabase
    ) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(8)
            try await rig.later(rig.ada, FollowUser(rig.grace.id))
            for guest in crowd { try await rig.later(rig.grace, FollowUser(guest.id)) }
            _ = try await rig.ada.call(FollowUser(crowd[0].id))
            try await rig.goPrivate(crowd[1])
            _ = try await rig.ada.call(FollowUser(crowd[1].id))
            _ = try await rig.ada.call(MuteUser(crowd[2].id))
            _ = try await rig.ada.call(BlockUser(crowd[3].id))
            _ = try await crowd[4].call(BlockUser(rig.ada.id))
            _ = try await rig.ada.call(DismissSuggestion(crowd[5].id))
            _ = try await rig.ada.call(DismissSuggestion(crowd[5].id))
            _ = try await crowd[6].call(UpdateConnectionSettings(hidesFromSuggestions: true))

            #expect(try await rig.ada.call(ListSuggestions()).items.map(\.user) == [crowd[7].user])

            _ = try await rig.grace.call(UpdateConnectionSettings(hidesFollowing: true))
            #expect(try await rig.ada.call(ListSuggestions()).items.isEmpty)
        }
    }
}

struct TieTests {
    @Test(arguments: TestDatabase.all)
    func `services are told everything between one and many`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let ghost = UserID(high: 9, low: 9)
            _ = try await rig.ada.call(FollowUser(rig.grace.id))
            _ = try await rig.ada.call(MuteUser(rig.grace.id))
            try await rig.goPrivate(rig.grace)
            _ = try await rig.eve.call(BlockUser(rig.ada.id))

            let ties = try await rig.server.site.peers.call(
                GetTies(of: rig.ada.id, with: [rig.eve.id, ghost, rig.grace.id])
            )

            #expect(
                ties == [
                    Tie(user: rig.eve.id, blocksViewer: true), Tie(user: ghost),
                    Tie(user: rig.grace.id, viewerFollows: true, viewerMutes: true, isPrivate: true),
                ]
            )
            #expect(ties.map(\.isCut) == [true, false, false])
            #expect(ties.map(\.seesFollowersOnly) == [false, false, true])
            let summary = try await rig.server.site.peers.call(
                GetFollowSummary(of: rig.eve.id, for: rig.ada.id)
            )
            #expect(summary == FollowSummary(blocksViewer: true))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `services walk followers by id, each once`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let crowd = try await rig.crowd(5)
            for guest in crowd {
                _ = try await guest.call(FollowUser(rig.ada.id))
                _ = try await rig.ada.call(FollowUser(guest.id))
            }
            let peers = rig.server.site.peers

            let first = try await peers.call(ListFollowerIDs(of: rig.ada.id, limit: 3))
            let second = try await peers.call(ListFollowerIDs(of: rig.ada.id, after: first.next, limit: 3))
            let following = try await peers.call(ListFollowingIDs(of: rig.ada.id, limit: 5))

            let ids = crowd.map(\.id).sorted()
            #expect(first.ids + second.ids == ids)
            #expect(first.next == ids[2] && second.next == nil)
            #expect(following == UserIDPage(ids: ids, next: nil))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is too much is refused`(_ database: TestDatabase) async throws {
        try await ConnectionsRig.run(database) { rig async throws in
            let peers = rig.server.site.peers
            let many = (0...GetTies.most).map { UserID(high: 1, low: UInt64($0)) }

            #expect(
                try await peers.call(GetTies(of: rig.ada.id, with: many.dropLast())).count == GetTies.most
            )
            await #expect(throws: Failure.self) { try await peers.call(GetTies(of: rig.ada.id, with: many)) }
            for limit in [0, -1, UserIDRange.most + 1] {
                await #expect(throws: Failure.self) {
                    try await peers.call(ListFollowerIDs(of: rig.ada.id, limit: limit))
                }
            }
            #expect(
                try await rig.server.refusal(
                    of: GetTies(of: rig.ada.id, with: []),
                    as: try await rig.ada.caller()
                ).code == .notFound
            )
        }
    }
}
