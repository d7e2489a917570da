// SPDX-License-Identifier: Apache-2.0

import Metrics
import NIOCore

extension Session {
    /// Takes a complete packet.
    func dispatch(_ packet: SocketPacket) {
        let namespace = hub.state.namespace(packet.namespace)
        switch packet.content {
        case .connect(let auth): connect(packet.namespace, namespace, auth)
        case .disconnect:
            if table.disconnect(namespace?.index) == .leave { remove(namespace?.index, .clientLeft) }
        case .event(let name, let arguments, let id):
            guard let socket = receiver(namespace) else { return }
            let event = SocketEvent(
                name: name,
                arguments: arguments,
                attachments: packet.attachments,
                wantsReply: id != nil
            )
            start(event, id, for: socket)
        case .ack(let id, let arguments):
            receiver(namespace)?.answered(
                id,
                SocketReply(arguments: arguments, attachments: packet.attachments)
            )
        }
    }

    /// The socket that a packet is for. A client that speaks to a namespace it never joined is closed.
    private func receiver(_ namespace: NamespaceEntry?) -> NamespaceSocket? {
        switch table.receive(namespace?.index) {
        case .deliver: return sockets.first { $0.namespace === namespace }
        case .close:
            breach("not connected to the namespace")
            return nil
        default: return nil
        }
    }

    private func connect(_ name: String, _ namespace: NamespaceEntry?, _ auth: [UInt8]) {
        guard let namespace else { return refuse(name, SocketRefusal("Invalid namespace")) }
        switch table.connect(namespace.index, maxNamespaces: hub.state.configuration.maxNamespaces) {
        case .refuse(let message): refuse(name, SocketRefusal(message))
        case .admit:
            let arrival = Arrival(auth, in: namespace, for: self)
            sockets.append(arrival.socket)
            begin()
            arrival.socket.pump.push { await arrival.decide() }
        default: break
        }
    }

    private func refuse(_ name: String, _ refusal: SocketRefusal) {
        hub.state.metrics.refused.increment()
        send(SocketPacketWriter(namespace: name).refused(refusal))
    }

    /// The namespace has let a client in.
    func admit(_ arrival: Arrival, _ admission: SocketAdmission) {
        defer { finished() }
        let socket = arrival.socket
        guard holds(socket), table.admitted(socket.namespace.index) else {
            return socket.admitTooLate(admission)
        }
        guard admission.rooms.count <= hub.state.configuration.maxRooms else {
            return reject(arrival, SocketRefusal("Too many rooms"))
        }
        engine.setConnected(true, now: .now(), timing: hub.state.timing)
        arrival.complete(admission)
    }

    /// The namespace has refused a client.
    func refused(_ arrival: Arrival, _ refusal: SocketRefusal) {
        defer { finished() }
        if holds(arrival.socket) { reject(arrival, refusal) }
    }

    /// Whether a client is still here, or at the door: it may have left, and even come again, meanwhile.
    private func holds(_ socket: NamespaceSocket) -> Bool {
        isOpen && sockets.contains { $0 === socket }
    }

    private func reject(_ arrival: Arrival, _ refusal: SocketRefusal) {
        table.removed(arrival.socket.namespace.index)
        remove(arrival.socket.namespace.index, .serverLeft)
        refuse(arrival.socket.namespace.name, refusal)
    }

    /// Puts a client out of its namespace, or closes the session.
    func expel(_ socket: NamespaceSocket, closing: Bool) {
        guard holds(socket) else { return }
        table.removed(socket.namespace.index)
        send(socket.namespace.writer.disconnected())
        remove(socket.namespace.index, .serverLeft)
        if closing { close(.serverLeft) }
    }

    private func remove(_ namespace: Int?, _ reason: DisconnectReason) {
        guard let index = sockets.firstIndex(where: { $0.namespace.index == namespace }) else { return }
        sockets.remove(at: index).leave(reason)
        guard table.isUnused else { return }
        // As after the handshake, a session without a namespace has a limited time.
        engine.setConnected(false, now: .now(), timing: hub.state.timing)
        hub.file(self, at: nextTick)
    }

    // MARK: Handlers that run

    private func start(_ event: SocketEvent, _ id: UInt64?, for socket: NamespaceSocket) {
        begin()
        let (hub, handle, handler) = (self.hub, socket.handle, socket.namespace.handler)
        socket.pump.push {
            let reply = await handler.receive(event, from: handle)
            hub.post { _ in
                if let id, let reply, socket.isConnected { self.send(socket.namespace.writer.ack(id, reply)) }
                self.finished()
            }
        }
    }

    private func begin() {
        inFlight += 1
        hub.inFlight += 1
    }

    private func finished() {
        inFlight -= 1
        hub.inFlight -= 1
        // Only one that had stopped has anything to resume.
        if waiting != nil || inFlight == hub.state.configuration.maxInFlight - 1 { resume() }
    }
}
