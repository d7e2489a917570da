// SPDX-License-Identifier: Apache-2.0
import Blobs
import Caching
import Core
import Database
import Endpoints
import Foundation
import Logging
import Realtime
import Testing
import Testkit

@testable import Modules

struct ModuleSelectionTests {
    private let all: [any ServiceModule.Type] = [Bakery.self, Mill.self, Farm.self]

    @Test func `names choose modules in the order of all`() throws {
        #expect(
            try ModuleSelection.named(["farm", "bakery"], among: all).map { $0.name } == ["bakery", "farm"]
        )
        #expect(try ModuleSelection.named([], among: all).isEmpty)
    }

    @Test func `an unknown name is told with those there are`() {
        let error = #expect(throws: ModuleSelection.Unknown.self) {
            try ModuleSelection.named(["farm", "sea"], among: all)
        }

        #expect(error?.description == #"There is no module "sea"; there are bakery, mill, farm."#)
    }

    @Test func `each comes after those it calls`() throws {
        #expect(try ModuleSelection.inStartOrder(all).map { $0.name } == ["farm", "mill", "bakery"])
    }

    @Test func `who is called elsewhere is not waited for`() throws {
        #expect(try ModuleSelection.inStartOrder([Bakery.self, Farm.self]).count == 2)
    }

    @Test func `a circle is named`() {
        let error = #expect(throws: Failure.self) {
            try ModuleSelection.inStartOrder([Farm.self, Hen.self, Egg.self])
        }

        #expect(error?.internalText?.contains("egg") == true && error?.internalText?.contains("hen") == true)
        #expect(error?.internalText?.contains("farm") == false)
    }
}

struct SiteTests {
    private func site(
        _ modules: [any ServiceModule.Type],
        cache: any Cache,
        _ body: (Site) async throws -> Void
    ) async throws {
        try await TestDatabase.sqlite.withDriver { driver in
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("roost-\(UUID())").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let parts = Site.Parts(
                driver: driver,
                clock: FakeClock(),
                cache: cache,
                blobs: try DiskBlobStore(folder: folder, threads: 1),
                sockets: NoRooms(),
                logger: Logger(label: "test")
            )
            try await body(try await Site(modules, parts: parts))
        }
    }

    @Test func `modules start after those they call and stop before them`() async throws {
        let cache = MemoryCache()
        try await site([Bakery.self, Mill.self, Farm.self], cache: cache) { site in
            try await site.start()
            await site.stop()
        }

        #expect(
            try await Diary(cache: cache).lines() == [
                "farm up", "mill up", "bakery up", "bakery down", "mill down", "farm down",
            ]
        )
    }

    @Test func `a module that does not start is named and those before it are stopped`() async throws {
        let cache = MemoryCache()
        try await site([NeverStarted.self, Mill.self, Farm.self], cache: cache) { site in
            let failure = await #expect(throws: Site.StartFailure.self) { try await site.start() }
            #expect(failure?.module == "neverstarted" && failure?.step == "start")
            #expect(failure?.reason is BurntDown)
            await site.stop()
        }

        #expect(
            try await Diary(cache: cache).lines().prefix(4) == [
                "farm up", "mill up", "mill down", "farm down",
            ]
        )
    }

    @Test func `a module that cannot be made or migrated is named with the step`() async throws {
        let unmade = await #expect(throws: Site.StartFailure.self) {
            try await site([Farm.self, NeverMade.self], cache: MemoryCache()) { _ in }
        }
        let unmigrated = await #expect(throws: Site.StartFailure.self) {
            try await site([Farm.self, NeverMigrated.self], cache: MemoryCache()) { _ in }
        }

        #expect(unmade?.description.hasPrefix("The module nevermade failed to be made: ") == true)
        #expect(unmigrated?.module == "nevermigrated")
        #expect(unmigrated?.step == "bring its tables up to date")
    }

    @Test func `without a module that checks tokens there is no door for sockets`() async throws {
        try await site([Farm.self], cache: MemoryCache()) { site in
            #expect(throws: Failure.self) { try site.socketGate() }
            #expect(site.authenticator == nil)
        }
    }
}

