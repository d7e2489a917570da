// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import Testing

@testable import HTTPServing

struct RoutingTests {
    @Test
    func `an endpoint answers with its envelope under both paths`() async throws {
        try await withListener { server async throws in
            for path in ["/api/v1/open", "/api/open"] {
                let reply = try await server.get(path)
                #expect(reply.status == 200)
                #expect(reply.text == #"{"success":true,"data":{"text":"127.0.0.1 -"}}"#)
                #expect(reply["Content-Type"] == "application/json; charset=utf-8")
                #expect(reply["X-Request-Id"]?.count == 15)
                #expect(reply["Cache-Control"] == "no-store")
                #expect(reply["Server"] == nil)
                #expect(reply["Date"]?.hasSuffix(" GMT") == true)
            }
        }
    }

    @Test
    func `an endpoint at the root is there and nowhere else`() async throws {
        try await withListener { server async throws in
            #expect(try await server.get("/.well-known/keys").text == #"{"text":"keys"}"#)
            #expect(try await server.get("/api/v1/.well-known/keys").status == 404)
            #expect(try await server.get("/open").status == 404)
        }
    }

    @Test
    func `a literal wins over a parameter, which is still tried after it`() async throws {
        try await withListener { server async throws in
            #expect(try await server.get("/api/notes/latest").dataText == "the latest")
            #expect(try await server.get("/api/notes/late").dataText == "late -")
            #expect(try await server.post("/api/notes/latest", #"{"text":"x"}"#).dataText == nil)
        }
    }

    @Test
    func `parameters and queries are percent-decoded`() async throws {
        try await withListener { server async throws in
            #expect(try await server.get("/api/notes/a%20b%2Fc?filter=%C3%A9+1").dataText == "a b/c é 1")
            #expect(try await server.get("/%61pi/%6Eotes/x").dataText == "x -")
        }
    }

    @Test(arguments: [
        "/api/notes/%", "/api/notes/%zz", "/api/notes/%4", "/api/notes/%ff", "/api/notes/a%00b",
    ])
    func `a path that is not well-formed is 400`(_ path: String) async throws {
        try await withListener { server async throws in
            let reply = try await server.get(path)
            #expect(reply.status == 400)
            #expect(reply.code == "request.invalid")
        }
    }

    @Test(arguments: [
        "/", "/nothing", "/api", "/api/", "/api/v1", "/api/v2/open", "/api/v1/open/", "/api//open",
    ])
    func `what is not there is 404`(_ path: String) async throws {
        try await withListener { server async throws in
            let reply = try await server.get(path)
            #expect(reply.status == 404)
            #expect(reply.code == "request.not_found")
        }
    }

    @Test(arguments: ["PUT", "DELETE", "TRACE", "PROPFIND"])
    func `a method that is not there is 405 and says which are`(_ method: String) async throws {
        try await withListener { server async throws in
            let reply = try await server.send(TestListener.request(method, "/api/notes/x"))
            #expect(reply.status == 405)
            #expect(reply.code == "request.method_not_allowed")
            #expect(reply["Allow"] == "GET, HEAD, POST, OPTIONS")
        }
    }

    @Test
    func `HEAD has the header of GET and no body`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            client.send(TestListener.request("HEAD", "/api/open") + TestListener.request("GET", "/api/open"))
            let head = try await client.reply(toHead: true)
            let get = try await client.reply()
            #expect(head.status == 200)
            #expect(head["Content-Length"] == get["Content-Length"])
            #expect(get.dataText == "127.0.0.1 -")
        }
    }

    @Test
    func `OPTIONS says which methods there are`() async throws {
        try await withListener { server async throws in
            let reply = try await server.send(TestListener.request("OPTIONS", "/api/notes/x"))
            #expect(reply.status == 204)
            #expect(reply["Allow"] == "GET, HEAD, POST, OPTIONS")
            #expect(try await server.send(TestListener.request("OPTIONS", "*")).status == 204)
        }
    }

    @Test
    func `the absolute form of a target is understood`() async throws {
        try await withListener { server async throws in
            #expect(try await server.get("http://localhost/api/open").status == 200)
            #expect(try await server.get("ftp://localhost/api/open").status == 400)
        }
    }

    @Test
    func `two endpoints at one address are refused at the start`() throws {
        #expect(throws: RouteConflict.self) {
            try RouteTable([SampleAPI.all[0], SampleAPI.all[0]])
        }
    }
}
