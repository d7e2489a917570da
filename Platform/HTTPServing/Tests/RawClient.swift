// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// A reply as it came over the wire.
struct RawReply: Sendable {
    let status: Int
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The code of the failure in the envelope.
    var code: String? {
        let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        return (object?["error"] as? [String: Any])?["code"] as? String
    }

    /// The text of the sample replies.
    var dataText: String? {
        let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
        return (object?["data"] as? [String: Any])?["text"] as? String
    }
}

enum RawClientError: Error {
    case timedOut(received: String)
    case closed(received: String)
}

/// A connection that sends what it is told, well-formed or not, and keeps what comes back.
///
/// `@unchecked Sendable`: `channel` is set before the client is shared, all else is touched on its loop only.
final class RawClient: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer

    private var received: [UInt8] = []
    private var isOver = false
    private var waiter: (() -> Bool)?
    private var channel: (any Channel)?

    /// Connects; over TLS, without looking at the certificate, when a protocol to agree on is given.
    static func connect(to port: Int, tls protocolName: String? = nil) async throws -> RawClient {
        let client = RawClient()
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.certificateVerification = .none
        settings.applicationProtocols = protocolName.map { [$0] } ?? []
        let context = try protocolName.map { _ in try NIOSSLContext(configuration: settings) }
        client.channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        let tls = try NIOSSLClientHandler(context: context, serverHostname: "localhost")
                        try channel.pipeline.syncOperations.addHandler(tls)
                    }
                    try channel.pipeline.syncOperations.addHandler(client)
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return client
    }

    func send(_ text: String) { send(Array(text.utf8)) }
    func send(_ bytes: [UInt8]) { channel?.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }
    func close() { channel?.close(promise: nil) }
    func finishSending() { channel?.close(mode: .output, promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received += Array(unwrapInboundIn(data).readableBytesView)
        check()
    }

    func channelInactive(context: ChannelHandlerContext) { end() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed { end() }
    }

    private func end() {
        isOver = true
        check()
    }

    private func check() {
        if waiter?() == true { waiter = nil }
    }

    /// Waits until `take` finds what it looks for in the bytes and says how many of them it used.
    private func wait<T: Sendable>(
        _ limit: TimeAmount = .seconds(10),
        _ take: @escaping @Sendable ([UInt8], Bool) -> (T, Int)?
    ) async throws -> T {
        guard let loop = channel?.eventLoop else { throw RawClientError.closed(received: "") }
        return try await loop.flatSubmit {
            let promise = loop.makePromise(of: T.self)
            let timeout = loop.scheduleTask(in: limit) {
                self.waiter = nil
                promise.fail(
                    RawClientError.timedOut(received: String(decoding: self.received, as: UTF8.self))
                )
            }
            self.waiter = {
                if let (value, used) = take(self.received, self.isOver) {
                    self.received.removeFirst(used)
                    promise.succeed(value)
                } else if self.isOver {
                    promise.fail(
                        RawClientError.closed(received: String(decoding: self.received, as: UTF8.self))
                    )
                } else {
                    return false
                }
                timeout.cancel()
                return true
            }
            self.check()
            return promise.futureResult
        }.get()
    }

    /// Waits for one whole reply.
    func reply(toHead isHead: Bool = false) async throws -> RawReply {
        try await wait { bytes, _ in Self.parse(bytes, isHead: isHead) }
    }

    /// Waits until that many bytes are there.
    func bytes(_ count: Int) async throws -> [UInt8] {
        try await wait { bytes, _ in bytes.count >= count ? (Array(bytes.prefix(count)), count) : nil }
    }

    /// Waits until the server has closed or sent bytes that `isLast` knows.
    func bytes(until isLast: @escaping @Sendable ([UInt8]) -> Bool) async throws -> [UInt8] {
        try await wait { bytes, isOver in isOver || isLast(bytes) ? (bytes, bytes.count) : nil }
    }

    /// Waits until the server has closed, and gives what was left.
    func end() async throws -> String {
        try await wait { bytes, isOver in
            isOver ? (String(decoding: bytes, as: UTF8.self), bytes.count) : nil
        }
    }

    private static func parse(_ bytes: [UInt8], isHead: Bool) -> (RawReply, Int)? {
        guard let end = Data(bytes).range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let status = lines.first.flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: parts[1].trimmingCharacters(in: .whitespaces))
        }
        let length = fields.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        let total = end.upperBound + (isHead || status == 304 ? 0 : length)
        guard bytes.count >= total else { return nil }
        return (RawReply(status: status, fields: fields, body: Array(bytes[end.upperBound..<total])), total)
    }
}
