// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOHTTP1
import NIOSSL

/// What a server answered, as far as it matters.
struct WebAnswer: Sendable {
    var status = 0
    var contentType = ""
    var encoding = ""
    /// Where to go instead.
    var redirect: String?
    /// Whether it is of a kind that is read.
    var isPage = false
    /// The first bytes, as they came.
    var body: [UInt8] = []
}

/// Ends a connection that brings more than it may, before anything is made of it, and reads no more from it.
final class ByteBudget: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private var left: Int

    init(_ bytes: Int) { left = bytes }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        left -= unwrapInboundIn(data).readableBytes
        guard left >= 0 else {
            _ = context.channel.setOption(ChannelOptions.autoRead, value: false)
            return context.fireErrorCaught(WebFailure.malformed)
        }
        context.fireChannelRead(data)
    }
}

/// One request and its answer. It is over as soon as it is known what comes of it, which ends the connection.
final class PageExchange: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: HTTPRequestHead
    private let limits: WebLimits
    private let promise: EventLoopPromise<WebAnswer>
    private var answer = WebAnswer()

    init(_ request: HTTPRequestHead, _ limits: WebLimits, _ promise: EventLoopPromise<WebAnswer>) {
        (self.request, self.limits, self.promise) = (request, limits, promise)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): take(head)
        case .body(let bytes):
            answer.body += bytes.readableBytesView.prefix(limits.body - answer.body.count)
            if answer.body.count >= limits.body { promise.succeed(answer) }
        case .end: promise.succeed(answer)
        }
    }

    /// A promise that is kept already stays as it is.
    func channelInactive(context: ChannelHandlerContext) {
        promise.fail(answer.status == 0 ? WebFailure.unreachable : .malformed)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Many servers end without a word of TLS. The end of the connection follows, and whoever reads the answer knows
        // whether it is whole.
        if case .uncleanShutdown? = error as? NIOSSLError { return }
        // The budget is used up: of a page the beginning is enough.
        if error is WebFailure, answer.status == 200, answer.isPage { return promise.succeed(answer) }
        promise.fail(error as? WebFailure ?? (error is HTTPParserError ? .malformed : .unreachable))
    }

    private func take(_ head: HTTPResponseHead) {
        answer.status = Int(head.status.code)
        answer.contentType = head.headers.first(name: "Content-Type") ?? ""
        let kind = answer.contentType.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercased()
        answer.isPage = limits.kinds.contains(kind)
        answer.encoding = (head.headers.first(name: "Content-Encoding") ?? "").lowercased()
        switch answer.status {
        case 301, 302, 303, 307, 308: answer.redirect = head.headers.first(name: "Location")
        default: break
        }
        // Nothing that comes now matters.
        if answer.status != 200 || !answer.isPage { promise.succeed(answer) }
    }
}
