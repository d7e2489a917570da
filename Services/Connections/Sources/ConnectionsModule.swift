// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
public import Database
import Endpoints
public import Modules
import UsersAPI

/// Who follows, blocks and mutes whom.
public struct ConnectionsModule: ServiceModule {
    public static let name: ModuleName = "connections"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = ConnectionsMigrations.all

    let connections: ConnectionsService

    public init(_ platform: Platform) throws {
        connections = ConnectionsService(
            database: platform.database,
            peers: platform.peers,
            clock: platform.clock
        )
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        let connections = connections
        registerChanges(in: &module)
        registerLists(in: &module)
        module.handle(GetTies.self, by: connections.ties)
        module.handle(GetFollowSummary.self, by: connections.summary)
        module.handle(ListFollowerIDs.self, by: connections.followerIDs)
        module.handle(ListFollowingIDs.self, by: connections.followingIDs)
        module.subscribe(EndTiesOfDeletedUser(clock: connections.clock))
        module.subscribe(NoteHidden())
        module.perform(FinishDeparture.self) { job, _ in try await connections.finish(job) }
        module.examine { try await connections.findings() }
    }

    private func registerChanges(in module: inout ModuleRegistry) {
        module.handle(FollowUser.self, by: connections.follow)
        module.handle(UnfollowUser.self, by: connections.unfollow)
        module.handle(RemoveFollower.self, by: connections.removeFollower)
        module.handle(AcceptFollowRequest.self, by: connections.accept)
        module.handle(DeclineFollowRequest.self, by: connections.decline)
        module.handle(BlockUser.self, by: connections.block)
        module.handle(UnblockUser.self, by: connections.unblock)
        module.handle(MuteUser.self, by: connections.mute)
        module.handle(UnmuteUser.self, by: connections.unmute)
        module.handle(UpdateConnectionSettings.self, by: connections.updateSettings)
        module.handle(DismissSuggestion.self, by: connections.dismiss)
    }

    private func registerLists(in module: inout ModuleRegistry) {
        module.handle(ListFollowers.self, by: connections.followers)
        module.handle(ListFollowing.self, by: connections.following)
        module.handle(ListMutuals.self, by: connections.mutuals)
        module.handle(ListFollowRequests.self, by: connections.requests)
        module.handle(ListSentFollowRequests.self, by: connections.sentRequests)
        module.handle(ListBlocks.self, by: connections.blocks)
        module.handle(ListMutes.self, by: connections.mutes)
        module.handle(ListSuggestions.self, by: connections.suggestions)
        module.handle(ListRelationshipHistory.self, by: connections.history)
        module.handle(GetConnectionSettings.self, by: connections.settings)
    }
}
