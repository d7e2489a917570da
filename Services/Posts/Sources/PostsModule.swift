// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
public import Database
import Endpoints
import GroupsAPI
public import Modules
import PostsAPI
import UsersAPI
import UsersClient

/// What people publish: posts, comments, likes, reposts, polls, hashtags and drafts.
public struct PostsModule: ServiceModule {
    public static let name: ModuleName = "posts"
    public static let calls: [ModuleName] = ["users", "connections"]
    public static let migrations = PostsMigrations.all

    let posts: PostsService

    public init(_ platform: Platform) throws {
        posts = PostsService(
            database: platform.database,
            clock: platform.clock,
            directory: ProfileDirectory("posts-profiles", peers: platform.peers, clock: platform.clock),
            ties: TieDirectory(peers: platform.peers, clock: platform.clock),
            shelf: PostShelf(database: platform.database, clock: platform.clock),
            trends: TrendBoard(database: platform.database, clock: platform.clock),
            gallery: MediaGallery(peers: platform.peers)
        )
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(CreatePost.self, by: posts.create)
        module.handle(GetPost.self, by: posts.post)
        module.handle(EditPost.self, by: posts.edit)
        module.handle(DeletePost.self, by: posts.delete)
        module.handle(RemovePostPreview.self, by: posts.removePreview)
        module.subscribe(ShowPreviewInPosts())
        module.handle(ListPostEdits.self, by: posts.edits)
        module.handle(ListUserPosts.self, by: posts.posts)
        module.handle(GetPosts.self, by: posts.posts)
        module.handle(ScanPosts.self, by: posts.posts)
        module.handle(GetComments.self, by: posts.comments)
        module.handle(ScanComments.self, by: posts.comments)
        module.handle(CheckSight.self, by: posts.sight)
        module.handle(GetHeldMedia.self, by: posts.heldMedia)
        module.handle(VoteInPoll.self, by: posts.vote)
        module.handle(ListHashtagPosts.self, by: posts.posts)
        module.handle(ListHashtagTrends.self, by: posts.trends)
        registerMarks(in: &module)
        registerComments(in: &module)
        registerDrafts(in: &module)
        registerEndings(in: &module)
        registerCaches(in: &module)
    }

    private func registerMarks(in module: inout ModuleRegistry) {
        module.handle(LikePost.self, by: posts.like)
        module.handle(UnlikePost.self, by: posts.unlike)
        module.handle(ListLikes.self, by: posts.likes)
        module.handle(RepostPost.self, by: posts.repost)
        module.handle(UnrepostPost.self, by: posts.unrepost)
        module.handle(BookmarkPost.self, by: posts.bookmark)
        module.handle(UnbookmarkPost.self, by: posts.unbookmark)
        module.handle(ListBookmarks.self, by: posts.bookmarks)
        module.handle(PinPost.self, by: posts.pin)
        module.handle(UnpinPost.self, by: posts.unpin)
    }

    private func registerComments(in module: inout ModuleRegistry) {
        module.handle(ListComments.self, by: posts.comments)
        module.handle(CreateComment.self, by: posts.comment)
        module.handle(EditComment.self, by: posts.edit)
        module.handle(DeleteComment.self, by: posts.delete)
        module.handle(LikeComment.self, by: posts.like)
        module.handle(UnlikeComment.self, by: posts.unlike)
    }

    private func registerDrafts(in module: inout ModuleRegistry) {
        module.handle(CreateDraft.self, by: posts.create)
        module.handle(ListDrafts.self, by: posts.drafts)
        module.handle(ReplaceDraft.self, by: posts.replace)
        module.handle(DeleteDraft.self, by: posts.delete)
        module.handle(PublishDraft.self, by: posts.publish)
        module.perform(PublishScheduled.self, by: posts.publish)
    }

