// SPDX-License-Identifier: Apache-2.0
import Metrics
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOSSL
import Synchronization

/// Prepares each accepted connection: counts it, and puts the handlers in for what it is going to speak.
struct ConnectionSetup: Sendable {
    /// How many connections beyond the limit are told 503 rather than cut.
    private static let surplus = 1_000

    let gateway: Gateway
    let loops: [ObjectIdentifier: LoopContext]
    let tls: NIOSSLContext?

    func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        let metrics = gateway.metrics
        let open = metrics.open.add(1, ordering: .relaxed).newValue
        channel.closeFuture.whenComplete { _ in metrics.open.subtract(1, ordering: .relaxed) }
        let excess = open - gateway.configuration.limits.connections
        guard excess <= Self.surplus, let loop = loops[ObjectIdentifier(channel.eventLoop)] else {
            metrics.shed.increment()
            return channel.close()
        }
        let peer = Self.peer(of: channel)
        guard let tls else {
            return channel.eventLoop.makeCompletedFuture {
                try speakHTTP1(channel, loop, peer, isSurplus: excess > 0)
            }
        }
        return secure(channel, loop, peer, tls, isSurplus: excess > 0)
    }

    private static func peer(of channel: any Channel) -> ClientAddress {
        let text = channel.remoteAddress?.ipAddress ?? ""
        let known = InternetAddress(text)
        return ClientAddress(text: known?.description ?? text, address: known)
    }

    private func speakHTTP1(
        _ channel: any Channel,
        _ loop: LoopContext,
        _ peer: ClientAddress,
        isSurplus: Bool
    ) throws {
        var limits = NIOHTTPDecoderLimitConfiguration()
        let ours = gateway.configuration.limits
        limits.maxHeaderFieldCount = ours.headerFields
        // The parser counts the target of the request as part of the header.
        limits.maxHeaderListSize = ours.headerBytes + ours.uriBytes
        limits.maxHeaderFieldSize = max(ours.headerBytes, ours.uriBytes + 1)
        let parser = HTTPRequestDecoder(leftOverBytesStrategy: .forwardBytes, limitConfiguration: limits)
        try channel.pipeline.syncOperations.addHandlers([
            ByteToMessageHandler(parser),
            HTTP1Connection(gateway, loop, peer: peer, isSurplus: isSurplus),
        ])
    }

    // MARK: - TLS

    private func secure(
        _ channel: any Channel,
        _ loop: LoopContext,
        _ peer: ClientAddress,
        _ tls: NIOSSLContext,
        isSurplus: Bool
    ) -> EventLoopFuture<Void> {
        let deadline = channel.eventLoop.scheduleTask(
            in: TimeAmount(gateway.configuration.timeouts.handshake)
        ) {
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in deadline.cancel() }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
        }
        .flatMap {
            channel.configureHTTP2SecureUpgrade(
                h2ChannelConfigurator: { channel in
                    deadline.cancel()
                    return channel.eventLoop.makeCompletedFuture {
                        try speakHTTP2(channel, loop, peer, isSurplus: isSurplus)
                    }
                },
                http1ChannelConfigurator: { channel in
                    deadline.cancel()
                    return channel.eventLoop.makeCompletedFuture {
                        try speakHTTP1(channel, loop, peer, isSurplus: isSurplus)
                    }
                }
            )
        }
    }

    private func speakHTTP2(
        _ channel: any Channel,
        _ loop: LoopContext,
        _ peer: ClientAddress,
        isSurplus: Bool
    ) throws {
        let (limits, timeouts) = (gateway.configuration.limits, gateway.configuration.timeouts)
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.streamsPerConnection),
            HTTP2Setting(parameter: .maxHeaderListSize, value: limits.headerBytes),
            HTTP2Setting(parameter: .enableConnectProtocol, value: 0),
        ]
        // Against streams that are opened to be reset at once; what is left over is NIO's, which is strict enough.
        var streams = NIOHTTP2Handler.StreamConfiguration()
        streams.streamResetFrameRateLimit.maximumCount = limits.streamsPerConnection * 2
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: TimeAmount(timeouts.idle),
                maxAge: nil,
                maxGraceTime: TimeAmount(timeouts.drain),
                keepalive: .init(pingInterval: .minutes(2), ackTimeout: .seconds(20))
            )
        )
        _ = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
            mode: .server,
            connectionConfiguration: connection,
            streamConfiguration: streams,
            streamDelegate: manager.http2StreamDelegate
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                try stream.pipeline.syncOperations.addHandlers([
                    HTTP2FramePayloadToHTTP1ServerCodec(),
                    HTTP2Stream(gateway, loop, peer: peer, isSurplus: isSurplus),
                ])
            }
        }
        try channel.pipeline.syncOperations.addHandlers([manager, HTTP2Connection(loop)])
    }
}
