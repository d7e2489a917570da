// SPDX-License-Identifier: Apache-2.0

import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Realtime
import Testing

/// A server on a free port. A connection names its URI in a first line and is a WebSocket after it, so the
/// tests need no HTTP.
func withSocketServer(
    _ configure: (inout SocketServerConfiguration) -> Void = { _ in },
    namespaces: [String: any SocketNamespace] = ["/": RecordingNamespace()],
    loops: Int = 1,
    _ body: (SocketServer, Int) async throws -> Void
) async throws {
    var configuration = SocketServerConfiguration()
    configure(&configuration)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
    let server = SocketServer(configuration: configuration, group: group, logger: Logger(label: "test"))
    for (name, handler) in namespaces.sorted(by: { $0.key < $1.key }) { server.namespace(name, handler) }
    let channel = try await ServerBootstrap(group: group)
        .childChannelOption(.socketOption(.so_sndbuf), value: 8_192)
        .childChannelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(FirstLine(server))
            }
        }
        .bind(host: "127.0.0.1", port: 0).get()
    let result = await Result { try await body(server, channel.localAddress?.port ?? 0) }
    try await channel.close()
    await server.close(within: .seconds(2))
    try await group.shutdownGracefully()
    try result.get()
}

extension Result where Failure == any Error {
    /// The result of asynchronous work.
    init(_ work: () async throws -> Success) async {
        do {
            self = .success(try await work())
        } catch {
            self = .failure(error)
        }
    }
}

/// Reads the URI, then makes room for the WebSocket.
private final class FirstLine: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let server: SocketServer
    private var received = ByteBuffer()
    private var isAttaching = false

    init(_ server: SocketServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.writeImmutableBuffer(unwrapInboundIn(data))
        guard !isAttaching else { return }
        let line = received.readableBytesView.prefix { $0 != UInt8(ascii: "\n") }
        guard line.count < received.readableBytes else { return }
        received.moveReaderIndex(forwardBy: line.count + 1)
        isAttaching = true
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        server.attach(
            to: context.channel,
            uri: String(decoding: line, as: UTF8.self),
            remoteAddress: "127.0.0.1"
        )
        .assumeIsolated().whenComplete { _ in bound.value.handler.handOver(bound.value.context) }
    }

    /// What followed the line belongs to the handler that is here now.
    private func handOver(_ context: ChannelHandlerContext) {
        context.fireChannelRead(wrapInboundOut(received))
        context.pipeline.syncOperations.removeHandler(self, promise: nil)
    }
}

/// Notes what happens and answers as it is told.
final class RecordingNamespace: SocketNamespace {
    /// One call that was noted.
    enum Step: Equatable {
        case connected(String)
        case received(String)
        case disconnected(DisconnectReason)
    }

    /// How a test decides who comes in.
    typealias Connect = @Sendable (SocketHandle, String) async throws -> SocketAdmission
    /// How a test answers events.
    typealias Receive = @Sendable (SocketEvent, SocketHandle) async -> SocketReply?

    private let noted = NIOLockedValueBox<[Step]>([])
    private let connecting: Connect
    private let receiving: Receive

    init(
        connect: @escaping Connect = { _, _ in SocketAdmission(identity: "ada", rooms: ["all"]) },
        receive: @escaping Receive = { event, _ in SocketReply(arguments: event.arguments) }
    ) {
        (connecting, receiving) = (connect, receive)
    }

    var steps: [Step] { noted.withLockedValue { $0 } }
    var reasons: [DisconnectReason] {
        steps.compactMap { if case .disconnected(let reason) = $0 { reason } else { nil } }
    }
    var events: [String] { steps.compactMap { if case .received(let name) = $0 { name } else { nil } } }

    func connect(_ socket: SocketHandle, auth: [UInt8]) async throws -> SocketAdmission {
        let text = String(decoding: auth, as: UTF8.self)
        noted.withLockedValue { $0.append(.connected(text)) }
        return try await connecting(socket, text)
    }

    func receive(_ event: SocketEvent, from socket: SocketHandle) async -> SocketReply? {
        noted.withLockedValue { $0.append(.received(event.name)) }
        return await receiving(event, socket)
    }

    func disconnected(_ socket: SocketHandle, reason: DisconnectReason) async {
        noted.withLockedValue { $0.append(.disconnected(reason)) }
    }
}

/// Waits for a condition; a test that waits in vain fails.
func eventually(
    _ what: Comment,
    within limit: Duration = .seconds(10),
    location: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            Issue.record(what, sourceLocation: location)
            throw CancellationError()
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// A gate that handlers wait at until the test opens it.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
