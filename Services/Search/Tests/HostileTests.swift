// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Modules
import Foundation
import PostsAPI
import SearchAPI
import Testing
import Testkit

@testable import Search

struct HostileTests {
    static let texts = [
        "\"", "'", "''", "\"\"", "(", ")", "*", "a*", "^a", "a:b", "words:a", "{a b}:c", "a AND", "OR",
        "NOT a", "a NEAR b",
        "NEAR(a b, 5)", "-", "--", "-- DROP", "'; DROP TABLE search.state; --", "\\", "%", "_",
        "a & b | !c <-> d", "<->",
        ":*", "a:*", "''::tsquery", "\u{202E}\u{202D}abc", "\u{200B}", "a\u{FEFF}", "…", "👩‍👩‍👧",
        "e\u{301}\u{301}\u{301}",
        "\u{1F1E9}\u{1F1EA}", "﷽", "ﬃ", "\u{10FFFF}", "\u{E000}", "from:\"x", "from:../etc",
        "after:9999-99-99",
        "#", "##", "#\u{202E}", "@", "@@ada", "+fruit", "=ada", "!POST", "^", "٣٤٥", "a\tb", "1", "0x00",
        "zzzzzzzzzzzzz",
    ]

    @Test(arguments: TestDatabase.all)
    func `whatever is typed is answered`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            _ = try await rig.ada.call(CreatePost("a b c words near drop #fruit"))
            for text in Self.texts {
                _ = try await rig.ada.call(CreatePost("x " + text.replacing("\t", with: " ")))
            }
            try await rig.server.settle()

            for text in Self.texts where SearchText(text) != nil {
                _ = try await rig.eve.call(SearchEverything(text))
                _ = try await rig.eve.call(CountSearch(text))
                _ = try await rig.eve.call(SuggestSearch(text))
            }
            #expect(try await rig.find("!POST", as: rig.eve, [.comment]) == [])
            #expect(try await rig.find("drop", as: rig.eve).count >= 2)
            #expect(try await rig.server.site.findings() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what is too long, empty or of no page is refused by its field`(
        _ database: TestDatabase
    ) async throws {
        try await SearchRig.run(database) { rig in
            let caller = try await rig.eve.caller()
            func field(_ query: String) async throws -> String? {
                do {
                    _ = try await rig.server.send("SearchEverything", query: query, as: caller)
                    return nil
                } catch let failure as Failure {
                    return failure.problems.first?.field
                }
            }

            #expect(try await field("q=" + String(repeating: "a", count: 10_240)) == "q")
            #expect(try await field("q=") == "q")
            #expect(try await field("") == "q")
            #expect(try await field("q=a%00b") == "q")
            #expect(try await field("q=%20%20") == "q")
            #expect(try await field("q=a&kinds=POST,NOTHING") == "kinds")
            #expect(try await field("q=a&from=yesterday") == "from")
            #expect(try await field("q=a&limit=0") == "limit")
            #expect(try await field("q=a&cursor=MQ") == "cursor")
            #expect(try await field("q=a&cursor=!") == "cursor")
            #expect(try await field("q=a&hashtag=" + String(repeating: "a", count: 101)) == "hashtag")
            #expect(try await field("q=a&kinds=POST,PERSON") == nil)
            let odd = Cursor(1, 900, Int64.max, 5, -3, -1, 7, "x")
            #expect(try await field("q=a&cursor=\(odd)") == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a text of many words is taken in and taken out`(_ database: TestDatabase) async throws {
        try await SearchRig.run(database) { rig in
            let text = (0..<700).map { "w\($0)" }.joined(separator: " ")
            let post = try await rig.ada.call(CreatePost(text))

            #expect(try await rig.find("w699", as: rig.eve, [.post]).count == 1)
            #expect(try await rig.find("\"w698 w699\"", as: rig.eve, [.post]).count == 1)
            _ = try await rig.ada.call(DeletePost(post.id))
            #expect(try await rig.find("w699", as: rig.eve, [.post]).isEmpty)
            #expect(try await rig.vocabulary().filter { $0.hasPrefix("w") }.isEmpty)
        }
    }
}
