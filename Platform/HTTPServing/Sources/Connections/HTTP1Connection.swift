// SPDX-License-Identifier: Apache-2.0
import Metrics
import NIOCore
import NIOHTTP1

/// One connection that speaks HTTP/1.1: reads requests one after the other and writes their replies.
///
///     waiting ⇄ busy          a request and its reply, as often as the client likes
///     busy → sending          a body too large for memory is on its way, piece by piece
///     busy → draining         refused before the body was complete: what still comes is dropped, then closed
///     busy → closing          the last reply is on its way out
///     busy → upgraded         a WebSocket from now on; this handler only lets through what the parser still holds
///
/// The parser stands before this handler, no encoder does: replies are written as bytes. Requests that arrive
/// before the reply to the one before is written wait in `backlog`, and as long as there are any, nothing more is
/// read.
///
/// `@unchecked Sendable`: a channel handler, touched on the loop of its channel only.
final class HTTP1Connection: ChannelDuplexHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Stage {
        case waiting
        case busy(Exchange)
        case sending(Task<Void, Never>, isLast: Bool)
        case draining(until: NIODeadline)
        case closing
        case upgraded
    }

    private let gateway: Gateway
    private let loop: LoopContext
    private let peer: ClientAddress
    /// Whether there are too many connections, so that this one is only told so.
    private let isSurplus: Bool

    private var context: ChannelHandlerContext?
    private var stage = Stage.waiting
    /// Whether the body of the present request is complete.
    private var isBodyComplete = false
    private var keepsAlive = true
    /// What arrived while the present request was not done; nil as nearly always.
    private var backlog: CircularBuffer<HTTPServerRequestPart>?
    private var isPumping = false
    private var wantsRead = false
    /// Whether the present request takes no more of its body for now.
    private var isHeld = false

    /// Whether parts are being delivered, so that a flush can wait for the end of them.
    private var isReading = false
    private var hasParsed = false
    private var needsFlush = false

    private var idleSince: NIODeadline
    /// When the first bytes of a header came whose end is not there yet.
    private var headStarted: NIODeadline?
    private var unwritableSince: NIODeadline?
    private var drained = 0

    init(_ gateway: Gateway, _ loop: LoopContext, peer: ClientAddress, isSurplus: Bool) {
        self.gateway = gateway
        self.loop = loop
        self.peer = peer
        self.isSurplus = isSurplus
        idleSince = .now()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.enter(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        loop.leave(self)
    }

    // MARK: - Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .upgraded = stage { return context.fireChannelRead(data) }
        (isReading, hasParsed) = (true, true)
        let part = unwrapInboundIn(data)
        guard backlog == nil, !isBlocked else {
            backlog = backlog ?? CircularBuffer(initialCapacity: 4)
            backlog?.append(part)
            return
        }
        take(part)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if case .upgraded = stage { return context.fireChannelReadComplete() }
        isReading = false
        if needsFlush {
            needsFlush = false
            context.flush()
        }
        if case .waiting = stage, !hasParsed, headStarted == nil { headStarted = .now() }
        hasParsed = false
    }

    func read(context: ChannelHandlerContext) {
        if backlog == nil, !isHeld {
            context.read()
        } else {
            wantsRead = true
        }
    }

    /// Whether the next request has to wait: for the present reply, or for the client to read what was written.
    private var isBlocked: Bool {
        if unwritableSince != nil { return true }
        switch stage {
        case .busy: return isBodyComplete
        case .sending: return true
        default: return false
        }
    }

    private func take(_ part: HTTPServerRequestPart) {
        switch (stage, part) {
        case (.waiting, .head(let head)): begin(head)
        case (.busy(let exchange), .body(let bytes)): exchange.receive(bytes)
        case (.busy(let exchange), .end):
            isBodyComplete = true
            exchange.finishBody()
        case (.draining, .body(let bytes)):
            drained += bytes.readableBytes
            if drained > gateway.configuration.limits.bytesAfterRefusal { closeAfterFlush() }
        case (.draining, .end): closeAfterFlush()
        default: break
        }
    }

    private func begin(_ head: HTTPRequestHead) {
        headStarted = nil
        isBodyComplete = false
        let now = NIODeadline.now()
        let facts = RequestFacts(head.headers)
        let proxies = gateway.configuration.trustedProxies
        let client = proxies.isEmpty ? peer : ClientAddress(peer: peer, facts, trusting: proxies)
        let incoming = IncomingHead(
            head: head,
            facts: facts,
            client: client,
            id: requestID(facts, client),
            now: now
        )
        let exchange = Exchange(incoming, gateway, loop, for: self)
        stage = .busy(exchange)
        keepsAlive = keepsAlive && exchange.keepsAlive
        guard !isSurplus else {
            gateway.metrics.shed.increment()
            return exchange.refuse(.busy)
        }
        exchange.begin(facts)
    }

    /// The id of a proxy is kept, so that both logs tell of the same request.
    private func requestID(_ facts: RequestFacts, _ client: ClientAddress) -> String {
        guard let given = facts.requestID, client != peer, given.isSaneID else { return loop.nextRequestID() }
        return given
    }

    /// Goes on with what arrived meanwhile.
    private func pump() {
        guard backlog != nil, !isPumping else { return }
        isPumping = true
        while !isBlocked, let part = backlog?.popFirst() { take(part) }
        isPumping = false
        guard backlog?.isEmpty == true else { return }
        backlog = nil
        goOnReading()
    }

    private func goOnReading() {
        if wantsRead, backlog == nil, !isHeld {
            wantsRead = false
            context?.read()
        }
    }

    // MARK: - Writing

    private func write(_ reply: Reply, of exchange: Exchange) {
        guard let context else { return }
        let isLast = !keepsAlive || reply.closes || loop.isWindingDown
        let inline = min(reply.body.count, HTTP1Writer.inlineBody)
        var buffer = context.channel.allocator.buffer(capacity: 1_024 + inline)
        let rest = HTTP1Writer.write(reply, of: exchange, keepsAlive: !isLast, into: &buffer)
        context.write(wrapOutboundOut(buffer), promise: nil)
        if let rest { context.write(wrapOutboundOut(rest), promise: nil) }
        idleSince = exchange.finished
        if case .stream(let stream) = reply.body, !exchange.isHead {
            return send(stream, isLast: isLast, context)
        }
        finish(isLast, context)
    }

    /// Sends a body in pieces: the next is read when the one before is with the system. As long as one waits longer
    /// than a client may take to read, `unwritableSince` ends the connection.
    private func send(_ stream: ReplyStream, isLast: Bool, _ context: ChannelHandlerContext) {
        flush(context)
        let channel = context.channel
        let task = Task { [loop = loop.loop] in
            do {
                try await stream.send { try await channel.writeAndFlush($0) }
                loop.execute { self.sent() }
            } catch {
                // The header promised more: only a closed connection says that it does not come.
                channel.close(promise: nil)
            }
        }
        stage = .sending(task, isLast: isLast)
    }

    private func sent() {
        guard case .sending(_, let isLast) = stage, let context else { return }
        idleSince = .now()
        finish(isLast, context)
        pump()
    }

    private func finish(_ isLast: Bool, _ context: ChannelHandlerContext) {
        guard isLast else {
            stage = .waiting
            return flush(context)
        }
        if isBodyComplete {
            closeAfterFlush()
        } else {
            // Closed with unread input, the connection would be reset and the reply lost.
            stage = .draining(until: .now() + .seconds(2))
            flush(context)
        }
    }

    private func flush(_ context: ChannelHandlerContext) {
        if isReading {
            needsFlush = true
        } else {
            context.flush()
        }
    }

    private func closeAfterFlush() {
        guard let context else { return }
        (stage, needsFlush) = (.closing, false)
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in channel.close(promise: nil) }
    }

    private func close() {
        stage = .closing
        context?.close(promise: nil)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if case .upgraded = stage { return context.fireChannelWritabilityChanged() }
        if context.channel.isWritable {
            unwritableSince = nil
            pump()
        } else {
            unwritableSince = .now()
        }
    }

    // MARK: - The end

    func channelInactive(context: ChannelHandlerContext) {
        if case .busy(let exchange) = stage { exchange.cancel() }
        if case .sending(let task, _) = stage { task.cancel() }
        if case .upgraded = stage { context.fireChannelInactive() } else { stage = .closing }
        backlog = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .upgraded = stage { return context.fireUserInboundEventTriggered(event) }
        guard let event = event as? ChannelEvent, event == .inputClosed else { return }
        switch stage {
        case .busy(let exchange) where isBodyComplete && !exchange.isPoll:
            // Some clients say that they have no more requests and still wait for the reply.
            keepsAlive = false
        case .busy(let exchange):
            exchange.cancel()
            close()
        case .sending(let task, _): stage = .sending(task, isLast: true)
        case .closing, .upgraded: break
        case .waiting, .draining: close()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if case .upgraded = stage { return context.fireErrorCaught(error) }
        // The parser complains again about all that follows; it is dropped until the client has read its reply.
        if case .draining = stage { return }
        guard let problem = error as? HTTPParserError, context.channel.isActive else { return close() }
        switch stage {
        case .waiting:
            let exchange = Exchange(refusing: .now(), gateway, loop, for: self)
            (stage, isBodyComplete) = (.busy(exchange), false)
            exchange.refuse(problem == .headerOverflow ? .headerTooLarge : .malformed)
        case .busy(let exchange) where !isBodyComplete: exchange.refuse(.malformed)
        case .busy: keepsAlive = false
        case .sending(let task, _): stage = .sending(task, isLast: true)
        case .draining, .closing, .upgraded: break
        }
    }
}

