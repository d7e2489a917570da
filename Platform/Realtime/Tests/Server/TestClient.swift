// SPDX-License-Identifier: Apache-2.0

import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Realtime
import Testing

/// A WebSocket client that sends any bytes and keeps what it hears, except pings, which it answers.
final class TestClient: Sendable {
    /// What a client hears.
    enum Heard: Equatable {
        case text(String)
        case binary([UInt8])
        case pong([UInt8])
        case close(UInt16)
        case end
    }

    private let channel: any Channel
    private let inbox: Inbox

    private init(_ channel: any Channel, _ inbox: Inbox) {
        (self.channel, self.inbox) = (channel, inbox)
    }

    /// Opens a connection; `answersPings` false makes it go silent.
    static func open(
        _ port: Int,
        uri: String = "/socket.io/?EIO=4&transport=websocket",
        answersPings: Bool = true
    ) async throws -> TestClient {
        let inbox = Inbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: 8_192)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        Listener(inbox, answersPings: answersPings)
                    )
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        try await channel.writeAndFlush(ByteBuffer(string: uri + "\n"))
        return TestClient(channel, inbox)
    }

    /// Opens a connection and joins the main namespace.
    static func join(
        _ port: Int,
        _ payload: String = "",
        answersPings: Bool = true
    ) async throws -> TestClient {
        let client = try await open(port, answersPings: answersPings)
        _ = try await client.next()
        try await client.send("40" + payload)
        let reply = try await client.next()
        guard case .text(let text) = reply, text.hasPrefix("40{") else {
            Issue.record("not let in: \(reply)")
            throw CancellationError()
        }
        return client
    }

    func send(_ text: String) async throws { try await send(ClientFrame(.text, text.utf8)) }

    func send(_ frame: ClientFrame) async throws { try await send(frame.buffer) }

    func send(_ bytes: ByteBuffer) async throws { try await channel.writeAndFlush(bytes) }

    /// Writes without waiting, as a client that floods does.
    func flood(_ text: String, times: Int) {
        var bytes = ByteBuffer()
        for _ in 0..<times { bytes.writeImmutableBuffer(ClientFrame(.text, text.utf8).buffer) }
        channel.writeAndFlush(bytes, promise: nil)
    }

    /// The next thing heard, waited for.
    func next(location: SourceLocation = #_sourceLocation) async throws -> Heard {
        var heard: Heard?
        try await eventually("the client hears something", location: location) {
            heard = inbox.take()
            return heard != nil
        }
        return heard ?? .end
    }

    /// Everything heard and not taken yet.
    var heard: [Heard] { inbox.all }

    func stopReading() async throws { try await channel.setOption(.autoRead, value: false).get() }

    func readAgain() async throws {
        try await channel.setOption(.autoRead, value: true).get()
        channel.read()
    }

    /// Ends the connection without a goodbye.
    func drop() async throws { try await channel.close() }
}

/// What a client has heard.
private final class Inbox: Sendable {
    private let heard = NIOLockedValueBox<[TestClient.Heard]>([])

    var all: [TestClient.Heard] { heard.withLockedValue { $0 } }
    func add(_ item: TestClient.Heard) { heard.withLockedValue { $0.append(item) } }
    func take() -> TestClient.Heard? { heard.withLockedValue { $0.isEmpty ? nil : $0.removeFirst() } }
}

/// Reads a server's frames.
private final class Listener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let inbox: Inbox
    private let answersPings: Bool
    private var received = ByteBuffer()

    init(_ inbox: Inbox, answersPings: Bool) { (self.inbox, self.answersPings) = (inbox, answersPings) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        while let (opcode, payload) = frame() { hear(opcode, payload, context) }
        received.discardReadBytes()
    }

    func channelInactive(context: ChannelHandlerContext) { inbox.add(.end) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func frame() -> (UInt8, [UInt8])? {
        let start = received
        guard let first: UInt8 = received.readInteger(), let second: UInt8 = received.readInteger() else {
            received = start
            return nil
        }
        let length: Int? =
            switch second {
            case 126: received.readInteger(as: UInt16.self).map { Int($0) }
            case 127: received.readInteger(as: UInt64.self).map { Int($0) }
            default: Int(second)
            }
        guard let length, let payload = received.readBytes(length: length) else {
            received = start
            return nil
        }
        return (first & 0x0f, payload)
    }

    private func hear(_ opcode: UInt8, _ payload: [UInt8], _ context: ChannelHandlerContext) {
        switch opcode {
        case 1 where payload == [UInt8(ascii: "2")]:
            if answersPings {
                context.writeAndFlush(wrapOutboundOut(ClientFrame(.text, "3".utf8).buffer), promise: nil)
            }
        case 1: inbox.add(.text(String(decoding: payload, as: UTF8.self)))
        case 2: inbox.add(.binary(payload))
        case 8:
            inbox.add(.close(payload.count < 2 ? 0 : UInt16(payload[0]) << 8 | UInt16(payload[1])))
            context.writeAndFlush(wrapOutboundOut(ClientFrame(.close, payload).buffer), promise: nil)
        default: inbox.add(.pong(payload))
        }
    }
}
