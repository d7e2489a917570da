// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import PostsAPI
import UsersAPI

extension PlainSite {
    /// Something that somebody did.
    struct Doing: Hashable {
        let kind: ActivityKind
        let actor: Int
        let about: Thing
    }

    /// What those whom somebody follows did.
    func circle(of viewer: Int) -> [Doing] {
        people.filter { $0 != viewer && follows.contains(Pair(viewer, $0)) && !ignores(viewer, $0) }
            .flatMap { doings(of: $0, for: viewer, asked: nil) }
    }

    /// What one person did, as far as they show it.
    func timeline(of person: Int, for viewer: Int) -> [Doing]? {
        guard reaches(viewer, person) else { return nil }
        let isFollowed = viewer == person || follows.contains(Pair(viewer, person))
        guard isFollowed || !privateOnes.contains(person) else { return [] }
        // Likes are for followers.
        return doings(of: person, for: viewer, asked: person).filter { isFollowed || $0.kind != .like }
    }

    private func doings(of actor: Int, for viewer: Int, asked: Int?) -> [Doing] {
        func isHeard(_ other: Int) -> Bool {
            other == viewer
                || reaches(viewer, other)
                    && (actor == viewer || other == asked || !mutes.contains(Pair(viewer, other)))
        }
        func isSeen(_ id: Int) -> Bool { posts[id].map { sees(viewer, $0) && isHeard($0.author) } ?? false }
        func done(_ kind: ActivityKind, _ things: some Sequence<Thing>) -> [Doing] {
            things.map { Doing(kind: kind, actor: actor, about: $0) }
        }
        let followed = follows.filter { pair in
            pair.one == actor && isHeard(pair.other)
                && (pair.other == viewer || actor == viewer || !privateOnes.contains(pair.other)
                    || follows.contains(Pair(viewer, pair.other)))
        }
        let said = comments.filter {
            $0.value.author == actor && isSeen($0.value.post) && visible($0.key, to: viewer) != nil
        }
        let joined = groups.indices.filter { groups[$0].members.contains(actor) && groups[$0].reads(viewer) }
        return done(.follow, followed.map { .person($0.other) })
            + done(
                .like,
                posts.filter { $0.value.likes.contains(actor) && isSeen($0.key) }.map { .post($0.key) }
            )
            + done(
                .repost,
                posts.filter { $0.value.reposts.contains(actor) && isSeen($0.key) }.map { .post($0.key) }
            )
            + done(.comment, said.map { .comment($0.key) })
            + done(.groupCreate, joined.filter { groups[$0].owner == actor }.map { .group($0) })
            + done(.groupJoin, joined.filter { groups[$0].owner != actor }.map { .group($0) })
    }

    // MARK: In lines

    /// A timeline as a line: what somebody did of each kind, each by itself on one's own.
    func line(of doings: [Doing], _ isOwn: Bool) -> String {
        isOwn
            ? doings.map { "\($0.kind.rawValue) \($0.about)" }.sorted().joined(separator: "; ")
            : Self.line(of: doings.map { (kind: $0.kind, actor: $0.actor, count: 1) })
    }

    /// How often who did what: what stands together depends on when it was done.
    static func line(of counts: [(kind: ActivityKind, actor: Int, count: Int)]) -> String {
        var sums: [String: Int] = [:]
        for entry in counts { sums["\(entry.kind.rawValue) by \(entry.actor)", default: 0] += entry.count }
        return sums.map { "\($0.key): \($0.value)" }.sorted().joined(separator: "; ")
    }
}

extension Stage {
    /// What those whom somebody follows did, as the site shows it.
    func circle(_ names: HistoryNames, as viewer: Int) async throws -> String {
        let page = try await call(ListActivity(limit: PageLimit(clamping: 100)), as: viewer)
        return line(of: page.items, names)
    }

    /// What one person did, as the site shows it.
    func timeline(of person: Int, _ names: HistoryNames, as viewer: Int) async throws -> String {
        let request = ListUserActivity(of: people[person].id, limit: PageLimit(clamping: 100))
        let items = try await call(request, as: viewer).items
        guard person == viewer else { return line(of: items, names) }
        return items.map { item in
            "\(item.kind.rawValue) \(about(item.subject, names).map { "\($0)" } ?? "?")"
        }.sorted().joined(separator: "; ")
    }

    private func line(of items: [ActivityEntry], _ names: HistoryNames) -> String {
        PlainSite.line(
            of: items.map { (kind: $0.kind, actor: names.number(of: $0.actor.id) ?? -1, count: $0.count) }
        )
    }

    private func about(_ subject: ActivitySubject, _ names: HistoryNames) -> PlainSite.Thing? {
        switch subject.type {
        case .user: subject.user.flatMap { names.number(of: $0.id) }.map { .person($0) }
        case .post: subject.postId.flatMap { names.number(of: $0) }.map { .post($0) }
        case .comment: subject.commentId.flatMap { names.number(of: $0) }.map { .comment($0) }
        case .group: subject.groupId.flatMap { names.number(of: $0) }.map { .group($0) }
        }
    }
}
