// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import Testing

@testable import HTTPServing

struct HostileInputTests {
    /// Requests that two programs may read differently, so that one hides in the other.
    static let smuggled = [
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0"
            + "\r\n\r\nX",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 4\r\n\r\nabcd",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Length: 0x4\r\n\r\nabcd",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        "GET /api/open HTTP/1.1\r\nHost: x\r\n Folded: y\r\n\r\n",
        "GET /api/open HTTP/1.1\nHost: x\n\n",
        "GET /api/open HTTP/1.1\r\nHost: x\r\nBad\u{0}Name: y\r\n\r\n",
        "GET /api/open HTTP/1.1\r\nHost: x\r\nName: a\u{0}b\r\n\r\n",
        "GET /api/open HTTP/1.1\r\nHost: x\r\nName: a\rb\r\n\r\n",
        "GET /api/open HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
        "GET /api/open HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
        "GET /api/open HTTP/1.1\r\nHost: x\r\nOrigin: https://a.example\r\nOrigin: https://b.example\r\n\r\n",
        "GET /api/open HTTP/1.1\r\n\r\n",
        "GET /api/open HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /api/open HTTP/1.1\r\n: x\r\n\r\n",
        "GET api/open HTTP/1.1\r\nHost: x\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\u{0}\u{1}",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "nonsense\r\n\r\n",
    ]

    /// All at once, because each waits until the server has given up on what the client may still send.
    @Test
    func `a request that can be read in two ways is refused and the connection closed`() async throws {
        try await withListener { server async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for request in Self.smuggled {
                    group.addTask { try await Self.expectRefusal(of: request, by: server) }
                }
                try await group.waitForAll()
            }
        }
    }

    private static func expectRefusal(of request: String, by server: TestListener) async throws {
        let client = try await server.connect()
        client.send(request + TestListener.request("GET", "/api/open"))
        let reply = try await client.reply()
        #expect((400...499).contains(reply.status), "\(request)")
        #expect(reply.code?.hasPrefix("request.") == true, "\(request)")
        // Nothing that was hidden may be answered.
        let rest = try await client.end()
        #expect(!rest.contains("200 OK"), "\(request)")
    }

    @Test
    func `a header that is too large or has too many fields is 431`() async throws {
        try await withListener { server async throws in
            let large = try await server.get(
                "/api/open",
                fields: ["X-Large: " + String(repeating: "a", count: 30_000)]
            )
            #expect(large.status == 431)
            #expect(large["Connection"] == "close")
            let many = try await server.get("/api/open", fields: (0..<200).map { "X-\($0): a" })
            #expect(many.status == 431)
            #expect(try await server.get("/api/open", fields: (0..<90).map { "X-\($0): a" }).status == 200)
        }
    }

    @Test
    func `an address that is too long is 414`() async throws {
        try await withListener { server async throws in
            let reply = try await server.get("/api/open?" + String(repeating: "a", count: 8_300))
            #expect(reply.status == 414)
        }
    }

    @Test
    func `a target with raw bytes beyond ASCII is 400`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            client.send(
                Array("GET /api/notes/".utf8) + [0xC3, 0xA9] + Array(" HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            )
            #expect(try await client.reply().status == 400)
        }
    }

    @Test
    func `random bytes never bring the server down`() async throws {
        try await withListener { server async throws in
            for _ in 0..<50 {
                let client = try await server.connect()
                client.send((0..<Int.random(in: 1...3_000)).map { _ in UInt8.random(in: 0...255) })
                client.finishSending()
                _ = try await client.end()
            }
            #expect(try await server.get("/api/open").status == 200)
        }
    }

    @Test
    func `paths that climb reach no file`() async throws {
        try await withListener(content: { $0.assets = SampleAssets() }) { server async throws in
            for path in [
                "/../app.js", "/./app.js", "/%2e%2e/app.js", "/x/../app.js", "/%2e/app.js", "/%252e/app.js",
            ] {
                #expect(try await server.get(path).status == 404)
            }
            #expect(try await server.get("/app.js").status == 200)
        }
    }
}

struct ConnectionTests {
    @Test
    func `requests sent in one go are answered in their order`() async throws {
        let gate = Gate()
        try await withListener(SampleAPI.all + [gate.endpoint]) { server async throws in
            let client = try await server.connect()
            client.send(
                TestListener.request("GET", "/api/notes/1") + TestListener.request("GET", "/api/gate")
                    + TestListener.request("POST", "/api/notes/2", #"{"text":"x"}"#)
                    + TestListener.request("GET", "/api/notes/3")
            )
            #expect(try await client.reply().dataText == "1 -")
            await gate.waitForArrival()
            gate.open()
            #expect(try await client.reply().dataText == "passed")
            #expect(try await client.reply().dataText == "2: x")
            #expect(try await client.reply().dataText == "3 -")
        }
    }

    @Test
    func `a thousand requests sent in one go are all answered`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            client.send((0..<1_000).map { TestListener.request("GET", "/api/notes/\($0)") }.joined())
            for number in 0..<1_000 { #expect(try await client.reply().dataText == "\(number) -") }
        }
    }

