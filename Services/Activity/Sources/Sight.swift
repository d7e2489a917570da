// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import ConnectionsAPI
import Core
import Endpoints
import GroupsAPI
import Modules
import PostsAPI
import UsersAPI
import UsersClient

/// Asks those who own things what one viewer may see of some entries: they have the last word, at every page.
///
/// So an entry shows how a post reads now, and nothing is shown that was hidden, deleted or blocked a moment ago,
/// whatever was heard of it here.
struct Witnesses: Sendable {
    let peers: Peers
    let directory: ProfileDirectory

    /// What a viewer may see of some entries.
    func sight(of viewer: UserID, on rows: [EntryRow], in timeline: Timeline) async throws -> Sight {
        var sight = Sight(viewer: viewer, timeline: timeline)
        try await lookAtPosts(rows, &sight)
        let groups = Set(rows.compactMap(\.group)).sorted()
        if !groups.isEmpty, let standings = try await peers.ask(GetGroupStandings(of: viewer, in: groups)) {
            for standing in standings { sight.groups[standing.group] = standing }
        }
        let people = Set(rows.map(\.actor)).union(rows.compactMap(\.person))
        sight.profiles = try await directory.profiles(people)
        sight.ties = try await ties(of: viewer, with: people.union(sight.posts.values.map(\.author.id)))
        return sight
    }

    private func lookAtPosts(_ rows: [EntryRow], _ sight: inout Sight) async throws {
        let posts = Set(rows.compactMap(\.post)).sorted().map { GetPosts.Wanted($0) }
        guard !posts.isEmpty else { return }
        for post in try await peers.ask(GetPosts(posts, for: sight.viewer)) ?? [] {
            sight.posts[post.id] = post
        }
        let comments = rows.filter { row in row.post.map { sight.posts[$0] != nil } ?? false }
            .compactMap(\.comment)
        guard !comments.isEmpty else { return }
        for comment in try await peers.ask(GetComments(comments, for: sight.viewer)) ?? []
        where !comment.isDeleted {
            sight.comments[comment.id] = comment
        }
    }

    /// What is between a viewer and some others; nothing on a site without connections.
    func ties(of viewer: UserID, with people: Set<UserID>) async throws -> [UserID: Tie] {
        let others = people.subtracting([viewer]).sorted()
        var ties: [UserID: Tie] = [:]
        for start in stride(from: 0, to: others.count, by: GetTies.most) {
            let part = Array(others[start..<min(start + GetTies.most, others.count)])
            for tie in try await peers.ask(GetTies(of: viewer, with: part)) ?? [] { ties[tie.user] = tie }
        }
        return ties
    }
}

/// Whose timeline is read.
enum Timeline: Sendable, Equatable {
    /// Those whom the viewer follows.
    case circle
    /// One person, whom the viewer asked for.
    case person(UserID)
}

/// What one viewer may see: the rule, as a value.
struct Sight: Sendable {
    let viewer: UserID
    let timeline: Timeline
    var ties: [UserID: Tie] = [:]
    var profiles: [UserID: User] = [:]
    var posts: [PostID: Post] = [:]
    var comments: [CommentID: Comment] = [:]
    var groups: [GroupID: GroupStanding] = [:]

    /// Who did something and what it is about, as the viewer sees it; nil when they may not.
    func entry(_ row: EntryRow) -> (actor: User, subject: ActivitySubject)? {
        guard let actor = profile(of: row.actor), sees(row.actor), let subject = subject(row, by: actor)
        else {
            return nil
        }
        return (actor, subject)
    }

    /// Whether the viewer sees what somebody does. What each kind is shown to was seen to when it was read.
    private func sees(_ actor: UserID) -> Bool {
        guard actor != viewer else { return true }
        let tie = tie(actor)
        guard !tie.isCut else { return false }
        guard timeline == .circle else { return tie.viewerFollows || !tie.isPrivate }
        return tie.viewerFollows && !tie.viewerMutes
    }

    private func subject(_ row: EntryRow, by actor: User) -> ActivitySubject? {
        switch row.kind {
        case .follow: row.person.flatMap { followed($0, by: row.actor) }
        case .like, .repost: row.post.flatMap { post($0, by: row.actor) }
        case .comment: row.comment.flatMap { comment($0, by: row.actor) }
        case .groupJoin, .groupCreate: row.group.flatMap { group($0) }
        case .profilePicture: actor.avatarUrl == nil ? nil : ActivitySubject(.user, user: actor)
        }
    }

    /// Whom somebody follows: where neither of the two hides the list that says so.
    private func followed(_ person: UserID, by actor: UserID) -> ActivitySubject? {
        guard let profile = profile(of: person) else { return nil }
        if person != viewer {
            let tie = tie(person)
            guard !tie.isCut else { return nil }
            if actor != viewer {
                guard !tie.viewerMutes, !tie.hidesFollowers, tie.viewerFollows || !tie.isPrivate else {
                    return nil
                }
            }
        }
        guard actor == viewer || person == viewer || !self.tie(actor).hidesFollowing else { return nil }
        return ActivitySubject(.user, user: profile)
    }

    private func post(_ id: PostID, by actor: UserID) -> ActivitySubject? {
        guard let post = posts[id], isHeard(post.author.id, by: actor) else { return nil }
        return ActivitySubject(
            .post,
            user: post.author,
            postId: id,
            excerpt: Excerpt.of(post.contentWarning ?? post.text)
        )
    }

    private func comment(_ id: CommentID, by actor: UserID) -> ActivitySubject? {
        guard let comment = comments[id], let post = posts[comment.postId],
            isHeard(post.author.id, by: actor)
        else { return nil }
        return ActivitySubject(
            .comment,
            user: post.author,
            postId: post.id,
            commentId: id,
            excerpt: Excerpt.of(comment.text)
        )
    }

    /// Of whom one mutes one hears nothing, not even what others do about them, unless oneself did it.
    private func isHeard(_ author: UserID, by actor: UserID) -> Bool {
        guard author != viewer else { return true }
        return !tie(author).isCut && (actor == viewer || !tie(author).viewerMutes || author == asked)
    }

    /// The person whom the viewer asked for.
    private var asked: UserID? { if case .person(let user) = timeline { user } else { nil } }

    private func group(_ id: GroupID) -> ActivitySubject? {
        guard let standing = groups[id], standing.reads else { return nil }
        return ActivitySubject(
            .group,
            groupId: id,
            groupSlug: standing.slug,
            excerpt: Excerpt.of(standing.name ?? "")
        )
    }

    private func tie(_ person: UserID) -> Tie { ties[person] ?? Tie(user: person) }

    /// Somebody who is there: accounts that are hidden or gone have no profile.
    private func profile(of person: UserID) -> User? {
        profiles[person].flatMap { $0 == .deleted(person) ? nil : $0 }
    }
}

/// The first words of a text, on one line.
enum Excerpt {
    static func of(_ text: String) -> String {
        var excerpt = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard excerpt.count + word.count < ActivityLimits.excerpt else {
                let room = ActivityLimits.excerpt - excerpt.count - 2
                return room > 0
                    ? excerpt + (excerpt.isEmpty ? "" : " ") + word.prefix(room) + "…" : excerpt + "…"
            }
            excerpt += (excerpt.isEmpty ? "" : " ") + word
        }
        return excerpt
    }
}
