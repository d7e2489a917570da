// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import Realtime

/// A socket's id, as a handler saw it.
final class LockedID: Sendable {
    private let box = NIOLockedValueBox<SocketID?>(nil)
    var id: SocketID? { box.withLockedValue { $0 } }
    func set(_ id: SocketID) { box.withLockedValue { $0 = id } }
}

struct RecoveryTests {
    /// The answer to CONNECT.
    private struct Connected: Decodable {
        let sid: String
        let pid: String?
    }

    /// Joins and returns what the server said about recovery.
    private func join(
        _ port: Int,
        _ payload: String
    ) async throws -> (client: TestClient, connected: Connected) {
        let client = try await TestClient.open(port)
        _ = try await client.next()
        try await client.send("40" + payload)
        guard case .text(let text) = try await client.next() else { throw CancellationError() }
        return (client, try JSONDecoder().decode(Connected.self, from: Data(text.utf8.dropFirst(2))))
    }

    private func offset(_ heard: TestClient.Heard) throws -> String {
        guard case .text(let text) = heard else { throw CancellationError() }
        let arguments = try JSONSerialization.jsonObject(with: Data(text.utf8.dropFirst(2))) as? [Any]
        return try #require(arguments?.last as? String)
    }

    @Test func `a client that comes back continues where it stopped`() async throws {
        let namespace = RecordingNamespace(
            connect: { socket, _ in SocketAdmission(identity: "ada", rooms: ["all"]) },
            receive: { _, socket in
                socket.join("own")
                socket.emit("direct", json: Array("0".utf8))
                return nil
            }
        )
        try await withSocketServer(namespaces: ["/": namespace], loops: 2) { server, port in
            let other = try await TestClient.join(port)
            let (client, first) = try await join(port, #"{"recover":true}"#)
            try await client.send(#"42["join"]"#)
            #expect(try offset(try await client.next()) == "1")
            server.broadcast(event: "n", json: Array("1".utf8), to: "all")
            let seen = try offset(try await client.next())
            #expect(try await other.next() == .text(#"42["n",1]"#))
            try await client.drop()
            try await eventually("away") { server.state.recovery?.settledCount == 1 }
            for number in 2...4 {
                server.broadcast(event: "n", json: Array("\(number)".utf8), to: number == 3 ? "own" : "all")
            }

            let pid = try #require(first.pid)
            let (again, second) = try await join(port, #"{"pid":"\#(pid)","offset":"\#(seen)"}"#)

            #expect(second.sid == first.sid)
            #expect(second.pid == first.pid)
            #expect(try await again.next() == .text(#"42["n",2,"3"]"#))
            #expect(try await again.next() == .text(#"42["n",3,"4"]"#))
            #expect(try await again.next() == .text(#"42["n",4,"5"]"#))
            server.broadcast(event: "n", json: Array("5".utf8), to: "own")
            #expect(try await again.next() == .text(#"42["n",5,"6"]"#))
        }
    }

    @Test func `a client that did not ask sees events as they were sent, and no secret`() async throws {
        try await withSocketServer { server, port in
            let (client, connected) = try await join(port, #"{"token":"x"}"#)
            server.broadcast(event: "n", json: Array("1".utf8), to: "all")

            #expect(connected.pid == nil)
            #expect(try await client.next() == .text(#"42["n",1]"#))
        }
    }

    @Test func `another identity, a wrong secret and one that was put out start afresh`() async throws {
        let namespace = RecordingNamespace(connect: { _, auth in
            SocketAdmission(identity: auth.contains("eve") ? "eve" : "ada", rooms: ["all"])
        })
        try await withSocketServer(namespaces: ["/": namespace]) { server, port in
            let (client, first) = try await join(port, #"{"recover":true}"#)
            let pid = try #require(first.pid)
            try await client.drop()
            try await eventually("away") { server.state.recovery?.settledCount == 1 }

            let (_, stranger) = try await join(port, #"{"pid":"\#(pid)","name":"eve"}"#)
            #expect(stranger.pid != nil && stranger.pid != pid)
            let (_, guess) = try await join(port, #"{"pid":"AAAAAAAAAAAAAAAAAAAAAA","recover":true}"#)
            #expect(guess.sid != first.sid)

            let (victim, third) = try await join(port, #"{"recover":true}"#)
            try await victim.drop()
            try await eventually("away") { server.state.recovery?.settledCount == 1 }
            server.disconnect(room: "all")
            let (_, fourth) = try await join(port, #"{"pid":"\#(try #require(third.pid))"}"#)
            #expect(fourth.sid != third.sid)
        }
    }

    @Test func `a client that left on purpose cannot come back`() async throws {
        try await withSocketServer { server, port in
            let (client, first) = try await join(port, #"{"recover":true}"#)
            try await client.send("41")
            try await eventually("out") { await server.count(in: "all") == 0 }

            let (_, second) = try await join(port, #"{"pid":"\#(try #require(first.pid))"}"#)

            #expect(second.sid != first.sid)
        }
    }

    @Test func `without recovery no client is offered it`() async throws {
        try await withSocketServer({ $0.recovery = nil }) { _, port in
            let (_, connected) = try await join(port, #"{"recover":true}"#)
            #expect(connected.pid == nil)
        }
        try await withSocketServer({ $0.recovery?.offer = .always }) { _, port in
            let (_, connected) = try await join(port, "")
            #expect(connected.pid != nil)
        }
    }
}
