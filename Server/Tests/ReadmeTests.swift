// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import roost

/// Keeps the table of settings in the README what `roost config print` says.
struct ReadmeTests {
    @Test
    func `the README has every setting with its default and meaning`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)

        #expect(!Settings.definitions.isEmpty)
        for setting in Settings.definitions {
            let standard = setting.standard.isEmpty ? "" : "`\(setting.standard)` "
            #expect(readme.contains("\n| `\(setting.name)` | \(standard)| \(setting.help) |\n"))
        }
    }
}
