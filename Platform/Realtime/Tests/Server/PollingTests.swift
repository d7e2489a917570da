// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import Testing

@testable import Realtime

struct PollingTests {
    /// A client that polls, without HTTP.
    private struct Poller: Sendable {
        let server: SocketServer
        let sid: String

        init(_ server: SocketServer) async throws {
            self.server = server
            let response = await server.poll(
                PollRequest(method: "GET", uri: "/socket.io/?EIO=4&transport=polling")
            )
            #expect(response.status == 200)
            let handshake = try JSONDecoder().decode(Handshake.self, from: Data(response.body.dropFirst()))
            #expect(handshake.upgrades == ["websocket"])
            sid = handshake.sid
        }

        var uri: String { "/socket.io/?EIO=4&transport=polling&sid=\(sid)" }

        func get() async -> (status: Int, text: String) {
            let response = await server.poll(PollRequest(method: "GET", uri: uri))
            return (response.status, String(decoding: response.body, as: UTF8.self))
        }

        @discardableResult
        func post(_ text: String) async -> Int {
            await server.poll(PollRequest(method: "POST", uri: uri, body: Array(text.utf8))).status
        }

        /// The packet that opens a session.
        private struct Handshake: Decodable {
            let sid: String
            let upgrades: [String]
        }
    }

    @Test func `a client that polls joins, sends and hears`() async throws {
        try await withSocketServer { server, _ in
            let poller = try await Poller(server)

            #expect(await poller.post("40") == 200)
            #expect(await poller.get().text.hasPrefix("40{"))
            #expect(await poller.post("421[\"a\",1]\u{1e}422[\"b\",2]") == 200)
            var heard = ""
            while !heard.contains("432[2]") { heard += await poller.get().text }
            #expect(heard.contains("431[1]"))

            async let waiting = poller.get()
            try await eventually("in the room") { await server.count(in: "all") == 1 }
            server.broadcast(event: "n", json: Array("3".utf8), to: "all")
            #expect(await waiting.text == #"42["n",3]"#)
        }
    }

