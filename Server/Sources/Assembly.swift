// SPDX-License-Identifier: Apache-2.0
import Blobs
import Caching
import Core
import Database
import DatabasePostgres
import DatabaseSQLite
import Fetching
import Foundation
import HTTPServing
import Logging
import Modules
import NIOPosix
import Realtime
import Telemetry

/// The parts of a site as settings choose them.
struct Assembly {
    let settings: Settings
    let logger: Logger
    let clock: any WallClock = SystemWallClock()

    /// The folder of databases and files.
    var data: URL { URL(fileURLWithPath: settings.text("data"), isDirectory: true) }

    /// Opens databases where the settings say.
    func driver() throws -> any DatabaseDriver {
        let logger = Logger(label: "roost.database")
        guard let url = settings.textIfAny("database-url") else {
            return SQLiteDriver(
                folder: data.appendingPathComponent("databases", isDirectory: true).path,
                clock: clock,
                logger: logger
            )
        }
        var postgres = PostgresSettings()
        postgres.connections = try settings.number("database-connections", in: 1...200)
        return PostgresDriver(url: url, settings: postgres, clock: clock, logger: logger)
    }

    /// The sockets of this process.
    func sockets() throws -> SocketServer {
        var configuration = SocketServerConfiguration()
        if try !settings.flag("rate-limits") { configuration.inboundRate = nil }
        return SocketServer(
            configuration: configuration,
            group: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
    }

    /// The chosen modules, ready to start.
    func site(sockets: any SocketRooms) async throws -> Site {
        try FileManager.default.createDirectory(
            at: data,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let cache = MemoryCache(clock: clock)
        let blobs = try DiskBlobStore(folder: data.appendingPathComponent("blobs", isDirectory: true).path)
        let rules = try rules()
        return try await Site(
            try RoostModules.selected(by: settings),
            parts: Site.Parts(
                driver: try driver(),
                clock: clock,
                cache: cache,
                blobs: blobs,
                sockets: sockets,
                logger: logger,
                rules: rules,
                web: rules.readsWeb ? GuardedWeb() : nil
            )
        )
    }

    /// What the operator decided for the modules.
    func rules() throws -> SiteRules {
        SiteRules(
            deletionGrace: .days(try settings.number("deletion-grace-days", in: 0...3650)),
            activityLife: .days(try settings.number("activity-days", in: 1...3650)),
            readsWeb: try settings.flag("link-previews")
        )
    }

    /// How the server listens.
    func http() throws -> HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration()
        configuration.host = settings.text("host")
        configuration.port = try settings.number("port", in: 0...65_535)
        let isRange = "a list of addresses or ranges such as 10.0.0.0/8"
        configuration.trustedProxies = try settings.list("trusted-proxies", isRange, AddressRange.init)
        configuration.allowedAddresses = try settings.list("allow", isRange, AddressRange.init)
        configuration.deniedAddresses = try settings.list("deny", isRange, AddressRange.init)
        configuration.crossOrigins = Set(
            try settings.list("cors-origins", "a list of origins such as https://example.org") { text in
                text.hasPrefix("https://") || text.hasPrefix("http://") ? text : nil
            }
        )
        configuration.isBehindHTTPS = try settings.flag("behind-https")
        // On the disk of the data, not in a temporary folder that may be memory.
        configuration.formFolder = data.path
        configuration.compressesReplies = try settings.flag("compression")
        configuration.limits.connections = try settings.number("max-connections", in: 10...1_000_000)
        if try !settings.flag("rate-limits") { configuration.rateLimits = nil }
        if let certificate = settings.textIfAny("tls-certificate") {
            let key = try settings.parsed("tls-key", "given together with tls-certificate") {
                $0.isEmpty ? nil : $0
            }
            configuration.tls = TLSFiles(certificateChain: certificate, privateKey: key)
        }
        return configuration
    }

    /// Reads every setting, so that a wrong one is named before anything starts.
    func check() throws {
        _ = try http()
        _ = try rules()
        _ = try RoostModules.selected(by: settings)
        _ = try settings.number("database-connections", in: 1...200)
        _ = try LogSettings(settings)
    }
}

/// How the log is written.
struct LogSettings {
    let level: Logger.Level
    let isJSON: Bool

    init(_ settings: Settings) throws {
        level = try settings.parsed(
            "log-level",
            "one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))",
            Logger.Level.init(rawValue:)
        )
        let format = try settings.choice("log-format", of: ["auto", "json", "text"])
        isJSON = format == "json" || format == "auto" && isatty(STDERR_FILENO) == 0
    }
}

extension LogSettings {
    /// How telemetry is told to write.
    var options: Observability.Options {
        var options = Observability.Options()
        options.level = level
        options.format = isJSON ? .json : .text
        return options
    }
}
