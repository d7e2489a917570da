// SPDX-License-Identifier: Apache-2.0

import Logging
import Metrics
import NIOCore
import Synchronization

/// One Engine.IO session and the Socket.IO connections in it: the values of `Protocol` put to work.
///
/// `@unchecked Sendable`: all variables are touched on the loop of `hub` only.
final class Session: @unchecked Sendable {
    let id: EngineID
    let hub: LoopHub
    let remoteAddress: String?

    var engine: EngineSession
    private var assembler = PacketAssembler()
    var table = ConnectionTable()
    var sockets: [NamespaceSocket] = []
    /// Messages that arrived while `maxInFlight` handlers were running: at most one batch, or one polling request.
    var waiting: CircularBuffer<(message: InboundMessage, source: EngineSession.Source)>?
    /// What a polling client may send; a WebSocket counts on its own connection.
    private var budget: InboundBudget?
    private var isThrottled = false
    /// Handlers of events and arrivals that are running.
    var inFlight = 0
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
    /// Whether nothing more is to be handled for now. A server that stops begins nothing new.
    private var isBusy: Bool {
        isThrottled || inFlight >= hub.state.configuration.maxInFlight
            || hub.state.isClosing.load(ordering: .relaxed)
    }

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
            if connection.hub === hub {
                connection.send(packet)
            } else {
                hub.apply(.send(packet), to: connection)
            }
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
    func resume() {
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
    func breach(_ problem: String) {
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
