// swift-tools-version: 6.2
// The tables below are aligned by hand, one line per module.
// swift-format-ignore-file
import PackageDescription

// The architecture, one line per service.
//   calls: whose endpoints it needs.   asks: whose endpoints it calls where they run, and does without where not.
//   hears: whose events it handles.   shares: whose public types appear in its own API.
let services = [
    Service("Accounts", calls: ["Users"], hears: ["Users"], shares: ["Users"], uses: [.argon2, .crypto, .jwt]),
    Service("Users", asks: ["Connections"], hears: ["Accounts"]),
    Service("Connections", calls: ["Users"], hears: ["Users"], shares: ["Users"]),
    Service(
        "Media", calls: ["Users"], asks: ["Posts"], hears: ["Posts", "Users"], shares: ["Users"],
        uses: [.sandbox, .crypto]),
    Service(
        "Groups", calls: ["Users"], asks: ["Connections"], hears: ["Users", "Posts"], shares: ["Users"]),
    Service(
        "Chat", calls: ["Users"], asks: ["Groups"], hears: ["Users", "Connections", "Groups"],
        shares: ["Users", "Groups"]),
    Service(
        "Posts", calls: ["Users", "Connections"], asks: ["Media", "Groups"],
        hears: ["Users", "Connections", "Groups", "Previews"], shares: ["Users", "Media", "Groups", "Previews"]),
    Service("Previews", hears: ["Posts"]),
    Service("Feed", calls: ["Posts"], hears: ["Posts", "Users", "Connections", "Groups"], shares: ["Posts"]),
    Service(
        "Notifications", calls: ["Users"], hears: ["Users", "Connections", "Groups", "Posts", "Chat"],
        shares: ["Users", "Groups", "Posts", "Chat"]),
    Service(
        "Activity", calls: ["Users"], asks: ["Connections", "Groups", "Posts"],
        hears: ["Users", "Connections", "Groups", "Posts"], shares: ["Users", "Groups", "Posts"]),
    Service(
        "Presence", calls: ["Users"], asks: ["Connections"], hears: ["Users", "Chat", "Connections"],
        shares: ["Users"]),
    Service(
        "Search", calls: ["Users"], asks: ["Connections", "Groups", "Posts", "Chat"],
        hears: ["Accounts", "Users", "Connections", "Groups", "Posts", "Chat"],
        shares: ["Users", "Groups", "Posts", "Chat"]),
    Service("Exports", calls: ["Users"], hears: ["Users"], uses: [.archives]),
]

// The platform, one line per module. It knows nothing of the domain.
let platform = [
    Module("Core"),
    Module("Endpoints", needs: ["Core"]),
    Module("Database", needs: ["Core"], uses: [.logging, .metrics]),
    Module("DatabaseSQLite", needs: ["Core", "Database", "CSQLiteShim"], uses: [.grdb, .logging, .metrics]),
    Module("DatabasePostgres", needs: ["Core", "Database", "CPostgres"], uses: [.logging, .metrics]),
    Module("Events", needs: ["Core", "Database"], uses: [.logging, .metrics]),
    Module("Caching", needs: ["Core"], uses: [.metrics]),
    Module("Sandbox", needs: ["Core", "CSandbox"]),
    Module("Archives", needs: ["Core", "CZlib"]),
    Module(
        "Fetching", needs: ["Core", "CZlib"],
        uses: [.nio, .nioPosix, .nioHTTP1, .nioSSL, .nioConcurrency]),
    Module("Blobs", needs: ["Core"], uses: [.crypto]),
    Module(
        "Realtime", uses: [.logging, .metrics, .nio, .nioWebSocket, .nioConcurrency], tests: [.nioPosix]),
    Module(
        "Modules", needs: ["Core", "Endpoints", "Database", "Events", "Caching", "Fetching", "Blobs", "Realtime"],
        uses: [.logging, .metrics]),
    Module(
        "HTTPServing", needs: ["Core", "Endpoints", "Modules", "Realtime", "Caching", "CZlib"],
        uses: [
            .nio, .nioPosix, .nioHTTP1, .nioHTTP2, .nioSSL, .nioConcurrency, .logging, .metrics, .lifecycle,
        ]),
    Module("Telemetry", needs: ["Core"], uses: [.logging, .metrics]),
]

let everything =
    platform.map { Target.Dependency.byName(name: $0.name) }
    + services.flatMap { [Target.Dependency.byName(name: $0.name), .byName(name: $0.name + "API")] }

let executables: [Target] = [
    .executableTarget(
        name: "roost",
        dependencies: ["WebAssets", "CZlib"] + everything
            + [.argumentParser, .logging, .metrics, .lifecycle, .unixSignals, .nio, .nioPosix],
        path: "Server/Sources", swiftSettings: .strict),
    .testTarget(
        name: "ServerTests", dependencies: ["roost", "Testkit"] + everything, path: "Server/Tests",
        swiftSettings: .strict),
    .executableTarget(
        name: "realtime-echo",
        dependencies: ["Realtime", .argumentParser, .logging, .nio, .nioPosix, .nioHTTP1, .nioWebSocket],
        path: "Testkit/RealtimeEcho", swiftSettings: .strict),
]