    @Test func `binary packets are base64 both ways`() async throws {
        let namespace = RecordingNamespace(receive: { event, socket in
            socket.emit("back", arguments: event.arguments, attachments: event.attachments)
            return nil
        })
        try await withSocketServer(namespaces: ["/": namespace]) { server, _ in
            let poller = try await Poller(server)
            await poller.post("40")
            _ = await poller.get()

            await poller.post("451-[\"b\",{\"_placeholder\":true,\"num\":0}]\u{1e}bAQL/")

            #expect(
                await poller.get().text == "451-[\"back\",{\"_placeholder\":true,\"num\":0}]\u{1e}bAQL/"
            )
        }
    }

    @Test(arguments: [
        ("GET", "/socket.io/?EIO=4&transport=abc", 400, "\"code\":0"),
        ("GET", "/socket.io/?EIO=4&transport=polling&sid=AAAAAAAAAAAAAAAAAAAAAA", 400, "\"code\":1"),
        ("POST", "/socket.io/?EIO=4&transport=polling", 400, "\"code\":2"),
        ("GET", "/socket.io/?EIO=4&transport=websocket", 400, "\"code\":3"),
        ("GET", "/socket.io/?EIO=3&transport=polling", 400, "\"code\":5"),
    ])
    func `a request that cannot be served has the reference's code`(
        _ method: String,
        _ uri: String,
        _ status: Int,
        _ code: String
    ) async throws {
        try await withSocketServer { server, _ in
            let response = await server.poll(PollRequest(method: method, uri: uri))

            #expect(response.status == status)
            #expect(String(decoding: response.body, as: UTF8.self).contains(code))
        }
    }

    @Test func `an origin that is not allowed is forbidden, by poll and by upgrade`() async throws {
        try await withSocketServer({ $0.allowsOrigin = { $0 == "https://roost.example" } }) { server, _ in
            let uri = "/socket.io/?EIO=4&transport=polling"
            #expect(
                await server.poll(PollRequest(method: "GET", uri: uri, origin: "https://evil.example")).status
                    == 403
            )
            #expect(
                await server.poll(PollRequest(method: "GET", uri: uri, origin: "https://roost.example"))
                    .status == 200
            )

            let upgrade = "/socket.io/?EIO=4&transport=websocket"
            #expect(server.refusal(ofUpgradeTo: upgrade, origin: "https://evil.example")?.status == 403)
            #expect(server.refusal(ofUpgradeTo: upgrade, origin: nil) == nil)
            #expect(server.refusal(ofUpgradeTo: "/socket.io/?EIO=4", origin: nil)?.status == 400)
        }
    }

    @Test func `a body that is too large, too full or broken is refused`() async throws {
        try await withSocketServer(
            {
                $0.maxPayload = 1_000
                $0.maxPacketsPerPoll = 3
            }
        ) { server, _ in
            let large = try await Poller(server)
            #expect(await large.post("4" + String(repeating: "x", count: 1_000)) == 413)
            #expect(await large.post("3") == 200)

            for body in ["3\u{1e}3\u{1e}3\u{1e}3", "", "b???"] {
                let poller = try await Poller(server)
                #expect(await poller.post(body) == 400)
                #expect(await poller.get().status == 400)
            }
        }
    }

    @Test func `a body is answered when its events have started, so a client cannot run ahead`() async throws
    {
        let gate = Gate()
        let namespace = RecordingNamespace(receive: { _, _ in
            await gate.pass()
            return nil
        })
        try await withSocketServer({ $0.maxInFlight = 2 }, namespaces: ["/": namespace]) { server, _ in
            let poller = try await Poller(server)
            await poller.post("40")
            _ = await poller.get()

            async let posted = poller.post(
                ["a", "b", "c", "d"].map { #"42["\#($0)"]"# }.joined(separator: "\u{1e}")
            )
            try await eventually("two started") { namespace.events.count == 2 }
            // One body at a time.
            #expect(namespace.events == ["a", "b"])
            await gate.open()

            #expect(await posted == 200)
            #expect(namespace.events == ["a", "b", "c", "d"])
        }
    }

    @Test func `a later poll replaces one that the client gave up`() async throws {
        try await withSocketServer { server, _ in
            let poller = try await Poller(server)
            await poller.post("40")
            _ = await poller.get()

            async let first = poller.get()
            try await eventually("the first waits") { await server.isPollWaiting(poller.sid) }
            async let second = poller.get()

            #expect(await first.text == "6")
            server.broadcast(event: "n", json: Array("1".utf8), to: "all")
            #expect(await second.text == #"42["n",1]"#)
        }
    }

    @Test func `a client that stops polling is gone, and what waited for it was bounded`() async throws {
        let namespace = RecordingNamespace()
        try await withSocketServer({ $0.maxQueuedPackets = 5 }, namespaces: ["/": namespace]) { server, _ in
            let poller = try await Poller(server)
            await poller.post("40")
            _ = await poller.get()

            for _ in 0..<6 { server.broadcast(event: "n", json: Array("1".utf8), to: "all") }

            try await eventually("gone") { namespace.reasons == [.slowReader] }
            #expect(await poller.get().status == 400)
        }
    }

    @Test(arguments: [1, 3])
    func `an upgrade loses nothing, whichever loop the WebSocket is on`(_ loops: Int) async throws {
        let namespace = RecordingNamespace()
        try await withSocketServer(namespaces: ["/": namespace], loops: loops) { server, port in
            let poller = try await Poller(server)
            await poller.post("40")
            _ = await poller.get()
            async let waiting = poller.get()

            let socket = try await TestClient.open(
                port,
                uri: "/socket.io/?EIO=4&transport=websocket&sid=\(poller.sid)"
            )
            try await socket.send("2probe")
            #expect(try await socket.next() == .text("3probe"))
            #expect(await waiting.text == "6")
            for number in 0..<5 { server.broadcast(event: "n", json: Array("\(number)".utf8), to: "all") }
            #expect(await server.count(in: "all") == 1)
            try await socket.send("5")

            var heard: [TestClient.Heard] = []
            while heard.count < 5 { heard.append(try await socket.next()) }
            #expect(heard == (0..<5).map { .text(#"42["n",\#($0)]"#) })
            for number in 0..<200 { try await socket.send(#"42\#(number)["a",\#(number)]"#) }
            for number in 0..<200 { _ = (number, try await socket.next()) }
            #expect(namespace.events.count == 200)
            #expect(await poller.get().status == 400)
        }
    }

    @Test func `a WebSocket for an unknown session, or for one that has one, is refused`() async throws {
        try await withSocketServer { server, port in
            for sid in ["AAAAAAAAAAAAAAAAAAAAAA", EngineID.random(hub: 60_000).text] {
                let socket = try await TestClient.open(
                    port,
                    uri: "/socket.io/?EIO=4&transport=websocket&sid=\(sid)"
                )
                #expect(try await socket.next() == .close(1008))
            }

            let poller = try await Poller(server)
            let uri = "/socket.io/?EIO=4&transport=websocket&sid=\(poller.sid)"
            let first = try await TestClient.open(port, uri: uri)
            try await first.send("2probe")
            _ = try await first.next()
            let second = try await TestClient.open(port, uri: uri)
            #expect(try await second.next() == .close(1008))
        }
    }

    @Test func `a probe that goes wrong leaves polling as it was`() async throws {
        try await withSocketServer { server, port in
            let poller = try await Poller(server)
            let uri = "/socket.io/?EIO=4&transport=websocket&sid=\(poller.sid)"

            let wrong = try await TestClient.open(port, uri: uri)
            try await wrong.send("4hello")
            #expect(try await wrong.next() == .close(1002))
            #expect(await poller.post("40") == 200)
            #expect(await poller.get().text.hasPrefix("40{"))

            let right = try await TestClient.open(port, uri: uri)
            try await right.send("2probe")
            #expect(try await right.next() == .text("3probe"))
        }
    }
}

extension SocketServer {
    /// Whether a poll of the session waits for something to say.
    fileprivate func isPollWaiting(_ sid: String) async -> Bool {
        guard let id = EngineID(sid), let hub = state.hub(of: id) else { return false }
        return await withCheckedContinuation { continuation in
            hub.post { continuation.resume(returning: $0.sessions[id]?.polling.isWaiting ?? false) }
        }
    }
}