    @Test
    func `HTTP 1.0 closes unless it asks to go on`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            client.send("GET /api/open HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            #expect(try await client.reply()["Connection"] == "keep-alive")
            client.send("GET /api/open HTTP/1.0\r\n\r\n")
            #expect(try await client.reply()["Connection"] == "close")
            #expect(try await client.end() == "")
        }
    }

    @Test
    func `a client that says it has no more requests still gets its reply`() async throws {
        let gate = Gate()
        try await withListener([gate.endpoint]) { server async throws in
            let client = try await server.connect()
            client.send(TestListener.request("GET", "/api/gate"))
            await gate.waitForArrival()
            client.finishSending()
            gate.open()
            let reply = try await client.reply()
            #expect(reply.dataText == "passed")
        }
    }

    @Test
    func `a request to switch to another protocol is answered and the connection closed`() async throws {
        try await withListener { server async throws in
            let reply = try await server.get(
                "/api/open",
                fields: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c"]
            )
            #expect(reply.status == 200)
            #expect(reply["Connection"] == "close")
        }
    }

    @Test
    func `a header that does not end is 408`() async throws {
        try await withListener(configure: { $0.timeouts.header = .milliseconds(100) }) {
            server async throws in
            let client = try await server.connect()
            client.send("GET /api/open HTTP/1.1\r\nHost:")
            let reply = try await client.reply()
            #expect(reply.status == 408)
            #expect(reply.code == "request.timeout")
            #expect(try await client.end() == "")
        }
    }

    @Test
    func `a body that comes too slowly is 408`() async throws {
        try await withListener(configure: { $0.timeouts.bodyGrace = .milliseconds(100) }) {
            server async throws in
            let client = try await server.connect()
            client.send(
                "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{"
            )
            #expect(try await client.reply().status == 408)
        }
    }

    @Test
    func `an idle connection is closed`() async throws {
        try await withListener(configure: { $0.timeouts.idle = .seconds(2) }) { server async throws in
            let client = try await server.connect()
            client.send(TestListener.request("GET", "/api/open"))
            #expect(try await client.reply().status == 200)
            #expect(try await client.end() == "")
        }
    }

    @Test
    func `a reply that takes too long is 503, and its call is cancelled`() async throws {
        let gate = Gate()
        let log = CapturedLog()
        try await withListener(
            [gate.endpoint],
            configure: { $0.timeouts.reply = .milliseconds(100) },
            logger: log.logger
        ) { server async throws in
            let reply = try await server.get("/api/gate")
            #expect(reply.status == 503)
            #expect(reply.code == "server.unavailable")
            #expect(log.errors.count == 1)
        }
    }

    @Test
    func `a client that does not read is closed`() async throws {
        let blob = ByteBufferBlob(bytes: 30_000_000)
        try await withListener(
            content: { $0.assets = blob },
            configure: { $0.timeouts.write = .milliseconds(100) }
        ) { server async throws in
            let client = try await BlindClient.connect(to: server.port)
            client.send(TestListener.request("GET", "/blob"))
            try await eventually { server.listener.connectionCount == 1 }
            try await eventually { server.listener.connectionCount == 0 }
            withExtendedLifetime(client) {}
        }
    }

    @Test
    func `requests beyond the limit are 503 and told when to come back`() async throws {
        let gate = Gate()
        try await withListener(
            SampleAPI.all + [gate.endpoint],
            configure: { $0.limits.concurrentRequests = 1 }
        ) { server async throws in
            let first = try await server.connect()
            first.send(TestListener.request("GET", "/api/gate"))
            await gate.waitForArrival()
            let second = try await server.get("/api/open")
            #expect(second.status == 503)
            #expect(second["Retry-After"] == "1")
            gate.open()
            #expect(try await first.reply().status == 200)
        }
    }

    @Test
    func `connections beyond the limit are told 503`() async throws {
        try await withListener(configure: { $0.limits.connections = 1 }) { server async throws in
            let first = try await server.connect()
            first.send(TestListener.request("GET", "/api/open"))
            #expect(try await first.reply().status == 200)
            let second = try await server.connect()
            second.send(TestListener.request("GET", "/api/open"))
            let refused = try await second.reply()
            #expect(refused.status == 503)
            #expect(refused["Connection"] == "close")
        }
    }
}

struct DrainTests {
    @Test
    func `a server that stops finishes what it has begun and accepts nothing new`() async throws {
        let gate = Gate()
        let patient = { @Sendable (configuration: inout HTTPServerConfiguration) in
            configuration.timeouts.drain = .seconds(20)
        }
        try await withListener([gate.endpoint], configure: patient) { server async throws in
            // Connections go to the event loops in turn, and each loop hears of the end for itself.
            var idle: [RawClient] = []
            for _ in 0..<(2 * System.coreCount) { idle.append(try await server.connect()) }
            let busy = try await server.connect()
            busy.send(TestListener.request("GET", "/api/gate"))
            await gate.waitForArrival()
            await server.stop()
            for client in idle { #expect(try await client.end() == "") }
            gate.open()
            let reply = try await busy.reply()
            #expect(reply.dataText == "passed")
            #expect(reply["Connection"] == "close")
            #expect(try await busy.end() == "")
            await #expect(throws: (any Error).self) { try await server.connect() }
        }
    }

    @Test
    func `what does not finish in time is cut`() async throws {
        let gate = Gate()
        try await withListener([gate.endpoint], configure: { $0.timeouts.drain = .milliseconds(100) }) {
            server in
            let client = try await server.connect()
            client.send(TestListener.request("GET", "/api/gate"))
            await gate.waitForArrival()
            await server.stop()
            #expect(try await client.end() == "")
        }
    }
}
