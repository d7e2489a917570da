// SPDX-License-Identifier: Apache-2.0
import GroupsAPI
import NotificationsAPI
import PostsAPI

// What each step makes of a site. Each function returns whether the step is allowed.

extension PlainSite {
    /// Whether a step can be tried: what it is about was there at some time, and whoever does it is not hidden.
    func canTry(_ step: PlainStep) -> Bool {
        if step.kind == .unhide { return hiddenOnes.contains(step.by) }
        guard !hiddenOnes.contains(step.by) else { return false }
        switch step.kind {
        case .edit, .delete, .like, .unlike, .repost, .unrepost: return posts[step.post] != nil
        case .comment:
            return posts[step.post] != nil && (step.comment.map { comments[$0] != nil } ?? true)
        case .editComment, .deleteComment, .likeComment, .unlikeComment:
            return step.comment.flatMap { comments[$0] } != nil
        case .follow, .removeFollower, .unfollow, .accept, .decline, .block, .unblock, .mute, .unmute:
            return step.by != step.other && !hiddenOnes.contains(step.other)
        case .invite, .admit, .refuse, .ban, .unban, .promote, .demote:
            return step.by != step.other && !hiddenOnes.contains(step.other)
        // The owner of the groups stays: what becomes of groups without one is for tests of Groups.
        case .hide: return step.by != 0
        default: return true
        }
    }

    /// Does a step. False when it is refused.
    mutating func apply(_ step: PlainStep) -> Bool {
        let isAllowed = perform(step)
        // What is no longer told is new when it is told again.
        for (deed, standing) in deeds where standing.readAt != nil && !isTold(deed, standing) {
            deeds[deed]?.readAt = nil
        }
        return isAllowed
    }

    private mutating func perform(_ step: PlainStep) -> Bool {
        let (one, other) = (step.by, step.other)
        switch step.kind {
        case .publish: return publish(step)
        case .edit: return edit(step)
        case .delete: return delete(step.post, by: one)
        case .like: return like(step.post, by: one)
        case .unlike: return unlike(step.post, by: one)
        case .repost: return repost(step.post, by: one)
        case .unrepost: return unrepost(step.post, by: one)
        case .comment: return comment(step)
        case .editComment: return editComment(step)
        case .deleteComment: return deleteComment(step)
        case .likeComment: return likeComment(step)
        case .unlikeComment: return unlikeComment(step)
        case .follow: return follow(one, other)
        case .unfollow: endFollowing(one, other)
        case .removeFollower: if follows.contains(Pair(other, one)) { endFollowing(other, one) }
        case .accept: return accept(other, by: one)
        case .decline: if requests.contains(Pair(other, one)) { endFollowing(other, one) }
        case .block: block(one, other)
        case .unblock: if blocks.remove(Pair(one, other)) != nil { cutBoth(one, other) }
        case .mute: return mute(one, other)
        case .unmute: if mutes.remove(Pair(one, other)) != nil { cuts[Pair(one, other)] = now }
        case .goPrivate: privateOnes.insert(one)
        case .goPublic: privateOnes.remove(one)
        case .hide: hiddenOnes.insert(one)
        case .unhide: hiddenOnes.remove(one)
        case .readAll: read(one)
        case .join, .leave, .invite, .admit, .refuse, .ban, .unban, .promote, .demote:
            return performInGroup(step)
        }
        return true
    }

    private mutating func read(_ user: Int) {
        for (deed, standing) in told(user) where standing.readAt == nil { deeds[deed]?.readAt = now }
    }

    // MARK: Ties

    private mutating func follow(_ one: Int, _ other: Int) -> Bool {
        guard !isBlocked(one, other) else { return false }
        let pair = Pair(one, other)
        guard !follows.contains(pair) else { return true }
        if privateOnes.contains(other) {
            if requests.insert(pair).inserted { begin(.followRequest, .person(one), of: one, to: other) }
        } else if requests.contains(pair) {
            beginFollowing(pair, wasAsked: true)
        } else {
            beginFollowing(pair, wasAsked: false)
        }
        return true
    }

    private mutating func accept(_ one: Int, by other: Int) -> Bool {
        if follows.contains(Pair(one, other)) { return true }
        guard requests.contains(Pair(one, other)) else { return false }
        beginFollowing(Pair(one, other), wasAsked: true)
        return true
    }

    private mutating func beginFollowing(_ pair: Pair, wasAsked: Bool) {
        requests.remove(pair)
        follows.insert(pair)
        end(.followRequest, .person(pair.one), of: pair.one, to: pair.other)
        begin(.follow, .person(pair.one), of: pair.one, to: pair.other)
        if wasAsked { begin(.followAccepted, .person(pair.other), of: pair.other, to: pair.one) }
    }

    private mutating func endFollowing(_ one: Int, _ other: Int) {
        if requests.remove(Pair(one, other)) != nil {
            end(.followRequest, .person(one), of: one, to: other)
        }
        guard follows.remove(Pair(one, other)) != nil else { return }
        end(.follow, .person(one), of: one, to: other)
        end(.followAccepted, .person(other), of: other, to: one)
    }

    private mutating func block(_ one: Int, _ other: Int) {
        guard blocks.insert(Pair(one, other)).inserted else { return }
        endFollowing(one, other)
        endFollowing(other, one)
        for (person, author) in [(one, other), (other, one)] {
            for (id, post) in posts where post.author == author { takeBackRepost(of: id, by: person) }
        }
        cutBoth(one, other)
    }

    private mutating func mute(_ one: Int, _ other: Int) -> Bool {
        guard !mutes.contains(Pair(one, other)) else { return true }
        guard !blocks.contains(Pair(other, one)) else { return false }
        mutes.insert(Pair(one, other))
        cuts[Pair(one, other)] = now
        return true
    }

    private mutating func cutBoth(_ one: Int, _ other: Int) {
        cuts[Pair(one, other)] = now
        cuts[Pair(other, one)] = now
    }

    // MARK: Deeds

    mutating func begin(
        _ kind: NotificationKind,
        _ source: Thing,
        of actor: Int,
        to user: Int,
        together: Thing? = nil,
        post: Int? = nil
    ) {
        guard user != actor else { return }
        let deed = Deed(kind: kind, source: source, user: user, actor: actor)
        guard deeds[deed] == nil else { return }
        deeds[deed] = Standing(since: now, together: together ?? .person(user), post: post, readAt: nil)
    }

    mutating func end(_ kind: NotificationKind, _ source: Thing, of actor: Int, to user: Int) {
        deeds[Deed(kind: kind, source: source, user: user, actor: actor)] = nil
    }

    /// Ends all deeds that are about something, or came of it.
    mutating func endAll(of source: Thing) { deeds = deeds.filter { $0.key.source != source } }
}
