// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Realtime

/// The least HTTP that Socket.IO needs: polls, and upgrades to WebSocket.
enum EchoHTTP {
    static func bind(
        _ server: SocketServer,
        on group: any EventLoopGroup,
        host: String,
        port: Int
    ) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4_096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try configure(channel, server) }
            }
            .bind(host: host, port: port).get()
    }

    private static func configure(_ channel: any Channel, _ server: SocketServer) throws {
        let upgrader = NIOTypedWebSocketServerUpgrader<Void>(
            shouldUpgrade: { channel, head in
                let isRefused = server.refusal(
                    ofUpgradeTo: head.uri,
                    origin: head.headers.first(name: "Origin")
                )
                return channel.eventLoop.makeSucceededFuture(isRefused == nil ? HTTPHeaders() : nil)
            },
            upgradePipelineHandler: { channel, head in
                server.attach(to: channel, uri: head.uri, remoteAddress: channel.remoteAddress?.ipAddress)
            }
        )
        let upgrade = NIOTypedHTTPServerUpgradeConfiguration<Void>(
            upgraders: [upgrader],
            notUpgradingCompletionHandler: { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(PollHandler(server: server))
                }
            }
        )
        _ = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
            configuration: NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade)
        )
    }
}

/// Hands each request to the server and writes its reply, one at a time.
private final class PollHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let maxBody = 1_000_000

    private let server: SocketServer
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(server: SocketServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): (self.head, body) = (head, [])
        case .body(let buffer):
            // One byte more than allowed is enough for the server to refuse it.
            body.append(contentsOf: buffer.readableBytesView.prefix(Self.maxBody + 1 - body.count))
        case .end: answer(context)
        }
    }

    private func answer(_ context: ChannelHandlerContext) {
        guard let head else { return }
        let request = PollRequest(
            method: head.method.rawValue,
            uri: head.uri,
            origin: head.headers.first(name: "Origin"),
            body: body,
            remoteAddress: context.remoteAddress?.ipAddress
        )
        (self.head, body) = (nil, [])
        let promise = context.eventLoop.makePromise(of: PollResponse.self)
        promise.completeWithTask { [server] in await server.poll(request) }
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        promise.futureResult.whenSuccess { response in
            let keepAlive = head.isKeepAlive && !response.closesConnection
            bound.value.handler.write(response, keepAlive: keepAlive, bound.value.context)
        }
    }

    private func write(_ response: PollResponse, keepAlive: Bool, _ context: ChannelHandlerContext) {
        var headers = HTTPHeaders(response.headers.map { ($0.name, $0.value) })
        headers.add(name: "Content-Length", value: String(response.body.count))
        headers.add(name: "Connection", value: keepAlive ? "keep-alive" : "close")
        let status = HTTPResponseStatus(statusCode: response.status)
        context.write(
            wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
            promise: nil
        )
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
        let end = context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        if !keepAlive { end.futureResult.whenComplete { _ in bound.value.close(promise: nil) } }
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: end)
    }
}
