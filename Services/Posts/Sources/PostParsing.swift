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
