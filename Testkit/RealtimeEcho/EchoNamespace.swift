// SPDX-License-Identifier: Apache-2.0

import Foundation
import Realtime

/// The events of the reference suite, and a few more for the tests of rooms, floods and fan-out.
struct EchoNamespace: SocketNamespace {
    let server: SocketServer
    var namespace = "/"

    func connect(_ socket: SocketHandle, auth: [UInt8]) async throws -> SocketAdmission {
        // A payload of another form is a client that says nothing about itself.
        let claims = auth.isEmpty ? nil : try? JSONDecoder().decode(Claims.self, from: Data(auth))
        if claims?.token == "refused" {
            throw SocketRefusal("Refused", data: Array(#"{"code":"refused"}"#.utf8))
        }
        Self.greet(socket, with: auth.isEmpty ? Array("{}".utf8) : auth)
        return SocketAdmission(identity: claims?.token ?? "", rooms: claims?.rooms ?? [])
    }

    func receive(_ event: SocketEvent, from socket: SocketHandle) async -> SocketReply? {
        switch event.name {
        case "message":
            socket.emit("message-back", arguments: event.arguments, attachments: event.attachments)
        case "message-with-ack":
            return SocketReply(arguments: event.arguments, attachments: event.attachments)
        case "join":
            for room in event.strings { socket.join(room) }
            return SocketReply(Array("true".utf8))
        case "leave":
            for room in event.strings { socket.leave(room) }
            return SocketReply(Array("true".utf8))
        case "shout":
            shout(event, from: socket)
        case "ask":
            return await ask(event, socket)
        case "stall":
            // Cancelled only when the process ends.
            try? await Task.sleep(for: .milliseconds(200))
            return SocketReply(arguments: event.arguments)
        default: break
        }
        return nil
    }

    func disconnected(_ socket: SocketHandle, reason: DisconnectReason) async {
        server.broadcast(
            event: "gone",
            json: Array(#"{"id":"\#(socket.id)","reason":"\#(reason.rawValue)"}"#.utf8),
            to: "watchers",
            namespace: namespace
        )
    }

    /// Emits `auth` a moment after the client heard that it is in. The suite starts to listen for it only then,
    /// and would miss it in the same segment, where it would be if it were emitted at once.
    private static func greet(_ socket: SocketHandle, with auth: [UInt8]) {
        Task {
            try await Task.sleep(for: .milliseconds(20))
            socket.emit("auth", json: auth)
        }
    }

    /// `shout(room, value, times)`: everyone in the room hears `heard(value)`.
    private func shout(_ event: SocketEvent, from socket: SocketHandle) {
        guard let room = event.strings.first, event.arguments.count > 1 else { return }
        let times = event.arguments.count > 2 ? Int(String(decoding: event.arguments[2], as: UTF8.self)) : 1
        for _ in 0..<min(times ?? 1, 100_000) {
            server.broadcast(event: "heard", json: event.arguments[1], to: room, namespace: namespace)
        }
    }

    /// Asks the client back and answers with its answer, or with why there is none.
    private func ask(_ event: SocketEvent, _ socket: SocketHandle) async -> SocketReply? {
        do {
            return try await socket.request(
                "question",
                json: event.arguments.first ?? Array("null".utf8),
                timeout: .milliseconds(500)
            )
        } catch {
            return SocketReply(Array("\"\(error)\"".utf8))
        }
    }

    /// What a client may say about itself.
    private struct Claims: Decodable {
        var token: String?
        var rooms: [String]?
    }
}

extension SocketEvent {
    /// The arguments that are strings.
    fileprivate var strings: [String] {
        arguments.compactMap { argument in
            // Arguments of another kind are not meant.
            try? JSONDecoder().decode(String.self, from: Data(argument))
        }
    }
}
