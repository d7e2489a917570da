// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPServing
import Logging
import Modules
import Testing

@testable import roost

struct SettingsTests {
    /// Reads settings with a file of the given text.
    private func read(
        flags: [String: String] = [:],
        environment: [String: String] = [:],
        file: String? = nil
    ) throws -> Settings {
        guard let file else { return try Settings(flags: flags, environment: environment, file: nil) }
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("roost-\(UUID()).conf")
        try file.write(to: url, atomically: true, encoding: .utf8)
        // A file that cannot be removed is the system's to clean up.
        defer { try? FileManager.default.removeItem(at: url) }
        return try Settings(flags: flags, environment: environment, file: url.path)
    }

    private func line(_ name: String, _ settings: Settings) -> String? {
        settings.lines.first { $0.hasPrefix(name + " = ") }
    }

    @Test func `the command line wins over the environment, that over the file, that over the default`()
        throws
    {
        let file = "port = 1\nhost = file\ndata = file\n"
        let environment = ["ROOST_PORT": "2", "ROOST_HOST": "environment"]

        let settings = try read(flags: ["port": "3"], environment: environment, file: file)

        #expect(settings.text("port") == "3")
        #expect(settings.text("host") == "environment")
        #expect(settings.text("data") == "file")
        #expect(settings.text("preset") == "all")
    }

    @Test func `each line says where its value came from`() throws {
        let settings = try read(
            flags: ["port": "3"],
            environment: ["ROOST_HOST": "0.0.0.0"],
            file: "# a note\n\n  data =  here \n"
        )

        #expect(line("port", settings)?.contains("# command line.") == true)
        #expect(line("host", settings)?.contains("# environment.") == true)
        #expect(line("data", settings)?.hasPrefix("data = here ") == true)
        #expect(line("data", settings)?.contains(".conf:3.") == true)
        #expect(line("preset", settings)?.contains("# default.") == true)
        #expect(settings.lines.count == Settings.definitions.count)
    }

    @Test func `secrets are not shown`() throws {
        let settings = try read(environment: ["ROOST_DATABASE_URL": "postgres://ada:swordfish@db/roost"])

        #expect(!settings.lines.joined().contains("swordfish"))
        #expect(line("database-url", settings)?.hasPrefix("database-url = (hidden)") == true)
        #expect(settings.text("database-url").contains("swordfish"))
    }

    @Test(arguments: [
        ("port", "eighty", "a number from 0 to 65535"), ("port", "70000", "a number from 0 to 65535"),
        ("max-connections", "1", "a number from 10 to 1000000"), ("rate-limits", "maybe", "on or off"),
        ("compression", "", "on or off"), ("log-level", "loud", "one of trace, debug"),
        ("log-format", "xml", "one of auto, json, text"), ("preset", "zoo", "one of all"),
        ("allow", "10.0.0.0/99", "a list of addresses"), ("cors-origins", "example.org", "a list of origins"),
        ("deletion-grace-days", "-1", "a number from 0 to 3650"),
        ("activity-days", "0", "a number from 1 to 3650"),
        ("activity-days", "soon", "a number from 1 to 3650"),
        ("database-connections", "0", "a number from 1 to 200"),
    ])
    func `a wrong value names the setting, where it stands and what it takes`(
        name: String,
        text: String,
        wanted: String
    ) throws {
        let assembly = Assembly(
            settings: try read(file: "\(name) = \(text)\n"),
            logger: .init(label: "test")
        )

        let error = #expect(throws: SettingError.self) { try assembly.check() }

        #expect(error?.name == name)
        #expect(error?.description.contains("The setting \(name) (file ") == true)
        #expect(error?.description.contains("must be \(wanted)") == true)
        if !text.isEmpty { #expect(error?.description.contains("not \"\(text)\"") == true) }
    }

    @Test func `an unknown key in the file is an error with its line`() {
        let error = #expect(throws: SettingError.self) { try read(file: "port = 1\nprot = 2\n") }

        #expect(error?.name == "prot")
        #expect(error?.description.contains(":2) does not exist") == true)
    }

    @Test func `a line without a value and a file that is not there are errors`() {
        #expect(throws: SettingError.self) { try read(file: "port\n") }
        #expect(throws: SettingError.self) {
            try Settings(flags: [:], environment: ["ROOST_CONFIG": "/nowhere/roost.conf"], file: nil)
        }
    }

    @Test func `misspelt variables are told`() throws {
        let settings = try read(environment: ["ROOST_PROT": "1", "ROOST_PORT": "2", "HOME": "/"])

        #expect(settings.unknownVariables == ["ROOST_PROT"])
    }

    @Test func `lists are cut at commas`() throws {
        let settings = try read(flags: ["cors-origins": "https://a.example, http://b.example"])

        let http = try Assembly(settings: settings, logger: .init(label: "test")).http()

        #expect(http.crossOrigins == ["https://a.example", "http://b.example"])
    }

    @Test func `without limits nothing is limited`() throws {
        let limited = try Assembly(settings: try read(), logger: .init(label: "test")).http()
        let free = try Assembly(
            settings: try read(flags: ["rate-limits": "off"]),
            logger: .init(label: "test")
        ).http()

        #expect(limited.rateLimits != nil && free.rateLimits == nil)
    }

    @Test func `the defaults are good`() throws {
        try Assembly(settings: try read(), logger: .init(label: "test")).check()
    }
}

struct PresetTests {
    private func modules(_ flags: [String: String]) throws -> [String] {
        try RoostModules.selected(by: try Settings(flags: flags, environment: [:], file: nil))
            .map { $0.name.description }
    }

    @Test func `presets name modules that there are, with those they call`() throws {
        let byName = Dictionary(uniqueKeysWithValues: RoostModules.all.map { ($0.name.description, $0) })
        for (preset, names) in RoostModules.presets {
            for name in names {
                let module = try #require(byName[name], "\(preset) names \(name)")
                let missing = module.calls.map(\.description).filter { !names.contains($0) }
                #expect(missing.isEmpty, "\(name) of \(preset) calls \(missing)")
            }
        }
        #expect(
            Set(RoostModules.presets.keys) == ["all", "community", "pets", "social", "messenger", "connect"]
        )
    }

    @Test func `the help of the setting names every preset`() {
        let help = Settings.definitions.first { $0.name == "preset" }?.help ?? ""

        for preset in RoostModules.presets.keys { #expect(help.contains(preset)) }
    }

    @Test func `named modules win over the preset`() throws {
        #expect(try modules(["modules": "users,accounts", "preset": "messenger"]) == ["accounts", "users"])
        #expect(
            try modules(["preset": "social"])
                == [
                    "accounts", "users", "connections", "presence", "media", "posts", "previews", "feed",
                    "notifications", "activity", "search", "exports",
                ]
        )
        #expect(throws: ModuleSelection.Unknown.self) { try modules(["modules": "users,zoo"]) }
    }
}
