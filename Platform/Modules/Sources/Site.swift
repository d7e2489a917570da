// SPDX-License-Identifier: Apache-2.0
public import Blobs
public import Caching
public import Core
public import Database
public import Endpoints
public import Events
public import Fetching
public import Logging
public import Realtime

/// The modules of one process, put together: their databases, endpoints, events, sockets and jobs.
public final class Site: Sendable {
    /// What the modules of a site share.
    public struct Parts: Sendable {
        /// Opens the modules' databases.
        public var driver: any DatabaseDriver
        /// The time.
        public var clock: any WallClock
        /// What may be forgotten.
        public var cache: any Cache
        /// Large files.
        public var blobs: any BlobStore
        /// The sockets.
        public var sockets: any SocketRooms
        /// The log.
        public var logger: Logger
        /// What the operator decided.
        public var rules: SiteRules
        /// The pages of the web; nil to keep the site to itself.
        public var web: (any WebPages)?

        /// What the modules of a site share.
        public init(
            driver: any DatabaseDriver,
            clock: any WallClock,
            cache: any Cache,
            blobs: any BlobStore,
            sockets: any SocketRooms,
            logger: Logger,
            rules: SiteRules = SiteRules(),
            web: (any WebPages)? = nil
        ) {
            self.driver = driver
            self.clock = clock
            self.cache = cache
            self.blobs = blobs
            self.sockets = sockets
            self.logger = logger
            self.rules = rules
            self.web = web
        }
    }

    /// A module that could not be brought up, by name.
    public struct StartFailure: Error, CustomStringConvertible {
        /// The module.
        public let module: ModuleName
        /// What it was doing.
        public let step: String
        /// Why it failed.
        public let reason: any Error

        public var description: String {
            let text = (reason as? Failure).map { $0.internalText ?? $0.message } ?? "\(reason)"
            return "The module \(module) failed to \(step): \(text)"
        }
    }

    private struct Running: Sendable {
        let name: ModuleName
        let module: any ServiceModule
        let database: any ServiceDatabase
        let registry: ModuleRegistry
        let jobs: JobRunner
    }

    /// Carries the modules' events.
    public let bus: EventBus
    /// The way to the modules' endpoints.
    public let peers: Peers
    private let running: [Running]
    private let driver: any DatabaseDriver
    private let logger: Logger

    /// Opens and migrates the databases of the modules and lets them register, in the order of who calls whom.
    public init(_ modules: [any ServiceModule.Type], parts: Parts) async throws {
        logger = parts.logger
        driver = parts.driver
        peers = Peers()
        var running: [Running] = []
        for type in try ModuleSelection.inStartOrder(modules) {
            running.append(try await Self.open(type, parts, peers: peers))
        }
        self.running = running
        bus = EventBus(sources: running.map(\.database), logger: parts.logger)
        for module in running {
            peers.register(module.registry.answers)
            if let data = module.registry.personalData {
                peers.register(PersonalShelf(module: module.name, data: data, database: module.database))
            }
            for subscribe in module.registry.subscriptions { subscribe(bus) }
            for add in module.registry.jobs { add(module.jobs) }
        }
    }

    private static func open(
        _ type: any ServiceModule.Type,
        _ parts: Parts,
        peers: Peers
    ) async throws -> Running {
        func step<Value>(_ name: String, _ body: () async throws -> Value) async throws -> Value {
            do {
                return try await body()
            } catch {
                throw StartFailure(module: type.name, step: name, reason: error)
            }
        }
        let database = try await step("open its database") {
            try await parts.driver.open(type.name.description)
        }
        try await step("bring its tables up to date") { try await migrate(database, type.migrations) }
        var logger = parts.logger
        logger[metadataKey: "module"] = "\(type.name)"
        let platform = Platform(
            database: database,
            peers: peers,
            clock: parts.clock,
            cache: parts.cache,
            blobs: parts.blobs,
            sockets: parts.sockets,
            logger: logger,
            rules: parts.rules,
            web: parts.web
        )
        let module = try await step("be made") { try type.init(platform) }
        var registry = ModuleRegistry(type.name, platform)
        module.register(in: &registry)
        return Running(
            name: type.name,
            module: module,
            database: database,
            registry: registry,
            jobs: JobRunner(database: database, logger: logger)
        )
    }

    /// Everything the modules answer.
    public var endpoints: [BoundEndpoint] { running.flatMap(\.registry.endpoints) }

    /// Who tells the holders of access tokens; nil without the accounts module.
    public var authenticator: (any Authenticator)? { running.lazy.compactMap(\.registry.authenticator).first }

    /// The databases of the modules, by name, for checks of their health.
    public var databases: [any ServiceDatabase] { running.map(\.database) }

    /// What is wrong with the modules' data, as they see it themselves.
    public func findings() async throws -> [String] {
        var findings: [String] = []
        for examine in running.flatMap(\.registry.examinations) { findings += try await examine() }
        return findings
    }

    /// One of the modules, as its own type, for the command line.
    public func module<Module: ServiceModule>(_ type: Module.Type) -> Module? {
        running.lazy.compactMap { $0.module as? Module }.first
    }

    /// The door for sockets. `admit` says no to whoever sends too much.
    public func socketGate(
        admit: @escaping @Sendable (Member, RateClass) -> Failure? = { _, _ in nil }
    ) throws -> any SocketNamespace {
        guard let authenticator else {
            throw Failure.unavailable(
                "No module checks tokens.",
                internal: "sockets need the accounts module"
            )
        }
        return SocketGate(
            registries: running.map(\.registry),
            authenticator: authenticator,
            admit: admit,
            logger: logger
        )
    }

    /// Starts the modules, then events and jobs.
    public func start() async throws {
        for (index, current) in running.enumerated() {
            do {
                try await current.module.start()
            } catch {
                for started in running[..<index].reversed() { await started.module.stop() }
                throw StartFailure(module: current.name, step: "start", reason: error)
            }
        }
        bus.start()
        for current in running { try await current.jobs.start() }
    }

    /// Stops jobs, events and modules, in the opposite order, and closes the databases.
    public func stop() async {
        for current in running { await current.jobs.drain() }
        await bus.stop()
        for current in running.reversed() { await current.module.stop() }
        await driver.close()
    }
}
