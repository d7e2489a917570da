// SPDX-License-Identifier: Apache-2.0
import Core
import SearchAPI
import Testing

@testable import Search

struct TextTests {
    private func words(_ text: String) -> [String] { TextPieces.cut(text).map(\.text) }

    @Test(
        arguments: [
            ("Café", "cafe"), ("ÅNGSTRÖM", "angstrom"), ("Straße", "strasse"), ("İstanbul", "istanbul"),
            ("ılık", "ilik"), ("Ｆｕｌｌ", "full"), ("ﬁn", "fin"), ("Ёлка", "елка"), ("Ώρα", "ωρα"),
            ("مُحَمَّد", "محمد"), ("e\u{301}te\u{301}", "ete"), ("a\u{200B}d\u{202E}a", "ada"), ("ｶﾞｽ", "ガス"),
            ("か\u{3099}す", "がす"), ("Łódź", "lodz"), ("שָׁלוֹם", "שלום"),
        ]
    )
    func `spellings of the same are one`(_ spelling: String, _ folded: String) {
        #expect(words(spelling) == [folded])
    }

    @Test func `marks that make another letter stay`() {
        #expect(words("が") != words("か"))
        #expect(words("ที่นี่") == ["ที่นี่"])
        #expect(words("हिन्दी") == ["हिन्दी"])
    }

    @Test func `texts are cut at what is no letter, and where a script without spaces begins`() {
        #expect(words("don't stop-now_ok 3.14") == ["don", "t", "stop", "now", "ok", "3", "14"])
        #expect(words("Swift言語2026年") == ["swift", "言語", "2026", "年"])
        #expect(words("👍🏽 — !!! \u{202E}") == [])
        #expect(words("ラーメン・つけ麺") == ["ラーメン", "つけ麺"])
    }

    @Test func `runs are cut into pairs, and single characters are kept`() {
        let terms = IndexedTerms(of: "東京都 猫")

        #expect(terms.stream == ["東京", "京都", Fact.gap, "猫"])
        #expect(terms.marks == ["京", "東", "都"])
    }

    @Test func `a long word and a long text are cut`() {
        #expect(words(String(repeating: "x", count: 5000)) == [String(repeating: "x", count: 40)])
        let long = String(repeating: "ab ", count: 20_000)
        #expect(IndexedTerms(of: long).stream.count == SearchLimits.termsOfText)
    }

    @Test func `one wrong letter is told from two`() {
        for other in ["recieve", "receve", "receeive", "receipe", "eceive", "receiv", "rceeive"] {
            #expect(OneTypo.lies(between: "receive", and: other), "\(other)")
        }
        for other in ["receive", "recibe", "decieve", "rec", "evicerr", ""] {
            #expect(!OneTypo.lies(between: "receive", and: other), "\(other)")
        }
    }

    @Test func `terms are packed and unpacked`() {
        let terms = NumberedTerms(stream: [1, 127, 128, 1 << 40, 1], marks: [300, 5])

        let unpacked = SQLiteIndex.unpack(SQLiteIndex.pack(terms))

        #expect(unpacked.stream == terms.stream)
        #expect(unpacked.marks == terms.marks)
        #expect(SQLiteIndex.unpack([]).distinct == [])
    }
}

struct SearchQueryTests {
    private func words(_ query: SearchQuery) -> [String] { query.words.map(\.text) }

    @Test func `a query is taken apart`() {
        let query = SearchQuery(
            #"from:@Ada #Swift "open source" -windows -"closed door" after:2026-01-31 before:2026-02-01 Compil"#
        )

        #expect(words(query) == ["compil"])
        #expect(query.phrases.map { $0.map(\.text) } == [["open", "source"]])
        #expect(query.excluded.map { $0.map(\.text) } == [["windows"], ["closed", "door"]])
        #expect(query.tags == ["swift"])
        #expect(query.authors == ["Ada"])
        #expect(query.after == Timestamp("2026-01-31T00:00:00Z"))
        #expect(query.before == Timestamp("2026-02-01T00:00:00Z"))
    }

    @Test(arguments: [
        "", "  ", "!?", "\"", "\"\"", "-", "#", "--", "-\"", "\u{202E}", "()*:^", "from:", "#!",
    ])
    func `nothing is a query for nothing`(_ text: String) {
        let query = SearchQuery(text)

        #expect(query.isEmpty || words(query) == ["from"])
    }

    @Test func `what looks like an operator and is none is words`() {
        #expect(words(SearchQuery("after:tomorrow")) == ["after", "tomorrow"])
        #expect(words(SearchQuery("https://example.org")) == ["https", "example", "org"])
        #expect(words(SearchQuery("e-mail \"half")) == ["e", "mail", "half"])
        #expect(words(SearchQuery("a AND b OR NOT NEAR(c)")) == ["a", "and", "b", "or", "not", "near", "c"])
    }

    @Test func `a query has a bounded number of everything`() {
        let query = SearchQuery((0..<100).map { "w\($0) #t\($0) -x\($0) \"p \($0)\"" }.joined(separator: " "))

        #expect(query.words.count == SearchLimits.words)
        #expect(query.tags.count == SearchLimits.extras)
        #expect(query.excluded.count == SearchLimits.extras)
        #expect(query.phrases.count == SearchLimits.extras)
    }
}

struct HighlightTests {
    private func marked(_ query: String, _ text: String) -> String {
        Highlights(SearchQuery(query)).excerpt(of: text)
            .map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined()
    }

    @Test func `matches are marked as they were written`() {
        #expect(marked("cafe", "Ein Café, zwei Cafés") == "Ein [Café], zwei [Café]s")
        #expect(marked("京都", "東京都と京都") == "東[京都]と[京都]")
        #expect(marked("pila", "compilable") == "com[pila]ble")
        #expect(marked("recieve", "to receive") == "to [receive]")
        #expect(marked("\"open source\"", "open the source") == "[open] the [source]")
    }

    @Test func `an excerpt begins a little before its match and is bounded`() {
        let text =
            String(repeating: "lorem ipsum ", count: 50) + "needle" + String(repeating: " dolor", count: 50)

        let excerpt = marked("needle", text)

        #expect(excerpt.hasPrefix("…") && excerpt.hasSuffix("…"))
        #expect(excerpt.contains("[needle]"))
        #expect(excerpt.count == SearchLimits.excerpt + 4)
    }

    @Test func `pieces are the text itself`() {
        let text = "<b>bold</b> & \u{202E}desrever\u{202C}"

        #expect(Highlights(SearchQuery("bold")).excerpt(of: text).map(\.text).joined() == text)
    }
}