extension HTTP1Connection: ReplySink {
    func exchange(_ exchange: Exchange, sends reply: Reply) {
        write(reply, of: exchange)
        pump()
    }

    func exchange(_ exchange: Exchange, holdsReading: Bool) {
        isHeld = holdsReading
        goOnReading()
    }

    func exchangeWantsBody(_ exchange: Exchange) {
        guard let context else { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: HTTP1Writer.goOn)), promise: nil)
    }

    func exchange(_ exchange: Exchange, upgrades work: UpgradeWork) {
        guard let context, let sockets = gateway.sockets else { return close() }
        exchange.cancel()
        stage = .upgraded
        gateway.metrics.upgrades.increment()
        let answer = WebSocketHandshake.accept(key: work.key)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil)
        let channel = context.channel
        loop.leave(self)
        loop.keep(channel)
        // The socket's handler comes in behind this one; then the parser goes, and hands on what it holds.
        sockets.attach(to: channel, uri: work.uri, remoteAddress: work.remoteAddress)
            .hop(to: channel.eventLoop)
            .flatMapThrowing {
                let pipeline = channel.pipeline.syncOperations
                let parser = try pipeline.context(handlerType: ByteToMessageHandler<HTTPRequestDecoder>.self)
                pipeline.removeHandler(context: parser).whenComplete { _ in
                    channel.pipeline.removeHandler(self, promise: nil)
                }
            }
            .whenFailure { _ in channel.close(promise: nil) }
    }
}

extension HTTP1Connection: TimedMember {
    func tick(_ now: NIODeadline) {
        let timeouts = gateway.configuration.timeouts
        if let unwritableSince, now - unwritableSince > TimeAmount(timeouts.write) { return close() }
        switch stage {
        case .waiting:
            if let headStarted, now - headStarted > TimeAmount(timeouts.header) {
                let exchange = Exchange(refusing: now, gateway, loop, for: self)
                (stage, isBodyComplete) = (.busy(exchange), true)
                exchange.refuse(.tooSlow)
            } else if now - idleSince > TimeAmount(timeouts.idle) {
                close()
            }
        case .busy(let exchange): exchange.tick(now)
        case .draining(let deadline): if now > deadline { close() }
        case .sending, .closing, .upgraded: break
        }
    }

    func wind(down now: NIODeadline) {
        switch stage {
        case .waiting: close()
        case .sending(let task, _): stage = .sending(task, isLast: true)
        default: keepsAlive = false
        }
    }

    func cut() { close() }
}

extension String {
    /// Whether a request id of somebody else is fit for the log and the reply.
    var isSaneID: Bool {
        (1...128).contains(utf8.count)
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
