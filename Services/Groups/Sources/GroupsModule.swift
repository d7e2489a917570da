// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
import Endpoints
import GroupsAPI
public import Modules
import PostsAPI
import UsersAPI

/// Communities: groups of people, who may join them, and who looks after them.
public struct GroupsModule: ServiceModule {
    public static let name: ModuleName = "groups"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = GroupsMigrations.all

    let groups: GroupsService

    public init(_ platform: Platform) throws {
        groups = GroupsService(database: platform.database, peers: platform.peers, clock: platform.clock)
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(CreateGroup.self, by: groups.create)
        module.handle(GetGroup.self, by: groups.group)
        module.handle(GetGroupBySlug.self, by: groups.group)
        module.handle(UpdateGroup.self, by: groups.update)
        module.handle(DeleteGroup.self, by: groups.delete)
        module.handle(ListGroups.self, by: groups.groups)
        module.handle(ListMyGroups.self, by: groups.groups)
        module.handle(OpenGroupChat.self, by: groups.openChat)
        module.handle(ListGroupLog.self, by: groups.log)
        registerMembers(in: &module)
        registerInvites(in: &module)
        module.handle(GetGroupStandings.self, by: groups.standings)
        module.handle(GetGroups.self, by: groups.groups)
        module.handle(ScanGroups.self, by: groups.groups)
        module.handle(ListGroupMemberEntries.self, by: groups.entries)
        module.subscribe(LeaveGroupsOfDeletedUser())
        module.subscribe(LogDeletedPost(clock: groups.clock))
        module.subscribe(LogDeletedComment(clock: groups.clock))
        module.subscribe(LogPinnedPost(clock: groups.clock))
        module.perform(FinishDeparture.self, by: groups.finish)
        module.perform(SweepGroup.self, by: groups.sweep)
        module.schedule("groups.tidy", .every(.hours(1)), run: groups.tidy)
        module.examine(groups.findings)
    }

    private func registerMembers(in module: inout ModuleRegistry) {
        module.handle(JoinGroup.self, by: groups.join)
        module.handle(LeaveGroup.self, by: groups.leave)
        module.handle(UpdateGroupMembership.self, by: groups.choose)
        module.handle(ListGroupMembers.self, by: groups.members)
        module.handle(ChangeGroupRole.self, by: groups.changeRole)
        module.handle(RemoveGroupMember.self, by: groups.remove)
        module.handle(ListGroupRequests.self, by: groups.requests)
        module.handle(AcceptGroupRequest.self, by: groups.accept)
        module.handle(RefuseGroupRequest.self, by: groups.refuse)
        module.handle(BanFromGroup.self, by: groups.ban)
        module.handle(UnbanFromGroup.self, by: groups.unban)
        module.handle(ListGroupBans.self, by: groups.bans)
    }

    private func registerInvites(in module: inout ModuleRegistry) {
        module.handle(InviteToGroup.self, by: groups.invite)
        module.handle(WithdrawGroupInvitation.self, by: groups.withdraw)
        module.handle(ListGroupInvitations.self, by: groups.invitations)
        module.handle(ListMyGroupInvitations.self, by: groups.invitations)
        module.handle(CreateGroupInviteLink.self, by: groups.createLink)
        module.handle(ListGroupInviteLinks.self, by: groups.links)
        module.handle(RevokeGroupInviteLink.self, by: groups.revoke)
        module.handle(GetGroupByInvite.self, by: groups.group)
        module.handle(JoinGroupByInvite.self, by: groups.join)
    }
}
