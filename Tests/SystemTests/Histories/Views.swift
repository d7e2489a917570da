// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import FeedAPI
import NotificationsAPI
import PostsAPI
import SearchAPI
import Testkit
import UsersAPI

/// What one person sees of a whole site, as lines that can be compared: what the model says, and what the site shows.
struct Views: Equatable {
    /// What is looked at, and what is seen there.
    private(set) var lines: [String: String] = [:]

    /// What two have seen differently, readable.
    func differences(from other: Views, _ viewer: Int) -> [String] {
        Set(lines.keys).union(other.lines.keys).sorted().filter { lines[$0] != other.lines[$0] }.map { key in
            "person \(viewer), \(key):\n    model \(lines[key] ?? "-")\n    site  \(other.lines[key] ?? "-")"
        }
    }

    /// What is seen in some places.
    func filter(_ isWanted: (String) -> Bool) -> Views {
        var views = self
        views.lines = lines.filter { isWanted($0.key) }
        return views
    }

    subscript(_ key: String) -> String? {
        get { lines[key] }
        set { lines[key] = newValue }
    }
}

// MARK: What the model says

extension PlainSite {
    /// What somebody should see; `told` by when it was read only where that is certain.
    func views(of viewer: Int, readStates: Bool) -> Views {
        var views = Views()
        views["home"] = shown(home(of: viewer), viewer)
        views["circle"] = line(of: circle(of: viewer), false)
        for person in people where !hiddenOnes.contains(person) || person == viewer {
            views["posts of \(person)"] = profile(of: person, for: viewer).map { shown($0, viewer) } ?? "none"
            views["profile of \(person)"] = profileLine(of: person, viewer)
            views["activity of \(person)"] =
                timeline(of: person, for: viewer).map { line(of: $0, person == viewer) } ?? "none"
        }
        views["tag"] = shown(tagged(for: viewer), viewer)
        for group in groups.indices {
            views["group \(group)"] = feed(of: group, for: viewer).map { shown($0, viewer) } ?? "none"
        }
        for word in 0..<HistoryNames.wordCount {
            let found = find(word, as: viewer)
            views["search \(word)"] = "posts \(found.posts) comments \(found.comments)"
        }
        for (id, post) in posts where sees(viewer, post) { describeComments(on: id, viewer, in: &views) }
        views["notifications"] = notices(of: viewer, readStates: readStates)
        return views
    }

    private func shown(_ ids: [Int], _ viewer: Int) -> String {
        ids.map { id in
            guard let post = posts[id] else { return "?" }
            let own = (post.likes.contains(viewer) ? "l" : "") + (post.reposts.contains(viewer) ? "r" : "")
            return "\(id)(\(post.likes.count),\(commentCount(of: id)),\(post.reposts.count)\(own))"
        }.joined(separator: " ")
    }

    private func profileLine(of person: Int, _ viewer: Int) -> String {
        guard !blocks.contains(Pair(person, viewer)) else { return "none" }
        return
            "\(follows.count { $0.other == person }) followers, \(follows.count { $0.one == person }) followed"
    }

    private func describeComments(on post: Int, _ viewer: Int, in views: inout Views) {
        let top = comments(on: post, answering: nil, for: viewer)
        views["comments on \(post)"] = shownComments(top, viewer)
        for id in top where answers(to: id) > 0 {
            views["answers to \(id)"] = shownComments(
                comments(on: post, answering: id, for: viewer),
                viewer
            )
        }
    }

    private func shownComments(_ ids: [Int], _ viewer: Int) -> String {
        ids.map { id in
            guard let comment = comments[id], !comment.isDeleted else { return "\(id)-" }
            let own = comment.likes.contains(viewer) ? "l" : ""
            return "\(id)(\(answers(to: id)),\(comment.likes.count)\(own))"
        }.joined(separator: " ")
    }

    private func notices(of user: Int, readStates: Bool) -> String {
        struct Place: Hashable {
            let kind: NotificationKind
            let together: Thing
            let readAt: Int?
        }
        var places: [Place: [Deed]] = [:]
        for (deed, standing) in told(user) {
            let place = Place(
                kind: deed.kind,
                together: standing.together,
                readAt: readStates ? standing.readAt : nil
            )
            places[place, default: []].append(deed)
        }
        return places.map { place, deeds in
            Notice(
                kind: place.kind,
                together: place.together,
                actors: Set(deeds.map(\.actor)),
                count: deeds.count,
                isRead: place.readAt != nil
            ).line
        }.sorted().joined(separator: "; ")
    }
}

/// A notification, as one line.
private struct Notice {
    let kind: NotificationKind
    let together: PlainSite.Thing
    let actors: Set<Int>
    let count: Int
    let isRead: Bool

    var line: String {
        // More actors than a notification names are counted only.
        let named = actors.count > 3 ? "\(actors.count) people" : "\(actors.sorted())"
        return "\(kind.rawValue) \(about) by \(named) \(count)\(isRead ? " read" : "")"
    }

