// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import ConnectionsAPI
import Core
import Endpoints
import Modules
import PostsAPI
import SearchAPI
import Testing
import Testkit
import UsersAPI

@testable import Search

struct FindTests {
    @Test(arguments: TestDatabase.all)
    func `words, beginnings, inner parts and one wrong letter find a post`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            _ = try await rig.ada.call(CreatePost("The compiler understands Gärten"))
            _ = try await rig.ada.call(CreatePost("A decompilation"))
            _ = try await rig.ada.call(CreatePost("Nothing of that kind"))

            #expect(try await rig.find("compiler", as: rig.eve) == ["The compiler understands Gärten"])
            #expect(try await rig.find("GARTEN", as: rig.eve) == ["The compiler understands Gärten"])
            #expect(try await rig.find("gar und", as: rig.eve) == ["The compiler understands Gärten"])
            #expect(
                try await rig.find("compil", as: rig.eve) == [
                    "A decompilation", "The compiler understands Gärten",
                ]
            )
            #expect(try await rig.find("omputer", as: rig.eve) == [])
            for typo in ["compilre", "cmpiler", "compilerr", "kompiler", "understonds"] {
                #expect(
                    try await rig.find(typo, as: rig.eve) == ["The compiler understands Gärten"],
                    "\(typo)"
                )
            }
            #expect(try await rig.find("kompilre", as: rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `scripts without spaces are found by any part`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            let texts = ["東京都の猫はかわいい", "京都へ行く", "我爱北京天安门", "한국어를 공부합니다", "ฉันรักกรุงเทพมหานคร", "ラーメンが好き"]
            for text in texts { _ = try await rig.ada.call(CreatePost(text)) }

            #expect(try await rig.find("京都", as: rig.eve) == [texts[1], texts[0]])
            #expect(try await rig.find("東京", as: rig.eve) == [texts[0]])
            #expect(try await rig.find("猫", as: rig.eve) == [texts[0]])
            #expect(try await rig.find("北京", as: rig.eve) == [texts[2]])
            #expect(try await rig.find("天安门", as: rig.eve) == [texts[2]])
            #expect(try await rig.find("京天", as: rig.eve) == [texts[2]])
            #expect(try await rig.find("한국", as: rig.eve) == [texts[3]])
            #expect(try await rig.find("공부", as: rig.eve) == [texts[3]])
            #expect(try await rig.find("กรุงเทพ", as: rig.eve) == [texts[4]])
            #expect(try await rig.find("ﾗｰﾒﾝ", as: rig.eve) == [texts[5]])
            // Both pairs are in the text, but not together.
            _ = try await rig.ada.call(CreatePost("都へ 東京 京へ"))
            #expect(try await rig.find("東京へ", as: rig.eve) == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `whole words come before parts of words, and the newest first`(_ database: TestDatabase) async throws
    {
        try await SearchRig.run(database) { rig in
            for text in ["garden one", "gardener", "garden two", "kindergarden"] {
                _ = try await rig.ada.call(CreatePost(text))
            }

            #expect(
                try await rig.find("garden", as: rig.eve)
                    == ["garden two", "garden one", "kindergarden", "gardener"]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a mixed list begins with names, the whole name first`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            try await rig.name(rig.grace, "Ada Grace")
            _ = try await rig.eve.call(CreatePost("ada was here #adamant"))
            let post = try await rig.eve.call(CreatePost("A post"))
            _ = try await rig.grace.call(CreateComment("An adaptation of ada", on: post.id))

            let found = try await rig.find("ada", as: rig.eve)

            #expect(
                found == ["@ada", "@grace", "#adamant", "An adaptation of ada", "ada was here #adamant"]
            )
            #expect(
                try await rig.counts("ada", as: rig.eve) == [.person: 2, .hashtag: 1, .post: 1, .comment: 1]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `operators and filters narrow a search`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            _ = try await rig.ada.call(CreatePost("red apples #fruit"))
            rig.server.clock.advance(by: .days(10))
            _ = try await rig.grace.call(CreatePost("red pears #fruit #sweet"))
            _ = try await rig.grace.call(CreatePost("apples that are red"))
            let day = try #require(rig.server.clock.now.description.split(separator: "T").first)

            #expect(try await rig.find("red from:ada", as: rig.eve) == ["red apples #fruit"])
            #expect(try await rig.find("from:ada", as: rig.eve) == ["red apples #fruit"])
            #expect(try await rig.find("from:nobody red", as: rig.eve) == [])
            #expect(
                try await rig.find("red #fruit", as: rig.eve) == [
                    "red pears #fruit #sweet", "red apples #fruit",
                ]
            )
            #expect(try await rig.find("#FRUIT #sweet", as: rig.eve) == ["red pears #fruit #sweet"])
            #expect(try await rig.find("\"red apples\"", as: rig.eve) == ["red apples #fruit"])
            #expect(try await rig.find("red -pears -\"red apples\"", as: rig.eve) == ["apples that are red"])
            #expect(try await rig.find("apples after:\(day)", as: rig.eve) == ["apples that are red"])
            #expect(try await rig.find("apples before:\(day)", as: rig.eve) == ["red apples #fruit"])
            let byID = SearchEverything("apples", author: rig.grace.id)
            #expect(try await rig.eve.call(byID).items.map(\.words) == ["apples that are red"])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `pages neither skip nor repeat, whatever comes new`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            for number in 0..<12 {
                _ = try await rig.ada.call(
                    CreatePost(number.isMultiple(of: 3) ? "stones" : "stone \(number)")
                )
            }
            for number in 0..<13 { _ = try await rig.server.named("stone\(number)") }
            try await rig.server.settle()

            let whole = try await rig.findAll("stone", as: rig.eve, pages: 100).map(\.id)
            #expect(whole.count == 25)
            for limit in [1, 2, 3, 5, 10, 24, 25] {
                #expect(
                    try await rig.findAll("stone", as: rig.eve, pages: limit).map(\.id) == whole,
                    "\(limit)"
                )
            }
            let posts = Set(try await rig.findAll("stone", as: rig.eve, [.post], pages: 5).map(\.id))
            let first = try await rig.eve.call(SearchEverything("stone", kinds: [.post], limit: 3))
            _ = try await rig.ada.call(CreatePost("stone new"))
            try await rig.server.settle()
            let second = SearchEverything("stone", kinds: [.post], limit: 9, cursor: first.nextCursor)
            let rest = try await rig.eve.call(second)
            #expect((first.items + rest.items).map(\.id) == whole.filter(posts.contains))
            #expect(!rest.items.contains { $0.words == "stone new" })
            #expect(Set((first.items + rest.items).map(\.id)).count == 12)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `edits and deletions show at once`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            let post = try await rig.ada.call(CreatePost("first words #old"))
            let comment = try await rig.grace.call(CreateComment("a remark", on: post.id))
            // Of two things that were said at the same time there is no later one.
            rig.server.clock.advance(by: .milliseconds(1))
            _ = try await rig.ada.call(EditPost(post.id, to: "second words #new"))
            _ = try await rig.grace.call(EditComment(comment.id, to: "a correction"))

            #expect(try await rig.find("first", as: rig.eve) == [])
            #expect(try await rig.find("#old", as: rig.eve) == [])
            #expect(try await rig.find("second", as: rig.eve) == ["second words #new"])
            #expect(try await rig.find("remark", as: rig.eve) == [])
            #expect(try await rig.find("correction", as: rig.eve) == ["a correction"])
            _ = try await rig.ada.call(DeletePost(post.id))
            #expect(try await rig.find("second", as: rig.eve) == [])
            #expect(try await rig.find("correction", as: rig.eve) == [])
            #expect(try await rig.vocabulary().filter(Fact.isWord).isSuperset(of: ["second"]) == false)
            #expect(try await rig.server.site.findings() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `people and tags are suggested while somebody types`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            for number in 0..<12 { _ = try await rig.server.named("stone\(number)") }
            _ = try await rig.ada.call(CreatePost("#stonework and #stonehenge"))
            _ = try await rig.grace.call(CreatePost("#stonework"))
            try await rig.server.settle()

            let all = try await rig.eve.call(SuggestSearch("ston")).items
            #expect(all.count == 10)
            let tags = try await rig.eve.call(SuggestSearch("#ston")).items
            #expect(
                tags.map(\.item) == [
                    .hashtag(FoundHashtag(tag: "stonehenge", postCount: 1)),
                    .hashtag(FoundHashtag(tag: "stonework", postCount: 2)),
                ]
            )
            #expect(tags.map(\.marked) == ["#[ston]ehenge", "#[ston]ework"])
            #expect(try await rig.eve.call(SuggestSearch("@gra")).items.map(\.words) == ["@grace"])
            #expect(try await rig.eve.call(SuggestSearch("grcae")).items.map(\.words) == ["@grace"])
            #expect(try await rig.eve.call(SuggestSearch("@")).items.isEmpty)
        }
    }
}

extension TestServer {
    /// Somebody whose name the index knows.
    func named(_ name: String) async throws -> TestMember {
        let member = try await member(name)
        _ = try await member.call(UpdateUser(member.id, .init(displayName: DisplayName(trusted: name))))
        return member
    }
}
