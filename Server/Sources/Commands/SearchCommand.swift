// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Modules
import Search

/// Works on the search index.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Make the search index anew.",
        subcommands: [Rebuild.self]
    )

    /// Makes the index anew while the site serves.
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "Make the search index anew out of what the services hold; searches go on meanwhile."
        )

        @OptionGroup var options: SettingsOptions

        func run() async throws {
            try await OfflineSite.use(options) { site in
                guard let search = site.module(SearchModule.self) else {
                    throw ValidationError("The site has no module search.")
                }
                try await search.rebuildIndex()
                print("The search index is new.")
            }
        }
    }
}
