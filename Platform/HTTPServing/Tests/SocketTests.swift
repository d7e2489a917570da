// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPServing
import NIOCore
import Testing

/// Sends back what it receives, after `!`.
private struct EchoTarget: SocketTarget {
    let path = "/socket.io/"
    let maxPollBody = 1_000

    func refusal(ofUpgradeTo uri: String, origin: String?) -> SocketReply? {
        uri.contains("bad")
            ? SocketReply(status: 400, fields: [("Content-Type", "application/json")], body: [0x7B, 0x7D])
            : nil
    }

    func attach(to channel: any Channel, uri: String, remoteAddress: String) -> EventLoopFuture<Void> {
        channel.eventLoop.submit { try channel.pipeline.syncOperations.addHandler(Echo()) }
    }

    func poll(_ request: SocketPoll) async -> SocketReply {
        await Task.yield()
        return SocketReply(
            status: 200,
            fields: [("Content-Type", "text/plain; charset=UTF-8"), ("Cache-Control", "no-store")],
            body: Array("\(request.method) \(request.uri) ".utf8) + request.body
        )
    }

    private final class Echo: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var buffer = ByteBuffer(string: "!")
            buffer.writeImmutableBuffer(unwrapInboundIn(data))
            context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
        }
    }
}

struct SocketTests {
    private static let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    private static let upgrade = [
        "Connection: keep-alive, Upgrade", "Upgrade: WebSocket", "Sec-WebSocket-Version: 13",
    ]

    private func withSockets(
        _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (TestListener) async throws -> Void
    ) async throws {
        try await withListener(content: { $0.sockets = EchoTarget() }, configure: configure, body)
    }

    @Test
    func `an upgrade hands over the connection with all bytes that came early`() async throws {
        try await withSockets { server async throws in
            let client = try await server.connect()
            client.send(
                TestListener.request("GET", "/socket.io/?EIO=4", fields: Self.upgrade + [Self.key]) + "early"
            )
            let reply = try await client.reply()
            #expect(reply.status == 101)
            #expect(reply["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            #expect(try await client.bytes(6) == Array("!early".utf8))
            client.send("GET / HTTP/1.1\r\n\r\n")
            #expect(try await client.bytes(19) == Array("!GET / HTTP/1.1\r\n\r\n".utf8))
        }
    }

    @Test
    func `an upgrade that is not as it should be is refused`() async throws {
        try await withSockets { server async throws in
            func status(
                _ fields: [String],
                method: String = "GET",
                path: String = "/socket.io/"
            ) async throws -> Int {
                try await server.send(TestListener.request(method, path, fields: fields)).status
            }
            #expect(try await status(Self.upgrade) == 400)
            #expect(try await status(Self.upgrade + ["Sec-WebSocket-Key: short"]) == 400)
            #expect(try await status(Self.upgrade + [Self.key], method: "POST") == 400)
            #expect(try await status(Self.upgrade + [Self.key], path: "/socket.io/?bad") == 400)
            let old = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8", Self.key]
            let reply = try await server.get("/socket.io/", fields: old)
            #expect(reply.status == 426)
            #expect(reply["Sec-WebSocket-Version"] == "13")
        }
    }

    @Test(arguments: [
        ("Origin: http://localhost", 101), ("Origin: https://LOCALHOST", 101),
        ("Origin: https://app.example.org", 101),
        ("Origin: https://evil.example", 403), ("Origin: null", 403),
        ("Origin: http://localhost.evil.example", 403),
    ])
    func `only pages of this site and of allowed ones may connect`(
        _ origin: String,
        _ status: Int
    ) async throws {
        try await withSockets({ $0.crossOrigins = ["https://app.example.org"] }) { server async throws in
            let reply = try await server.get("/socket.io/", fields: Self.upgrade + [Self.key, origin])
            #expect(reply.status == status)
        }
    }

    @Test
    func `polls are answered as the target says`() async throws {
        try await withSockets { server async throws in
            let get = try await server.get("/socket.io/?EIO=4&transport=polling")
            #expect(get.status == 200)
            #expect(get.text == "GET /socket.io/?EIO=4&transport=polling ")
            #expect(get.fields.filter { $0.name == "Cache-Control" }.count == 1)
            let post = try await server.send(
                TestListener.request("POST", "/socket.io/", "40", fields: ["Content-Type: text/plain"])
            )
            #expect(post.text == "POST /socket.io/ 40")
            let large = String(repeating: "a", count: 1_001)
            #expect(try await server.post("/socket.io/", large).status == 413)
        }
    }

    @Test
    func `sockets are cut when the server has stopped`() async throws {
        try await withSockets({ $0.timeouts.drain = .milliseconds(100) }) { server async throws in
            let client = try await server.connect()
            client.send(TestListener.request("GET", "/socket.io/", fields: Self.upgrade + [Self.key]))
            #expect(try await client.reply().status == 101)
            await server.stop()
            #expect(try await client.end() == "")
        }
    }
}
