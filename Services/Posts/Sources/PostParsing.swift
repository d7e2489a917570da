// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import UsersAPI
import UsersClient

/// What the text of a post or comment refers to.
enum PostParsing {
    /// The usernames after an @, each once, in their order.
    static func mentions(in text: String) -> [Username] {
        NamedPeople.usernames(in: text, limit: PostsLimits.mentions)
    }

    /// The words after a #, folded, each once, in their order.
    static func hashtags(in text: String) -> [String] {
        var seen: Set<String> = []
        return MarkedWords.find(after: "#", in: text) { $0.isLetter || $0.isNumber || $0 == "_" }
            .map { fold(String($0)) }
            .filter { isTag($0) && seen.insert($0).inserted }
            .prefix(PostsLimits.hashtags).map { $0 }
    }

    /// The first link to a page elsewhere, as it is sent over the network; nil without one.
    static func link(in text: String) -> String? {
        let bytes = Array(text.utf8)
        var place = 0
        var tries = 0
        while tries < PostsLimits.links {
            guard let colon = bytes[place...].firstIndex(of: UInt8(ascii: ":")) else { return nil }
            place = colon + 1
            guard bytes[colon...].starts(with: "://".utf8), let start = schemeStart(bytes[..<colon]) else {
                continue
            }
            tries += 1
            // A link that is too long is cut, and then refused for its length.
            let longest = bytes[start...].prefix(WebURL.longest * 2)
            let word = String(decoding: longest, as: UTF8.self).prefix {
                !$0.isWhitespace && !endings.contains($0)
            }
            if let url = WebURL(String(withoutEnd(word))) { return url.description }
        }
        return nil
    }

    /// What cannot stand in a link.
    private static let endings: Set<Character> = [
        "<", ">", "\"", "「", "」", "『", "』", "【", "】", "（", "）", "、", "。", "，", "»", "”",
    ]

    /// Where the scheme before `://` begins; nil when it is another one, or the end of a longer word.
    private static func schemeStart(_ before: ArraySlice<UInt8>) -> Int? {
        for scheme in ["https", "http"] where before.count >= scheme.utf8.count {
            let start = before.endIndex - scheme.utf8.count
            guard String(decoding: before[start...], as: UTF8.self).lowercased() == scheme else { continue }
            guard start > before.startIndex else { return start }
            let previous = Unicode.Scalar(before[start - 1])
            return previous.isASCII && (previous.properties.isAlphabetic || previous == "_") ? nil : start
        }
        return nil
    }

    /// The word without what belongs to the sentence around it: full stops, and brackets that close nothing in it.
    private static func withoutEnd(_ word: Substring) -> Substring {
        var word = word
        var closings = word.reduce(0) { $0 + ($1 == ")" ? 1 : $1 == "(" ? -1 : 0) }
        while let last = word.last {
            switch last {
            case ".", ",", ";", ":", "!", "?", "'", "*", "_", "~", "…", "]", "}": word.removeLast()
            case ")" where closings > 0:
                closings -= 1
                word.removeLast()
            default: return word
            }
        }
        return word
    }

    /// One spelling for all that mean the same tag: `#Ｎｏｔｅｓ`, `#NOTES` and `#notes` (Unicode NFKC and lower case).
    static func fold(_ tag: String) -> String {
        guard !tag.utf8.allSatisfy({ $0 < 0x80 }) else { return tag.lowercased() }
        // A few letters are abbreviations of whole sentences and unfold into words.
        return tag.precomposedStringWithCompatibilityMapping.lowercased().filter { !$0.isWhitespace }
    }

    /// A number alone is no tag: `#1` is a rank.
    private static func isTag(_ tag: String) -> Bool {
        tag.contains { !$0.isNumber } && tag.unicodeScalars.count <= 100
    }
}
