// SPDX-License-Identifier: Apache-2.0
import Core
public import UsersAPI

/// Whom a text names.
public enum NamedPeople {
    /// Up to `limit` usernames after an @, each once, in their order.
    public static func usernames(in text: String, limit: Int) -> [Username] {
        var seen: Set<Username> = []
        return MarkedWords.find(after: "@", in: text) {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
        }
        .compactMap { word in
            // A full stop at the end belongs to the sentence.
            Username(String(word.reversed().drop { $0 == "." }.reversed()))
        }
        .filter { seen.insert($0).inserted }
        .prefix(limit).map { $0 }
    }
}
