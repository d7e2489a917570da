// SPDX-License-Identifier: Apache-2.0
import HTTPServing
import NIOCore
import NIOPosix

struct SampleAssets: StaticAssets {
    func asset(at path: String, isNavigation: Bool) -> StaticAsset? {
        switch path {
        case "/app.js":
            StaticAsset(
                bytes: ByteBuffer(string: "plain"),
                gzip: ByteBuffer(string: "packed"),
                brotli: ByteBuffer(string: "smallest"),
                contentType: "text/javascript; charset=utf-8",
                etag: "\"a1\"",
                isImmutable: true
            )
        case "/": StaticAsset(bytes: ByteBuffer(string: "<html>"), contentType: "text/html", etag: "\"b1\"")
        default: isNavigation ? asset(at: "/", isNavigation: false) : nil
        }
    }
}

struct ByteBufferBlob: StaticAssets {
    let bytes: Int

    func asset(at path: String, isNavigation: Bool) -> StaticAsset? {
        StaticAsset(
            bytes: ByteBuffer(repeating: 0x61, count: bytes),
            contentType: "application/octet-stream",
            etag: "\"c\""
        )
    }
}

/// A client that sends and never reads.
struct BlindClient {
    private let channel: any Channel

    static func connect(to port: Int) async throws -> BlindClient {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: port).get()
        return BlindClient(channel: channel)
    }

    func send(_ text: String) { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }
}