    private var about: String {
        // What answers stand together under is not shown; each of them names the post.
        kind == .reply ? "" : "\(together)"
    }
}

// MARK: What the site shows

extension Stage {
    /// What somebody does see, of what the model says that there is.
    func views(of viewer: Int, _ names: HistoryNames, like expected: Views) async throws -> Views {
        var views = Views()
        let most = PageLimit(clamping: 100)
        for key in expected.lines.keys {
            let parts = key.split(separator: " ")
            let number = parts.last.flatMap { Int($0) } ?? 0
            views[key] = try await none {
                switch parts[0] {
                case "home": shown(try await call(GetFeed(limit: most), as: viewer).items, names)
                case "circle": try await circle(names, as: viewer)
                case "activity": try await timeline(of: number, names, as: viewer)
                case "posts":
                    shown(
                        try await call(ListUserPosts(of: people[number].id, limit: most), as: viewer).items,
                        names
                    )
                case "profile": profileLine(try await call(GetUser(people[number].id), as: viewer))
                case "tag":
                    shown(try await call(ListHashtagPosts(names.tag, limit: most), as: viewer).items, names)
                case "group":
                    shown(
                        try await call(ListGroupPosts(of: groups[number], limit: most), as: viewer).items,
                        names
                    )
                case "search": try await found(names.word(number), names, as: viewer)
                case "comments", "answers": try await comments(key: String(parts[0]), number, names, viewer)
                default: try await notices(names, as: viewer)
                }
            }
        }
        return views
    }

    /// What there is, or `none` when it is kept from the viewer.
    private func none(_ body: () async throws -> String) async throws -> String {
        do {
            return try await body()
        } catch let failure as Failure where failure.kind == .notFound || failure.kind == .forbidden {
            return "none"
        }
    }

    private func shown(_ posts: [Post], _ names: HistoryNames) -> String {
        posts.map { post in
            let own = (post.likedByMe ? "l" : "") + (post.repostedByMe ? "r" : "")
            let number = names.number(of: post.id).map { "\($0)" } ?? "?"
            return "\(number)(\(post.likeCount),\(post.commentCount),\(post.repostCount)\(own))"
        }.joined(separator: " ")
    }

    private func profileLine(_ user: UserProfile) -> String {
        "\(user.followerCount) followers, \(user.followingCount) followed"
    }

    private func found(_ word: String, _ names: HistoryNames, as viewer: Int) async throws -> String {
        let request = SearchEverything(word, kinds: [.post, .comment], limit: 100)
        let hits = try await call(request, as: viewer).items
        let posts = hits.compactMap { PostID($0.id) }.compactMap { names.number(of: $0) }.sorted()
        let comments = hits.compactMap { CommentID($0.id) }.compactMap { names.number(of: $0) }.sorted()
        return "posts \(posts) comments \(comments)"
    }

    private func comments(
        key: String,
        _ number: Int,
        _ names: HistoryNames,
        _ viewer: Int
    ) async throws -> String {
        let parent = key == "answers" ? names.comments[number] : nil
        let post = key == "answers" ? names.postOfComment[number] : names.posts[number]
        guard let post else { return "?" }
        let request = ListComments(on: post, answering: parent, limit: PageLimit(clamping: 100))
        return try await call(request, as: viewer).items.map { comment in
            let number = names.number(of: comment.id).map { "\($0)" } ?? "?"
            guard !comment.isDeleted else { return "\(number)-" }
            let own = comment.likedByMe ? "l" : ""
            return "\(number)(\(comment.replyCount),\(comment.likeCount)\(own))"
        }.joined(separator: " ")
    }

    private func notices(_ names: HistoryNames, as viewer: Int) async throws -> String {
        let limit = PageLimit(clamping: 100)
        let list = try await call(ListNotifications(limit: limit), as: viewer).items
        let unread = try await call(CountUnreadNotifications(), as: viewer).count
        guard unread == list.count(where: { $0.readAt == nil }) else {
            return "\(unread) unread in \(list.map(\.kind))"
        }
        return list.map { item in
            let actors = item.actors.compactMap { names.number(of: $0.id) }
            return Notice(
                kind: item.kind,
                together: together(item, names, viewer),
                actors: item.actorCount > 3 ? Set(0..<item.actorCount) : Set(actors),
                count: item.count,
                isRead: item.readAt != nil
            ).line
        }.sorted().joined(separator: "; ")
    }

    private func together(
        _ item: NotificationsAPI.Notification,
        _ names: HistoryNames,
        _ viewer: Int
    ) -> PlainSite.Thing {
        let post = item.subject.postId.flatMap { names.number(of: $0) }
        let comment = item.subject.commentId.flatMap { names.number(of: $0) }
        if let group = item.subject.groupId.flatMap({ names.number(of: $0) }) { return .group(group) }
        if item.kind != .comment, let comment { return .comment(comment) }
        return post.map { .post($0) } ?? .person(viewer)
    }
}
