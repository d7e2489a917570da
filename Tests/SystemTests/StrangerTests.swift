// SPDX-License-Identifier: Apache-2.0
import Accounts
import Activity
import Chat
import Connections
import Core
import Endpoints
import Exports
import Feed
import Foundation
import Groups
import Media
import Modules
import Notifications
import Posts
import Presence
import Previews
import Search
import Testing
import Testkit
import Users

/// The whole product in one process.
let wholeSite: [any ServiceModule.Type] = [
    AccountsModule.self, UsersModule.self, ConnectionsModule.self, ChatModule.self, PresenceModule.self,
    MediaModule.self, GroupsModule.self, PostsModule.self, PreviewsModule.self, FeedModule.self,
    NotificationsModule.self, ActivityModule.self, SearchModule.self, ExportsModule.self,
]

struct StrangerTests {
    /// What anybody may call without an account. It only shrinks.
    static let open: Set<String> = [
        "Register", "Login", "RefreshTokens", "GetSigningKeys",
        // An `<img>` sends no token: the address says for whom it is.
        "GetPictureFile", "GetPortraitFile",
        // Nor does a browser that downloads.
        "GetExportFile",
    ]

    /// A call with something in every place, so that a check that comes too late would let it through.
    static func attempt(
        _ endpoint: EndpointDeclaration,
        on server: TestServer,
        as caller: Caller
    ) async throws -> Failure? {
        do {
            _ = try await server.send(
                endpoint.name,
                parameters: endpoint.route.parameters.map { _ in "0190a1b2-0000-7000-8000-000000000001" },
                query: "q=a&userIds=0190a1b2-0000-7000-8000-000000000001",
                body: Array("{}".utf8),
                as: caller
            )
            return nil
        } catch let failure as Failure {
            return failure
        }
    }

    @Test(arguments: TestDatabase.all)
    func `without a token every endpoint but the open ones asks to log in`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let endpoints = server.site.endpoints.map(\.declaration)
            #expect(endpoints.count > 30)

            for endpoint in endpoints where endpoint.access != .service && !Self.open.contains(endpoint.name)
            {
                let failure = try await Self.attempt(endpoint, on: server, as: Caller())
                #expect(failure?.kind == .unauthenticated, "\(endpoint.name)")
                #expect(failure?.code == .unauthenticated, "\(endpoint.name)")
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the open endpoints are those that are meant to be`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let open = server.site.endpoints.map(\.declaration).filter { $0.access == .everyone }.map(\.name)

            #expect(Set(open) == Self.open)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody reaches what is for services, not even an admin`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let root = try await server.member("root").caller()
            let internals = server.site.endpoints.map(\.declaration).filter { $0.access == .service }
            #expect(!internals.isEmpty)

            for endpoint in internals {
                for caller in [Caller(), root] {
                    let failure = try await Self.attempt(endpoint, on: server, as: caller)
                    #expect(failure?.code == .notFound, "\(endpoint.name)")
                }
                #expect(endpoint.route.template.hasPrefix("/internal/"), "\(endpoint.name)")
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a token of a login that ended opens nothing`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let ada = try await server.member("ada")
            _ = try await server.send("Logout", as: try await ada.caller())

            await #expect(throws: (any Error).self) { try await ada.caller() }
            await #expect(throws: SocketRefused.self) { try await ada.connect() }
        }
    }
}
