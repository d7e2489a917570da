// SPDX-License-Identifier: Apache-2.0

import Logging
import Metrics
import NIOCore

/// One client within one namespace.
///
/// `@unchecked Sendable`: the constants are set before it is shared; everything else is touched on the loop of
/// its session only, which handles reach through `LoopHub.post`.
final class NamespaceSocket: @unchecked Sendable {
    /// connecting → connected → gone, or connecting → gone.
    private enum Stage {
        case connecting, connected, gone
    }

    let id: SocketID
    let session: Session
    let namespace: NamespaceEntry
    let remoteAddress: String?
    /// Whether the client may continue after a broken connection.
    let isRecoverable: Bool
    let pump = EventPump()

    var rooms: [Room] = []
    private var stage = Stage.connecting
    private(set) var identity = ""
    /// The rooms that the client's own handler joined, which recovery restores.
    private var ownRooms: Set<String> = []
    /// What was sent before the client heard that it is in.
    private var early = OutgoingQueue()
    private var earlyOffsets: [UInt64] = []
    /// The secret by which the client may come back, while it is in.
    private var secret: RandomID?
    /// The number of the last packet before it came.
    private var since: UInt64 = 0
    /// What it got as missed, and may meet again among mail that was on its way.
    private var replayed: Set<UInt64> = []
    private var requests: [UInt64: CheckedContinuation<SocketReply, any Error>] = [:]
    private var nextRequest: UInt64 = 0

    init(id: SocketID, session: Session, namespace: NamespaceEntry, isRecoverable: Bool) {
        (self.id, self.session, self.namespace, self.isRecoverable) = (id, session, namespace, isRecoverable)
        remoteAddress = session.remoteAddress
    }

    var hub: LoopHub { session.hub }
    var handle: SocketHandle { SocketHandle(self, identity: identity) }
    var isConnected: Bool { stage == .connected }

    // MARK: - Arrival and departure

    /// What a client that came back finds.
    struct Resumption {
        let ownRooms: Set<String>
        let missed: [RecoveryLog.Entry]
    }

    /// The client is in: it hears so first, then what it missed, then what was sent meanwhile.
    func admit(_ admission: SocketAdmission, secret: RandomID?, since: UInt64, resuming: Resumption?) {
        stage = .connected
        identity = admission.identity
        (self.secret, self.since) = (secret, since)
        for room in admission.rooms { hub.join(self, room) }
        for room in resuming?.ownRooms ?? [] { join(room) }
        session.send(namespace.writer.connected(id, recovery: secret))
        replayed = Set(resuming?.missed.map(\.offset) ?? [])
        for entry in resuming?.missed ?? [] { session.send(entry.packet) }
        for (packet, offset) in zip(early.drain(), earlyOffsets) where !replayed.contains(offset) {
            session.send(packet)
        }
        earlyOffsets = []
    }

    /// The client is out.
    func leave(_ reason: DisconnectReason) {
        let wasConnected = stage == .connected
        guard stage != .gone else { return }
        stage = .gone
        remember(reason, wasConnected)
        hub.leaveAll(self)
        early = OutgoingQueue()
        for (_, continuation) in requests { continuation.resume(throwing: SocketRequestError.disconnected) }
        requests = [:]
        if wasConnected { announceDeparture(reason) }
    }

    /// Tells the service that the client is gone.
    func announceDeparture(_ reason: DisconnectReason) {
        let (hub, handle, handler, secret) = (self.hub, self.handle, namespace.handler, self.secret)
        hub.inFlight += 1
        pump.push {
            await handler.disconnected(handle, reason: reason)
            if let secret { hub.state.recovery?.settle(secret) }
            hub.post { $0.inFlight -= 1 }
        }
    }

    /// A client may be gone before its namespace has decided; the service still hears of both.
    func admitTooLate(_ admission: SocketAdmission) {
        identity = admission.identity
        announceDeparture(.transportClosed)
    }

    private func remember(_ reason: DisconnectReason, _ wasConnected: Bool) {
        guard isRecoverable, let center = hub.state.recovery else { return }
        guard wasConnected, reason.isRecoverable, let secret else { return center.leave(nil) }
        let absent = RecoveryLog.Absent(
            id: id,
            identity: identity,
            namespace: namespace.index,
            rooms: Set(rooms.map(\.name)),
            ownRooms: ownRooms,
            since: since,
            leftAt: .now()
        )
        center.leave((secret, absent))
    }

    // MARK: - Rooms

    /// Joins a room for the client's own handler.
    func join(_ room: String) {
        guard hasSpace(for: room) else { return }
        ownRooms.insert(room)
        hub.join(self, room)
    }

    /// Joins a room because the server said so.
    func move(into room: String) {
        if hasSpace(for: room) { hub.join(self, room) }
    }

    func leave(_ room: String) {
        ownRooms.remove(room)
        hub.leave(self, room)
    }

    private func hasSpace(for room: String) -> Bool {
        guard stage != .gone else { return false }
        guard rooms.count < hub.state.configuration.maxRooms else {
            hub.state.metrics.refused.increment()
            hub.state.logger.warning("a socket is in too many rooms", metadata: ["socket": "\(id)"])
            return false
        }
        return true
    }

    // MARK: - Sending

    func deliver(_ broadcast: Broadcast) {
        if isRecoverable, let numbered = broadcast.numbered {
            deliver(numbered, offset: broadcast.offset)
        } else {
            deliver(broadcast.packet, offset: 0)
        }
    }

    /// Sends a packet; `offset` is its number, 0 if it has none.
    func deliver(_ packet: EncodedPacket, offset: UInt64) {
        switch stage {
        case .connected:
            guard replayed.isEmpty || replayed.remove(offset) == nil else { return }
            session.send(packet)
        case .connecting:
            earlyOffsets.append(offset)
            if !early.append(packet, limits: hub.state.queueLimits) { session.close(.slowReader) }
        case .gone: break
        }
    }

    // MARK: - Events that the client answers

    func request(
        _ event: String,
        _ arguments: [[UInt8]],
        _ timeout: Duration,
        _ continuation: CheckedContinuation<SocketReply, any Error>
    ) {
        guard stage == .connected else {
            return continuation.resume(throwing: SocketRequestError.disconnected)
        }
        guard requests.count < hub.state.configuration.maxRequests else {
            return continuation.resume(throwing: SocketRequestError.tooMany)
        }
        let id = nextRequest
        nextRequest += 1
        requests[id] = continuation
        hub.loop.scheduleTask(in: TimeAmount(timeout)) { self.expire(id) }
        session.send(namespace.writer.event(event, arguments, id: id))
    }

    func answered(_ id: UInt64, _ reply: SocketReply) {
        requests.removeValue(forKey: id)?.resume(returning: reply)
    }

    private func expire(_ id: UInt64) {
        requests.removeValue(forKey: id)?.resume(throwing: SocketRequestError.timeout)
    }
}
