// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

struct CursorTests {
    @Test(arguments: [
        ["a"], ["1700000000000000", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"], ["", ""], ["a|b", "c"], ["|"],
        ["~"],
        ["~p", "~~", "~|~", "|~p|"], ["é漢🦉", "line\nbreak\0"], ["a~", "p"], ["~~p~~~p"], ["x", "", "y"],
    ])
    func `fields come back whatever they hold`(fields: [String]) throws {
        let cursor = try cursor(fields)

        let back = try #require(Cursor(text: cursor.description))

        #expect(back.fields == fields)
        #expect(back == cursor)
        #expect(cursor.description.utf8.allSatisfy { isURLSafe($0) }, "it needs no escaping in a query")
    }

    @Test func `random fields come back`() throws {
        var generator = SeededGenerator(seed: 21)
        let alphabet = Array("|~p=a-_ é")
        for _ in 0..<2000 {
            let fields = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                String(
                    (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                    }
                )
            }
            #expect(Cursor(text: try cursor(fields).description)?.fields == fields)
        }
    }

    @Test func `two fields of the longest names still make a cursor that is read`() throws {
        let name = String(repeating: "🦉", count: 100)

        #expect(Cursor(text: Cursor(name, name).description)?.fields == [name, name])
    }

    @Test(arguments: [
        "!", "a b", "abc\n", "%20", "é", "a", "____é", "//////////8", "gA", "\0", "🦉",
        String(repeating: "A", count: Cursor.maximumLength + 4),
    ])
    func `text that is no cursor is nil, not a crash`(text: String) {
        // Lengths that base64 cannot have, characters it has not, bytes that are not UTF-8, and too much.
        #expect(Cursor(text: text) == nil)
    }

    @Test func `a field of another kind or of another list is a failure that names the cursor`() throws {
        let cursor = Cursor(12, "x")

        #expect(try cursor.field(0, as: Int.self) == 12)
        for (index, kind) in [(1, "a number"), (2, "past the end"), (-1, "before the start")] {
            let failure = #expect(throws: Failure.self, "\(kind)") { try cursor.field(index, as: Int.self) }
            #expect(failure?.problems.map(\.field) == ["cursor"])
        }
    }

    @Test func `JSON carries a cursor as its text and refuses others`() throws {
        let data = try JSONEncoder().encode([Cursor("a", 1)])

        #expect(try JSONDecoder().decode([Cursor].self, from: data) == [Cursor("a", 1)])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Cursor].self, from: Data(#"["?"]"#.utf8))
        }
    }

    private func cursor(_ fields: [String]) throws -> Cursor {
        switch fields.count {
        case 1: Cursor(fields[0])
        case 2: Cursor(fields[0], fields[1])
        case 3: Cursor(fields[0], fields[1], fields[2])
        default: try #require(fields.count == 4 ? Cursor(fields[0], fields[1], fields[2], fields[3]) : nil)
        }
    }

    private func isURLSafe(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a") <= byte | 0x20 && byte | 0x20 <= UInt8(ascii: "z")
            || UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}

struct PageTests {
    @Test func `one row more than asked for proves a next page and is cut`() {
        let page = Page([1, 2, 3, 4], limit: PageLimit(clamping: 3)) { Cursor($0) }

        #expect(page.items == [1, 2, 3])
        #expect(page.nextCursor == Cursor(3), "the next page begins after the last item shown")
    }

    @Test(arguments: [0, 1, 3])
    func `as many rows as asked for or fewer are the end`(count: Int) {
        let page = Page(Array(0..<count), limit: PageLimit(clamping: 3)) { Cursor($0) }

        #expect(page.items.count == count)
        #expect(page.nextCursor == nil)
    }

    @Test func `following the cursors shows everything once`() throws {
        let all = Array(0..<47)
        var (seen, after): ([Int], Int?) = ([], nil)
        for _ in 0..<20 {
            let limit = PageLimit(clamping: 5)
            let rows = all.filter { $0 > after ?? -1 }.prefix(limit.value + 1)
            let page = Page(Array(rows), limit: limit) { Cursor($0) }
            seen += page.items
            guard let next = page.nextCursor else { break }
            after = try next.field(0, as: Int.self)
        }

        #expect(seen == all)
    }

    @Test func `the last page says null`() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(Page(items: [1])), as: UTF8.self)

        #expect(text == #"{"items":[1],"nextCursor":null}"#)
        #expect(try JSONDecoder().decode(Page<Int>.self, from: Data(text.utf8)) == Page(items: [1]))
        #expect(
            try JSONDecoder().decode(Page<Int>.self, from: Data(#"{"items":[]}"#.utf8)) == Page(items: [])
        )
    }

    @Test(arguments: [(Int.min, 1), (0, 1), (1, 1), (50, 50), (100, 100), (101, 100), (Int.max, 100)])
    func `a clamped limit is from 1 to 100`(value: Int, limit: Int) {
        #expect(PageLimit(clamping: value).value == limit)
    }

    @Test(arguments: ["0", "-1", "101", "\"5\"", "1.5", "null", "99999999999999999999"])
    func `a limit outside is refused when it comes from a caller`(json: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(PageLimit.self, from: Data(json.utf8))
        }
    }
}