let support: [Target] = [
    .target(
        name: "Testkit", dependencies: everything + [.logging, .nio, .nioPosix, .nioHTTP1, .nioConcurrency],
        path: "Testkit/Sources", swiftSettings: .strict),
    .target(name: "WebAssets", path: "Web/Embedded"),
    .target(name: "CSandbox", path: "Platform/CSandbox"),
    .target(name: "CSQLiteShim", path: "Platform/CSQLiteShim", linkerSettings: [.linkedLibrary("sqlite3")]),
    .systemLibrary(
        name: "CPostgres", path: "Platform/CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
        name: "CArgon2", path: "Platform/CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CZlib", path: "Platform/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .testTarget(
        name: "SystemTests", dependencies: ["Testkit"] + everything, path: "Tests/SystemTests",
        swiftSettings: .strict),
    .testTarget(
        name: "TidyTests", path: "Tests/TidyTests", exclude: ["exceptions.txt"], swiftSettings: .strict),
]

let package = Package(
    name: "roost",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "roost", targets: ["roost"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.0"),
    ],
    targets: platform.flatMap { $0.targets } + services.flatMap { $0.targets } + executables + support
)

// MARK: - How a line above becomes targets

extension [SwiftSetting] {
    static var strict: Self {
        [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
        ]
    }
}

/// A module of the platform.
struct Module {
    let name: String
    let needs: [String]
    let uses: [Target.Dependency]
    let tests: [Target.Dependency]

    init(
        _ name: String, needs: [String] = [], uses: [Target.Dependency] = [], tests: [Target.Dependency] = []
    ) {
        (self.name, self.needs, self.uses, self.tests) = (name, needs, uses, tests)
    }

    var targets: [Target] {
        let home = "Platform/\(name)"
        return [
            .target(
                name: name, dependencies: needs.map { .byName(name: $0) } + uses, path: home + "/Sources",
                swiftSettings: .strict),
            .testTarget(
                name: name + "Tests", dependencies: [.byName(name: name), "Testkit"] + uses + tests,
                path: home + "/Tests", swiftSettings: .strict),
        ]
    }
}

/// A service: its API, its code and its tests.
struct Service {
    /// Services with code that those who call them share, in a target of its own: `Services/Users/Client`.
    static let withClient: Set = ["Users"]

    let name: String
    let calls: [String]
    let asks: [String]
    let hears: [String]
    let shares: [String]
    let uses: [Target.Dependency]

    init(
        _ name: String, calls: [String] = [], asks: [String] = [], hears: [String] = [], shares: [String] = [],
        uses: [Target.Dependency] = []
    ) {
        self.name = name
        self.calls = calls
        self.asks = asks
        self.hears = hears
        self.shares = shares
        self.uses = uses
    }

    var targets: [Target] {
        let home = "Services/\(name)"
        let clients = calls.filter(Self.withClient.contains).map { Target.Dependency.byName(name: $0 + "Client") }
        let contracts =
            Set(calls + asks + hears + [name]).sorted().map { Target.Dependency.byName(name: $0 + "API") } + clients
        let interfaces: [Target.Dependency] = [
            "Core", "Endpoints", "Database", "Events", "Caching", "Fetching", "Blobs", "Realtime", "Modules", .logging, .metrics,
        ]
        let client = Target.target(
            name: name + "Client", dependencies: ["Core", "Endpoints", "Caching", "Modules", .byName(name: name + "API")],
            path: home + "/Client", swiftSettings: .strict)
        return [
            .target(
                name: name + "API", dependencies: ["Core", "Endpoints"] + shares.map { .byName(name: $0 + "API") },
                path: home + "/API", swiftSettings: .strict),
            .target(
                name: name, dependencies: interfaces + contracts + uses, path: home + "/Sources",
                swiftSettings: .strict),
            .testTarget(
                name: name + "Tests", dependencies: [.byName(name: name), "Testkit"] + interfaces + contracts,
                path: home + "/Tests", swiftSettings: .strict),
        ] + (Self.withClient.contains(name) ? [client] : [])
    }
}

extension Target.Dependency {
    static var argumentParser: Self { .product(name: "ArgumentParser", package: "swift-argument-parser") }
    static var archives: Self { .byName(name: "Archives") }
    static var argon2: Self { .byName(name: "CArgon2") }
    static var crypto: Self { .product(name: "Crypto", package: "swift-crypto") }
    static var grdb: Self { .product(name: "GRDB", package: "GRDB.swift") }
    static var jwt: Self { .product(name: "JWTKit", package: "jwt-kit") }
    static var lifecycle: Self { .product(name: "ServiceLifecycle", package: "swift-service-lifecycle") }
    static var sandbox: Self { .byName(name: "Sandbox") }
    static var unixSignals: Self { .product(name: "UnixSignals", package: "swift-service-lifecycle") }
    static var logging: Self { .product(name: "Logging", package: "swift-log") }
    static var metrics: Self { .product(name: "Metrics", package: "swift-metrics") }
    static var nio: Self { .product(name: "NIOCore", package: "swift-nio") }
    static var nioConcurrency: Self { .product(name: "NIOConcurrencyHelpers", package: "swift-nio") }
    static var nioHTTP1: Self { .product(name: "NIOHTTP1", package: "swift-nio") }
    static var nioHTTP2: Self { .product(name: "NIOHTTP2", package: "swift-nio-http2") }
    static var nioPosix: Self { .product(name: "NIOPosix", package: "swift-nio") }
    static var nioSSL: Self { .product(name: "NIOSSL", package: "swift-nio-ssl") }
    static var nioWebSocket: Self { .product(name: "NIOWebSocket", package: "swift-nio") }
}
