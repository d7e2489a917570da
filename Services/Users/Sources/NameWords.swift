// SPDX-License-Identifier: Apache-2.0
import Foundation
import UsersAPI

/// The words people are found by: lower case, without accents, so that `jose` finds `José`.
enum NameWords {
    /// The most words kept of one person.
    static let most = 120

    /// The words of a person's names, each once.
    static func words(username: Username, displayName: String) -> Set<String> {
        var words: Set<String> = [username.text]
        for part in fold(username.text).split(whereSeparator: { $0 == "." || $0 == "_" }) {
            words.insert(String(part))
        }
        for word in split(displayName) {
            words.insert(word)
            // Scripts without spaces are looked up from the middle of a word too.
            guard word.unicodeScalars.contains(where: isUnspaced) else { continue }
            for index in word.indices.dropFirst() { words.insert(String(word[index...])) }
        }
        return Set(words.filter { !$0.isEmpty }.sorted().prefix(most))
    }

    /// The words of a query.
    static func split(_ text: String) -> [String] {
        fold(text).split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }.map(String.init)
    }

    private static func fold(_ text: String) -> String {
        text.folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive],
            locale: Locale(identifier: "en")
        )
    }

    /// Thai, Lao, Khmer, Myanmar, kana, and the Han ideographs.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
            0xAC00...0xD7AF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}
