// SPDX-License-Identifier: Apache-2.0
import Core
import UsersAPI
import UsersClient

/// What a message's text refers to.
enum MessageParsing {
    /// The usernames after an @, each once, in their order.
    static func mentions(in text: String) -> [Username] {
        NamedPeople.usernames(in: text, limit: ChatLimits.mentions)
    }

    /// The words after a #, in lower case, each once, in their order.
    static func hashtags(in text: String) -> [String] {
        var seen: Set<String> = []
        return MarkedWords.find(after: "#", in: text) { $0.isLetter || $0.isNumber || $0 == "_" }
            .filter { word in word.contains { !$0.isNumber } && word.count <= 100 }
            .map { $0.lowercased() }
            .filter { seen.insert($0).inserted }
            .prefix(ChatLimits.hashtags).map { $0 }
    }
}
