// SPDX-License-Identifier: Apache-2.0
import Accounts
import AccountsAPI
import ArgumentParser
import Chat
import Connections
import Core
import Endpoints
import Events
import Foundation
import Groups
import Media
import Modules
import Notifications
import Posts
import Search
import Users
import UsersAPI

/// Fills an empty site with a believable community.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract:
            "Fill an empty site with a community of 200 people, whom they follow, their posts, groups and chats."
    )

    /// The password of everybody in the demo community.
    static let password = "roost-demo-password"

    @OptionGroup var options: SettingsOptions

    @Option(help: "About how many messages to write, 500 to 50000.")
    var messages = 3_500

    @Flag(help: "Only the fifty people who know each other best, and their 400 posts.")
    var small = false

    @Option(help: "Make a community without a story of so many people instead, for benchmarks, 2 to 100000.")
    var people: Int?

    @Option(help: "How many posts that community has, 1 to 10000000.")
    var posts: Int?

    @Option(help: "How many people everybody follows in it, 0 to 1000.")
    var follows = 50

    func run() async throws {
        if people != nil || posts != nil { return try await runCrowd() }
        guard (500...50_000).contains(messages) else {
            throw ValidationError("--messages must be a number from 500 to 50000.")
        }
        let settings = try options.settings()
        let began = ContinuousClock.now
        var history: DemoHistory?
        try await OfflineSite.use(options) { site in
            try await Self.requireEmpty(site)
            history = try await Self.fill(
                site,
                now: SystemWallClock().now,
                messages: messages,
                size: small ? .small : .full
            )
        }
        guard let history else { return }
        let place = settings.textIfAny("database-url") == nil ? settings.text("data") : "PostgreSQL"
        let seconds = (ContinuousClock.now - began).inSeconds.formatted(.number.precision(.fractionLength(1)))
        print(
            """
            The demo community is in \(place): \(small ? DemoSize.small.people : DemoSize.full.people) people, \
            \(history.chatCount) chats and \(history.messageCount) messages of the last year, in \(seconds) s.
            Log in as ada (an admin), grace, mateo, yuki, leila or anybody else of them; the password is \
            \(Self.password)
            """
        )
    }

    /// Nobody's own data is ever mixed with the demo's.
    static func requireEmpty(_ site: Site) async throws {
        let now = SystemWallClock().now
        let anybody = Member(id: UserID(at: now), session: SessionID(at: now), roles: [])
        let page = try await site.peers.call(
            ListUsers(limit: PageLimit(clamping: .max)),
            as: Caller(member: anybody)
        )
        guard !page.items.isEmpty else { return }
        let count = page.nextCursor == nil ? "\(page.items.count)" : "more than \(page.items.count)"
        let names = page.items.prefix(5).map(\.username.text).joined(separator: ", ")
        let noun = page.items.count == 1 ? "person" : "people"
        throw ValidationError(
            "The site is not empty: it has \(count) \(noun), among them \(names). "
                + "The demo community goes into an empty site only; choose another folder with --data."
        )
    }

    /// Writes people, then what they did.
    static func fill(
        _ site: Site,
        now: Timestamp,
        messages: Int,
        size: DemoSize = .full
    ) async throws -> DemoHistory {
        guard let chat = site.module(ChatModule.self) else {
            throw ValidationError("The demo community needs the module chat.")
        }
        let today = Timestamp(seconds: now.seconds / 86_400 * 86_400)
        let cast = DemoPerson.all + DemoNeighbours.people(size.people - DemoPerson.all.count)
        var people = profiles(of: cast, today: today)
        // A set of modules may be without it, and so without pictures.
        let media = site.module(MediaModule.self)
        let portraits = media == nil ? [] : DemoPictures.portraits(of: people)
        for portrait in portraits {
            if let index = people.firstIndex(where: { $0.id == portrait.user }) {
                people[index].avatarUrl = portrait.url
            }
        }
        try await open(accountsOf: people, site)
        let ids = Dictionary(uniqueKeysWithValues: people.map { ($0.username, $0.id) })
        // 3,500 is about what the plan in DemoChats.swift makes.
        let history = try DemoHistory(
            people: cast,
            ids: ids,
            today: today,
            scale: Double(messages) / 3_500
        )
        try await chat.bringIn(history.acts)
        // A set of modules may be without it.
        try await site.module(ConnectionsModule.self)?.bringIn(DemoTies(people: people, today: today).past)
        var posts = DemoPosts(people: people, today: today, count: size.posts).past
        if let media { try await media.bringIn(DemoPictures.add(to: &posts), portraits) }
        try await site.module(PostsModule.self)?.bringIn(posts)
        let communities = DemoCommunities(people: people, today: today)
        if let groups = site.module(GroupsModule.self) {
            try await groups.bringIn(communities.past)
            try await site.module(PostsModule.self)?.bringIn(communities.publications)
        }
        if let notifications = site.module(NotificationsModule.self) {
            // They come from the events of all this.
            try await site.bus.drain()
            try await notifications.readPast(before: now - .days(2))
        }
        // What is brought in is not told by events.
        try await site.module(SearchModule.self)?.rebuildIndex()
        return history
    }

    /// The people with their ids, in the order they joined: the fifty some 400 days ago, the neighbours since.
    static func profiles(of cast: [DemoPerson], today: Timestamp) -> [User] {
        var random = SeededGenerator(seed: 50)
        return cast.enumerated().map { index, person in
            let isNew = person.username.text == "eve"
            let isNeighbour = index >= DemoPerson.all.count
            let day =
                isNew
                ? DemoHistory.newcomerDay + 1 : isNeighbour ? random.number(30...390) : 425 - index / 2
            let joined = today - .days(day) + .seconds(random.number(7 * 3600...21 * 3600))
            return User(
                id: UserID(at: joined, using: &random),
                username: person.username,
                displayName: person.displayName,
                bio: person.bio,
                status: person.status,
                createdAt: joined
            )
        }
    }

    /// Writes profiles and accounts.
    static func open(accountsOf people: [User], _ site: Site) async throws {
        guard let accounts = site.module(AccountsModule.self), let users = site.module(UsersModule.self),
            let password = NewPassword(password)
        else { throw ValidationError("The demo community needs the modules accounts and users.") }
        try await users.bringIn(people)
        try await accounts.bringIn(
            people.map { person in
                AccountsModule.Arrival(
                    id: person.id,
                    email: "\(person.username)@roost.example",
                    username: person.username,
                    displayName: person.displayName,
                    roles: roles[person.username.text] ?? [.user],
                    createdAt: person.createdAt
                )
            },
            password: password
        )
    }

    private static let roles: [String: Set<Role>] = [
        "ada": [.user, .admin], "grace": [.user, .moderator], "aiko": [.user, .creator],
    ]
}
