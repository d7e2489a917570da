// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import Foundation
import Modules
import PostsAPI
import SearchAPI
import Testing
import Testkit
import UsersAPI

@testable import Search

struct RebuildTests {
    @Test(arguments: TestDatabase.all)
    func `a rebuilt index finds what the old one found, in the same order`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            let chat = try await rig.ada.call(CreateChat(.private, with: [rig.eve.id]))
            for number in 0..<7 {
                rig.server.clock.advance(by: .seconds(1))
                let post = try await rig.ada.call(CreatePost("brick \(number) #brick"))
                try await rig.server.settle()
                rig.server.clock.advance(by: .seconds(1))
                _ = try await rig.grace.call(CreateComment("brick comment \(number)", on: post.id))
                try await rig.server.settle()
                rig.server.clock.advance(by: .seconds(1))
                _ = try await rig.eve.call(SendMessage("brick message \(number)", in: chat.id))
                try await rig.server.settle()
            }
            let deleted = try await rig.ada.call(CreatePost("brick to go"))
            _ = try await rig.ada.call(DeletePost(deleted.id))
            let before = try await rig.find("brick", as: rig.eve)
            let vocabulary = try await rig.vocabulary()
            #expect(before.count == 22)

            for _ in 0..<3 {
                try await rig.module.rebuildIndex()

                #expect(try await rig.find("brick", as: rig.eve) == before)
                #expect(try await rig.vocabulary() == vocabulary)
                #expect(try await rig.server.site.findings() == [])
            }
            _ = try await rig.ada.call(CreatePost("brick after"))
            #expect(try await rig.find("brick", as: rig.eve, [.post]).first == "brick after")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what happens during a rebuild is in both generations`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            var posts: [Post] = []
            for number in 0..<40 { posts.append(try await rig.ada.call(CreatePost("brick \(number)"))) }
            try await rig.server.settle()
            let module = try rig.module

            async let rebuilt: Void = module.rebuildIndex()
            for (number, post) in posts.enumerated() {
                switch number % 4 {
                case 0: _ = try await rig.ada.call(DeletePost(post.id))
                case 1: _ = try await rig.ada.call(EditPost(post.id, to: "stone \(number)"))
                case 2: _ = try await rig.ada.call(CreatePost("brick new \(number)"))
                default: #expect(try await rig.eve.call(SearchEverything("brick")).items.isEmpty == false)
                }
            }
            try await rebuilt
            try await rig.server.settle()

            let found = Set(try await rig.findAll("brick", as: rig.eve, [.post], pages: 7).map(\.words))
            let expected =
                (0..<40).filter { $0 % 4 > 1 }.map { "brick \($0)" }
                + stride(from: 2, to: 40, by: 4).map { "brick new \($0)" }
            #expect(found == Set(expected))
            #expect(try await rig.find("stone", as: rig.eve, [.post]).count == 10)
            #expect(try await rig.server.site.findings() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of rebuilds beside each other one ends well`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            for number in 0..<20 { _ = try await rig.ada.call(CreatePost("brick \(number)")) }
            try await rig.server.settle()
            let module = try rig.module

