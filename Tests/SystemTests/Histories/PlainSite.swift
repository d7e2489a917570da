// SPDX-License-Identifier: Apache-2.0
import GroupsAPI
import NotificationsAPI
import PostsAPI

/// A whole site in the plainest words: everything that was done and still holds, and no index, cache or counter.
///
/// People are numbers, and so are posts and comments: the number of the step that wrote them.
struct PlainSite: Equatable {
    struct Pair: Hashable {
        let one: Int
        let other: Int

        init(_ one: Int, _ other: Int) { (self.one, self.other) = (one, other) }
    }

    struct PlainPost: Equatable {
        let author: Int
        let group: Int?
        var visibility: Visibility
        var word: Int
        var isTagged: Bool
        var mention: Int?
        var likes: Set<Int> = []
        var reposts: Set<Int> = []
    }

    struct PlainComment: Equatable {
        let post: Int
        let author: Int
        let parent: Int?
        var word: Int
        var mention: Int?
        var likes: Set<Int> = []
        var isDeleted = false
    }

    struct PlainGroup: Equatable {
        let kind: GroupKind
        let owner: Int
        var members: Set<Int>
        var moderators: Set<Int> = []
        var requests: Set<Int> = []
        var invited: Set<Int> = []
        var banned: Set<Int> = []

        func moderates(_ person: Int) -> Bool { person == owner || moderators.contains(person) }
        func reads(_ person: Int) -> Bool { kind == .open || members.contains(person) }
        func knows(_ person: Int) -> Bool {
            kind != .hidden || members.contains(person) || invited.contains(person)
        }
    }

    /// Something published or passed on, in the order of feeds.
    struct Act: Hashable {
        let post: Int
        let actor: Int
        let isRepost: Bool
    }

    /// What something is about.
    enum Thing: Hashable {
        case person(Int)
        case post(Int)
        case comment(Int)
        case group(Int)
    }

    /// Something that somebody did and that concerns somebody else.
    struct Deed: Hashable {
        let kind: NotificationKind
        let source: Thing
        let user: Int
        let actor: Int
    }

    /// Since when a deed holds, what it stands together with, and when its receiver read it.
    struct Standing: Equatable {
        let since: Int
        let together: Thing
        let post: Int?
        var readAt: Int?
    }

    let people: Range<Int>
    var follows: Set<Pair> = []
    var requests: Set<Pair> = []
    var blocks: Set<Pair> = []
    var mutes: Set<Pair> = []
    var privateOnes: Set<Int> = []
    var hiddenOnes: Set<Int> = []
    var groups: [PlainGroup]
    var posts: [Int: PlainPost] = [:]
    var comments: [Int: PlainComment] = [:]
    /// The oldest first.
    var acts: [Act] = []
    var deeds: [Deed: Standing] = [:]
    /// Up to when one hears nothing of another.
    var cuts: [Pair: Int] = [:]
    /// How often time went on.
    var now = 0

    init(people: Int, groups: [GroupKind]) {
        self.people = 0..<people
        self.groups = groups.map { PlainGroup(kind: $0, owner: 0, members: [0]) }
    }

    // MARK: Who reaches whom

    func isBlocked(_ one: Int, _ other: Int) -> Bool {
        blocks.contains(Pair(one, other)) || blocks.contains(Pair(other, one))
    }

    /// Whether another is there for somebody.
    func reaches(_ viewer: Int, _ other: Int) -> Bool {
        viewer == other || !isBlocked(viewer, other) && !hiddenOnes.contains(other)
    }

    func ignores(_ viewer: Int, _ other: Int) -> Bool {
        !reaches(viewer, other) || mutes.contains(Pair(viewer, other))
    }

    func sees(_ viewer: Int, _ post: PlainPost) -> Bool {
        if let group = post.group { return groups[group].reads(viewer) && reaches(viewer, post.author) }
        if viewer == post.author { return true }
        guard reaches(viewer, post.author) else { return false }
        switch post.visibility {
        case .everyone:
            return !privateOnes.contains(post.author) || follows.contains(Pair(viewer, post.author))
        case .followers: return follows.contains(Pair(viewer, post.author))
        case .onlyMe, .group: return false
        }
    }

