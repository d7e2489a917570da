// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Code that hides errors, or stops the server, or defeats the compiler.
enum SafetyRules {
    /// A pattern of code that may not appear.
    struct Ban: Sendable {
        let rule: String
        let pattern: Pattern
        let isBound: @Sendable (SourceFile) -> Bool

        init(
            _ rule: String,
            _ pattern: String,
            where isBound: @escaping @Sendable (SourceFile) -> Bool
        ) throws {
            self.rule = rule
            self.pattern = try Pattern(pattern)
            self.isBound = isBound
        }

        func violations(_ swift: SwiftText) -> [Violation] {
            guard isBound(swift.file) else { return [] }
            return pattern.matches(in: swift.code).map {
                Violation(rule: rule, path: swift.file.path, subject: $0.text, line: $0.line)
            }
        }
    }

    static func bans() throws -> [Ban] {
        let outsideTests: @Sendable (SourceFile) -> Bool = { !$0.isTest }
        return [
            try Ban("try!", #"\btry!"#, where: outsideTests),
            // A value followed by `!`, which is neither `!=` nor the end of a name that was backticked.
            try Ban("force-unwrap", #"([\w.]*[\w\])]!)(?![=\w])"#, where: outsideTests),
            try Ban("fatalError", #"\bfatalError\("#, where: outsideTests),
            try Ban("print", #"(?<![\w.])(print|debugPrint|dump)\("#) { file in
                file.isIn("Platform") && !file.isTest || file.isIn("Services") && !file.isTest
            },
        ]
    }

    /// A test waits for a condition, with a deadline; a pause that is not part of such a loop is a guess.
    static func sleepsInTests(_ swift: SwiftText) throws -> [Violation] {
        guard swift.file.path.contains("/Tests/") || swift.file.isIn("Tests/SystemTests") else { return [] }
        let code = swift.codeLines
        let sleeps = try Pattern(#"\b(Task\.sleep|Thread\.sleep|usleep|sleep)\("#).matches(in: swift.code)
        return sleeps.compactMap { text, line in
            let before = code[max(0, line - 8)..<line]
            guard !before.contains(where: { $0.contains("while ") }) else { return nil }
            return Violation(rule: "sleep-in-test", path: swift.file.path, subject: text, line: line)
        }
    }

    /// `try?` drops an error; a comment beside it or above says why that is right.
    static func silentTries(_ swift: SwiftText) -> [Violation] {
        guard !swift.file.isTest else { return [] }
        return explained(swift, rule: "try?", "try?") { _ in true }
    }

    /// Whoever tells the compiler to look away proves in a comment that it may.
    static func unprovenSendables(_ swift: SwiftText) -> [Violation] {
        guard !swift.file.isTest else { return [] }
        return explained(swift, rule: "unchecked", "@unchecked Sendable") {
            $0.lowercased().contains("unchecked")
        }
            + explained(swift, rule: "unchecked", "nonisolated(unsafe)") { _ in true }
    }

    /// Only the modules that keep tables in every schema, and the Testkit that looks at them, write raw SQL.
    static func rawSQL(_ file: SourceFile) -> [Violation] {
        let writers = ["Database", "DatabaseSQLite", "DatabasePostgres", "Events"].map { "Platform/" + $0 }
        guard !(writers + ["Testkit/Sources", "Tests/TidyTests"]).contains(where: { file.isIn($0) }) else {
            return []
        }
        return file.lines.enumerated().compactMap { index, line in
            guard line.contains("\\(unsafe:") else { return nil }
            return Violation(rule: "raw-sql", path: file.path, subject: "\\(unsafe:", line: index + 1)
        }
    }

    /// Lines with `text` in code and no fitting comment on the line or right above the statement.
    private static func explained(
        _ swift: SwiftText,
        rule: String,
        _ text: String,
        by isProof: (Substring) -> Bool
    ) -> [Violation] {
        guard swift.code.contains(text) else { return [] }
        let (code, comments) = (swift.codeLines, swift.commentLines)
        return code.indices.compactMap { index in
            // A name may end like the text: the `try?` in `Entry?` is not one.
            guard let found = code[index].range(of: text), !code[index][..<found.lowerBound].endsInLetter
            else { return nil }
            let nearby = remarks(around: index, code, comments)
            guard !nearby.contains(where: { $0.contains("//") && isProof($0) }) else { return nil }
            let subject = code[index].trimmingPrefix { $0 == " " }.prefix(60)
            return Violation(rule: rule, path: swift.file.path, subject: String(subject), line: index + 1)
        }
    }

    /// The comments that belong to a line: beside it, in the three lines below, and above the statement, which may
    /// have begun a few lines before, all lines of the comment there.
    private static func remarks(
        around index: Int,
        _ code: [Substring],
        _ comments: [Substring]
    ) -> [Substring] {
        var nearby = Array(comments[index...min(index + 3, comments.count - 1)])
        var (above, codeLines, isInComment) = (index - 1, 0, false)
        while above >= 0 {
            let isComment = isOnlyComment(code[above], comments[above])
            if !isComment, isInComment || codeLines == 3 { break }
            if !isComment { codeLines += 1 }
            isInComment = isComment
            nearby.append(comments[above])
            above -= 1
        }
        return nearby
    }

    private static func isOnlyComment(_ code: Substring, _ comment: Substring) -> Bool {
        code.allSatisfy { $0 == " " } && comment.contains("//")
    }
}

extension Substring {
    fileprivate var endsInLetter: Bool { last?.isLetter ?? false }
}
