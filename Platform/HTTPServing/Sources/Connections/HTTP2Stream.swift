// SPDX-License-Identifier: Apache-2.0
import Core
import NIOCore
import NIOHTTP1
import NIOHTTP2

/// One request on a connection that speaks HTTP/2.
///
/// `@unchecked Sendable`: a channel handler, touched on the loop of its channel only.
final class HTTP2Stream: ChannelDuplexHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let gateway: Gateway
    private let loop: LoopContext
    private let peer: ClientAddress
    private let isSurplus: Bool
    private var context: ChannelHandlerContext?
    private var exchange: Exchange?
    /// The header of a request that announced no body, until one comes.
    private var bodiless: RequestFacts?
    private var repliedAt: NIODeadline?
    /// Sends a body too large for memory, piece by piece.
    private var sending: Task<Void, Never>?
    /// Whether the request takes no more of its body for now, and whether it was to be read meanwhile.
    private var (isHeld, wantsRead) = (false, false)

    init(_ gateway: Gateway, _ loop: LoopContext, peer: ClientAddress, isSurplus: Bool) {
        self.gateway = gateway
        self.loop = loop
        self.peer = peer
        self.isSurplus = isSurplus
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.enter(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        exchange?.cancel()
        sending?.cancel()
        self.context = nil
        loop.leave(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head)
        case .body(let bytes):
            if let facts = bodiless, bytes.readableBytes > 0 {
                bodiless = nil
                exchange?.beginUnannounced(facts)
            }
            exchange?.receive(bytes)
        case .end: exchange?.finishBody()
        }
    }

    func read(context: ChannelHandlerContext) {
        if isHeld { wantsRead = true } else { context.read() }
    }

    private func begin(_ head: HTTPRequestHead) {
        guard exchange == nil else { return }
        let facts = RequestFacts(head.headers)
        let client = ClientAddress(peer: peer, facts, trusting: gateway.configuration.trustedProxies)
        let given = client != peer ? facts.requestID.flatMap { $0.isSaneID ? $0 : nil } : nil
        let incoming = IncomingHead(
            head: head,
            facts: facts,
            client: client,
            id: given ?? loop.nextRequestID(),
            now: .now()
        )
        let exchange = Exchange(incoming, gateway, loop, for: self)
        self.exchange = exchange
        guard head.headers.count <= gateway.configuration.limits.headerFields else {
            return exchange.refuse(.headerTooLarge)
        }
        guard !isSurplus else { return exchange.refuse(.busy) }
        if !facts.hasBody { bodiless = facts }
        exchange.begin(facts)
    }

    func channelInactive(context: ChannelHandlerContext) {
        exchange?.cancel()
        sending?.cancel()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        exchange?.cancel()
        context.close(promise: nil)
    }
}

extension HTTP2Stream: ReplySink {
    func exchange(_ exchange: Exchange, sends reply: Reply) {
        guard let context else { return }
        repliedAt = exchange.finished
        let status = HTTPResponseStatus(statusCode: reply.status)
        let head = HTTPResponseHead(version: .http2, status: status, headers: fields(of: reply, exchange))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if !exchange.isHead, reply.body.count > 0 {
            switch reply.body {
            case .none: break
            case .bytes(let bytes):
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: bytes)))), promise: nil)
            case .buffer(let buffer): context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
            case .stream(let stream): return send(stream, context)
            }
        }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    private func send(_ stream: ReplyStream, _ context: ChannelHandlerContext) {
        context.flush()
        let channel = context.channel
        sending = Task { [loop = loop.loop] in
            do {
                try await stream.send { bytes in
                    try await channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(bytes)))
                    loop.execute { self.repliedAt = .now() }
                }
                try await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
            } catch {
                channel.close(promise: nil)
            }
        }
    }

    private func fields(of reply: Reply, _ exchange: Exchange) -> HTTPHeaders {
        var fields = HTTPHeaders(gateway.headers.fields(for: reply.policy).map { ($0.name, $0.value) })
        fields.add(name: "Date", value: loop.dateText(at: exchange.finished))
        fields.add(name: "X-Request-Id", value: exchange.id)
        if !reply.contentType.isEmpty { fields.add(name: "Content-Type", value: reply.contentType) }
        if reply.status != 204, reply.status != 304 {
            fields.add(name: "Content-Length", value: "\(reply.body.count)")
        }
        if let rate = reply.rate {
            fields.add(name: "RateLimit-Limit", value: "\(rate.limit)")
            fields.add(name: "RateLimit-Remaining", value: "\(rate.remaining)")
            fields.add(name: "RateLimit-Reset", value: "\(rate.reset)")
        }
        for (name, value) in reply.fields { fields.add(name: name, value: value) }
        return fields
    }

    func exchange(_ exchange: Exchange, holdsReading: Bool) {
        isHeld = holdsReading
        guard !isHeld, wantsRead else { return }
        wantsRead = false
        context?.read()
    }

    func exchangeWantsBody(_ exchange: Exchange) {
        guard let context else { return }
        let head = HTTPResponseHead(version: .http2, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }

    func exchange(_ exchange: Exchange, upgrades work: UpgradeWork) { exchange.refuse(.malformed) }
}

extension HTTP2Stream: TimedMember {
    func tick(_ now: NIODeadline) {
        exchange?.tick(now)
        // A client that does not open its window leaves the reply lying here.
        guard let repliedAt, now - repliedAt > TimeAmount(gateway.configuration.timeouts.write) else {
            return
        }
        context?.close(promise: nil)
    }

    func wind(down now: NIODeadline) {}
    func cut() { context?.close(promise: nil) }
}

/// The connection under the streams, for the day the server stops.
///
/// `@unchecked Sendable`: a channel handler, touched on the loop of its channel only.
final class HTTP2Connection: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = HTTP2Frame

    private let loop: LoopContext
    private var context: ChannelHandlerContext?

    init(_ loop: LoopContext) { self.loop = loop }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.enter(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        loop.leave(self)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

extension HTTP2Connection: TimedMember {
    func tick(_ now: NIODeadline) {}
    func wind(down now: NIODeadline) {
        context?.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }
    func cut() { context?.close(promise: nil) }
}
