// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The command line of Roost.
@main
struct Roost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "A community platform in one binary.",
        version: Version.current,
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DemoCommand.self, UserCommand.self, OpenAPICommand.self,
            ConfigCommand.self, HealthCommand.self, DoctorCommand.self, SearchCommand.self,
        ]
    )
}

/// Which Roost this is.
enum Version {
    static let current = "0.1.0"
}
