// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A build target, told from where a file lies.
struct Target: Hashable {
    enum Kind: Hashable {
        case platform
        case serviceAPI
        case service
        /// What callers of a service share.
        case serviceClient
        case server
        case client
        /// Tests, test support and benchmarks, which may import what they test.
        case test
    }

    let name: String
    let kind: Kind

    init?(of path: String) {
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2 else { return nil }
        if parts.contains("Tests") || ["Testkit", "Benchmarks"].contains(parts[0]) {
            self.init(name: parts[1], kind: .test)
            return
        }
        switch (parts[0], parts[2]) {
        case ("Platform", "Sources"): self.init(name: parts[1], kind: .platform)
        case ("Services", "API"): self.init(name: parts[1] + "API", kind: .serviceAPI)
        case ("Services", "Client"): self.init(name: parts[1] + "Client", kind: .serviceClient)
        case ("Services", "Sources"): self.init(name: parts[1], kind: .service)
        case ("Server", _): self.init(name: "roost", kind: .server)
        case ("Client", _): self.init(name: "RoostClient", kind: .client)
        default: return nil
        }
    }

    private init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// Who may import whom.
enum ImportRules {
    /// Modules that come with Swift or the system.
    static let system: Set = [
        "Swift", "Foundation", "FoundationEssentials", "FoundationNetworking", "Synchronization", "Dispatch",
        "Glibc",
        "Musl", "Darwin", "Testing", "RegexBuilder", "Observation",
    ]

    /// Libraries whose interfaces are everywhere by nature: logs, metrics, traces, and NIO's types.
    static let everywhere: Set = [
        "Logging", "Metrics", "CoreMetrics", "Tracing", "Instrumentation", "ServiceContextModule", "NIO",
        "NIOCore",
        "NIOPosix", "NIOHTTP1", "NIOHTTP2", "NIOHPACK", "NIOTLS", "NIOWebSocket", "NIOConcurrencyHelpers",
        "NIOHTTPTypes",
        "NIOHTTPTypesHTTP1", "NIOHTTPTypesHTTP2", "NIOFoundationCompat",
    ]

    /// Every other library, and the one target that may import it; so it can be replaced in one place. Two stand
    /// where one would mean to wrap an interface that needs no wrapping.
    static let owners: [String: Set<String>] = [
        "ArgumentParser": ["roost"],
        "CArgon2": ["Accounts"],
        "CPostgres": ["DatabasePostgres"],
        "CSQLiteShim": ["DatabaseSQLite"],
        "CZlib": ["HTTPServing"],
        // Hashes and signatures are values in, values out.
        "Crypto": ["Accounts", "Blobs", "Media"],
        "GRDB": ["DatabaseSQLite"],
        "HTTPTypes": ["HTTPServing"],
        "Hummingbird": ["HTTPServing"],
        "HummingbirdCore": ["HTTPServing"],
        "HummingbirdHTTP2": ["HTTPServing"],
        "HummingbirdTLS": ["HTTPServing"],
        "JWTKit": ["Accounts"],
        // In and out.
        "NIOSSL": ["HTTPServing", "Fetching"],
        // The server is a service of the group that the command runs.
        "ServiceLifecycle": ["HTTPServing", "roost"],
        "UnixSignals": ["roost"],
        "WebAssets": ["roost"],
    ]

    static func violations(in tree: SourceTree) throws -> [Violation] {
        let pattern = try Pattern(
            #"^ *(?:@\w+ +|public +|package +|internal +|private +|fileprivate +)*import +(?:struct |class |enum |protocol |func |var )?([A-Za-z_]\w*)"#
        )
        let services = Set(tree.paths.compactMap { folder(of: $0, in: "Services") })
        let platform = Set(tree.paths.compactMap { folder(of: $0, in: "Platform") })
        return tree.swift.flatMap { file -> [Violation] in
            guard let target = Target(of: file.path), target.kind != .test else { return [] }
            return pattern.matches(in: SwiftText(file).code).compactMap { module, line in
                guard let rule = brokenRule(by: target, importing: module, services, platform) else {
                    return nil
                }
                return Violation(rule: rule, path: file.path, subject: module, line: line)
            }
        }
    }

    private static func brokenRule(
        by target: Target,
        importing module: String,
        _ services: Set<String>,
        _ platform: Set<String>
    ) -> String? {
        if system.contains(module) { return nil }
        let isAPI = module.hasSuffix("API") && services.contains(String(module.dropLast(3)))
        let isService = services.contains(module)
        let isClient = module.hasSuffix("Client") && services.contains(String(module.dropLast(6)))
        switch target.kind {
        case .serviceAPI:
            // Types that several services show, as a user is, belong to the API of one of them.
            return ["Core", "Endpoints"].contains(module) || isAPI ? nil : "api-import"
        case .platform:
            if isAPI || isService || isClient { return "platform-import" }
            if ["Core", "Endpoints"].contains(target.name), module != "Core" { return "core-import" }
        case .service, .serviceClient:
            if isService { return "service-import" }
            if platform.contains(module), isDriver(module) { return "driver-import" }
        case .client:
            if isService || platform.contains(module), !["Core", "Endpoints"].contains(module) {
                return "client-import"
            }
        case .server, .test: break
        }
        if isAPI || isClient || isService || platform.contains(module) || everywhere.contains(module) {
            return nil
        }
        guard let allowed = owners[module] else { return "unlisted-import" }
        return allowed.contains(target.name) ? nil : "library-import"
    }

    /// A driver is a platform module that begins with the name of the interface it implements.
    private static func isDriver(_ module: String) -> Bool {
        ["Database", "Events", "Caching", "Blobs"].contains { module.hasPrefix($0) && module != $0 }
    }

    private static func folder(of path: String, in parent: String) -> String? {
        let parts = path.split(separator: "/")
        return parts.count == 2 && parts[0] == parent ? String(parts[1]) : nil
    }
}
