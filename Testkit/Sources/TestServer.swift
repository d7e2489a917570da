// SPDX-License-Identifier: Apache-2.0
import Accounts
import AccountsAPI
import Activity
import Blobs
import Caching
import Chat
import Connections
public import Core
import Database
import Events
import Endpoints
import Exports
import Feed
import Groups
import Foundation
import Logging
import Media
public import Modules
import NIOPosix
import Notifications
import Posts
import Presence
import Previews
import Realtime
import Search
import Synchronization
import Users
import UsersAPI

/// Runs a server with some modules, and those they call, and ends it afterwards.
public func withServer<Value>(
    _ modules: any ServiceModule.Type...,
    on database: TestDatabase,
    clock: FakeClock = FakeClock(),
    rules: SiteRules = .test,
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    try await withServer(of: modules, on: database, clock: clock, rules: rules, body)
}

/// Runs a server with a list of modules.
public func withServer<Value>(
    of modules: [any ServiceModule.Type],
    on database: TestDatabase,
    clock: FakeClock = FakeClock(),
    rules: SiteRules = .test,
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    guard database != .sqlite else {
        return try await serve(modules, on: database, clock: clock, rules: rules, body)
    }
    await Turns.postgresServers.take()
    do {
        let value = try await serve(modules, on: database, clock: clock, rules: rules, body)
        await Turns.postgresServers.give()
        return value
    } catch {
        await Turns.postgresServers.give()
        throw error
    }
}

private func serve<Value>(
    _ modules: [any ServiceModule.Type],
    on database: TestDatabase,
    clock: FakeClock,
    rules: SiteRules,
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    try await database.withDriver(clock: clock) { driver in
        let server = try await TestServer(
            TestServer.withThoseTheyCall(modules),
            driver: driver,
            clock: clock,
            rules: rules
        )
        do {
            let value = try await body(server)
            await server.stop()
            return value
        } catch {
            await server.stop()
            throw error
        }
    }
}

extension SiteRules {
    /// The rules of tests: what is deleted is gone at once, unless a test is about the grace.
    public static var test: Self { Self(deletionGrace: .zero) }
}

/// A whole server without its network: calls go through the endpoints, sockets through the real-time server.
public final class TestServer: Sendable {
    static let allModules: [any ServiceModule.Type] = [
        AccountsModule.self, UsersModule.self, ConnectionsModule.self, ChatModule.self, PresenceModule.self,
        MediaModule.self, GroupsModule.self, PostsModule.self, PreviewsModule.self, FeedModule.self,
        NotificationsModule.self, ActivityModule.self, SearchModule.self, ExportsModule.self,
    ]

    /// The modules, put together.
    public let site: Site
    /// The time, which stands still until a test moves it.
    public let clock: FakeClock
    /// Notes of what services did with sockets.
    public let rooms: RecordingRooms
    /// The web as the server sees it.
    public let web = DrawnWeb()

    /// The real-time servers of tests that are over. Their sessions' last words are still on their way when a test
    /// ends, and expect the server to be there, as it is as long as a process runs.
    private static let finished = Mutex<[SocketServer]>([])

    let sockets: SocketServer
    private let files: URL
    private let seen = Mutex<[String: Int]>([:])

    init(
        _ modules: [any ServiceModule.Type],
        driver: any DatabaseDriver,
        clock: FakeClock,
        rules: SiteRules
    ) async throws {
        self.clock = clock
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        sockets = SocketServer(
            configuration: SocketServerConfiguration(),
            group: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        rooms = RecordingRooms(sockets)
        files = FileManager.default.temporaryDirectory
            .appendingPathComponent("roost-files-\(UUID().uuidString)", isDirectory: true)
        site = try await Site(
            modules,
            parts: Site.Parts(
                driver: driver,
                clock: clock,
                cache: MemoryCache(clock: clock),
                blobs: try DiskBlobStore(folder: files.path, threads: 1),
                sockets: rooms,
                logger: logger,
                rules: rules,
                web: rules.readsWeb ? web : nil
            )
        )
        if site.authenticator != nil { sockets.namespace("/", try site.socketGate()) }
        try await site.start()
    }

    func stop() async {
        await sockets.close(within: .milliseconds(200))
        Self.finished.withLock { $0.append(sockets) }
        await site.stop()
        // A folder that cannot be removed is the system's to clean up.
        try? FileManager.default.removeItem(at: files)
    }

    static func withThoseTheyCall(_ modules: [any ServiceModule.Type]) -> [any ServiceModule.Type] {
        var wanted = Set(modules.map { $0.name })
        var found = wanted
        repeat {
            wanted = found
            for module in modules + allModules where wanted.contains(module.name) {
                found.formUnion(module.calls)
            }
        } while found != wanted
        let others = allModules.filter { module in
            found.contains(module.name) && !modules.contains { $0.name == module.name }
        }
        return modules + others
    }

    // MARK: Events

    /// Returns when every handler has done all that was published before.
    public func settle() async throws { try await site.bus.drain() }

    /// All events committed so far: by service, in the order of commits.
    public func publishedEvents() async throws -> [CommittedEvent] {
        var events: [CommittedEvent] = []
        for database in site.databases { events += try await CommittedEvent.all(in: database) }
        return events
    }

    /// The names of the events committed since this was last asked.
    public func newEvents() async throws -> [String] {
        var names: [String] = []
        for database in site.databases {
            let events = try await CommittedEvent.all(in: database)
            let start = seen.withLock { seen in
                defer { seen[database.name] = events.count }
                return seen[database.name] ?? 0
            }
            names += events.dropFirst(start).map(\.name)
        }
        return names
    }

    /// The events of one kind committed so far.
    public func events<Occurrence: Event>(of type: Occurrence.Type) async throws -> [Occurrence] {
        try await publishedEvents().filter { $0.name == type.name.description }.map {
            try $0.decoded(as: type)
        }
    }

    // MARK: Sockets

    /// Waits until as many broadcasts were made, and returns them all.
    public func broadcasts(atLeast count: Int) async throws -> [Broadcast] {
        try await eventually("\(count) broadcasts, there are \(rooms.broadcasts.map(\.event))") {
            rooms.broadcasts.count >= count
        }
        return rooms.broadcasts
    }

    /// Waits until as many things were done with rooms, and returns them all.
    public func roomActions(atLeast count: Int) async throws -> [RoomAction] {
        try await eventually("\(count) room actions, there are \(rooms.actions)") {
            rooms.actions.count >= count
        }
        return rooms.actions
    }

    /// Connects a socket. Throws a `SocketRefused` when the server does not let it in.
    public func connect(token: String?) async throws -> TestSocket {
        try await connect(auth: token.map { #"{"token":"\#($0)"}"# } ?? "")
    }

    /// Connects a socket with any CONNECT payload.
    public func connect(auth: String) async throws -> TestSocket {
        try await TestSocket(sockets, auth: auth)
    }
}
