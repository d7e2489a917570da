// SPDX-License-Identifier: Apache-2.0
import Core
import Fetching
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix

/// A server on loopback that says what a test tells it to, byte for byte.
final class TestSite: Sendable {
    /// What it does once a request has come.
    enum Reply: Sendable {
        /// Says this and closes.
        case says([UInt8])
        /// Says this and then nothing more.
        case stopsAfter([UInt8])
        /// Says this, and then the second again and again.
        case endless([UInt8], [UInt8])
    }

    private let channel: any Channel
    private let replies: NIOLockedValueBox<[String: Reply]>
    private let heads: NIOLockedValueBox<[String]>

    /// Its port.
    var port: Int { channel.localAddress?.port ?? 0 }
    /// The requests that came, with their header.
    var requests: [String] { heads.withLockedValue { $0 } }

    init() async throws {
        let (replies, heads) = (NIOLockedValueBox<[String: Reply]>([:]), NIOLockedValueBox<[String]>([]))
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(replies, heads))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        (self.replies, self.heads) = (replies, heads)
    }

    /// What is at a path.
    func put(_ reply: Reply, at path: String) { replies.withLockedValue { $0[path] = reply } }

    /// A page at a path.
    func put(_ body: String, at path: String, _ fields: String...) {
        put(.says(Self.page(Array(body.utf8), fields)), at: path)
    }

    /// The bytes of an answer with a body.
    static func page(_ body: [UInt8], _ fields: [String] = []) -> [UInt8] {
        let all = (fields + ["Content-Type: text/html; charset=utf-8", "Content-Length: \(body.count)"])
        return Array("HTTP/1.1 200 OK\r\n\(all.joined(separator: "\r\n"))\r\n\r\n".utf8) + body
    }

    /// The bytes of a redirect.
    static func redirect(to place: String, _ status: String = "302 Found") -> Reply {
        .says(Array("HTTP/1.1 \(status)\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n".utf8))
    }

    /// The address of a path, by a name that a test makes up.
    func url(_ path: String, host: String = "page.example", scheme: String = "http") throws -> WebURL {
        guard let url = WebURL("\(scheme)://\(host):\(port)\(path)") else { throw WebFailure.malformed }
        return url
    }

    func close() async { try? await channel.close() }
}

/// Names as a test makes them up, with a note of each question.
final class MadeUpNames: NameLookup {
    private let names: [String: [String]]
    private let questions = NIOLockedValueBox<[String]>([])

    var asked: [String] { questions.withLockedValue { $0 } }

    init(_ names: [String: [String]] = ["page.example": ["127.0.0.1"]]) { self.names = names }

    func addresses(of name: String) async throws -> [NetworkAddress] {
        questions.withLockedValue { $0.append(name) }
        return (names[name] ?? []).compactMap(NetworkAddress.init)
    }
}

private final class Answering: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let replies: NIOLockedValueBox<[String: TestSite.Reply]>
    private let heads: NIOLockedValueBox<[String]>
    private var head = ""

    init(
        _ replies: NIOLockedValueBox<[String: TestSite.Reply]>,
        _ heads: NIOLockedValueBox<[String]>
    ) {
        (self.replies, self.heads) = (replies, heads)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        head += String(buffer: unwrapInboundIn(data))
        guard head.contains("\r\n\r\n") else { return }
        heads.withLockedValue { $0.append(head) }
        let path = String(head.split(separator: " ").dropFirst().first ?? "")
        head = ""
        switch replies.withLockedValue({ $0[path] }) {
        case .says(let bytes):
            say(bytes, context).whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
        case .stopsAfter(let bytes): _ = say(bytes, context)
        case .endless(let first, let more):
            _ = say(first, context)
            Self.repeat(more, on: context.channel)
        case nil:
            say(Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8), context)
                .whenComplete { [channel = context.channel] _ in channel.close(promise: nil) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func say(_ bytes: [UInt8], _ context: ChannelHandlerContext) -> EventLoopFuture<Void> {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)))
    }

    private static func `repeat`(_ bytes: [UInt8], on channel: any Channel) {
        channel.writeAndFlush(ByteBuffer(bytes: bytes)).whenSuccess { Self.repeat(bytes, on: channel) }
    }
}
