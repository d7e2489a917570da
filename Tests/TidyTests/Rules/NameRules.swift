// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What things may not be called.
enum NameRules {
    /// Words that say nothing, wherever they stand in a name.
    static let emptyWords: Set = [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Misc", "Base", "Impl",
        "Info",
    ]

    /// Names that libraries own.
    static let takenNames: Set = ["Service", "Request", "Response", "Router", "Application"]

    /// Declared types, with how deep they are nested.
    static func types(in swift: SwiftText) -> [(name: String, line: Int, depth: Int)] {
        var depth = 0
        var found: [(String, Int, Int)] = []
        for (index, line) in swift.codeLines.enumerated() {
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "@" || $0 == ".") }
            let keyword = words.firstIndex {
                ["struct", "class", "enum", "protocol", "actor", "typealias"].contains($0)
            }
            if let keyword, keyword + 1 < words.count, words[..<keyword].allSatisfy({ isModifier($0) }) {
                let name = String(words[keyword + 1])
                if name.first?.isUppercase == true { found.append((name, index + 1, depth)) }
            }
            depth += line.utf8.count { $0 == UInt8(ascii: "{") } - line.utf8.count { $0 == UInt8(ascii: "}") }
        }
        return found
    }

    static func emptyNames(_ swift: SwiftText) -> [Violation] {
        var names = types(in: swift).map { (name: $0.name, line: $0.line) }
        names.append((String(swift.file.name.prefix { $0 != "." && $0 != "+" }), 1))
        return names.compactMap { name, line in
            let words = camelWords(name)
            // `RevokeOtherSessions` says which ones; `OtherCommands` says that somebody ran out of names.
            guard !emptyWords.isDisjoint(with: words) || words.first == "Other" else { return nil }
            return Violation(rule: "empty-name", path: swift.file.path, subject: name, line: line)
        }
    }

    static func takenNames(_ swift: SwiftText) -> [Violation] {
        guard let target = Target(of: swift.file.path), target.kind != .test else { return [] }
        return types(in: swift).compactMap { name, line, depth in
            guard depth == 0, takenNames.contains(name) || name == target.name else { return nil }
            return Violation(rule: "taken-name", path: swift.file.path, subject: name, line: line)
        }
    }

    static func emptyVerbs(_ swift: SwiftText) -> [Violation] {
        SizeRules.functions(in: swift).compactMap { name, line, _ in
            guard camelWords(name).first == "process" else { return nil }
            return Violation(rule: "process-name", path: swift.file.path, subject: name, line: line)
        }
    }

    /// `sendHTTPReply2` is `send`, `HTTP`, `Reply2`.
    static func camelWords(_ name: String) -> [String] {
        var words: [String] = []
        let letters = Array(name)
        for (index, letter) in letters.enumerated() {
            let afterSmall = index > 0 && !letters[index - 1].isUppercase
            let beforeSmall = index + 1 < letters.count && letters[index + 1].isLowercase
            if words.isEmpty || letter == "_" || letter.isUppercase && (afterSmall || beforeSmall) {
                words.append("")
            }
            words[words.count - 1].append(letter)
        }
        return words
    }

    private static func isModifier(_ word: Substring) -> Bool {
        word.hasPrefix("@")
            || [
                "public", "package", "internal", "private", "fileprivate", "final", "indirect", "nonisolated",
                "open",
            ]
            .contains(word)
    }
}
