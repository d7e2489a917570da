// SPDX-License-Identifier: Apache-2.0
import Foundation

/// What services show of themselves.
enum AccessRules {
    /// Outside its API the only public type of a service is its module, and its members.
    static func publicTypes(_ swift: SwiftText) -> [Violation] {
        guard let target = Target(of: swift.file.path), target.kind == .service else { return [] }
        var (depth, inModule) = (0, false)
        var found: [Violation] = []
        for (index, line) in swift.codeLines.enumerated() {
            let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
            if depth == 0, !words.isEmpty {
                // What follows at depth 0 belongs to this declaration until its braces close.
                inModule = words.contains(target.name + "Module")
            }
            if words.first == "public" || words.first == "open", words.dropFirst().first != "import",
                !inModule
            {
                let subject = line.trimmingPrefix(" ").prefix(60)
                found.append(
                    Violation(
                        rule: "public",
                        path: swift.file.path,
                        subject: String(subject),
                        line: index + 1
                    )
                )
            }
            depth += line.utf8.count { $0 == UInt8(ascii: "{") } - line.utf8.count { $0 == UInt8(ascii: "}") }
        }
        return found
    }
}
