// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
import Endpoints
import FeedAPI
public import Modules
import PostsAPI

/// Who reads what: a feed for each person, built from events.
public struct FeedModule: ServiceModule {
    public static let name: ModuleName = "feed"
    public static let calls: [ModuleName] = ["posts"]
    public static let migrations = FeedMigrations.all

    let feed: FeedService
    private let broadcasts: FeedBroadcasts

    public init(_ platform: Platform) throws {
        feed = FeedService(
            database: platform.database,
            peers: platform.peers,
            clock: platform.clock,
            order: NewestFirst()
        )
        broadcasts = FeedBroadcasts(database: platform.database, sockets: platform.sockets)
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(GetFeed.self, by: feed.feed)
        module.subscribe(SpreadNewPost())
        module.subscribe(FollowVisibilityOfPost())
        module.subscribe(WithdrawDeletedPost())
        module.subscribe(SpreadRepost())
        module.subscribe(WithdrawRepost())
        module.subscribe(FillFeedOfFollower())
        module.subscribe(CleanFeedOfFormerFollower())
        module.subscribe(CleanFeedOfMuter())
        module.subscribe(FillFeedOfFormerMuter())
        module.subscribe(CleanFeedsOfBlock())
        module.subscribe(FillFeedsAfterBlock())
        module.subscribe(ForgetDeletedUser())
        module.subscribe(FillFeedOfMember())
        module.subscribe(CleanFeedOfFormerMember())
        module.subscribe(FollowHomeChoice())
        module.subscribe(ForgetDeletedGroup())
        module.perform(SpreadAct.self, by: feed.spread)
        module.perform(WithdrawPost.self, by: feed.withdraw)
        module.perform(HideAct.self, by: feed.hide)
        module.perform(ErasePerson.self, by: feed.erase)
        module.schedule("feed.trim", .every(.hours(1)), run: feed.trim)
        registerSockets(in: &module)
    }

    private func registerSockets(in module: inout ModuleRegistry) {
        let broadcasts = broadcasts
        module.onArrival { member, _ in try await broadcasts.rooms(of: member) }
        module.whenCommitted(FeedExtended.self) { try broadcasts.extended($0) }
        module.whenCommitted(PostPreviewChanged.self) { try broadcasts.changed($0) }
        module.whenCommitted(HearingChanged.self) { broadcasts.hearingChanged($0) }
    }
}
