// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What comments must and must not say.
enum CommentRules {
    static let license = "// SPDX-License-Identifier: Apache-2.0"

    static func missingLicense(_ file: SourceFile) -> [Violation] {
        // The first line of a manifest belongs to the package manager.
        guard file.name != "Package.swift", file.lines.first.map(String.init) != license else { return [] }
        return [Violation(rule: "license", path: file.path, subject: "first line", line: 1)]
    }

    /// Work that is left to do has an issue.
    static func openEnds(_ file: SourceFile) throws -> [Violation] {
        guard file.isCode, !file.isIn("Tests/TidyTests") else { return [] }
        return try Pattern(#"\bFIXME\b|\bXXX\b|\bHACK\b|\bTODO\b(?!\(#\d+\))"#).matches(in: file.text).map {
            Violation(rule: "open-end", path: file.path, subject: $0.text, line: $0.line)
        }
    }

    /// `//` followed by what only code looks like.
    static func deadCode(_ swift: SwiftText) throws -> [Violation] {
        let shapes = [
            #"(let|var) \w+(: [\w\[\]<>?.: ]+)? = .+"#,
            #"(private |public |static |mutating )*func \w+[(<].*"#,
            #"import [A-Z]\w+"#, #"return \w[\w.]*\(.*\)"#, #"\}( else \{| catch \{)?"#,
            #"(if|guard|for|while|switch) .*\{"#, #"(try |await )*\w+(\.\w+)+\(.*\)"#, #"(try|await) \w.*\)"#,
            #"\w+(\.\w+)* [+\-*]?= \w[\w.]*(\(.*\))?"#,
        ]
        return try Pattern(#"^ *// ?("# + shapes.joined(separator: "|") + #")$"#)
            .matches(in: swift.comments).map {
                Violation(
                    rule: "dead-code",
                    path: swift.file.path,
                    subject: String($0.text.prefix(60)),
                    line: $0.line
                )
            }
    }

    /// Types of the product say what they are.
    static func undocumentedTypes(_ swift: SwiftText) -> [Violation] {
        guard !swift.file.isTest else { return [] }
        let (code, comments) = (swift.codeLines, swift.commentLines)
        return NameRules.types(in: swift).compactMap { name, line, depth in
            let declaration = code[line - 1]
            let isPublic = declaration.contains("public ") || declaration.contains("package ")
            let isTopLevel = depth == 0 && !declaration.contains("private ")
            // Associated types that a protocol names are described there.
            guard isPublic && !declaration.contains("typealias") || isTopLevel else { return nil }
            var above = line - 2
            while above >= 0, code[above].trimmingPrefix(" ").hasPrefix("@") { above -= 1 }
            guard above < 0 || !comments[above].contains("///") else { return nil }
            return Violation(rule: "undocumented", path: swift.file.path, subject: name, line: line)
        }
    }
}

extension SourceFile {
    /// Programs and what belongs to them, not prose.
    var isCode: Bool {
        ["swift", "ts", "tsx", "js", "mjs", "css", "py", "c", "h", "sh", "sql"].contains(
            (path as NSString).pathExtension
        )
            || isIn("bin")
    }
}
