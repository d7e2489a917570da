// SPDX-License-Identifier: Apache-2.0
import Foundation

// A scanner, not a parser: it tells code, comments and strings apart and gives each as a text of the same length and
// line breaks, the rest blanked. What stands in an interpolation is code. Backticked names keep their letters, and
// every other character in them becomes `_`, so that a sentence is one word.

/// A Swift file taken apart into what is code and what is comment.
struct SwiftText: Sendable {
    let file: SourceFile
    /// The code, with strings and comments blanked.
    let code: String
    /// The comments, with everything else blanked.
    let comments: String

    init(_ file: SourceFile) {
        self.file = file
        var scanner = SwiftScanner(Array(file.text.utf8))
        scanner.scan()
        code = String(decoding: scanner.code, as: UTF8.self)
        comments = String(decoding: scanner.comments, as: UTF8.self)
    }

    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }
    var commentLines: [Substring] { comments.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Every swift file of the repository, taken apart once.
    static let repository = SourceTree.repository.swift.map { SwiftText($0) }
}

private struct SwiftScanner {
    private enum Mode {
        /// Code, and how many parentheses are open when it is an interpolation.
        case code(depth: Int?)
        case string(hashes: Int, isBlock: Bool)
    }

    private static let newline = UInt8(ascii: "\n")
    private static let blank = UInt8(ascii: " ")
    private static let quote = UInt8(ascii: "\"")

    let bytes: [UInt8]
    var code: [UInt8]
    var comments: [UInt8]
    private var position = 0
    private var modes: [Mode] = [.code(depth: nil)]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        let blanked = bytes.map { $0 == Self.newline ? Self.newline : Self.blank }
        (code, comments) = (blanked, blanked)
    }

    mutating func scan() {
        while position < bytes.count {
            switch modes.last {
            case .string(let hashes, let isBlock): scanString(hashes: hashes, isBlock: isBlock)
            default: scanCode()
            }
        }
    }

    private mutating func scanCode() {
        if starts("//") {
            while position < bytes.count, bytes[position] != Self.newline { keepComment() }
        } else if starts("/*") {
            scanBlockComment()
        } else if let opening = openingQuote() {
            position += opening.length
            modes.append(.string(hashes: opening.hashes, isBlock: opening.isBlock))
        } else if bytes[position] == UInt8(ascii: "`") {
            scanBackticked()
        } else {
            keepCode()
        }
    }

    /// Keeps one byte of code, and leaves an interpolation with its last parenthesis.
    private mutating func keepCode() {
        let byte = bytes[position]
        code[position] = byte
        position += 1
        guard case .code(let depth?) = modes.last else { return }
        if byte == UInt8(ascii: "(") { modes[modes.count - 1] = .code(depth: depth + 1) }
        if byte == UInt8(ascii: ")") {
            if depth == 1 { modes.removeLast() } else { modes[modes.count - 1] = .code(depth: depth - 1) }
        }
    }

    private mutating func keepComment() {
        comments[position] = bytes[position]
        position += 1
    }

    private mutating func scanBlockComment() {
        var depth = 0
        while position < bytes.count {
            if starts("/*") {
                depth += 1
                keepComment()
                keepComment()
            } else if starts("*/") {
                depth -= 1
                keepComment()
                keepComment()
                if depth == 0 { return }
            } else {
                keepComment()
            }
        }
    }

    private mutating func scanBackticked() {
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "`"), bytes[position] != Self.newline {
            let byte = bytes[position]
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            code[position] = isLetter ? byte : UInt8(ascii: "_")
            position += 1
        }
        position += 1
    }

    private mutating func scanString(hashes: Int, isBlock: Bool) {
        let hashText = String(repeating: "#", count: hashes)
        if starts("\\" + hashText + "(") {
            position += 2 + hashes
            modes.append(.code(depth: 1))
        } else if hashes == 0, starts("\\") {
            position += 2
        } else if starts((isBlock ? "\"\"\"" : "\"") + hashText) {
            position += (isBlock ? 3 : 1) + hashes
            modes.removeLast()
        } else if !isBlock, bytes[position] == Self.newline {
            // Not a string after all, for instance a quote in a regular expression.
            modes.removeLast()
        } else {
            position += 1
        }
    }

    private func openingQuote() -> (length: Int, hashes: Int, isBlock: Bool)? {
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        guard end < bytes.count, bytes[end] == Self.quote else { return nil }
        let hashes = end - position
        let isBlock = end + 2 < bytes.count && bytes[end + 1] == Self.quote && bytes[end + 2] == Self.quote
        return (hashes + (isBlock ? 3 : 1), hashes, isBlock)
    }

    private func starts(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }
}

/// Finds a pattern in a text, with the number of the line each match begins on.
struct Pattern: @unchecked Sendable {
    // `@unchecked`: a compiled expression never changes (Foundation declares it Sendable only on some platforms).
    private let expression: NSRegularExpression

    init(_ pattern: String) throws {
        expression = try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
    }

    /// The first group of each match, or the whole of it, with its line, counted from 1.
    func matches(in text: String) -> [(text: String, line: Int)] {
        let source = text as NSString
        var (line, seen) = (1, 0)
        return expression.matches(in: text, range: NSRange(location: 0, length: source.length)).map { match in
            let range =
                match.numberOfRanges > 1 && match.range(at: 1).length > 0 ? match.range(at: 1) : match.range
            let between = source.substring(with: NSRange(location: seen, length: range.location - seen))
            line += between.utf8.count { $0 == UInt8(ascii: "\n") }
            seen = range.location
            return (source.substring(with: range), line)
        }
    }
}
