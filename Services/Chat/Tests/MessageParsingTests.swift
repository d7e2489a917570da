// SPDX-License-Identifier: Apache-2.0
import Testing
import UsersAPI

@testable import Chat

struct MessageParsingTests {
    @Test(
        arguments: [
            ("Hi @ada", ["ada"]),
            ("@ada, @grace!", ["ada", "grace"]),
            ("(@ada)", ["ada"]),
            ("@ADA and @ada", ["ada"]),
            ("Ask @ada.", ["ada"]),
            ("Ask @ada...", ["ada"]),
            ("Ask @ada.l", ["ada.l"]),
            ("@ada_l", ["ada_l"]),
            ("🦆@ada🦆", ["ada"]),
            ("שלום @ada שלום", ["ada"]),
            ("你好@ada", []),  // A letter before the mark: the mark is inside a word.
            ("ada@example.org", []),
            ("@", []), ("@@", []), ("@ ada", []),
            ("@@ada", ["ada"]),
            ("@ad", []),  // Too short for a username.
            ("@adaé", ["ada"]),
            ("@" + String(repeating: "a", count: 31), []),
        ] as [(String, [String])]
    )
    func `mentions are found`(text: String, names: [String]) {
        #expect(MessageParsing.mentions(in: text).map(\.text) == names)
    }

    @Test(
        arguments: [
            ("#notes", ["notes"]),
            ("#Notes #NOTES", ["notes"]),
            ("see #notes.", ["notes"]),
            ("#a_b #a-b", ["a_b", "a"]),
            ("#été", ["été"]),
            ("#שלום", ["שלום"]),
            ("#日本 #한국", ["日本", "한국"]),
            ("🦆#duck🦆", ["duck"]),
            ("#🦆", []),
            ("#1", []), ("#2027", []), ("#2027plan", ["2027plan"]),
            ("a#b", []), ("C#", []), ("#", []), ("# a", []),
            ("##a", ["a"]),
            ("#️⃣ keys", []),  // A keycap is one character, not a mark.
            ("#" + String(repeating: "a", count: 101), []),
        ] as [(String, [String])]
    )
    func `hashtags are found`(text: String, tags: [String]) {
        #expect(MessageParsing.hashtags(in: text) == tags)
    }

    @Test func `both are limited`() {
        let mentions = (0..<60).map { "@user\($0)" }.joined(separator: " ")
        let tags = (0..<40).map { "#tag\($0)" }.joined(separator: " ")

        #expect(MessageParsing.mentions(in: mentions).count == ChatLimits.mentions)
        #expect(MessageParsing.hashtags(in: tags).count == ChatLimits.hashtags)
    }
}
