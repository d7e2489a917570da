// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

// A setting has one name in three spellings: `--rate-limits` on the command line, `ROOST_RATE_LIMITS` in the
// environment, `rate-limits = off` in the file. The command line wins over the environment, the environment over the
// file, the file over the default. `roost config print` says which it was.

/// Where a setting's value came from.
enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    case preset
    case file(String)
    case environment
    case flag

    var description: String {
        switch self {
        case .preset: "default"
        case .file(let path): "file \(path)"
        case .environment: "environment"
        case .flag: "command line"
        }
    }
}

/// A value that is not one its setting takes.
struct SettingError: Error, CustomStringConvertible {
    let name: String
    let origin: SettingOrigin
    let problem: String

    var description: String { "The setting \(name) (\(origin)) \(problem)" }
}

/// What the server is told by flags, environment and file.
struct Settings: Sendable {
    /// One setting: its name, default and meaning.
    struct Definition: Sendable {
        let name: String
        let standard: String
        let help: String
        let isSecret: Bool

        init(_ name: String, _ standard: String, _ help: String, isSecret: Bool = false) {
            (self.name, self.standard, self.help, self.isSecret) = (name, standard, help, isSecret)
        }

        var variable: String { "ROOST_" + name.uppercased().replacing("-", with: "_") }
    }

    static let definitions: [Definition] = [
        Definition("host", "localhost", "Address to listen on; 0.0.0.0 for all."),
        Definition("port", "8080", "Port to listen on; 0 for any free one."),
        Definition("data", "data", "Folder for databases and files."),
        Definition("modules", "", "Modules to run, separated by commas; empty for those of the preset."),
        Definition("preset", "all", "Set of modules: all, community, pets, social, messenger or connect."),
        Definition(
            "database-url",
            "",
            "PostgreSQL (libpq URL); empty for SQLite in the data folder.",
            isSecret: true
        ),
        Definition("database-connections", "12", "Most PostgreSQL connections of this process."),
        Definition("tls-certificate", "", "PEM file with the certificate chain; empty for plain HTTP."),
        Definition("tls-key", "", "PEM file with the private key."),
        Definition(
            "behind-https",
            "off",
            "Whether a proxy in front speaks HTTPS, so that browsers are told so."
        ),
        Definition("trusted-proxies", "", "Addresses or ranges whose X-Forwarded-For is believed."),
        Definition("allow", "", "Addresses or ranges that may connect; empty for all."),
        Definition("deny", "", "Addresses or ranges that may not connect."),
        Definition("cors-origins", "", "Origins of other sites whose pages may call the API."),
        Definition("rate-limits", "on", "off lifts all limits on requests: for benchmarks and tests."),
        Definition(
            "deletion-grace-days",
            "30",
            "Days in which a deleted account can be had back; 0 for none."
        ),
        Definition("activity-days", "90", "Days for which it is told what people did."),
        Definition("link-previews", "on", "Whether the pages that posts link to are read for a preview."),
        Definition("compression", "on", "Whether replies are compressed."),
        Definition("max-connections", "20000", "Most connections at once."),
        Definition("log-level", "info", "trace, debug, info, notice, warning, error or critical."),
        Definition("log-format", "auto", "json, text, or auto: text on a terminal."),
    ]

    private var values: [String: (text: String, origin: SettingOrigin)] = [:]

    /// Reads the settings. `flags` holds those of the command line that were given.
    init(flags: [String: String], environment: [String: String], file: String?) throws {
        let known = Set(Self.definitions.map(\.variable) + ["ROOST_CONFIG"])
        // A misspelt variable would otherwise be ignored without a word.
        unknownVariables = environment.keys.filter { $0.hasPrefix("ROOST_") && !known.contains($0) }.sorted()
        for definition in Self.definitions { values[definition.name] = (definition.standard, .preset) }
        let path = file ?? environment["ROOST_CONFIG"]
        if let path { try read(file: path) }
        for definition in Self.definitions {
            if let text = environment[definition.variable] { values[definition.name] = (text, .environment) }
        }
        for (name, text) in flags { values[name] = (text, .flag) }
    }

    /// Variables that look like settings and are none.
    let unknownVariables: [String]

    private mutating func read(file path: String) throws {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw SettingError(name: "config", origin: .file(path), problem: "cannot be read.")
        }
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0].trimmingCharacters(in: .whitespaces)
            let origin = SettingOrigin.file("\(path):\(index + 1)")
            guard parts.count == 2 else {
                throw SettingError(name: name, origin: origin, problem: "has no value; write name = value.")
            }
            guard values[name] != nil else {
                throw SettingError(
                    name: name,
                    origin: origin,
                    problem: "does not exist; see roost config print."
                )
            }
            values[name] = (parts[1].trimmingCharacters(in: .whitespaces), origin)
        }
    }

    /// Every setting with its value and where that came from; secrets are hidden.
    var lines: [String] {
        Self.definitions.map { definition in
            let (text, origin) = value(of: definition.name)
            let shown = definition.isSecret && !text.isEmpty ? "(hidden)" : text
            return "\(definition.name) = \(shown)".padding(toLength: 44, withPad: " ", startingAt: 0)
                + " # \(origin). \(definition.help)"
        }
    }

    private func value(of name: String) -> (text: String, origin: SettingOrigin) {
        guard let value = values[name] else { preconditionFailure("there is no setting \(name)") }
        return value
    }

    /// The text of a setting.
    func text(_ name: String) -> String { value(of: name).text }

    /// The text of a setting; nil when it is empty.
    func textIfAny(_ name: String) -> String? {
        let text = text(name)
        return text.isEmpty ? nil : text
    }

    /// A setting as something it is parsed into.
    func parsed<Value>(_ name: String, _ wanted: String, _ parse: (String) -> Value?) throws -> Value {
        let (text, origin) = value(of: name)
        guard let value = parse(text) else {
            throw SettingError(name: name, origin: origin, problem: "must be \(wanted), not \"\(text)\".")
        }
        return value
    }

    /// A setting as a number within bounds.
    func number(_ name: String, in range: ClosedRange<Int>) throws -> Int {
        try parsed(name, "a number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// A setting that is on or off.
    func flag(_ name: String) throws -> Bool {
        try parsed(name, "on or off") {
            ["on": true, "true": true, "1": true, "off": false, "false": false, "0": false][$0]
        }
    }

    /// A setting that is one of some words.
    func choice(_ name: String, of words: [String]) throws -> String {
        try parsed(name, "one of \(words.joined(separator: ", "))") { words.contains($0) ? $0 : nil }
    }

    /// A setting that is a list, each item parsed.
    func list<Value>(_ name: String, _ wanted: String, _ parse: (String) -> Value?) throws -> [Value] {
        try parsed(name, wanted) { text in
            var values: [Value] = []
            for item in text.split(separator: ",") {
                guard let value = parse(item.trimmingCharacters(in: .whitespaces)) else { return nil }
                values.append(value)
            }
            return values
        }
    }
}
