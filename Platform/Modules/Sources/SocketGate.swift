// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Logging
import Metrics
import Realtime
import Synchronization

/// The door between the real-time server and the modules: checks tokens, puts sockets into their rooms, hands events
/// to whoever answers them, and wraps what they say in the envelope of HTTP.
final class SocketGate: SocketNamespace {
    private let authenticator: any Authenticator
    private let verbs: [String: ModuleRegistry.SocketVerb]
    private let arrivals: [ModuleRegistry.Arrival]
    private let departures: [ModuleRegistry.Departure]
    private let admit: @Sendable (Member, RateClass) -> Failure?
    private let members = Mutex<[SocketID: Member]>([:])
    private let logger: Logger

    init(
        registries: [ModuleRegistry],
        authenticator: any Authenticator,
        admit: @escaping @Sendable (Member, RateClass) -> Failure?,
        logger: Logger
    ) {
        self.authenticator = authenticator
        self.admit = admit
        self.logger = logger
        verbs = registries.reduce(into: [:]) { $0.merge($1.socketVerbs) { _, new in new } }
        arrivals = registries.flatMap(\.arrivals)
        departures = registries.flatMap(\.departures)
    }

    private struct Handshake: Decodable { let token: String }

    func connect(_ socket: SocketHandle, auth: [UInt8]) async throws -> SocketAdmission {
        do {
            // Any bad form is the same to the client.
            guard let handshake = try? JSON.decode(Handshake.self, from: auth) else {
                throw Failure.unauthenticated(.unauthenticated, "Send an access token when connecting.")
            }
            let token = handshake.token[...]
            let known = authenticator.knownMember(for: token)
            let member = if let known { known } else { try await authenticator.member(for: token) }
            // First the rooms that events are sent to, then the look at the database: nothing falls between.
            socket.join(Room.user(member.id).description)
            socket.join(Room.session(member.session).description)
            members.withLock { $0[socket.id] = member }
            var rooms: [String] = []
            for arrival in arrivals { rooms += try await arrival(member, socket).map(\.description) }
            return SocketAdmission(identity: member.id.description, rooms: rooms)
        } catch {
            members.withLock { $0[socket.id] = nil }
            let failure = failure(of: error, event: "connect")
            throw SocketRefusal(failure.message, data: try JSON.encode(Refusal(code: failure.code)))
        }
    }

    private struct Refusal: Encodable { let code: ErrorCode }

    func receive(_ event: SocketEvent, from socket: SocketHandle) async -> SocketReply? {
        do {
            guard let member = members.withLock({ $0[socket.id] }) else {
                throw Failure.unauthenticated(.unauthenticated, "Connect again.")
            }
            guard let verb = verbs[event.name] else {
                throw Failure.notFound(.notFound, "There is no such event.")
            }
            if let refusal = admit(member, .realtime) { throw refusal }
            let data = try await verb(event, member, socket)
            return event.wantsReply ? SocketReply(JSON.envelope(encoded: data)) : nil
        } catch {
            let failure = failure(of: error, event: event.name)
            return event.wantsReply ? SocketReply(JSON.envelope(failure)) : nil
        }
    }

    func disconnected(_ socket: SocketHandle, reason: DisconnectReason) async {
        guard let member = members.withLock({ $0.removeValue(forKey: socket.id) }) else { return }
        for departure in departures { await departure(member, socket) }
    }

    /// What the client is told. What is not a refusal is a defect of ours and is logged here, once.
    private func failure(of error: any Error, event: String) -> Failure {
        if let failure = error as? Failure { return failure }
        if let refused = error as? any ServiceError { return refused.failure }
        logger.error("An event on a socket failed.", metadata: ["event": "\(event)", "error": "\(error)"])
        return Failure(.internalError, .internalError, "Something went wrong on the server.")
    }
}
