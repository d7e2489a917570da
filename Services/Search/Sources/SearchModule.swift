// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import ConnectionsAPI
import Core
public import Database
import Endpoints
import GroupsAPI
public import Modules
import PostsAPI
import SearchAPI
import UsersAPI
import UsersClient

/// What can be found: people, hashtags, posts, comments and one's own messages, in an index built from events.
public struct SearchModule: ServiceModule {
    public static let name: ModuleName = "search"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = SearchMigrations.all

    let search: SearchService
    let upkeep: IndexUpkeep
    let rebuild: Rebuild

    public init(_ platform: Platform) throws {
        let (database, peers, clock) = (platform.database, platform.peers, platform.clock)
        search = SearchService(
            database: database,
            peers: peers,
            clock: clock,
            directory: ProfileDirectory("search-profiles", peers: peers, clock: clock),
            ties: SearchTies(peers: peers, clock: clock),
            memberships: Memberships(peers: peers, clock: clock)
        )
        upkeep = IndexUpkeep(database: database, clock: clock)
        rebuild = Rebuild(database: database, peers: peers, clock: clock)
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(SearchEverything.self, by: search.find)
        module.handle(CountSearch.self, by: search.count)
        module.handle(SuggestSearch.self, by: search.suggest)
        registerHandlers(in: &module)
        module.perform(ForgetParts.self, by: upkeep.forget)
        module.perform(ForgetWritings.self, by: upkeep.forget)
        module.perform(RebuildIndex.self, by: rebuild.run)
        module.schedule("search.tidy", .every(.hours(1)), run: upkeep.tidy)
        module.examine(IndexExamination(database: search.database).findings)
        registerCaches(in: &module)
    }

    /// A site that had no search until now gets its index.
    public func start() async throws {
        try await search.database.write { db in
            guard try StateStore(db).state().builtAt == nil else { return }
            try db.enqueue(RebuildIndex(), uniqueKey: "rebuild")
        }
    }

    private func registerHandlers(in module: inout ModuleRegistry) {
        module.subscribe(IndexNewPerson())
        module.subscribe(IndexChangedPerson())
        module.subscribe(ForgetDeletedPerson())
        module.subscribe(IndexNewGroup())
        module.subscribe(IndexChangedGroup())
        module.subscribe(ForgetDeletedGroup())
        module.subscribe(IndexNewPost())
        module.subscribe(IndexEditedPost())
        module.subscribe(ForgetDeletedPost())
        module.subscribe(IndexNewComment())
        module.subscribe(IndexEditedComment())
        module.subscribe(ForgetDeletedComment())
        module.subscribe(IndexNewMessage())
        module.subscribe(IndexEditedMessage())
        module.subscribe(ForgetDeletedMessage())
        module.subscribe(ForgetDeletedChat())
    }

    /// Drops from memory what a commit changed, before whoever wrote it goes on.
    private func registerCaches(in module: inout ModuleRegistry) {
        let (ties, directory, memberships) = (search.ties, search.directory, search.memberships)
        module.atCommit(UserUpdated.self) { directory.invalidate($0.user) }
        module.atCommit(UserDeleted.self) { directory.invalidate($0.user) }
        module.atCommit(UserHiddenChanged.self) { directory.invalidate($0.user) }
        module.atCommit(HiddenTiesChanged.self) { _ in ties.invalidateAll() }
        module.atCommit(FollowStarted.self) { ties.invalidate($0.follower, $0.followee) }
        module.atCommit(FollowEnded.self) { ties.invalidate($0.follower, $0.followee) }
        module.atCommit(BlockStarted.self) { ties.invalidate($0.blocker, $0.blocked) }
        module.atCommit(BlockEnded.self) { ties.invalidate($0.blocker, $0.blocked) }
        module.atCommit(MuteStarted.self) { ties.invalidate($0.muter, $0.muted) }
        module.atCommit(MuteEnded.self) { ties.invalidate($0.muter, $0.muted) }
        module.atCommit(FollowPrivacyChanged.self) { _ in ties.invalidateAll() }
        module.atCommit(ChatCreated.self) { $0.members.forEach(memberships.invalidate) }
        module.atCommit(ChatMembersAdded.self) { $0.users.forEach(memberships.invalidate) }
        module.atCommit(ChatMemberRemoved.self) { memberships.invalidate($0.user) }
        module.atCommit(ChatDeleted.self) { _ in memberships.invalidateAll() }
    }
}

extension SearchModule {
    /// Makes the index anew and returns when it answers, for the command line and demo data.
    package func rebuildIndex() async throws { try await rebuild.run() }
}
