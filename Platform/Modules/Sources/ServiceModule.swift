// SPDX-License-Identifier: Apache-2.0
public import Blobs
public import Caching
public import Core
public import Database
public import Fetching
public import Logging

/// One service of the site: wiring, no logic.
public protocol ServiceModule: Sendable {
    /// Its name, and that of its database schema.
    static var name: ModuleName { get }
    /// The modules whose endpoints it calls; they start before it and stop after it.
    static var calls: [ModuleName] { get }
    /// Its tables.
    static var migrations: [Migration] { get }

    /// Makes the service out of what the platform offers.
    init(_ platform: Platform) throws
    /// Declares what it answers, hears, broadcasts and schedules.
    func register(in module: inout ModuleRegistry)
    /// Gets ready for requests; its database is migrated and the modules it calls are up.
    func start() async throws
    /// Lets go of what it holds; no request comes any more.
    func stop() async
}

extension ServiceModule {
    public static var calls: [ModuleName] { [] }
    public func start() async throws {}
    public func stop() async {}
}

/// What the platform offers to one module.
public struct Platform: Sendable {
    /// The module's own database.
    public let database: any ServiceDatabase
    /// The way to other modules' endpoints.
    public let peers: Peers
    /// The time.
    public let clock: any WallClock
    /// What all processes of the site may share and forget.
    public let cache: any Cache
    /// Large files.
    public let blobs: any BlobStore
    /// The sockets of this process.
    public let sockets: any SocketRooms
    /// The module's log.
    public let logger: Logger
    /// What the operator decided.
    public let rules: SiteRules
    /// The pages of the web; nil where the operator keeps the site to itself.
    public let web: (any WebPages)?

    /// What the platform offers.
    public init(
        database: any ServiceDatabase,
        peers: Peers,
        clock: any WallClock,
        cache: any Cache,
        blobs: any BlobStore,
        sockets: any SocketRooms,
        logger: Logger,
        rules: SiteRules,
        web: (any WebPages)? = nil
    ) {
        self.database = database
        self.peers = peers
        self.clock = clock
        self.cache = cache
        self.blobs = blobs
        self.sockets = sockets
        self.logger = logger
        self.rules = rules
        self.web = web
    }
}
