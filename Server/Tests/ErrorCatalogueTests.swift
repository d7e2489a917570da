// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Keeps `docs/generated/errors.md` what the sources say. `ROOST_UPDATE_GENERATED=1` writes it anew.
struct ErrorCatalogueTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let page = root.appendingPathComponent("docs/generated/errors.md")

    @Test
    func `the catalogue of error codes is what the sources declare`() throws {
        let catalogue = try Catalogue(sources: Self.sources())

        if ProcessInfo.processInfo.environment["ROOST_UPDATE_GENERATED"] == "1" {
            try catalogue.text.write(to: Self.page, atomically: true, encoding: .utf8)
        }

        #expect(catalogue.entries.count > 20)
        #expect(catalogue.withoutKind == [])
        #expect(try String(contentsOf: Self.page, encoding: .utf8) == catalogue.text)
    }

    @Test
    func `a code without a reason to be given is found out`() throws {
        let catalogue = try Catalogue(sources: [
            """
            /// It is full.
            public static let full: ErrorCode = "x.full"
            /// It is empty.
            public static let empty: ErrorCode = "x.empty"
            case .full: .conflict(
                .full, "It is full.")
            """
        ])

        #expect(catalogue.entries.map(\.code) == ["x.empty", "x.full"])
        #expect(catalogue.withoutKind == ["x.empty"])
        #expect(catalogue.text.contains("| `x.full` | conflict | It is full. |"))
    }

    /// The text of every Swift file of the product.
    private static func sources() throws -> [String] {
        try ["Platform", "Services"].flatMap { folder in
            let files = FileManager.default.enumerator(
                at: root.appendingPathComponent(folder),
                includingPropertiesForKeys: nil
            )
            return try (files?.compactMap { $0 as? URL } ?? [])
                .filter { $0.pathExtension == "swift" && !$0.path.contains("/Tests/") }
                .map { try String(contentsOf: $0, encoding: .utf8) }
        }
    }
}

/// The error codes that sources declare, with the kinds of failure they are given with.
private struct Catalogue {
    struct Entry {
        let code: String
        let meaning: String
        var kinds: Set<String> = []
    }

    let entries: [Entry]

    /// The codes that no failure is made with.
    var withoutKind: [String] { entries.filter(\.kinds.isEmpty).map(\.code) }

    init(sources: [String]) throws {
        var byName: [String: Entry] = [:]
        for source in sources {
            let declaration = #/\/\/\/ (.+)\n\s*public static let (\w+): ErrorCode = "([a-z_.]+)"/#
            for match in source.matches(of: declaration) {
                byName[String(match.2)] = Entry(code: String(match.3), meaning: String(match.1))
            }
        }
        for source in sources {
            // `.conflict(.emailTaken`, `Failure(.conflict, .emailTaken` and the defaults of Failure's own makers.
            let use =
                #/
                \.(invalid|unauthenticated|forbidden|notFound|conflict|tooLarge|limited
                    |unavailable|internalError)
                [(,]\s*\.(\w+)
                /#
            for match in source.matches(of: use) { byName[String(match.2)]?.kinds.insert(String(match.1)) }
            let standard = #/func (\w+)\(\s*_ code: ErrorCode = \.(\w+)/#
            for match in source.matches(of: standard) {
                byName[String(match.2)]?.kinds.insert(String(match.1))
            }
        }
        entries = byName.values.sorted { $0.code < $1.code }
    }

    var text: String {
        let rows = entries.map { entry in
            "| `\(entry.code)` | \(entry.kinds.sorted().joined(separator: ", ")) | \(entry.meaning) |\n"
        }
        return """
            # Error codes

            Made from the sources by `Server/Tests/ErrorCatalogueTests.swift`. Codes are added, never renamed.

            | code | kind | meaning |
            |---|---|---|
            \(rows.joined())
            """
    }
}
