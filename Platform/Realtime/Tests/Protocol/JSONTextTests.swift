// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Realtime

struct JSONTextTests {
    @Test(arguments: [
        (#"[]"#, []), (#" [ ] "#, []), (#"[1,"2",{"3":[true]}]"#, ["1", #""2""#, #"{"3":[true]}"#]),
        (#"[ -0.5e+3 , null ,[[]]]"#, ["-0.5e+3", "null", "[[]]"]),
        (#"["\u00e9\n\"",{"a":{"b":[]}}]"#, [#""\u00e9\n\"""#, #"{"a":{"b":[]}}"#]),
        (#"["é😀"]"#, [#""é😀""#]),
    ])
    func `an array is split where its elements lie`(_ text: String, _ expected: [String]) throws {
        let bytes = Array(text.utf8)

        let elements = try JSONScanner.elements(of: bytes[...], maxDepth: 8)

        #expect(elements.map { String(decoding: bytes[$0], as: UTF8.self) } == expected)
    }

    @Test(arguments: [
        "", " ", "{}", "1", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[01]", "[1.]", "[.5]", "[+1]",
        "[1e]",
        "[-]", "[tru]", "[True]", "[NaN]", "['a']", #"["a]"#, #"["\x"]"#, #"["\u12g4"]"#, "[\"\n\"]", "[{]",
        #"[{"a"}]"#, #"[{"a":}]"#, #"[{a:1}]"#, #"[{"a":1,}]"#, "[] []", "[]x", "[1]]",
    ])
    func `what is no JSON array is refused`(_ text: String) {
        #expect(throws: JSONError.self) { try JSONScanner.elements(of: Array(text.utf8)[...], maxDepth: 8) }
    }

    @Test func `nesting ends at the limit`() throws {
        let allowed = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        let tooDeep = #"{"a":"# + allowed + "}"

        #expect(try JSONScanner.kind(of: Array(allowed.utf8)[...], maxDepth: 64) == .array)
        #expect(throws: JSONError.tooDeep) {
            try JSONScanner.kind(of: Array(tooDeep.utf8)[...], maxDepth: 64)
        }
        #expect(throws: JSONError.tooDeep) {
            try JSONScanner.elements(
                of: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)[...],
                maxDepth: 64
            )
        }
    }

    @Test(arguments: 0..<100)
    func `the scanner agrees with Foundation about broken texts`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var text = Array(#"{"key":[1,-2.5e3,"a\u0041\\",null,true,{"x":{}}],"y":""}"#.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<text.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: text.remove(at: place)
            case 1: text[place] = UInt8.random(in: 0x20..<0x7f, using: &random)
            default: text.insert(Array("{}[],:\"\\0e".utf8).randomElement(using: &random) ?? 0x20, at: place)
            }
        }

        // Only whether they accept it is compared.
        let ours = (try? JSONScanner.kind(of: text[...], maxDepth: 64)) != nil
        let theirs =
            (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil

        #expect(ours == theirs, "\(String(decoding: text, as: UTF8.self))")
    }

    @Test(arguments: ["", "plain", "quote \" and \\", "line\nend\u{1}", "é😀"])
    func `a string survives being encoded and decoded`(_ text: String) throws {
        let literal = JSONString.encode(text)

        #expect(JSONString.decode(literal[...]) == text)
        #expect(try JSONScanner.kind(of: literal[...], maxDepth: 1) == .string)
    }

    @Test func `escapes become the characters they name, and a half one is none`() {
        #expect(JSONString.decode(Array(#""\u0041\ud83d\ude00\/\t""#.utf8)[...]) == "A😀/\t")
        #expect(JSONString.decode(Array(#""\ud83d""#.utf8)[...]) == nil)
    }
}
