// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A text file of the repository.
struct SourceFile: Sendable {
    /// From the root, with slashes.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    var name: String { String(path.split(separator: "/").last ?? "") }

    /// Tests are bound by fewer rules than what they test.
    var isTest: Bool {
        path.contains("/Tests/") || path.hasPrefix("Tests/") || isIn("Testkit") || isIn("Benchmarks")
    }

    func isIn(_ folder: String) -> Bool { path.hasPrefix(folder + "/") }
}

/// A file or line that breaks a rule.
struct Violation: Sendable, Hashable, CustomStringConvertible {
    let rule: String
    let path: String
    /// What breaks it: a name or a short piece of text, which stays the same when lines move.
    let subject: String
    let line: Int

    /// How the file of exceptions names it.
    var key: String { "\(rule) \(path) \(subject)" }

    var description: String { "\(path):\(line): \(rule): \(subject)" }
}

/// The files of the repository that people write, found by walking from this file up to the manifest.
struct SourceTree: Sendable {
    /// Names of folders that are made, not written, or that belong to other tools.
    private static let skipped: Set = [
        ".build", ".git", ".swiftpm", ".venv", "node_modules", "__pycache__", "dist", "generated", "data",
        "tmp", ".hypothesis", ".schemathesis",
    ]

    /// Text files by the end of their names; files without a dot in the name count as well.
    private static let textTypes: Set = [
        "swift", "md", "sh", "txt", "json", "yml", "yaml", "ts", "tsx", "js", "mjs", "css", "html", "py", "c",
        "h",
        "sql", "modulemap", "toml", "conf", "",
    ]

    let root: String
    /// Every path, folders included.
    let paths: Set<String>
    let files: [SourceFile]

    /// The repository that holds this test.
    static let repository = SourceTree(root: rootOfRepository())

    init(root: String) {
        self.root = root
        var paths: Set<String> = []
        var files: [SourceFile] = []
        Self.walk(root, under: "", &paths, &files)
        self.paths = paths
        self.files = files.sorted { $0.path < $1.path }
    }

    init(_ files: [SourceFile], paths: Set<String> = []) {
        root = "/"
        self.files = files
        self.paths = paths.union(files.map(\.path))
    }

    var swift: [SourceFile] { files.filter { $0.path.hasSuffix(".swift") } }

    func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

    private static func walk(
        _ root: String,
        under folder: String,
        _ paths: inout Set<String>,
        _ files: inout [SourceFile]
    ) {
        let path = folder.isEmpty ? root : "\(root)/\(folder)"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        where !skipped.contains(name) {
            let child = folder.isEmpty ? name : "\(folder)/\(name)"
            paths.insert(child)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(root)/\(child)", isDirectory: &isFolder) else {
                continue
            }
            if isFolder.boolValue {
                walk(root, under: child, &paths, &files)
            } else if textTypes.contains((name as NSString).pathExtension),
                let data = FileManager.default.contents(atPath: "\(root)/\(child)"), data.count < 1 << 20,
                let text = String(data: data, encoding: .utf8)
            {
                files.append(SourceFile(path: child, text: text))
            }
        }
    }

    private static func rootOfRepository(_ here: String = #filePath) -> String {
        var folder = URL(fileURLWithPath: here).deletingLastPathComponent()
        while folder.path != "/" {
            if FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
                return folder.path
            }
            folder = folder.deletingLastPathComponent()
        }
        return FileManager.default.currentDirectoryPath
    }
}
