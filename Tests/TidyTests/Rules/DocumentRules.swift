// SPDX-License-Identifier: Apache-2.0
import Foundation

// Documents name files and commands; what they name has to exist. A path is what stands in backticks or as the target
// of a link and begins with a folder of the root, or ends like a file. Placeholders (`X`, `<…>`, `*`, `…`, `{…}`) and
// addresses are left alone.

/// What documents may name.
enum DocumentRules {
    static func isDocument(_ file: SourceFile) -> Bool {
        file.path.hasSuffix(".md") && !file.path.hasPrefix("docs/generated/") && file.path != "CHANGELOG.md"
    }

    /// Paths that are not there.
    static func missingPaths(_ file: SourceFile, in tree: SourceTree) throws -> [Violation] {
        guard isDocument(file) else { return [] }
        let roots = Set(tree.paths.filter { !$0.contains("/") })
        let names = Set(tree.paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
        let spans = try Pattern(#"`([^`\n]+)`|\]\(([^)#\s]+)[^)]*\)"#).matches(in: file.text)
        return spans.compactMap { text, line in
            let path = named(text)
            guard looksLikePath(path, roots: roots), !exists(path, from: file, tree, names) else {
                return nil
            }
            return Violation(rule: "missing-path", path: file.path, subject: path, line: line)
        }
    }

    /// Commands that are not there: targets of make, scripts of `bin/` and subcommands of `roost`.
    static func missingCommands(_ file: SourceFile, in tree: SourceTree) throws -> [Violation] {
        guard isDocument(file) else { return [] }
        let makeTargets = try Set(
            Pattern(#"^([a-z][a-z-]*):"#).matches(in: tree.file("Makefile")?.text ?? "").map(\.text)
        )
        let server = tree.files.filter { $0.isIn("Server/Sources") }.map(\.text).joined(separator: "\n")
        let subcommands = try Set(Pattern(#"commandName: *"([a-z-]+)""#).matches(in: server).map(\.text))
        let commands = try Pattern(#"(?:^|`|\$ |&& )((?:make|(?:\.build/release/)?roost) [a-z][a-z-]*)"#)
        return commands.matches(in: file.text).compactMap { text, line in
            let words = text.split(separator: " ").map(String.init)
            let isKnown = words[0] == "make" ? makeTargets.contains(words[1]) : subcommands.contains(words[1])
            guard !isKnown else { return nil }
            return Violation(rule: "missing-command", path: file.path, subject: text, line: line)
        }
    }

    /// The path in a span: without the link's brackets, a line number after it, `./` before it.
    private static func named(_ span: String) -> String {
        var path = span
        if path.hasPrefix("](") { path = String(path.dropFirst(2).prefix { $0 != ")" && $0 != "#" }) }
        if let colon = path.lastIndex(of: ":"), path[path.index(after: colon)...].allSatisfy(\.isNumber) {
            path = String(path[..<colon])
        }
        if path.hasPrefix("./") { path = String(path.dropFirst(2)) }
        while path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private static func looksLikePath(_ text: String, roots: Set<String>) -> Bool {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && !"*<>{}()[]|$=?&\"',;:@%~^\\".utf8.contains(byte)
            }
        guard isPlain, !text.contains("://"), !text.hasPrefix("/"), !text.contains("...") else {
            return false
        }
        let parts = text.split(separator: "/").map(String.init)
        // Single capitals stand for any name, as X in Services/X.
        guard !parts.contains(where: { $0.count == 1 || $0.hasPrefix("XAPI") }) else { return false }
        if parts.count > 1 { return roots.contains(parts[0]) }
        return ["swift", "md", "sh", "ts", "tsx", "py", "sql"].contains((text as NSString).pathExtension)
            && (text as NSString).deletingPathExtension.count > 1
    }

    private static func exists(
        _ path: String,
        from file: SourceFile,
        _ tree: SourceTree,
        _ names: Set<String>
    ) -> Bool {
        if tree.paths.contains(path) { return true }
        // What is built is named in documents and is not in a clean clone.
        if [".build/", "Web/dist", "Web/Embedded/generated", "docs/generated"].contains(where: {
            path.hasPrefix($0)
        }) {
            return true
        }
        let folder = file.path.split(separator: "/").dropLast().joined(separator: "/")
        if tree.paths.contains(folder.isEmpty ? path : "\(folder)/\(path)") { return true }
        return !path.contains("/") && names.contains(path)
    }
}

/// Traces of the places where the work was done, which mean nothing to whoever reads the repository.
enum TraceRules {
    /// Folders of one machine, tools and machine-made phrases. Words of the product are not here.
    static let traces = [
        "/work/", "/root/", "/home/", "/tmp/bash", "in-wt", "bash_jobs", "claude", "anthropic", "openai",
        "chatgpt",
        "copilot", "generated with ai", "co-authored-by",
    ]

    static func violations(_ file: SourceFile) -> [Violation] {
        guard !file.isIn("Tests/TidyTests") else { return [] }
        let text = file.text.lowercased()
        return traces.filter { text.contains($0) }.map { trace in
            let line =
                text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains(trace) } ?? 0
            return Violation(rule: "trace", path: file.path, subject: trace, line: line + 1)
        }
    }
}
