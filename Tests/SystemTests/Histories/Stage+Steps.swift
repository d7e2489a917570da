// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import GroupsAPI
import NotificationsAPI
import PostsAPI
import Testkit
import UsersAPI

/// What came of a step.
enum Outcome: Sendable {
    case done
    case post(PostID)
    case comment(CommentID, on: PostID)
}

extension HistoryNames {
    /// Notes what a step wrote.
    mutating func note(_ step: PlainStep, _ outcome: Outcome?) {
        switch outcome {
        case .post(let id):
            posts[step.number] = id
            if step.group != nil { groupPosts.insert(step.number) }
        case .comment(let id, let post):
            comments[step.number] = id
            postOfComment[step.number] = post
        case .done, nil: break
        }
    }
}

extension Stage {
    /// Does a step on the site.
    func perform(_ step: PlainStep, _ names: HistoryNames) async throws -> Outcome {
        switch step.kind {
        case .publish: return try await publish(step, names)
        case .comment, .editComment, .deleteComment, .likeComment, .unlikeComment:
            return try await performOnComment(step, names)
        case .edit, .delete, .like, .unlike, .repost, .unrepost: try await performOnPost(step, names)
        case .join, .leave, .invite, .admit, .refuse, .ban, .unban, .promote, .demote:
            try await performInGroup(step)
        case .hide: try await setHidden(true, step.by)
        case .unhide: try await setHidden(false, step.by)
        case .readAll: _ = try await call(ReadNotifications(all: true), as: step.by)
        default: try await performOnTie(step)
        }
        return .done
    }

    private func publish(_ step: PlainStep, _ names: HistoryNames) async throws -> Outcome {
        let draft = PostDraft.saying(names.text(step)) { draft in
            draft.groupId = step.group.map { groups[$0] }
            if step.group == nil { draft.visibility = step.visibility }
        }
        return .post(try await call(CreatePost(draft), as: step.by).id)
    }

    private func performOnPost(_ step: PlainStep, _ names: HistoryNames) async throws {
        guard let id = names.posts[step.post] else { return }
        switch step.kind {
        case .edit:
            var changes = EditPost.Changes(text: PostText(trusted: names.text(step)))
            if !names.isInGroup(step.post) { changes.visibility = step.visibility }
            _ = try await call(EditPost(id, changes), as: step.by)
        case .delete: _ = try await call(DeletePost(id), as: step.by)
        case .like: _ = try await call(LikePost(id), as: step.by)
        case .unlike: _ = try await call(UnlikePost(id), as: step.by)
        case .repost: _ = try await call(RepostPost(id), as: step.by)
        default: _ = try await call(UnrepostPost(id), as: step.by)
        }
    }

    private func performOnComment(_ step: PlainStep, _ names: HistoryNames) async throws -> Outcome {
        let text = CommentText(trusted: names.text(step))
        let comment = step.comment.flatMap { names.comments[$0] }
        if step.kind == .comment {
            guard let post = names.posts[step.post] else { return .done }
            let request = CreateComment(text, on: post, answering: comment)
            return .comment(try await call(request, as: step.by).id, on: post)
        }
        guard let comment else { return .done }
        switch step.kind {
        case .editComment: _ = try await call(EditComment(comment, text: text), as: step.by)
        case .deleteComment: _ = try await call(DeleteComment(comment), as: step.by)
        case .likeComment: _ = try await call(LikeComment(comment), as: step.by)
        default: _ = try await call(UnlikeComment(comment), as: step.by)
        }
        return .done
    }

    private func performOnTie(_ step: PlainStep) async throws {
        let (one, other) = (step.by, people[step.other].id)
        switch step.kind {
        case .follow: _ = try await call(FollowUser(other), as: one)
        case .unfollow: _ = try await call(UnfollowUser(other), as: one)
        case .removeFollower: _ = try await call(RemoveFollower(other), as: one)
        case .accept: _ = try await call(AcceptFollowRequest(from: other), as: one)
        case .decline: _ = try await call(DeclineFollowRequest(from: other), as: one)
        case .block: _ = try await call(BlockUser(other), as: one)
        case .unblock: _ = try await call(UnblockUser(other), as: one)
        case .mute: _ = try await call(MuteUser(other), as: one)
        case .unmute: _ = try await call(UnmuteUser(other), as: one)
        default:
            _ = try await call(UpdateConnectionSettings(isPrivate: step.kind == .goPrivate), as: one)
        }
    }

    private func performInGroup(_ step: PlainStep) async throws {
        let (one, group) = (step.by, groups[step.group ?? 0])
        let other = people[step.other].id
        switch step.kind {
        case .join: _ = try await call(JoinGroup(group), as: one)
        case .leave: _ = try await call(LeaveGroup(group), as: one)
        case .invite: _ = try await call(InviteToGroup(other, to: group), as: one)
        case .admit: _ = try await call(AcceptGroupRequest(from: other, in: group), as: one)
        case .refuse: _ = try await call(RefuseGroupRequest(from: other, in: group), as: one)
        case .ban: _ = try await call(BanFromGroup(other, from: group), as: one)
        case .unban: _ = try await call(UnbanFromGroup(other, from: group), as: one)
        case .promote: _ = try await call(ChangeGroupRole(.moderator, to: other, in: group), as: one)
        default: _ = try await call(ChangeGroupRole(.member, to: other, in: group), as: one)
        }
    }
}
