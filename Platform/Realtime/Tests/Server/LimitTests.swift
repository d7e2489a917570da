// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import Realtime

/// Every limit of `SocketServerConfiguration`, met by a client that goes beyond it.
struct LimitTests {
    @Test(
        arguments: [
            (ClientFrame(.text, "4x".utf8, isMasked: false), 1002),
            (ClientFrame(.text, "4x".utf8, first: 0x40), 1002),
            (ClientFrame(7, "4x".utf8), 1002), (ClientFrame(.continuation, "4x".utf8), 1002),
            (ClientFrame(.text, [0x34, 0xff]), 1007),
            (ClientFrame(.binary, [UInt8](repeating: 0, count: 2_001)), 1009),
            (ClientFrame(.text, "4abc".utf8), 1002), (ClientFrame(.text, "".utf8), 1002),
            (ClientFrame(.text, "2".utf8), 1002),
            (ClientFrame(.text, #"42["early"]"#.utf8), 1002), (ClientFrame(.binary, [1]), 1002),
            (ClientFrame(.text, #"42/other,["a"]"#.utf8), 1002),
        ] as [(ClientFrame, UInt16)]
    )
    func `a client that breaks a protocol is closed with its code, and others are not`(
        _ frame: ClientFrame,
        _ code: UInt16
    ) async throws {
        try await withSocketServer({ $0.maxPayload = 2_000 }) { server, port in
            let other = try await TestClient.join(port)
            let client = try await TestClient.open(port)
            _ = try await client.next()

            try await client.send(frame)

            #expect(try await client.next() == .close(code))
            #expect(try await client.next() == .end)
            try await other.send(#"421["fine"]"#)
            #expect(try await other.next() == .text("431[]"))
            #expect(server.sessionCount == 1)
        }
    }

    @Test func `nesting and attachments have a limit`() async throws {
        let deep = #"42["a","# + String(repeating: "[", count: 20) + String(repeating: "]", count: 20) + "]"
        for text in [deep, #"453-["a"]"#] {
            let namespace = RecordingNamespace()
            try await withSocketServer(
                {
                    $0.maxDepth = 10
                    $0.maxAttachments = 2
                },
                namespaces: ["/": namespace]
            ) { _, port in
                let client = try await TestClient.join(port)
                try await client.send(text)

                #expect(try await client.next() == .close(1002))
                try await eventually("gone") { namespace.reasons == [.parseError] }
                #expect(namespace.events.isEmpty)
            }
        }
    }

    @Test func `WebSocket pings are answered`() async throws {
        try await withSocketServer { _, port in
            let client = try await TestClient.join(port)

            try await client.send(ClientFrame(.ping, "hi".utf8))

            #expect(try await client.next() == .pong(Array("hi".utf8)))
        }
    }

    @Test func `events start in order and a limited number runs at once`() async throws {
        let gate = Gate()
        let order = NIOLockedValueBox<[String]>([])
        let namespace = RecordingNamespace(receive: { event, _ in
            order.withLockedValue { $0.append(String(decoding: event.arguments[0], as: UTF8.self)) }
            await gate.pass()
            return nil
        })
        try await withSocketServer({ $0.maxInFlight = 8 }, namespaces: ["/": namespace]) { _, port in
            let (client, other) = (try await TestClient.join(port), try await TestClient.join(port))
            for number in 0..<50 { try await client.send(#"42["n",\#(number)]"#) }

            try await eventually("the first run") { namespace.events.count == 8 }
            // Another client is served meanwhile, and after it still no more of the first one's have started.
            try await other.send(#"42["n",-1]"#)
            try await eventually("the other runs") { namespace.events.count == 9 }
            #expect(order.withLockedValue { $0 } == (0..<8).map(String.init) + ["-1"])

            await gate.open()
            try await eventually("all run") { namespace.events.count == 51 }
            #expect(order.withLockedValue { $0.filter { $0 != "-1" } } == (0..<50).map(String.init))
        }
    }

    @Test func `a flood is read at the allowed rate`() async throws {
        let namespace = RecordingNamespace()
        try await withSocketServer(
            {
                $0.inboundRate = 20
                $0.inboundBurst = 10
            },
            namespaces: ["/": namespace]
        ) { _, port in
            let client = try await TestClient.join(port)
            let start = ContinuousClock.now
            client.flood(#"42["n"]"#, times: 20)

            try await eventually("all of it is read in the end") { namespace.events.count == 20 }

            // The CONNECT took one of the burst of 10, so at least 10 of the 20 waited for their twentieth of a second.
            #expect(ContinuousClock.now - start > .milliseconds(450))
        }
    }

    @Test func `a client may be in so many namespaces`() async throws {
        let namespaces = ["/", "/a", "/b"].map { ($0, RecordingNamespace() as any SocketNamespace) }
        try await withSocketServer(
            { $0.maxNamespaces = 2 },
            namespaces: Dictionary(uniqueKeysWithValues: namespaces)
        ) { _, port in
            let client = try await TestClient.join(port)
            try await client.send("40/a,")
            _ = try await client.next()

            try await client.send("40/b,")

            #expect(try await client.next() == .text(#"44/b,{"message":"Too many namespaces"}"#))
        }
    }

    @Test func `a client may be in so many rooms`() async throws {
        let namespace = RecordingNamespace(
            connect: { _, auth in
                SocketAdmission(identity: "", rooms: (0..<(auth.isEmpty ? 3 : 4)).map { "room \($0)" })
            },
            receive: { _, socket in
                socket.join("one more")
                return SocketReply(arguments: [])
            }
        )
        try await withSocketServer({ $0.maxRooms = 3 }, namespaces: ["/": namespace]) { server, port in
            let refused = try await TestClient.open(port)
            _ = try await refused.next()
            try await refused.send("40{}")
            #expect(try await refused.next() == .text(#"44{"message":"Too many rooms"}"#))

            let client = try await TestClient.join(port)
            try await client.send(#"421["join"]"#)
            _ = try await client.next()
            server.join(room: "room 0", into: "yet another")

            #expect(await server.count(in: "one more") == 0)
            #expect(await server.count(in: "yet another") == 0)
            #expect(await server.count(in: "room 0") == 1)
        }
    }

    @Test func `a slow reader is put out, and slows nobody`() async throws {
        let namespace = RecordingNamespace()
        try await withSocketServer(
            {
                $0.maxQueuedBytes = 500_000
                $0.recovery = nil
            },
            namespaces: ["/": namespace]
        ) { server, port in
            let (slow, fast) = (try await TestClient.join(port), try await TestClient.join(port))
            try await slow.stopReading()
            let value = Array(("\"" + String(repeating: "x", count: 10_000) + "\"").utf8)

            for _ in 0..<2_000 where namespace.reasons.isEmpty {
                server.broadcast(event: "n", json: value, to: "all")
                _ = try await fast.next()
            }

            try await eventually("the slow one is out") { namespace.reasons == [.slowReader] }
            #expect(await server.count(in: "all") == 1)
        }
    }

    @Test func `a slow reader is put out by number of packets too`() async throws {
        let namespace = RecordingNamespace()
        try await withSocketServer({ $0.maxQueuedPackets = 10 }, namespaces: ["/": namespace]) {
            server,
            port in
            let slow = try await TestClient.join(port)
            try await slow.stopReading()
            let value = Array(("\"" + String(repeating: "x", count: 100_000) + "\"").utf8)

            for _ in 0..<300 { server.broadcast(event: "n", json: value, to: "all") }

            try await eventually("the slow one is out") { namespace.reasons == [.slowReader] }
        }
    }

    @Test func `a loop too far behind drops broadcasts instead of keeping them`() async throws {
        try await withSocketServer({ $0.maxQueuedBroadcasts = 10 }) { server, port in
            let client = try await TestClient.join(port)
            let loop = try #require(server.state.hubs.first?.loop)

            // While this runs the loop cannot take any of them.
            try await loop.submit {
                for number in 0..<15 {
                    server.broadcast(event: "n", json: Array("\(number)".utf8), to: "all")
                }
            }.get()
            // Counting takes its place behind them, so now there is room again.
            #expect(await server.count(in: "all") == 1)
            server.broadcast(event: "n", json: Array("99".utf8), to: "all")

            for number in Array(0..<10) + [99] {
                #expect(try await client.next() == .text(#"42["n",\#(number)]"#))
            }
        }
    }

    @Test func `a full server takes no more`() async throws {
        try await withSocketServer({ $0.maxSessions = 1 }) { server, port in
            let first = try await TestClient.join(port)

            let second = try await TestClient.open(port)
            #expect(try await second.next() == .close(1013))
            let poll = await server.poll(
                PollRequest(method: "GET", uri: "/socket.io/?EIO=4&transport=polling")
            )
            #expect(poll.status == 503)

            try await first.drop()
            try await eventually("room again") { server.sessionCount == 0 }
            _ = try await TestClient.join(port)
        }
    }

    @Test func `so many questions may wait for one client`() async throws {
        let refused = NIOLockedValueBox(0)
        let namespace = RecordingNamespace(receive: { _, socket in
            do {
                _ = try await socket.request("q", json: Array("1".utf8), timeout: .seconds(5))
            } catch SocketRequestError.tooMany {
                refused.withLockedValue { $0 += 1 }
            } catch {}
            return nil
        })
        try await withSocketServer({ $0.maxRequests = 2 }, namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.join(port)
            for _ in 0..<5 { try await client.send(#"42["ask"]"#) }

            try await eventually("three are refused") { refused.withLockedValue { $0 } == 3 }
            try await client.drop()
        }
    }

    @Test func `a client that joins no namespace is closed`() async throws {
        try await withSocketServer({ $0.connectTimeout = .milliseconds(50) }) { server, port in
            let client = try await TestClient.open(port)
            _ = try await client.next()

            #expect(try await client.next() == .close(1000))
            #expect(server.sessionCount == 0)
        }
    }

    @Test func `a connection that never answers our goodbye is closed`() async throws {
        try await withSocketServer(
            {
                $0.connectTimeout = .milliseconds(20)
                $0.closeTimeout = .milliseconds(50)
            }
        ) { server, port in
            let client = try await TestClient.open(port)
            try await client.stopReading()

            try await eventually("no connection is left") {
                try await server.state.hubs.first?.loop.submit {
                    server.state.hubs.first?.openConnections == 0
                }.get()
                    ?? false
            }
        }
    }
}
