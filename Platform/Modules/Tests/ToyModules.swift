// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Database
import Endpoints
import Modules
import Realtime

/// Grinds flour, for other services.
struct GrindFlour: Endpoint {
    static let route: Route = .post("/mill/flour")
    static let summary = "Grind flour"
    static let access: Access = .service
    typealias Reply = Int
    var body: Int
    init(_ kilograms: Int) { body = kilograms }
}

/// Buys bread, for members.
struct BuyBread: Endpoint {
    static let route: Route = .post("/bakery/bread")
    static let summary = "Buy bread"
    static let access: Access = .member
    typealias Reply = String
    var body: Int
    init(_ loaves: Int) { body = loaves }
}

/// Opens the safe, for admins.
struct OpenSafe: Endpoint {
    static let route: Route = .get("/bakery/safe")
    static let summary = "Open the safe"
    static let access: Access = .roles([.admin])
    typealias Reply = String
    init() {}
}

/// What nobody here answers.
struct CatchFish: Endpoint {
    static let route: Route = .get("/sea/fish")
    static let summary = "Catch fish"
    static let access: Access = .everyone
    typealias Reply = Int
    init() {}
}

/// Writes down in the cache, which belongs to one site, who started and stopped.
struct Diary: Sendable {
    let cache: any Cache

    func note(_ line: String) async throws {
        let before = try await lines()
        try await cache.set(
            "diary",
            to: Array((before + [line]).joined(separator: "\n").utf8),
            for: .hours(1)
        )
    }

    func lines() async throws -> [String] {
        let bytes = try await cache.get("diary") ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

struct Farm: ServiceModule {
    static let name: ModuleName = "farm"
    static let migrations: [Migration] = []
    let diary: Diary
    init(_ platform: Platform) { diary = Diary(cache: platform.cache) }
    func register(in module: inout ModuleRegistry) {}
    func start() async throws { try await diary.note("farm up") }
    func stop() async { try? await diary.note("farm down") }
}

struct Mill: ServiceModule {
    static let name: ModuleName = "mill"
    static let calls: [ModuleName] = ["farm"]
    static let migrations: [Migration] = []
    let diary: Diary
    init(_ platform: Platform) { diary = Diary(cache: platform.cache) }
    func register(in module: inout ModuleRegistry) {
        module.handle(GrindFlour.self) { (request: GrindFlour, _: Caller) in request.body * 2 }
    }
    func start() async throws { try await diary.note("mill up") }
    func stop() async { try? await diary.note("mill down") }
}

struct Order: Decodable, Sendable { let loaves: Int }

struct Bakery: ServiceModule {
    static let name: ModuleName = "bakery"
    static let calls: [ModuleName] = ["mill"]
    static let migrations: [Migration] = []
    let platform: Platform
    init(_ platform: Platform) { self.platform = platform }

    func register(in module: inout ModuleRegistry) {
        let diary = Diary(cache: platform.cache)
        let peers = platform.peers
        module.authenticate(by: ByName())
        module.handle(BuyBread.self) { (request: BuyBread, member: Member) in
            "\(try await peers.call(GrindFlour(request.body))) for \(member.id)"
        }
        module.handle(OpenSafe.self) { (_: OpenSafe, _: Member) in "open" }
        module.on("bread:order", Order.self) { order, _, _ in
            guard order.loaves != 13 else { throw OvenExploded() }
            guard order.loaves > 0 else { throw Failure.conflict("bakery.sold_out", "There is no bread.") }
            return ["loaves": order.loaves]
        }
        module.onArrival { member, _ in
            try await diary.note("came")
            return [Room("customers"), Room("customer:\(member.id)")]
        }
        module.onDeparture { _, _ in try? await diary.note("left") }
    }

    func start() async throws { try await Diary(cache: platform.cache).note("bakery up") }
    func stop() async { try? await Diary(cache: platform.cache).note("bakery down") }
}

/// A defect, whose text no client may see.
struct OvenExploded: Error {}

/// Takes a token for a name: ada and root are known.
struct ByName: Authenticator {
    func knownMember(for token: Substring) -> Member? {
        token == "ada" ? Member(id: UserID(high: 1, low: 1), session: SessionID(high: 2, low: 2)) : nil
    }

    func member(for token: Substring) async throws -> Member {
        switch token {
        case "root": Member(id: UserID(high: 3, low: 3), session: SessionID(high: 4, low: 4), roles: [.admin])
        case "old": throw Failure.unauthenticated(.tokenExpired, "The access token has expired; refresh it.")
        default: throw Failure.unauthenticated("auth.invalid_token", "The access token is not valid.")
        }
    }
}

struct Hen: ServiceModule {
    static let name: ModuleName = "hen"
    static let calls: [ModuleName] = ["egg"]
    static let migrations: [Migration] = []
    init(_ platform: Platform) {}
    func register(in module: inout ModuleRegistry) {}
}

struct Egg: ServiceModule {
    static let name: ModuleName = "egg"
    static let calls: [ModuleName] = ["hen"]
    static let migrations: [Migration] = []
    init(_ platform: Platform) {}
    func register(in module: inout ModuleRegistry) {}
}

struct BurntDown: Error {}

struct NeverMade: ServiceModule {
    static let name: ModuleName = "nevermade"
    static let migrations: [Migration] = []
    init(_ platform: Platform) throws { throw BurntDown() }
    func register(in module: inout ModuleRegistry) {}
}

struct NeverMigrated: ServiceModule {
    static let name: ModuleName = "nevermigrated"
    static let migrations = [Migration("0001_nonsense", "CREATE NONSENSE")]
    init(_ platform: Platform) {}
    func register(in module: inout ModuleRegistry) {}
}

struct NeverStarted: ServiceModule {
    static let name: ModuleName = "neverstarted"
    static let calls: [ModuleName] = ["mill"]
    static let migrations: [Migration] = []
    init(_ platform: Platform) {}
    func register(in module: inout ModuleRegistry) {}
    func start() async throws { throw BurntDown() }
}