            let ends = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do {
                            try await module.rebuildIndex()
                            return true
                        } catch is RebuildOvertaken {
                            return false
                        } catch {
                            Issue.record(error)
                            return false
                        }
                    }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }

            #expect(ends.contains(true))
            #expect(try await rig.find("brick", as: rig.eve) == (0..<20).reversed().map { "brick \($0)" })
            #expect(try await rig.server.site.findings() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a list goes on in the new generation where it was in the old one`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            for number in 0..<9 { _ = try await rig.ada.call(CreatePost("brick \(number)")) }
            try await rig.server.settle()
            let first = try await rig.eve.call(SearchEverything("brick", limit: 4))
            try await rig.module.rebuildIndex()

            let rest = try await rig.eve.call(SearchEverything("brick", cursor: first.nextCursor))

            #expect((first.items + rest.items).map(\.words) == (0..<9).reversed().map { "brick \($0)" })
        }
    }

    @Test(arguments: TestDatabase.all)
    func `news that are older than what is there change nothing, and what is gone stays gone`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            let author = rig.ada.id
            let (early, late) = (Timestamp(seconds: 1000), Timestamp(seconds: 2000))
            @Sendable func post(_ text: String, _ id: PostID) -> IndexedDocument {
                IndexedDocument(
                    PostFacts(id: id, author: author, text: text, visibility: .everyone, createdAt: early)
                )
            }
            let (one, other) = (PostID(at: early), PostID(at: late))

            try await rig.database.write { db in
                try IndexWriter(db).put(post("lateword", one), at: late)
                try IndexWriter(db).put(post("earlyword", one), at: early)
                try IndexWriter(db).end(IndexedID(other), in: .texts, at: late)
                try IndexWriter(db).put(post("goneword", other), at: late)
            }

            let words = try await rig.vocabulary()
            #expect(words.contains("lateword"))
            #expect(words.isDisjoint(with: ["earlyword", "goneword"]))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `many at once end as one after the other`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            let author = rig.ada.id
            let (early, late) = (Timestamp(seconds: 1000), Timestamp(seconds: 2000))
            let ids = (0..<5).map { PostID(at: Timestamp(seconds: 900 + $0)) }
            @Sendable func post(_ text: String, _ number: Int) -> IndexedDocument {
                IndexedDocument(
                    PostFacts(
                        id: ids[number],
                        author: author,
                        text: text,
                        visibility: .everyone,
                        hashtags: ["tagged"],
                        createdAt: early
                    )
                )
            }

            try await rig.database.write { db in
                try IndexWriter(db).put(post("known shared", 0), at: late)
                try IndexWriter(db).end(IndexedID(ids[1]), in: .texts, at: early)
                try IndexWriter(db).put(all: [
                    (post("stale shared", 0), early), (post("gone shared", 1), late),
                    (post("first shared", 2), early), (post("second shared", 3), early),
                    (post("changed shared", 2), late), (post("tardy shared", 3), Timestamp(seconds: 1)),
                    (post("plain shared", 4), early),
                ])
            }

            let words = try await rig.vocabulary()
            #expect(words.isSuperset(of: ["known", "changed", "second", "plain", "shared", "#tagged"]))
            #expect(words.isDisjoint(with: ["stale", "gone", "first", "tardy"]))
            #expect(try await IndexExamination(database: rig.database).findings() == [])
            let uses = try await rig.database.read { db in
                let terms = try StateStore(db).state().active.terms
                return try db.value("SELECT docs FROM \(terms) WHERE text LIKE '%shared'", as: Int.self)
            }
            #expect(uses == 4)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nothing is left of somebody whose account is gone`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            try await rig.name(rig.ada, "Quirinius")
            let chat = try await rig.ada.call(CreateChat(.private, with: [rig.eve.id]))
            let post = try await rig.ada.call(CreatePost("zanzibar #zanzitag"))
            _ = try await rig.ada.call(CreateComment("mozambique", on: post.id))
            _ = try await rig.ada.call(SendMessage("timbuktu", in: chat.id))
            try await rig.server.settle()
            _ = try await rig.ada.call(DeleteUser(rig.ada.id))

            let gone = [
                "quirinius", "zanzibar", "#zanzitag", "mozambique", "timbuktu", Fact.author(rig.ada.id),
            ]
            try await eventually("nothing of ada is in the vocabulary") {
                try await rig.server.settle()
                return try await rig.vocabulary().isDisjoint(with: gone)
            }
            #expect(try await rig.find("zanzibar", as: rig.grace) == [])
            #expect(try await rig.find("quirinius", as: rig.eve) == [])
            #expect(try await rig.server.site.findings() == [])
        }
    }

    @Test func `tidying leaves nothing of what is gone in the file`() async throws {
        try await TestDatabase.sqlite.withDatabase("search", migrations: SearchMigrations.all) { database in
            let upkeep = IndexUpkeep(database: database, clock: SystemWallClock())
            let time = Timestamp(seconds: 1000)
            let posts = (0..<50).map { number in
                PostFacts(
                    id: PostID(at: time),
                    author: UserID(at: time),
                    text: "common words and zanzibar\(number)",
                    visibility: .everyone,
                    createdAt: time
                )
            }
            // In transactions of their own, so that there are several segments.
            for post in posts {
                try await database.write { db in try IndexWriter(db).put(IndexedDocument(post), at: time) }
            }
            for post in posts.dropFirst(25) {
                try await database.write { db in
                    try IndexWriter(db).end(IndexedID(post.id), in: .texts, at: time)
                }
            }

            try await upkeep.tidy()

            let (parts, tokens) = try await database.read { db in
                let parts = try db.all("SELECT block FROM search.parts_a_data") { try $0[0] as [UInt8] }
                let tokens = try db.all("SELECT block FROM search.texts_a_index_data") {
                    try $0[0] as [UInt8]
                }
                return (parts, tokens)
            }
            #expect(tokens.count > 1 && parts.count > 1)
            #expect(!parts.contains { block in Data(block).range(of: Data("r49".utf8)) != nil })
            let left = try await database.read { db in
                try db.all("SELECT text FROM search.terms_a WHERE text LIKE 'zanzibar%'") {
                    try $0[0] as String
                }
            }
            #expect(left.count == 25)
            #expect(try await IndexExamination(database: database).findings() == [])
            let removals = try await database.read { db in try StateStore(db).removals() }
            #expect(removals == 0)
        }
    }
}