struct PeersTests {
    @Test(arguments: TestDatabase.all)
    func `modules call each other and clients do not`(_ database: TestDatabase) async throws {
        try await withServer(Bakery.self, Mill.self, on: database) { server async throws in
            let ada = Caller(member: ByName().knownMember(for: "ada"))

            #expect(try await server.call(BuyBread(3), as: ada) == "6 for \(UserID(high: 1, low: 1))")
            #expect(try await server.site.peers.call(GrindFlour(2)) == 4)
            let refusal = await #expect(throws: Failure.self) {
                try await server.site.peers.call(GrindFlour(2), as: ada)
            }
            #expect(refusal?.code == .notFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a module that runs nowhere is unavailable`(_ database: TestDatabase) async throws {
        try await withServer(Bakery.self, on: database) { server async throws in
            let ada = Caller(member: ByName().knownMember(for: "ada"))

            let direct = await #expect(throws: Failure.self) { try await server.site.peers.call(CatchFish()) }
            let through = try await server.refusal(of: BuyBread(1), as: ada)

            #expect(direct?.kind == .unavailable && direct?.internalText == "no module answers CatchFish")
            #expect(through.kind == .unavailable)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `access is checked for whoever it is`(_ database: TestDatabase) async throws {
        try await withServer(Bakery.self, on: database) { server async throws in
            let ada = Caller(member: ByName().knownMember(for: "ada"))
            let root = Caller(member: try await ByName().member(for: "root"))

            #expect(try await server.refusal(of: OpenSafe(), as: Caller()).kind == .unauthenticated)
            #expect(try await server.refusal(of: OpenSafe(), as: ada).kind == .forbidden)
            #expect(try await server.call(OpenSafe(), as: root) == "open")
            await #expect(throws: Failure.self) { try await server.site.peers.call(OpenSafe(), as: ada) }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `every registered endpoint is in the list of the site`(_ database: TestDatabase) async throws {
        try await withServer(Bakery.self, Mill.self, on: database) { server async throws in
            #expect(
                Set(server.site.endpoints.map(\.declaration.name)) == ["GrindFlour", "BuyBread", "OpenSafe"]
            )
        }
    }
}

struct SocketGateTests {
    @Test(arguments: [
        (#"{"token":"old"}"#, "auth.token_expired"), (#"{"token":"forged"}"#, "auth.invalid_token"),
        (#"{"token":""}"#, "auth.invalid_token"), (#"{"token":1}"#, "auth.required"), ("{}", "auth.required"),
        ("", "auth.required"),
    ])
    func `a bad token is refused with its code`(auth: String, code: String) async throws {
        try await withServer(Bakery.self, on: .sqlite) { server in
            let refused = await #expect(throws: SocketRefused.self) { try await server.connect(auth: auth) }

            #expect(refused?.code == code)
            #expect(refused?.message.isEmpty == false)
        }
    }

    @Test func `whoever comes is in the rooms of their account, login and modules`() async throws {
        try await withServer(Bakery.self, on: .sqlite) { server in
            _ = try await server.connect(token: "ada")
            _ = try await server.connect(token: "root")

            let ada = UserID(high: 1, low: 1)
            for (room, count) in [
                ("user:\(ada)", 1), ("session:\(SessionID(high: 2, low: 2))", 1), ("customer:\(ada)", 1),
                ("customers", 2),
            ] {
                // The notes count one more than there are.
                #expect(await server.rooms.count(in: Room(room)) == count + 1, "\(room)")
            }
        }
    }

    @Test func `an answer comes in the envelope of HTTP`() async throws {
        try await withServer(Bakery.self, on: .sqlite) { server in
            let socket = try await server.connect(token: "ada")

            #expect(
                try await socket.emit("bread:order", #"{"loaves":2}"#)
                    == #"{"success":true,"data":{"loaves":2}}"#
            )
            #expect(
                try await socket.emit("bread:order", #"{"loaves":0}"#)
                    == #"{"success":false,"error":{"code":"bakery.sold_out","message":"There is no bread."}}"#
            )
        }
    }

    @Test func `what cannot be read is refused by its field`() async throws {
        try await withServer(Bakery.self, on: .sqlite) { server in
            let socket = try await server.connect(token: "ada")

            for (json, field) in [
                ("", "body"), ("{}", "loaves"), (#"{"loaves":"x"}"#, "loaves"), ("[]", "body"),
            ] {
                let reply = try await socket.emit("bread:order", json)
                #expect(
                    reply.contains(#""code":"request.invalid""#) && reply.contains("\"field\":\"\(field)\"")
                )
            }
            #expect(try await socket.emit("bread:bake", "{}").contains(#""code":"request.not_found""#))
        }
    }

    @Test func `a defect tells the client nothing`() async throws {
        try await withServer(Bakery.self, on: .sqlite) { server in
            let socket = try await server.connect(token: "ada")

            let reply = try await socket.emit("bread:order", #"{"loaves":13}"#)

            #expect(reply.contains(#""code":"server.internal""#) && !reply.contains("Oven"))
        }
    }

    @Test func `modules hear when somebody leaves`() async throws {
        try await withServer(Bakery.self, on: .sqlite) { server in
            let socket = try await server.connect(token: "ada")

            try await socket.disconnect()

            try await eventually("the rooms are empty") {
                await server.rooms.count(in: Room("customers")) == 1
            }
        }
    }
}

/// Sockets that are not there.
private struct NoRooms: SocketRooms {
    func broadcast(_ event: String, json: [UInt8], to room: Room, except: SocketID?) {}
    func join(_ sockets: Room, into room: Room) {}
    func leave(_ sockets: Room, from room: Room) {}
    func disconnect(_ room: Room) {}
    func count(in room: Room) async -> Int { 0 }
}
