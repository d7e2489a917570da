// SPDX-License-Identifier: Apache-2.0
import UsersAPI

/// What a message's text refers to.
enum MessageParsing {
    /// The usernames after an @, each once, in their order.
    static func mentions(in text: String) -> [Username] {
        var seen: Set<Username> = []
        return words(after: "@", in: text) {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
        }
        .compactMap { word in
            // A full stop at the end belongs to the sentence.
            Username(String(word.reversed().drop { $0 == "." }.reversed()))
        }
        .filter { seen.insert($0).inserted }
        .prefix(ChatLimits.mentions).map { $0 }
    }

    /// The words after a #, in lower case, each once, in their order.
    static func hashtags(in text: String) -> [String] {
        guard text.hasMark("#") else { return [] }
        var seen: Set<String> = []
        return words(after: "#", in: text) { $0.isLetter || $0.isNumber || $0 == "_" }
            .filter { word in word.contains { !$0.isNumber } && word.count <= 100 }
            .map { $0.lowercased() }
            .filter { seen.insert($0).inserted }
            .prefix(ChatLimits.hashtags).map { $0 }
    }

    /// The runs of fitting characters that follow a mark at the start of a word.
    private static func words(
        after mark: Character,
        in text: String,
        _ fits: (Character) -> Bool
    ) -> [Substring] {
        guard text.hasMark(mark) else { return [] }
        var found: [Substring] = []
        var previous: Character = " "
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            if character == mark, !(previous.isLetter || previous.isNumber || previous == "_") {
                let word = text[next...].prefix(while: fits)
                if !word.isEmpty { found.append(word) }
                index = word.isEmpty ? next : word.endIndex
                previous = word.last ?? character
            } else {
                previous = character
                index = next
            }
        }
        return found
    }
}

extension String {
    /// Whether an ASCII character is anywhere in the text: a look at its bytes, as most texts have none.
    fileprivate func hasMark(_ mark: Character) -> Bool {
        let byte = mark.asciiValue ?? 0
        return utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? utf8.contains(byte)
    }
}
