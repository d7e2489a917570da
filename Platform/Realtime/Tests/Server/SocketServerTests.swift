// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore
import Testing

@testable import Realtime

struct SocketServerTests {
    @Test func `a client is let in, its events are acknowledged, and it is announced as gone once`()
        async throws
    {
        let namespace = RecordingNamespace()
        try await withSocketServer(namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.join(port, #"{"token":"t"}"#)

            try await client.send(#"421["hello",{"a":1},"b"]"#)
            #expect(try await client.next() == .text(#"431[{"a":1},"b"]"#))
            try await client.drop()

            try await eventually("the client is gone") { namespace.reasons.count == 1 }
            #expect(
                namespace.steps == [
                    .connected(#"{"token":"t"}"#), .received("hello"), .disconnected(.transportClosed),
                ]
            )
        }
    }

    @Test func `a refused client learns why, and may try again`() async throws {
        let namespace = RecordingNamespace(connect: { _, auth in
            guard auth.isEmpty else { return SocketAdmission(identity: "ada") }
            throw SocketRefusal("No token", data: Array(#"{"code":"auth.required"}"#.utf8))
        })
        try await withSocketServer(namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.open(port)
            _ = try await client.next()

            try await client.send("40")
            #expect(
                try await client.next() == .text(#"44{"message":"No token","data":{"code":"auth.required"}}"#)
            )
            try await client.send("40{}")

            guard case .text(let text) = try await client.next() else { return }
            #expect(text.hasPrefix("40{\"sid\":"))
        }
    }

    @Test func `an error that is no refusal is not shown`() async throws {
        let namespace = RecordingNamespace(connect: { _, _ in throw CancellationError() })
        try await withSocketServer(namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.open(port)
            _ = try await client.next()
            try await client.send("40")

            #expect(try await client.next() == .text(#"44{"message":"Internal error"}"#))
            #expect(namespace.reasons.isEmpty)
        }
    }

    @Test func `what is emitted while the client is let in comes after it heard so`() async throws {
        let namespace = RecordingNamespace(connect: { socket, _ in
            socket.emit("early", json: Array("1".utf8))
            return SocketAdmission(identity: "ada")
        })
        try await withSocketServer(namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.join(port)

            #expect(try await client.next() == .text(#"42["early",1]"#))
        }
    }

    @Test(arguments: [1, 2])
    func `a broadcast reaches the room on every loop, except the one it came from`(_ loops: Int) async throws
    {
        let sender = LockedID()
        let namespace = RecordingNamespace(receive: { event, socket in
            sender.set(socket.id)
            return SocketReply(arguments: event.arguments)
        })
        try await withSocketServer(namespaces: ["/": namespace], loops: loops) { server, port in
            let clients = try await Self.join(6, port)
            try await clients[0].send(#"421["me"]"#)
            _ = try await clients[0].next()

            server.broadcast(event: "news", json: Array("7".utf8), to: "all", except: sender.id)
            server.broadcast(event: "news", json: Array("8".utf8), to: "all")

            #expect(try await clients[0].next() == .text(#"42["news",8]"#))
            for client in clients.dropFirst() {
                #expect(try await client.next() == .text(#"42["news",7]"#))
                #expect(try await client.next() == .text(#"42["news",8]"#))
            }
            #expect(await server.count(in: "all") == 6)
        }
    }

    @Test func `everyone in a room can be moved, counted and put out`() async throws {
        let namespace = RecordingNamespace(connect: { _, auth in
            SocketAdmission(identity: auth, rooms: [auth == "{}" ? "user:ada" : "user:eve"])
        })
        try await withSocketServer(namespaces: ["/": namespace], loops: 2) { server, port in
            let ada = try await TestClient.join(port, "{}")
            let eve = try await TestClient.join(port)

            server.join(room: "user:ada", into: "chat")
            #expect(await server.count(in: "chat") == 1)
            server.broadcast(event: "new", json: Array("1".utf8), to: "chat")
            #expect(try await ada.next() == .text(#"42["new",1]"#))
            server.leave(room: "user:ada", from: "chat")
            #expect(await server.count(in: "chat") == 0)
            server.disconnect(room: "user:eve")

            #expect(try await eve.next() == .text("41"))
            #expect(await server.count(in: "user:eve") == 0)
            #expect(await server.count(in: "user:ada") == 1)
            #expect(ada.heard.isEmpty)
        }
    }

    @Test func `a handler joins and leaves rooms, also before its client is in`() async throws {
        let namespace = RecordingNamespace(
            connect: { socket, _ in
                socket.join("early")
                return SocketAdmission(identity: "ada")
            },
            receive: { event, socket in
                if event.name == "leave" { socket.leave("early") } else { socket.join("late") }
                return SocketReply(arguments: [])
            }
        )
        try await withSocketServer(namespaces: ["/": namespace]) { server, port in
            let client = try await TestClient.join(port)
            #expect(await server.count(in: "early") == 1)

            for event in ["join", "leave"] {
                try await client.send(#"421["\#(event)"]"#)
                _ = try await client.next()
            }

            #expect(await server.count(in: "early") == 0)
            #expect(await server.count(in: "late") == 1)
        }
    }

    @Test func `the server asks a client and gets its answer, or learns that there is none`() async throws {
        let answers = Answers()
        let namespace = RecordingNamespace(receive: { event, socket in
            await answers.add {
                let limit = event.name == "ask" ? Duration.seconds(10) : .milliseconds(50)
                return try await socket.request("q", json: Array("1".utf8), timeout: limit)
            }
            return nil
        })
        try await withSocketServer(namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.join(port)
            try await client.send(#"42["ask"]"#)
            #expect(try await client.next() == .text(#"420["q",1]"#))
            try await client.send("430[true]")
            try await eventually("an answer") { await answers.all == ["[true]"] }

            try await client.send(#"42["ask in vain"]"#)
            try await eventually("no answer") { await answers.all == ["[true]", "timeout"] }
        }
    }

    @Test func `binary attachments travel both ways`() async throws {
        let namespace = RecordingNamespace(receive: { event, socket in
            socket.emit("back", arguments: event.arguments, attachments: event.attachments)
            return SocketReply(arguments: event.arguments, attachments: event.attachments)
        })
        try await withSocketServer(namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.join(port)

            try await client.send(#"451-7["b",{"_placeholder":true,"num":0}]"#)
            try await client.send(ClientFrame(.binary, [1, 2, 255]))

            #expect(try await client.next() == .text(#"451-["back",{"_placeholder":true,"num":0}]"#))
            #expect(try await client.next() == .binary([1, 2, 255]))
            #expect(try await client.next() == .text(#"461-7[{"_placeholder":true,"num":0}]"#))
            #expect(try await client.next() == .binary([1, 2, 255]))
        }
    }

    @Test func `a stopping server answers what it has begun, says goodbye and takes nobody new`() async throws
    {
        let gate = Gate()
        let namespace = RecordingNamespace(receive: { event, _ in
            await gate.pass()
            return SocketReply(arguments: event.arguments)
        })
        try await withSocketServer(namespaces: ["/": namespace]) { server, port in
            let client = try await TestClient.join(port)
            try await client.send(#"421["slow",1]"#)
            try await eventually("the event runs") { namespace.events.count == 1 }

            async let closed: Void = server.close(within: .seconds(5))
            try await eventually("nobody new is taken") {
                await server.poll(PollRequest(method: "GET", uri: "/socket.io/?EIO=4&transport=polling"))
                    .status == 503
            }
            await gate.open()
            await closed

            #expect(try await client.next() == .text("431[1]"))
            #expect(try await client.next() == .close(1001))
            #expect(namespace.reasons == [.shutdown])
            #expect(server.sessionCount == 0)
        }
    }

    @Test func `a stopping server does not begin what is still being sent`() async throws {
        let gate = Gate()
        let namespace = RecordingNamespace(receive: { _, _ in
            await gate.pass()
            return nil
        })
        try await withSocketServer(namespaces: ["/": namespace]) { server, port in
            let client = try await TestClient.join(port)
            try await client.send(#"42["first"]"#)
            try await eventually("the first runs") { namespace.events.count == 1 }

            async let closed: Void = server.close(within: .seconds(5))
            try await eventually("nobody new is taken") {
                await server.poll(PollRequest(method: "GET", uri: "/socket.io/?EIO=4&transport=polling"))
                    .status == 503
            }
            client.flood(#"42["late"]"#, times: 100)
            await gate.open()
            await closed

            #expect(namespace.events == ["first"])
        }
    }

    @Test func `a client that leaves and comes again before the decision is let in once`() async throws {
        let gate = Gate()
        let namespace = RecordingNamespace(connect: { _, auth in
            if auth.isEmpty { await gate.pass() }
            return SocketAdmission(identity: auth)
        })
        try await withSocketServer(namespaces: ["/": namespace]) { _, port in
            let client = try await TestClient.open(port)
            _ = try await client.next()
            for packet in ["40", "41", "40{}"] { try await client.send(packet) }

            guard case .text(let text) = try await client.next() else { return }
            #expect(text.hasPrefix("40{"))
            await gate.open()
            try await eventually("the first one is gone") { namespace.reasons.count == 1 }
            try await client.send(#"421["here"]"#)

            #expect(try await client.next() == .text("431[]"))
            #expect(namespace.steps.filter { $0 == .connected("") || $0 == .connected("{}") }.count == 2)
        }
    }

    @Test func `a silent client is gone after the ping timeout`() async throws {
        let namespace = RecordingNamespace()
        try await withSocketServer(
            {
                $0.pingInterval = .milliseconds(50)
                $0.pingTimeout = .milliseconds(1_000)
            },
            namespaces: ["/": namespace]
        ) { _, port in
            let alive = try await TestClient.join(port)
            let silent = try await TestClient.join(port, answersPings: false)

            #expect(try await silent.next() == .close(1000))
            try await eventually("gone") { namespace.reasons == [.pingTimeout] }
            try await alive.send(#"421["still here"]"#)
            #expect(try await alive.next() == .text("431[]"))
        }
    }

    static func join(_ count: Int, _ port: Int) async throws -> [TestClient] {
        var clients: [TestClient] = []
        for _ in 0..<count { clients.append(try await TestClient.join(port)) }
        return clients
    }
}

/// The answers that a handler got.
private actor Answers {
    private(set) var all: [String] = []

    func add(_ ask: @Sendable () async throws -> SocketReply) async {
        do {
            let reply = try await ask()
            all.append(
                "[" + reply.arguments.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ",") + "]"
            )
        } catch {
            all.append("\(error)")
        }
    }
}
