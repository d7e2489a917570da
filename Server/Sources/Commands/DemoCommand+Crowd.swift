// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Endpoints
import Events
import Foundation
import Modules
import Search
import UsersAPI

extension DemoCommand {
    /// Fills an empty site with a community without a story.
    func runCrowd() async throws {
        let (people, posts) = (self.people ?? 1_000, self.posts ?? 10_000)
        try Self.require("--people", people, 2...100_000)
        try Self.require("--posts", posts, 1...10_000_000)
        try Self.require("--follows", follows, 0...1_000)
        let began = ContinuousClock.now
        func passed() -> Double { max(0.001, (ContinuousClock.now - began).inSeconds) }
        try await OfflineSite.use(options) { site in
            try await Self.requireEmpty(site)
            let rows = try await Self.fillCrowd(
                site,
                now: SystemWallClock().now,
                people: people,
                posts: posts,
                follows: follows
            )
            let rate = Int(Double(rows) / passed())
            print("\(rows) rows in \(Int(passed())) s, \(rate) a second. The search index is being made.")
            try await site.module(SearchModule.self)?.rebuildIndex()
        }
        print(
            """
            \(people) people and \(posts) posts, in \(Int(passed())) s with the search index.
            Log in as any of them; the password is \(Self.password)
            """
        )
    }

    private static func require(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
        guard range.contains(value) else {
            throw ValidationError("\(name) must be a number from \(range.lowerBound) to \(range.upperBound).")
        }
    }

    /// Writes people and a crowd's posts, all but the search index; returns how many rows.
    static func fillCrowd(
        _ site: Site,
        now: Timestamp,
        people count: Int,
        posts: Int,
        follows: Int
    ) async throws -> Int {
        let today = Timestamp(seconds: now.seconds / 86_400 * 86_400)
        let neighbours = DemoNeighbours.people(max(0, count - DemoPerson.all.count))
        let cast = Array((DemoPerson.all + neighbours).prefix(count))
        var random = SeededGenerator(seed: 51)
        let people = cast.enumerated().map { index, person in
            let joined = today - .days(400) - .minutes(cast.count - index)
            return User(
                id: UserID(at: joined, using: &random),
                username: person.username,
                displayName: person.displayName,
                bio: person.bio,
                status: person.status,
                createdAt: joined
            )
        }
        try await open(accountsOf: people, site)
        var crowd = DemoCrowd(people: people, today: today, posts: posts, follows: follows)
        try await crowd.write(to: site)
        try await site.bus.drain()
        return crowd.rows + 2 * people.count
    }
}
