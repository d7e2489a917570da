// SPDX-License-Identifier: Apache-2.0
import Testing

/// The rules that hold everywhere in the repository, by name. Each looks at the whole tree.
enum Rules {
    struct Rule: Sendable, CustomStringConvertible {
        let description: String
        let violations: @Sendable (SourceTree, [SwiftText]) throws -> [Violation]
    }

    static let all: [Rule] = [
        Rule(description: "files have at most \(SizeRules.hardFileLength) lines") { tree, _ in
            tree.swift.flatMap(SizeRules.longFiles)
        },
        Rule(description: "functions have at most \(SizeRules.functionLength) lines") { _, swift in
            swift.flatMap(SizeRules.longFunctions)
        },
        Rule(description: "lines of Swift have at most \(SizeRules.lineLength) characters") { tree, _ in
            tree.swift.filter { $0.name != "Package.swift" }.flatMap(SizeRules.longLines)
        },
        Rule(description: "no name is empty of meaning") { _, swift in swift.flatMap(NameRules.emptyNames) },
        Rule(description: "no type is named after its module or as a library's") { _, swift in
            swift.flatMap(NameRules.takenNames)
        },
        Rule(description: "no function merely processes") { _, swift in
            swift.flatMap(NameRules.emptyVerbs)
        },
        Rule(description: "no code traps or prints where it may not") { _, swift in
            let bans = try SafetyRules.bans()
            return swift.flatMap { file in bans.flatMap { $0.violations(file) } }
        },
        Rule(description: "tests wait for conditions, not for time") { _, swift in
            try swift.flatMap(SafetyRules.sleepsInTests)
        },
        Rule(description: "every dropped error is explained") { _, swift in
            swift.flatMap(SafetyRules.silentTries)
        },
        Rule(description: "every unchecked Sendable is proven") { _, swift in
            swift.flatMap(SafetyRules.unprovenSendables)
        },
        Rule(description: "only modules with tables in every schema write raw SQL") { tree, _ in
            tree.swift.flatMap(SafetyRules.rawSQL)
        },
        Rule(description: "every Swift file begins with its licence") { tree, _ in
            tree.swift.flatMap(CommentRules.missingLicense)
        },
        Rule(description: "what is left to do has an issue") { tree, _ in
            try tree.files.flatMap(CommentRules.openEnds)
        },
        Rule(description: "no code is commented out") { _, swift in try swift.flatMap(CommentRules.deadCode)
        },
        Rule(description: "every type says what it is") { _, swift in
            swift.flatMap(CommentRules.undocumentedTypes)
        },
        Rule(description: "imports follow the architecture") { tree, _ in try ImportRules.violations(in: tree)
        },
        Rule(description: "a service shows its API and its module only") { _, swift in
            swift.flatMap(AccessRules.publicTypes)
        },
        Rule(description: "paths named in documents exist") { tree, _ in
            try tree.files.flatMap { try DocumentRules.missingPaths($0, in: tree) }
        },
        Rule(description: "commands named in documents exist") { tree, _ in
            try tree.files.flatMap { try DocumentRules.missingCommands($0, in: tree) }
        },
        Rule(description: "nothing tells where the work was done") { tree, _ in
            tree.files.flatMap(TraceRules.violations)
        },
    ]
}

extension Rules {
    /// What breaks each rule, by the rule's name. The whole tree is read once, as that takes a while.
    private static let violations = Dictionary(
        uniqueKeysWithValues: all.map { rule in
            (rule.description, Result { try rule.violations(.repository, SwiftText.repository) })
        }
    )

    /// What breaks a rule in the repository.
    static func violations(of rule: Rule) throws -> [Violation] {
        try violations[rule.description]?.get() ?? []
    }
}

struct TidyTests {
    private let tree = SourceTree.repository

    @Test(arguments: Rules.all)
    func `the repository keeps its rules`(_ rule: Rules.Rule) throws {
        let violations = try Rules.violations(of: rule)

        for violation in Exceptions.repository.unexpected(violations) {
            Issue.record("\(violation)\n    (\(rule))")
        }
    }

    @Test func `the list of exceptions only shrinks`() throws {
        let violations = try Rules.all.flatMap(Rules.violations)

        let stale = Exceptions.repository.stale(violations)

        #expect(stale == [], "nothing needs these lines any more: remove them from \(Exceptions.path)")
    }

    @Test func `the walk finds the repository and not what is built from it`() {
        #expect(tree.file("Package.swift") != nil)
        #expect(tree.swift.count > 50)
        #expect(!tree.paths.contains { $0.hasPrefix(".build") || $0.hasPrefix("Web/dist") })
    }

    @Test func `files over the soft limit are reported`() {
        let long = tree.swift.filter { $0.lineCount > SizeRules.softFileLength }
        // A report, not a failure: the hard limit is a rule above.
        for file in long { print("note: \(file.path) has \(file.lineCount) lines, think of splitting it") }
        #expect(
            Double(long.count) <= Double(tree.swift.count) * 0.1,
            "more than a tenth of the files are long"
        )
    }
}
