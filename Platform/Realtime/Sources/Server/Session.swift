// SPDX-License-Identifier: Apache-2.0

import Logging
import Metrics
import NIOCore

/// One Engine.IO session and the Socket.IO connections in it: the values of `Protocol` put to work.
///
/// `@unchecked Sendable`: all variables are touched on the loop of `hub` only.
final class Session: @unchecked Sendable {
    let id: EngineID
    let hub: LoopHub
    let remoteAddress: String?

    private var engine: EngineSession
    private var assembler = PacketAssembler()
    private var table = ConnectionTable()
    private var sockets: [NamespaceSocket] = []
    /// Messages that arrived while `maxInFlight` handlers were running: at most one batch, or one polling request.
    private var waiting: CircularBuffer<(message: InboundMessage, source: EngineSession.Source)>?
    /// What a polling client may send; a WebSocket counts on its own connection.
    private var budget: InboundBudget?
    private var isThrottled = false
    /// Handlers of events and arrivals that are running.
    private var inFlight = 0
    var polling = PollingSide()
    /// The WebSocket, also while it is only probing.
    private var connection: WebSocketConnection?
    /// How many places of the timer wheel hold this session.
    var timers = 0

    init(hub: LoopHub, transport: EngineSession.Transport, connection: WebSocketConnection?, address: String?)
    {
        id = .random(hub: hub.index)
        (self.hub, self.connection, remoteAddress) = (hub, connection, address)
        engine = EngineSession(transport: transport, now: .now(), timing: hub.state.timing)
    }

    var isOpen: Bool { engine.transport != .closed }
    var isPolling: Bool { [.polling, .probing, .probed].contains(engine.transport) }
    var isProbed: Bool { engine.transport == .probed }
    var nextTick: NIODeadline { engine.nextTick(hub.state.timing) }
    private var isBusy: Bool { isThrottled || inFlight >= hub.state.configuration.maxInFlight }

    /// The first packet of a session.
    var handshake: EncodedPacket {
        let configuration = hub.state.configuration
        let upgrades = isPolling ? #"["websocket"]"# : "[]"
        let text =
            #"0{"sid":"\#(id.text)","upgrades":\#(upgrades),"pingInterval":\#(configuration.pingInterval.milliseconds),"#
            + #""pingTimeout":\#(configuration.pingTimeout.milliseconds),"maxPayload":\#(configuration.maxPayload)}"#
        return EncodedPacket(engine: text.utf8)
    }

    // MARK: - Outgoing

    /// Sends to the client by whatever carries packets now.
    func send(_ packet: EncodedPacket) {
        hub.counts.packetsOut += 1
        if engine.transport == .webSocket, let connection {
            hub.apply(.send(packet), to: connection)
        } else if isPolling {
            guard polling.send(packet, hub.state) else {
                hub.state.metrics.slowReaders.increment()
                return close(.slowReader)
            }
            if polling.isReady { hub.markReady(self) }
        }
    }

    // MARK: - Incoming

    /// Takes a message; false when no more should come until this session asks for it.
    func offer(_ message: InboundMessage, from source: EngineSession.Source) -> Bool {
        guard !isBusy, waiting == nil else {
            wait(message, source)
            return false
        }
        handle(message, from: source)
        return !isBusy
    }

    /// Takes messages that came by polling or from a WebSocket of another loop.
    func take(_ messages: [InboundMessage], from source: EngineSession.Source) {
        for message in messages { wait(message, source) }
        resume()
    }

    private func wait(_ message: InboundMessage, _ source: EngineSession.Source) {
        waiting = waiting ?? CircularBuffer(initialCapacity: 8)
        waiting?.append((message, source))
    }

    /// Goes on with what waits, then asks for more.
    private func resume() {
        while isOpen, !isBusy, let next = waiting?.first {
            guard next.source == .webSocket || spend() else { return }
            _ = waiting?.popFirst()
            handle(next.message, from: next.source)
        }
        guard isOpen, !isBusy, waiting?.isEmpty ?? true else { return }
        waiting = nil
        engine.readingResumed(now: .now())
        polling.finishPost()
        if let connection { hub.apply(.resume, to: connection) }
    }

    /// Takes one packet off what a polling client may send; false, and reading goes on later, when that is used up.
    private func spend() -> Bool {
        guard let rate = hub.state.inboundRate else { return true }
        var budget = self.budget ?? InboundBudget(rate, now: .now())
        defer { self.budget = budget }
        if budget.take(rate, now: .now()) { return true }
        isThrottled = true
        hub.loop.scheduleTask(deadline: budget.available(rate)) {
            self.isThrottled = false
            self.resume()
        }
        return false
    }

    private func handle(_ message: InboundMessage, from source: EngineSession.Source) {
        if source == .polling { hub.counts.packetsIn += 1 }
        switch message {
        case .binary(let bytes):
            guard source == .polling || engine.transport == .webSocket else { return dropUpgrade() }
            assemble { (assembler, limits) throws(PacketError) in try assembler.binary(bytes, limits: limits)
            }
        case .text(let bytes):
            guard let type = bytes.first else { return breach("empty packet") }
            let isProbe = bytes.count == 6 && bytes[1...].elementsEqual("probe".utf8)
            let action = engine.receive(
                type,
                isProbe: isProbe,
                from: source,
                now: .now(),
                timing: hub.state.timing
            )
            perform(action, bytes, from: source)
        }
    }

