// SPDX-License-Identifier: Apache-2.0

/// What is known to break a rule. The list may only shrink: a line that nothing needs any more is itself an error.
struct Exceptions: Sendable {
    static let path = "Tests/TidyTests/exceptions.txt"

    /// The keys of violations, see `Violation.key`.
    let keys: Set<String>

    /// Reads the lines, without blank ones and those that begin with `#`.
    init(_ text: String) {
        let lines = text.split(separator: "\n").map { String($0) }
        keys = Set(lines.filter { !$0.hasPrefix("#") && !$0.allSatisfy { $0 == " " } })
    }

    static let repository = Exceptions(SourceTree.repository.file(path)?.text ?? "")

    /// Those that nobody allowed.
    func unexpected(_ violations: [Violation]) -> [Violation] {
        violations.filter { !keys.contains($0.key) }
    }

    /// The lines that none of the violations needs.
    func stale(_ violations: [Violation]) -> [String] {
        keys.subtracting(violations.map(\.key)).sorted()
    }
}
