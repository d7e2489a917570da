// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Foundation

/// The options that every command takes; any other setting can be given as `--set name=value`.
struct SettingsOptions: ParsableArguments {
    @Option(help: "File with settings, one name = value a line.")
    var config: String?

    @Option(help: "Address to listen on; 0.0.0.0 for all.")
    var host: String?

    @Option(help: "Port to listen on; 0 for any free one.")
    var port: String?

    @Option(help: "Folder for databases and files.")
    var data: String?

    @Option(help: "Modules to run, separated by commas.")
    var modules: String?

    @Option(help: "Set of modules: all, community, pets, social, messenger or connect.")
    var preset: String?

    @Option(help: "Any setting, as name=value; may be repeated.")
    var set: [String] = []

    /// The settings, or an error that names the wrong one.
    func settings() throws -> Settings {
        var flags: [String: String] = [:]
        for (name, value) in [
            ("host", host), ("port", port), ("data", data), ("modules", modules), ("preset", preset),
        ] {
            if let value { flags[name] = value }
        }
        for pair in set {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init
            )
            guard parts.count == 2, Settings.definitions.contains(where: { $0.name == parts[0] }) else {
                throw SettingError(
                    name: parts[0],
                    origin: .flag,
                    problem: "does not exist; see roost config print."
                )
            }
            flags[parts[0]] = parts[1]
        }
        return try Settings(flags: flags, environment: ProcessInfo.processInfo.environment, file: config)
    }
}
