// SPDX-License-Identifier: Apache-2.0

/// Words that a mark makes something of, as in `@ada` and `#notes`.
public enum MarkedWords {
    /// The runs of fitting characters that follow a mark at the start of a word, in their order.
    public static func find(
        after mark: Character,
        in text: String,
        where fits: (Character) -> Bool
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
    /// Whether an ASCII character is anywhere in the text: most have none, and bytes in a row are quick to look through.
    fileprivate func hasMark(_ mark: Character) -> Bool {
        let byte = mark.asciiValue ?? 0
        return utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? utf8.contains(byte)
    }
}
