// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Groups
import GroupsAPI
import Posts
import PostsAPI
import UsersAPI

/// One group of the demo community.
struct DemoCommunity: Sendable {
    let slug: String
    let name: String
    let kind: GroupKind
    let description: String
    let rules: [String]
    /// The owner first, then the moderators.
    let team: [String]
    /// The other members.
    let members: [String]
    /// `username: text`, the oldest first.
    let posts: [String]

    init(
        _ slug: String,
        _ name: String,
        _ kind: GroupKind,
        _ description: String,
        rules: [String] = [],
        team: String,
        members: String,
        posts: String
    ) {
        self.slug = slug
        self.name = name
        self.kind = kind
        self.description = description
        self.rules = rules
        self.team = team.split(separator: " ").map(String.init)
        self.members = members.split(separator: " ").map(String.init)
        self.posts = posts.split(separator: "\n").map(String.init)
    }
}

/// What the groups of the demo community did: a value that only depends on the people and the day.
struct DemoCommunities {
    /// What happened to groups, the oldest first.
    private(set) var past: [PastGroupAct] = []
    /// What was posted in them, the oldest first.
    private(set) var publications: [PastPublication] = []
    private let people: [String: User]
    private let neighbours: ArraySlice<User>
    private let today: Timestamp
    private var random = SeededGenerator(seed: 0x4752_4F55_5053)

    init(people: [User], today: Timestamp) {
        self.people = Dictionary(people.map { ($0.username.text, $0) }) { first, _ in first }
        self.today = today
        neighbours = people.dropFirst(DemoPerson.all.count)
        for community in DemoCommunity.all { found(community) }
        let acts = past.indices.sorted { (past[$0].at, $0) < (past[$1].at, $1) }
        past = acts.map { past[$0] }
        let order = publications.indices.sorted { (publications[$0].at, $0) < (publications[$1].at, $1) }
        publications = order.map { publications[$0] }
    }

    private mutating func found(_ community: DemoCommunity) {
        let team = community.team.compactMap { people[$0] }
        guard let owner = team.first else { return }
        let born = max(owner.createdAt + .days(1), today - .days(random.number(60...330)))
        let id = GroupID(at: born, using: &random)
        let facts = GroupFacts(
            id: id,
            slug: GroupSlug(trusted: community.slug),
            name: community.name,
            description: community.description,
            kind: community.kind,
            createdAt: born
        )
        past.append(PastGroupAct(.founded(facts, rules: community.rules), by: owner.id, in: id, at: born))
        var members = community.members.compactMap { people[$0] }
        if community.kind == .open { members += neighbours.filter { _ in random.happens(14) } }
        var joined: [(user: User, at: Timestamp)] = [(owner, born)]
        for member in team.dropFirst() + members {
            let at = max(member.createdAt + .hours(2), born + .hours(random.number(1...20 * 24)))
            joined.append((member, at))
            past.append(PastGroupAct(.joined, by: member.id, in: id, at: at))
        }
        for (moderator, at) in joined.dropFirst().prefix(team.count - 1) {
            past.append(
                PastGroupAct(.madeModerator(moderator.id), by: owner.id, in: id, at: at + .hours(3))
            )
        }
        for member in members where random.happens(8) {
            past.append(PastGroupAct(.silenced, by: member.id, in: id, at: today - .days(2)))
        }
        addWaiting(community, id, by: owner)
        post(community, id, joined)
    }

    /// Who stands before the doors of some groups, and who was shown out.
    private mutating func addWaiting(_ community: DemoCommunity, _ id: GroupID, by owner: User) {
        func add(_ name: String, _ deed: (User) -> PastGroupAct.Deed, isOwn: Bool, hours: Int) {
            guard let person = people[name] else { return }
            let actor = isOwn ? person : owner
            past.append(PastGroupAct(deed(person), by: actor.id, in: id, at: today - .hours(hours)))
        }
        switch community.slug {
        case "house-choir":
            add(
                "eve",
                { _ in .asked("I sang alto at school. That was a while ago.") },
                isOwn: true,
                hours: 20
            )
            add("diego", { _ in .asked("Bajo, y tengo coche para los conciertos.") }, isOwn: true, hours: 9)
        case "spare-keys": add("eve", { .invited($0.id) }, isOwn: false, hours: 5)
        case "night-owls": add("ada", { .invited($0.id) }, isOwn: false, hours: 30)
        case "board-games":
            add("kwame", { .banned($0.id, "Flipped the table. Twice.") }, isOwn: false, hours: 400)
        default: break
        }
    }

    private mutating func post(
        _ community: DemoCommunity,
        _ id: GroupID,
        _ joined: [(user: User, at: Timestamp)]
    ) {
        guard let last = joined.map(\.at).max() else { return }
        let span = max(3600 * 24, Int((today - last).inSeconds) - 3600)
        let places = community.posts.map { _ in random.number(0...span) }.sorted()
        for (line, place) in zip(community.posts, places) {
            let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let author = people[parts[0]] else { continue }
            let at = min(last + .hours(1) + .seconds(place), today - .minutes(random.number(30...900)))
            let post = PostID(at: at, using: &random)
            publications.append(PastPublication(.postedInGroup(post, parts[1], id), by: author.id, at: at))
            let readers = joined.map(\.user).filter { $0.id != author.id }.shuffled(using: &random)
            for reader in readers.prefix(random.number(0...min(6, readers.count))) {
                let seconds = random.number(60...20 * 3600)
                let moment = min(at + .seconds(seconds), today - .seconds(1))
                publications.append(PastPublication(.liked(post), by: reader.id, at: moment))
            }
        }
    }
}
