// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Database
import Endpoints
import Events
import Foundation
import Logging
import Modules
import Realtime

/// Brings the tables up to date and ends.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the databases up to date and end."
    )

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await OfflineSite.use(options) { site in
            for database in site.databases { print("\(database.name) is up to date.") }
        }
    }
}

/// Prints the OpenAPI document.
struct OpenAPICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi",
        abstract: "Print the OpenAPI document of the public API."
    )

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "roost-\(UUID().uuidString)"
        )
        // Nothing of the folder is needed afterwards; a temporary folder that stays does no harm.
        defer { try? FileManager.default.removeItem(at: folder) }
        let settings = try Settings(flags: ["data": folder.path], environment: [:], file: nil)
        let site = try await OfflineSite.open(settings)
        print(try OpenAPI(site.endpoints.map(\.declaration)).document(), terminator: "")
        await site.stop()
    }
}

/// Shows and checks settings.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Show or check the settings.",
        subcommands: [Print.self, Check.self]
    )

    /// Prints every setting and where its value came from.
    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "print",
            abstract: "Print every setting and where its value came from."
        )
        @OptionGroup var options: SettingsOptions

        func run() async throws {
            for line in try options.settings().lines { print(line) }
        }
    }

    /// Fails with the name of a setting that is wrong.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Check every setting; name the one that is wrong."
        )
        @OptionGroup var options: SettingsOptions

        func run() async throws {
            try Assembly(settings: try options.settings(), logger: Logger(label: "roost")).check()
            print("The settings are good.")
        }
    }
}

/// Asks a running server whether it is well.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Ask the running server whether it is ready; exits with 1 when not."
    )

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.settings()
        let scheme = settings.textIfAny("tls-certificate") == nil ? "http" : "https"
        let host = settings.text("host") == "0.0.0.0" ? "localhost" : settings.text("host")
        guard let reply = HealthProbe.get("\(scheme)://\(host):\(settings.text("port"))/health/ready") else {
            print("No server answers at \(scheme)://\(host):\(settings.text("port")).")
            throw ExitCode.failure
        }
        print(reply.body)
        guard reply.status == 200 else { throw ExitCode.failure }
    }
}

/// The modules of a site that serves nobody, for commands that work on its data.
enum OfflineSite {
    /// Opens the site that the options name, lets events follow, does something, and closes it.
    static func use(_ options: SettingsOptions, _ body: (Site) async throws -> Void) async throws {
        let site = try await open(try options.settings())
        do {
            try await site.start()
            try await body(site)
            try await site.bus.drain()
        } catch {
            await site.stop()
            throw error
        }
        await site.stop()
    }

    static func open(_ settings: Settings) async throws -> Site {
        var logger = Logger(label: "roost")
        logger.logLevel = .warning
        let assembly = Assembly(settings: settings, logger: logger)
        try assembly.check()
        return try await assembly.site(sockets: try assembly.sockets())
    }
}