    private func perform(_ action: EngineSession.Action, _ bytes: [UInt8], from source: EngineSession.Source)
    {
        switch action {
        case .ignore: break
        case .deliver:
            assemble { (assembler, limits) throws(PacketError) in
                try assembler.text(bytes.dropFirst(), limits: limits)
            }
        case .answerProbe:
            if let connection { hub.apply(.send(EncodedPacket(engine: "3probe".utf8)), to: connection) }
            polling.release()
        case .finishUpgrade: finishUpgrade()
        case .close(let reason):
            if source == .webSocket, isPolling { return dropUpgrade() }
            if reason == .parseError { return breach("unexpected packet type") }
            close(reason)
        }
    }

    private func assemble(
        _ take: (inout PacketAssembler, PacketLimits) throws(PacketError) -> SocketPacket?
    ) {
        do throws(PacketError) {
            if let packet = try take(&assembler, hub.state.packetLimits) { dispatch(packet) }
        } catch {
            breach("\(error)")
        }
    }

    /// The client broke the protocol.
    private func breach(_ problem: String) {
        hub.state.metrics.malformed.increment()
        hub.state.logger.debug("malformed packet", metadata: ["problem": "\(problem)"])
        close(.parseError)
    }

    // MARK: - Time

    func tick(now: NIODeadline) {
        // While we do not read, the pong may be waiting for us.
        if isBusy { engine.readingResumed(now: now) }
        switch engine.tick(now: now, timing: hub.state.timing) {
        case .nothing: break
        case .ping: send(.ping)
        case .abandonUpgrade: dropUpgrade()
        case .close(let reason): close(reason)
        }
    }

    // MARK: - Upgrade

    /// A WebSocket wants to take over from polling.
    func beginUpgrade(_ candidate: WebSocketConnection) -> Bool {
        guard connection == nil, engine.beginUpgrade(now: .now(), timing: hub.state.timing) else {
            return false
        }
        connection = candidate
        hub.file(self, at: nextTick)
        return true
    }

    private func finishUpgrade() {
        polling.release()
        for packet in polling.drain() {
            if let connection { hub.apply(.send(packet), to: connection) }
        }
    }

    private func dropUpgrade() {
        engine.abandonUpgrade()
        if let connection { hub.apply(.close(1002), to: connection) }
        connection = nil
    }

    /// The WebSocket is gone: the end of the session, unless it was only probing.
    func connectionLost(_ lost: WebSocketConnection, _ reason: DisconnectReason) {
        guard lost === connection else { return }
        connection = nil
        if isPolling { engine.abandonUpgrade() } else { close(reason) }
    }

    // MARK: - The end

    /// Ends the session; `code` is for the WebSocket's goodbye.
    func close(_ reason: DisconnectReason, code: UInt16? = nil) {
        guard isOpen else { return }
        let wasPolling = isPolling
        engine.close()
        hub.remove(self)
        for socket in sockets { socket.leave(reason) }
        sockets = []
        waiting = nil
        polling.close(sayingGoodbye: wasPolling && reason != .transportClosed)
        if let connection { hub.apply(.close(code ?? reason.closeCode), to: connection) }
        connection = nil
    }
}

// MARK: - Namespaces

extension Session {
    private func dispatch(_ packet: SocketPacket) {
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
        guard isOpen, table.admitted(socket.namespace.index) else { return socket.admitTooLate(admission) }
        guard admission.rooms.count <= hub.state.configuration.maxRooms else {
            return reject(arrival, SocketRefusal("Too many rooms"))
        }
        engine.setConnected(true, now: .now(), timing: hub.state.timing)
        arrival.complete(admission)
    }

    /// The namespace has refused a client.
    func refused(_ arrival: Arrival, _ refusal: SocketRefusal) {
        defer { finished() }
        guard isOpen else { return }
        reject(arrival, refusal)
    }

    private func reject(_ arrival: Arrival, _ refusal: SocketRefusal) {
        table.removed(arrival.socket.namespace.index)
        remove(arrival.socket.namespace.index, .serverLeft)
        refuse(arrival.socket.namespace.name, refusal)
    }

    /// Puts a client out of its namespace, or closes the session.
    func expel(_ socket: NamespaceSocket, closing: Bool) {
        guard isOpen, sockets.contains(where: { $0 === socket }) else { return }
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

extension EncodedPacket {
    /// The server's heartbeat, the same bytes for all.
    static let ping = EncodedPacket(engine: "2".utf8)
}

extension DisconnectReason {
    /// The close code that a WebSocket client sees.
    fileprivate var closeCode: UInt16 {
        switch self {
        case .parseError: 1002
        case .slowReader: 1008
        case .shutdown: 1001
        default: 1000
        }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
