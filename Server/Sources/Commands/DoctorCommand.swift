// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Database
import Events
import Foundation
import Modules

/// Looks for what is wrong.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check settings, disk, databases, events and counters; say what to do.",
        subcommands: [ExaminationCommand.self, ErasureCommand.self],
        defaultSubcommand: ExaminationCommand.self
    )
}

/// Looks for what would trouble the site.
struct ExaminationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site",
        abstract: "Check settings, disk, databases, events and counters; say what to do."
    )

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.settings()
        var findings: [String] = []
        for variable in settings.unknownVariables {
            findings.append("\(variable) looks like a setting and is none.")
        }
        if settings.textIfAny("tls-certificate") == nil, try !settings.flag("behind-https"),
            !["localhost", "127.0.0.1", "::1"].contains(settings.text("host"))
        {
            findings.append(
                "The site listens beyond this machine without HTTPS: set tls-certificate or behind-https."
            )
        }
        findings += Self.disk(settings.text("data"))
        let site = try await OfflineSite.open(settings)
        for database in site.databases { findings += try await Self.events(database) }
        findings += try await site.findings()
        await site.stop()
        guard !findings.isEmpty else {
            print("All is well: settings, disk, \(site.databases.count) databases, events, counters.")
            return
        }
        for finding in findings { print("- " + finding) }
        throw ExitCode.failure
    }

    private static func disk(_ folder: String) -> [String] {
        let url = URL(fileURLWithPath: folder)
        let place = FileManager.default.fileExists(atPath: folder) ? url : url.deletingLastPathComponent()
        guard
            let free = try? FileManager.default.attributesOfFileSystem(forPath: place.path)[.systemFreeSize]
                as? Int
        else {
            // Said rather than thrown: the rest is of use.
            return ["The free space of \(place.path) cannot be told."]
        }
        // SQLite's log alone may grow by tens of megabytes.
        return free < 1 << 30 ? ["Less than 1 GiB is free for \(folder)."] : []
    }

    private static func events(_ database: any ServiceDatabase) async throws -> [String] {
        let dead = try await DeadEvents(database).list(limit: PageLimit(clamping: 100)).items.count
        guard dead > 0 else { return [] }
        return [
            "\(dead) or more events of others could not be handled by \(database.name); see its dead_events."
        ]
    }
}