    func takesPart(_ person: Int, in post: PlainPost) -> Bool {
        post.group.map { groups[$0].members.contains(person) } ?? true
    }

    /// A comment that somebody may do something about, and its post.
    func visible(_ comment: Int, to viewer: Int) -> (PlainComment, PlainPost)? {
        guard let found = comments[comment], !found.isDeleted, let post = posts[found.post],
            sees(viewer, post), reaches(viewer, found.author)
        else { return nil }
        return (found, post)
    }

    // MARK: Lists

    /// A home feed, the newest first: a post stands where it came first.
    func home(of user: Int) -> [Int] {
        var found: [Int] = []
        for act in acts where !found.contains(act.post) {
            if let post = posts[act.post], sees(user, post), hears(user, act, post) { found.append(act.post) }
        }
        return found.reversed()
    }

    private func hears(_ user: Int, _ act: Act, _ post: PlainPost) -> Bool {
        if let group = post.group {
            return groups[group].members.contains(user) && !ignores(user, post.author)
        }
        if act.actor == user { return true }
        return follows.contains(Pair(user, act.actor)) && !ignores(user, act.actor)
            && !ignores(user, post.author)
    }

    func profile(of person: Int, for viewer: Int) -> [Int]? {
        guard reaches(viewer, person) else { return nil }
        return posts.filter { $0.value.author == person && $0.value.group == nil && sees(viewer, $0.value) }
            .keys.sorted(by: >)
    }

    func feed(of group: Int, for viewer: Int) -> [Int]? {
        guard groups[group].reads(viewer) else { return nil }
        return posts.filter { $0.value.group == group && sees(viewer, $0.value) }.keys.sorted(by: >)
    }

    func tagged(for viewer: Int) -> [Int] {
        posts.filter { $0.value.isTagged && $0.value.visibility == .everyone && sees(viewer, $0.value) }
            .keys.sorted(by: >)
    }

    /// The posts and the comments with a word that somebody finds.
    func find(_ word: Int, as viewer: Int) -> (posts: [Int], comments: [Int]) {
        let quiet = { (author: Int) in mutes.contains(Pair(viewer, author)) }
        let foundPosts = posts.filter { _, post in
            post.word == word && sees(viewer, post) && !quiet(post.author)
        }
        let foundComments = comments.filter { id, comment in
            guard comment.word == word, let (_, post) = visible(id, to: viewer) else { return false }
            return !quiet(comment.author) && !quiet(post.author)
        }
        return (foundPosts.keys.sorted(), foundComments.keys.sorted())
    }

    /// The comments on a post that answer another, or the post itself, the oldest first.
    func comments(on post: Int, answering parent: Int?, for viewer: Int) -> [Int] {
        comments.filter { id, comment in
            comment.post == post && comment.parent == parent && reaches(viewer, comment.author)
                && (!comment.isDeleted || answers(to: id) > 0)
        }.keys.sorted()
    }

    /// How many answers a comment has, places of those that were taken back among them.
    func answers(to comment: Int) -> Int {
        comments.count { id, other in other.parent == comment && (!other.isDeleted || answers(to: id) > 0) }
    }

    // MARK: What people are told

    /// Whether a deed stands in the list of whom it concerns.
    func isTold(_ deed: Deed, _ standing: Standing) -> Bool {
        guard !ignores(deed.user, deed.actor), standing.since > cuts[Pair(deed.user, deed.actor)] ?? -1 else {
            return false
        }
        if case .group(let group) = deed.source { return isTold(deed, of: groups[group]) }
        guard let id = standing.post else { return true }
        guard let post = posts[id], sees(deed.user, post) else { return false }
        return takesPart(deed.user, in: post)
    }

    private func isTold(_ deed: Deed, of group: PlainGroup) -> Bool {
        deed.kind == .groupRequest ? group.moderates(deed.user) : true
    }

    func told(_ user: Int) -> [Deed: Standing] {
        deeds.filter { $0.key.user == user && isTold($0.key, $0.value) }
    }
}