    private func registerEndings(in module: inout ModuleRegistry) {
        module.subscribe(EraseDeletedUser())
        module.subscribe(EndRepostsOfBlocked())
        module.perform(SweepPost.self, by: posts.sweep)
        module.perform(ErasePerson.self, by: posts.erase)
        module.perform(EndReposts.self, by: posts.endReposts)
        module.examine(Recount(database: posts.database).findings)
        module.schedule("posts.forget-tag-uses", .every(.hours(24)), run: posts.trends.forget)
    }

    /// Drops from memory what a commit changed, before whoever wrote it goes on.
    private func registerCaches(in module: inout ModuleRegistry) {
        let (shelf, ties, directory) = (posts.shelf, posts.ties, posts.directory)
        module.atCommit(PostEdited.self) { shelf.invalidate($0.post.id) }
        module.atCommit(PostPreviewChanged.self) { shelf.invalidate($0.post) }
        module.atCommit(PostDeleted.self) { shelf.invalidate($0.post) }
        module.atCommit(PostLiked.self) { shelf.invalidate($0.post) }
        module.atCommit(PostUnliked.self) { shelf.invalidate($0.post) }
        module.atCommit(PostReposted.self) { shelf.invalidate($0.post) }
        module.atCommit(PostUnreposted.self) { shelf.invalidate($0.post) }
        module.atCommit(PostCommented.self) { shelf.invalidate($0.comment.post) }
        module.atCommit(CommentDeleted.self) { shelf.invalidate($0.post) }
        module.atCommit(PollVoted.self) { shelf.invalidate($0.post) }
        module.atCommit(UserUpdated.self) { directory.invalidate($0.user) }
        module.atCommit(UserDeleted.self) { directory.invalidate($0.user) }
        module.atCommit(UserHiddenChanged.self) { directory.invalidate($0.user) }
        module.atCommit(FollowStarted.self) { ties.invalidate($0.follower, $0.followee) }
        module.atCommit(FollowEnded.self) { ties.invalidate($0.follower, $0.followee) }
        module.atCommit(BlockStarted.self) { ties.invalidate($0.blocker, $0.blocked) }
        module.atCommit(BlockEnded.self) { ties.invalidate($0.blocker, $0.blocked) }
        module.atCommit(MuteStarted.self) { ties.invalidate($0.muter, $0.muted) }
        module.atCommit(MuteEnded.self) { ties.invalidate($0.muter, $0.muted) }
        module.atCommit(HiddenTiesChanged.self) { _ in ties.invalidateAll() }
        module.atCommit(FollowPrivacyChanged.self) { _ in ties.invalidateAll() }
        registerGroups(in: &module)
    }

    private func registerGroups(in module: inout ModuleRegistry) {
        module.handle(ListGroupPosts.self, by: posts.posts)
        module.handle(PinPostInGroup.self, by: posts.pin)
        module.handle(UnpinPostInGroup.self, by: posts.unpin)
        module.subscribe(EndPostsOfDeletedGroup())
        module.perform(EraseGroup.self, by: posts.erase)
        let groups = posts.ties.groups
        module.atCommit(GroupMemberJoined.self) { groups.invalidate($0.user, $0.group.id) }
        module.atCommit(GroupMemberLeft.self) { groups.invalidate($0.user, $0.group) }
        module.atCommit(GroupRoleChanged.self) { groups.invalidate($0.user, $0.group.id) }
        module.atCommit(GroupMemberBanned.self) { groups.invalidate($0.user, $0.group.id) }
        module.atCommit(GroupMemberUnbanned.self) { groups.invalidate($0.user, $0.group) }
        module.atCommit(GroupPersonInvited.self) { groups.invalidate($0.user, $0.group.id) }
        module.atCommit(GroupInvitationEnded.self) { groups.invalidate($0.user, $0.group) }
        module.atCommit(GroupUpdated.self) { _ in groups.invalidateAll() }
        module.atCommit(GroupDeleted.self) { _ in groups.invalidateAll() }
    }
}
