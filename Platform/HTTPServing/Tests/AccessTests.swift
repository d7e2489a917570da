// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Testing

@testable import HTTPServing

struct AccessTests {
    @Test
    func `a known token and one that has to be verified both let in`() async throws {
        try await withListener { server async throws in
            let ada = try await server.get("/api/whoami", fields: ["Authorization: Bearer ada"])
            let grace = try await server.get("/api/whoami", fields: ["authorization: bearer grace"])
            #expect(ada.dataText == SampleAuthenticator.ada.id.description)
            #expect(grace.dataText == SampleAuthenticator.grace.id.description)
        }
    }

    @Test
    func `no token is 401 where one is needed`() async throws {
        try await withListener { server async throws in
            let reply = try await server.get("/api/whoami")
            #expect(reply.status == 401)
            #expect(reply.code == "auth.required")
            #expect(reply["WWW-Authenticate"] == "Bearer")
        }
    }

    @Test(arguments: ["/api/whoami", "/api/open"])
    func `a bad token is 401 even where none is needed`(_ path: String) async throws {
        try await withListener { server async throws in
            let reply = try await server.get(path, fields: ["Authorization: Bearer forged"])
            #expect(reply.status == 401)
            #expect(reply.code == "auth.token_expired")
            #expect(reply["WWW-Authenticate"] == #"Bearer error="invalid_token""#)
        }
    }

    @Test(arguments: ["Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "ada"])
    func `what is no bearer token is 401`(_ value: String) async throws {
        try await withListener { server async throws in
            #expect(try await server.get("/api/open", fields: ["Authorization: \(value)"]).status == 401)
        }
    }

    @Test
    func `a role is needed where one is named`() async throws {
        try await withListener { server async throws in
            func delete(_ token: String) async throws -> RawReply {
                try await server.send(
                    TestListener.request("DELETE", "/api/reign", fields: ["Authorization: Bearer \(token)"])
                )
            }
            #expect(try await delete("ada").code == "auth.forbidden")
            #expect(try await delete("grace").status == 403)
            let done = try await delete("root")
            #expect(done.status == 204)
            #expect(done.body.isEmpty)
            #expect(done["Content-Length"] == nil)
        }
    }
}

struct FailureTests {
    @Test
    func `a service's refusal becomes its status and code`() async throws {
        try await withListener { server async throws in
            let reply = try await server.get("/api/fail/refusal")
            #expect(reply.status == 409)
            #expect(
                reply.text
                    == #"{"success":false,"error":{"code":"sample.asked","message":"You asked for it."}}"#
            )
        }
    }

    @Test
    func `waiting times are told in whole seconds`() async throws {
        try await withListener { server async throws in
            let limited = try await server.get("/api/fail/limited")
            #expect(limited.status == 429)
            #expect(limited["Retry-After"] == "2")
            let unavailable = try await server.get("/api/fail/unavailable")
            #expect(unavailable.status == 503)
            #expect(unavailable["Retry-After"] == "1")
        }
    }

    @Test
    func `a defect is 500, logged once with its detail, which the client is not told`() async throws {
        let log = CapturedLog()
        try await withListener(logger: log.logger) { server async throws in
            let reply = try await server.get("/api/fail/defect")
            #expect(reply.status == 500)
            #expect(reply.code == "server.internal")
            #expect(!reply.text.contains("swordfish"))
            #expect(reply.text.contains(reply["X-Request-Id"] ?? "?"))
            let lines = log.errors
            #expect(lines.count == 1)
            #expect(lines.first?.contains("swordfish") == true)
            #expect(lines.first?.contains(reply["X-Request-Id"] ?? "?") == true)
        }
    }

    @Test
    func `what an endpoint does is told apart by request and account in the log`() async throws {
        try await withListener { server async throws in
            let reply = try await server.get("/api/correlation", fields: ["Authorization: Bearer grace"])
            let user = SampleAuthenticator.grace.id
            #expect(reply.dataText == "\(reply["X-Request-Id"] ?? "?") \(user)")
        }
    }

    @Test
    func `every kind of failure has one status`() {
        let statuses = Failure.Kind.allCases.map { Failure($0, "a.b", "").status }
        #expect(statuses == [400, 401, 403, 404, 409, 413, 429, 503, 500])
    }
}
