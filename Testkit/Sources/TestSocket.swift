// SPDX-License-Identifier: Apache-2.0
import Foundation
import Realtime
import Synchronization

/// The server did not let a socket in.
public struct SocketRefused: Error, Sendable {
    /// The sentence for people.
    public let message: String
    /// The code for programs.
    public let code: String
}

/// A client of the real-time server that polls by calling functions: the whole protocol, no network.
public final class TestSocket: Sendable {
    /// An event that came from the server.
    public struct Incoming: Sendable {
        /// Its name.
        public let event: String
        /// Its first argument in JSON.
        public let json: String
    }

    private struct State {
        var nextAck = 0
        var events: [Incoming] = []
        var acks: [Int: String] = [:]
    }

    private let server: SocketServer
    private let uri: String
    private let state = Mutex(State())

    init(_ server: SocketServer, auth: String) async throws {
        self.server = server
        let start = "/socket.io/?EIO=4&transport=polling"
        let opening = await server.poll(PollRequest(method: "GET", uri: start))
        let text = String(decoding: opening.body, as: UTF8.self)
        let fields = try JSONSerialization.jsonObject(with: Data(text.dropFirst().utf8)) as? [String: Any]
        uri = start + "&sid=\(fields?["sid"] as? String ?? "")"
        try await post("40" + auth)
        for packet in try await packets() {
            if packet.hasPrefix("40") { return }
            if packet.hasPrefix("44") { throw try Self.refusal(packet) }
            note(packet)
        }
        throw WaitedInVain(description: "the server did not answer CONNECT")
    }

    private static func refusal(_ packet: String) throws -> SocketRefused {
        let fields = try JSONSerialization.jsonObject(with: Data(packet.dropFirst(2).utf8)) as? [String: Any]
        let data = fields?["data"] as? [String: Any]
        return SocketRefused(
            message: fields?["message"] as? String ?? "",
            code: data?["code"] as? String ?? ""
        )
    }

    /// Sends an event and returns its acknowledgement: the envelope in JSON.
    public func emit(_ event: String, _ json: String) async throws -> String {
        let number = state.withLock { state in
            state.nextAck += 1
            return state.nextAck
        }
        try await post("42\(number)[\"\(event)\"\(json.isEmpty ? "" : "," + json)]")
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            if let answer = state.withLock({ $0.acks.removeValue(forKey: number) }) { return answer }
            for packet in try await packets() { note(packet) }
        }
        throw WaitedInVain(description: "no acknowledgement of \(event)")
    }

    /// Waits for an event that the server sends.
    public func next(_ event: String) async throws -> Incoming {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            let found = state.withLock { state -> Incoming? in
                guard let index = state.events.firstIndex(where: { $0.event == event }) else { return nil }
                return state.events.remove(at: index)
            }
            if let found { return found }
            for packet in try await packets() { note(packet) }
        }
        throw WaitedInVain(description: "no \(event) came")
    }

    /// Says goodbye.
    public func disconnect() async throws { try await post("41") }

    private func post(_ packet: String) async throws {
        let reply = await server.poll(PollRequest(method: "POST", uri: uri, body: Array(packet.utf8)))
        guard reply.status == 200 else {
            throw WaitedInVain(description: "the server refused \(packet.prefix(40))")
        }
    }

    /// What the server has for us; a poll waits until there is something.
    private func packets() async throws -> [String] {
        let reply = await server.poll(PollRequest(method: "GET", uri: uri))
        guard reply.status == 200 else { throw WaitedInVain(description: "the socket is closed") }
        return String(decoding: reply.body, as: UTF8.self).split(separator: "\u{1e}").map(String.init)
    }

    private func note(_ packet: String) {
        guard packet.hasPrefix("42") || packet.hasPrefix("43") else { return }
        let digits = packet.dropFirst(2).prefix { $0.isNumber }
        let json = String(packet.dropFirst(2 + digits.count))
        state.withLock { state in
            if packet.hasPrefix("43") {
                state.acks[Int(digits) ?? 0] = String(json.dropFirst().dropLast())
            } else if let incoming = Self.incoming(json) {
                state.events.append(incoming)
            }
        }
    }

    /// Cuts `["name",argument]` apart.
    private static func incoming(_ json: String) -> Incoming? {
        let parts = json.dropFirst().dropLast().split(separator: ",", maxSplits: 1)
        guard let name = parts.first else { return nil }
        return Incoming(
            event: name.trimmingCharacters(in: CharacterSet(charactersIn: "\"")),
            json: parts.count > 1 ? String(parts[1]) : ""
        )
    }
}
