// SPDX-License-Identifier: Apache-2.0

import Logging
import Metrics
import NIOCore

/// What a session asks of its WebSocket.
enum ConnectionAction: Sendable {
    case send(EncodedPacket)
    /// The session has room again for what the client sends.
    case resume
    /// Say goodbye with this code, then close.
    case close(UInt16)
}

/// An action for a connection of another loop.
struct ForeignOperation: Sendable {
    let connection: WebSocketConnection
    let action: ConnectionAction

    func perform() { connection.perform(action) }
}

/// The one handler of an upgraded channel: WebSocket frames in, complete frames out.
///
/// A channel writes at once while it is writable; what comes later waits in a bounded queue here. Reading stops while
/// the session is busy or the client sends faster than it may, so TCP slows it down.
///
/// `@unchecked Sendable`: stored values are constants or are touched only on the channel's loop, which is the loop of
/// `hub`; other loops send their wishes through `LoopHub.apply`.
final class WebSocketConnection: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// open → closing → closed, or open → closed.
    private enum Stage {
        case open
        /// Our goodbye is written; what still arrives is dropped.
        case closing
        case closed
    }

    /// Why nothing is parsed or read for now.
    private struct Holds: OptionSet {
        let rawValue: UInt8
        /// The session is not known yet.
        static let starting = Holds(rawValue: 1)
        /// The session has enough to do.
        static let session = Holds(rawValue: 2)
        /// The client sends faster than it may.
        static let budget = Holds(rawValue: 4)
    }

    /// Messages handed to a session on another loop before it has to ask for more.
    private static let batchSize = 64

    let hub: LoopHub
    private var context: ChannelHandlerContext?
    private var stage = Stage.open
    private var session: Session?

    private var reader = FrameReader()
    /// Bytes that are read but not parsed: part of a frame, or what came before a pause.
    private var unparsed: ByteBuffer?
    private var budget: InboundBudget?
    private var holds: Holds = .starting
    private var wantsRead = false

    private var backlog = OutgoingQueue()
    private var isDirty = false
    /// What the channel last said; asking it takes longer.
    private var isWritable = true

    init(hub: LoopHub) {
        self.hub = hub
        budget = hub.state.inboundRate.map { InboundBudget($0, now: .now()) }
    }

    // MARK: - For the session

    /// Connects this WebSocket with its session and starts reading.
    func start(_ session: Session) {
        guard stage == .open else { return session.connectionLost(self, .transportClosed) }
        self.session = session
        resume(.starting)
    }

    func perform(_ action: ConnectionAction) {
        switch action {
        case .send(let packet): send(packet)
        case .resume: resume(.session)
        case .close(let code): close(code)
        }
    }

    func send(_ packet: EncodedPacket) {
        guard stage == .open, let context else { return }
        if isWritable, backlog.isEmpty {
            write(packet.frames, context)
        } else if !backlog.append(packet, limits: hub.state.queueLimits) {
            hub.state.metrics.slowReaders.increment()
            fail(.slowReader)
        }
    }

    private func write(_ frames: ByteBuffer, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(frames), promise: nil)
        guard !isDirty else { return }
        isDirty = true
        hub.markDirty(self)
    }

    func flush() {
        isDirty = false
        context?.flush()
    }

    /// Says goodbye, and closes when the client has answered or its time is up.
    private func close(_ code: UInt16) {
        guard stage == .open, let context else { return }
        stage = .closing
        session = nil
        while let packet = backlog.popFirst() { context.write(wrapOutboundOut(packet.frames), promise: nil) }
        context.writeAndFlush(wrapOutboundOut(FrameWriter.close(code: code)), promise: nil)
        unparsed = nil
        holds = []
        if wantsRead { read(context: context) }
        let timeout = TimeAmount(hub.state.configuration.closeTimeout)
        context.eventLoop.scheduleTask(in: timeout) { self.context?.close(promise: nil) }
    }

    /// Ends the connection without a word: the client does not listen.
    private func fail(_ reason: DisconnectReason) {
        guard let context else { return }
        lose(reason)
        stage = .closed
        context.close(promise: nil)
    }

    /// Tells the session that this connection is over.
    private func lose(_ reason: DisconnectReason) {
        guard let session else { return }
        self.session = nil
        if session.hub === hub {
            session.connectionLost(self, reason)
        } else {
            session.hub.post { _ in session.connectionLost(self, reason) }
        }
    }

    // MARK: - What the client sends

    private func resume(_ hold: Holds) {
        guard stage == .open, let context else { return }
        holds.remove(hold)
        guard holds.isEmpty else { return }
        parse(context)
        if holds.isEmpty, wantsRead {
            wantsRead = false
            context.read()
        }
    }

    private func parse(_ context: ChannelHandlerContext) {
        guard var buffer = unparsed else { return }
        unparsed = nil
        var batch: [InboundMessage] = []
        do throws(FrameError) {
            while holds.isEmpty, stage == .open,
                let output = try reader.next(&buffer, maxPayload: hub.state.configuration.maxPayload)
            {
                accept(output, context, &batch)
            }
        } catch {
            hub.state.metrics.malformed.increment()
            hub.state.logger.debug("malformed WebSocket frame", metadata: ["error": "\(error)"])
            lose(.parseError)
            close(error.closeCode)
        }
        handOver(batch)
        guard stage == .open, buffer.readableBytes > 0 else { return }
        // Copied when small, so a few left bytes do not keep what the kernel wrote into alive.
        unparsed = buffer.readableBytes < 1_024 ? ByteBuffer(bytes: buffer.readableBytesView) : buffer
    }

    private func accept(
        _ output: FrameReader.Output,
        _ context: ChannelHandlerContext,
        _ batch: inout [InboundMessage]
    ) {
        hub.counts.packetsIn += 1
        switch output {
        case .text(let bytes): offer(.text(bytes), &batch)
        case .binary(let bytes): offer(.binary(bytes), &batch)
        case .ping(let payload):
            if context.channel.isWritable { write(FrameWriter.pong(payload), context) }
        case .pong: break
        case .close:
            lose(.transportClosed)
            stage = .closing
            context.writeAndFlush(wrapOutboundOut(FrameWriter.close(code: 1000))).whenComplete { _ in
                self.context?.close(promise: nil)
            }
        }
        spend()
    }

    /// Takes the packet just read off what the client may send.
    private func spend() {
        guard let rate = hub.state.inboundRate, var budget else { return }
        _ = budget.take(rate, now: .now())
        self.budget = budget
        guard budget.isEmpty, stage == .open else { return }
        holds.insert(.budget)
        hub.loop.scheduleTask(deadline: budget.available(rate)) { self.resume(.budget) }
    }

    private func offer(_ message: InboundMessage, _ batch: inout [InboundMessage]) {
        guard let session else { return }
        if session.hub === hub {
            if !session.offer(message, from: .webSocket) { holds.insert(.session) }
        } else {
            batch.append(message)
            if batch.count == Self.batchSize { holds.insert(.session) }
        }
    }

    /// Hands messages to a session of another loop, which resumes this connection when it is through with them.
    private func handOver(_ batch: [InboundMessage]) {
        guard let session, !batch.isEmpty else { return }
        holds.insert(.session)
        session.hub.post { _ in session.take(batch, from: .webSocket) }
    }

    // MARK: - Channel events

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        isWritable = context.channel.isWritable
        hub.openConnections += 1
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stage = .closed
        self.context = nil
        hub.openConnections -= 1
        lose(.transportClosed)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch stage {
        case .closed: return
        case .closing:
            awaitGoodbye(data)
            return
        case .open: break
        }
        var bytes = unwrapInboundIn(data)
        if unparsed == nil {
            unparsed = bytes
        } else {
            unparsed?.writeBuffer(&bytes)
        }
        if holds.isEmpty { parse(context) }
    }

    func read(context: ChannelHandlerContext) {
        if holds.isEmpty {
            context.read()
        } else {
            wantsRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        guard stage == .open, !backlog.isEmpty else { return }
        while isWritable, let packet = backlog.popFirst() {
            context.write(wrapOutboundOut(packet.frames), promise: nil)
        }
        context.flush()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stage = .closed
        lose(.transportClosed)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        lose(.transportError)
        stage = .closed
        context.close(promise: nil)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    /// Looks for the client's answer to our goodbye; anything else it sends is of no interest any more.
    private func awaitGoodbye(_ data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        reader = FrameReader()
        while true {
            // A broken frame ends the waiting as well.
            guard let output = try? reader.next(&bytes, maxPayload: 1_024) else { return }
            guard case .close = output else { continue }
            stage = .closed
            context?.close(promise: nil)
            return
        }
    }
}
