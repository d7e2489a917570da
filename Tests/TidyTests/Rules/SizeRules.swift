// SPDX-License-Identifier: Apache-2.0
import Foundation

/// How long things may be.
enum SizeRules {
    static let softFileLength = 300
    static let hardFileLength = 500
    static let functionLength = 70
    /// What the formatter keeps. It leaves comments alone, which may go on to `commentLength`.
    // `swift format` holds code to 110 wherever it can break a line; this bounds literals, SQL and comments too.
    static let lineLength = 170
    static let commentLength = 120

    static func longFiles(_ file: SourceFile) -> [Violation] {
        let count = file.lineCount
        guard count > hardFileLength else { return [] }
        return [
            Violation(rule: "file-length", path: file.path, subject: "over \(hardFileLength)", line: count)
        ]
    }

    static func longLines(_ file: SourceFile) -> [Violation] {
        file.lines.enumerated().compactMap { index, line in
            guard line.utf8.count > lineLength else { return nil }
            let start = line.trimmingCharacters(in: .whitespaces).prefix(40)
            guard line.count > (start.hasPrefix("//") ? commentLength : lineLength) else { return nil }
            return Violation(rule: "line-length", path: file.path, subject: String(start), line: index + 1)
        }
    }

    static func longFunctions(_ swift: SwiftText) -> [Violation] {
        functions(in: swift).filter { $0.length > functionLength }.map {
            Violation(rule: "function-length", path: swift.file.path, subject: $0.name, line: $0.line)
        }
    }

    /// Functions, initializers and subscripts with the lines they span, signature and braces included.
    static func functions(in swift: SwiftText) -> [(name: String, line: Int, length: Int)] {
        let code = Array(swift.code.utf8)
        var found: [(name: String, line: Int, length: Int)] = []
        var (line, position) = (1, 0)
        while position < code.count {
            if code[position] == UInt8(ascii: "\n") { line += 1 }
            if let (name, afterName) = declaration(in: code, at: position),
                let body = bodyRange(in: code, from: afterName)
            {
                let lines = code[position..<body].count { $0 == UInt8(ascii: "\n") } + 1
                found.append((name, line, lines))
                // Functions may hold functions: go on after the name only.
            }
            position += 1
        }
        return found
    }

    private static let words = ["func", "init", "deinit", "subscript"].map { Array($0.utf8) }

    private static func declaration(in code: [UInt8], at position: Int) -> (String, Int)? {
        guard position == 0 || !isWord(code[position - 1]) && code[position - 1] != UInt8(ascii: ".") else {
            return nil
        }
        guard let word = words.first(where: { code[position...].starts(with: $0) }) else { return nil }
        var end = position + word.count
        guard end < code.count, !isWord(code[end]) else { return nil }
        if word != words[0] {
            // A declaration goes on with parentheses, a question mark, generics or a body; anything else is a call.
            let next = code[end...].first { $0 != UInt8(ascii: " ") }
            guard let next, "(?<{".utf8.contains(next) else { return nil }
            return (String(decoding: word, as: UTF8.self), end)
        }
        while end < code.count, code[end] == UInt8(ascii: " ") { end += 1 }
        let start = end
        while end < code.count, code[end] != UInt8(ascii: "("), code[end] != UInt8(ascii: "<") { end += 1 }
        return (String(decoding: code[start..<end], as: UTF8.self).trimmingCharacters(in: .whitespaces), end)
    }

    /// The index after the closing brace; nil for a requirement, which has no body.
    private static func bodyRange(in code: [UInt8], from start: Int) -> Int? {
        var (parentheses, position) = (0, start)
        while position < code.count {
            switch code[position] {
            case UInt8(ascii: "("), UInt8(ascii: "["): parentheses += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): parentheses -= 1
            case UInt8(ascii: "{") where parentheses == 0: return closing(in: code, from: position)
            case UInt8(ascii: "}") where parentheses == 0: return nil
            case UInt8(ascii: "\n") where parentheses == 0 && beginsDeclaration(code, position + 1):
                return nil
            default: break
            }
            position += 1
        }
        return nil
    }

    private static func closing(in code: [UInt8], from open: Int) -> Int? {
        var depth = 0
        for position in open..<code.count {
            if code[position] == UInt8(ascii: "{") { depth += 1 }
            if code[position] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return position + 1 }
        }
        return nil
    }

    private static let starters: Set = [
        "func", "var", "let", "init", "subscript", "static", "public", "private", "fileprivate", "internal",
        "package",
        "mutating", "typealias", "associatedtype", "case", "struct", "class", "enum", "extension", "protocol",
        "actor",
    ]

    private static func beginsDeclaration(_ code: [UInt8], _ start: Int) -> Bool {
        let line = code[start...].drop { $0 == UInt8(ascii: " ") }
        if line.first == UInt8(ascii: "@") { return true }
        return starters.contains(String(decoding: line.prefix { isWord($0) }, as: UTF8.self))
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension SourceFile {
    /// The number of lines; the one after the last line break does not count.
    var lineCount: Int { text.hasSuffix("\n") ? lines.count - 1 : lines.count }
}
