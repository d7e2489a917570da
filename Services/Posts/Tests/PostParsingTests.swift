// SPDX-License-Identifier: Apache-2.0
import Core
import PostsAPI
import Testing

@testable import Posts

struct PostParsingTests {
    @Test(
        arguments: [
            ("", nil), ("no link", nil), ("see https://example.org.", "https://example.org/"),
            ("(https://example.org/a_(b)), or", "https://example.org/a_(b)"),
            ("<https://example.org/a>", "https://example.org/a"),
            ("first https://one.org then https://two.org", "https://one.org/"),
            (
                "https://localhost/ or http://127.0.0.1/ or HTTP://Three.org/x?y=z#end!",
                "http://three.org/x?y=z"
            ),
            ("xhttps://example.org", nil), ("ftp://example.org http//example.org https:/example.org", nil),
            ("見てhttps://example.org/日本。すごい", "https://example.org/%E6%97%A5%E6%9C%AC"),
            ("https://example.org/…", "https://example.org/"), ("https://user:word@example.org/", nil),
            (String(repeating: "https://", count: 600) + "example.org", nil),
            (String(repeating: "a://", count: 1200) + " https://example.org", "https://example.org/"),
            ("https://example.org/" + String(repeating: ")", count: 4000), "https://example.org/"),
        ] as [(String, String?)]
    )
    func `the first link of a text is found without the sentence around it`(text: String, link: String?) {
        #expect(PostParsing.link(in: text) == link)
    }

    @Test(
        arguments: [
            ("#notes", ["notes"]), ("#Notes #NOTES", ["notes"]), ("see #notes.", ["notes"]),
            ("#Ｎｏｔｅｓ", ["notes"]), ("#Straße", ["straße"]), ("#日本語", ["日本語"]), ("#ภาษาไทย", ["ภาษาไทย"]),
            ("#שלום", ["שלום"]), ("#1", []), ("#2027plan", ["2027plan"]), ("a#b", []), ("#", []),
            ("#\u{FDFA}", ["صلىاللهعليهوسلم"]), ("#" + String(repeating: "x", count: 101), []),
        ] as [(String, [String])]
    )
    func `hashtags are found and folded`(text: String, tags: [String]) {
        #expect(PostParsing.hashtags(in: text) == tags)
    }

    @Test func `floods of tags and names are cut`() {
        let flood = (0..<200).map { "#tag\($0) @name\($0)" }.joined(separator: " ")

        #expect(PostParsing.hashtags(in: flood).count == PostsLimits.hashtags)
        #expect(PostParsing.mentions(in: flood).count == PostsLimits.mentions)
    }
}

struct RisingIDTests {
    @Test func `ids of one moment rise and stay ids of version 7`() {
        let ids = RisingIDs()
        let now = Timestamp(seconds: 1_800_000_000)

        let made: [PostID] = (0..<10_000).map { _ in ids.next(at: now) }

        #expect(made == made.sorted() && Set(made).count == made.count)
        #expect(made.allSatisfy { $0.high >> 12 & 0xF == 7 })
    }

    @Test func `a clock that goes back makes no smaller ids`() {
        let ids = RisingIDs()
        let later: PostID = ids.next(at: Timestamp(seconds: 1_800_000_000))
        let earlier: PostID = ids.next(at: Timestamp(seconds: 1_700_000_000))

        #expect(later < earlier)
    }
}
