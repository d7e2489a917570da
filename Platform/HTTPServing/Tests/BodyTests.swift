// SPDX-License-Identifier: Apache-2.0
import CZlib
import Foundation
import NIOCore
import Testing

@testable import HTTPServing

struct BodyTests {
    private static let start = "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"

    @Test
    func `a JSON body arrives, in one piece or in chunks`() async throws {
        try await withListener { server async throws in
            #expect(try await server.post("/api/notes/n", #"{"text":"hi"}"#).dataText == "n: hi")
            let chunked = try await server.send(
                "POST /api/notes/n HTTP/1.1\r\nHost: x\r\nContent-Type: application/json;charset=utf-8\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"tex\r\n8\r\nt\":\"hi\"}\r\n0\r\n\r\n"
            )
            #expect(chunked.status == 201)
            #expect(chunked.dataText == "n: hi")
        }
    }

    @Test(arguments: ["{", "[]", "null", #"{"text":1}"#, "\u{FF}", "{\"text\":\"\u{0}\"}"])
    func `a body that is not what it should be is 400`(_ body: String) async throws {
        try await withListener { server async throws in
            #expect(try await server.post("/api/notes/n", body).status == 400)
        }
    }

    @Test
    func `a body that is not UTF-8 and one that is nested too deep are 400`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            let head =
                Self.start + "Content-Length: 12\r\n\r\n"
            client.send(Array(head.utf8) + Array(#"{"text":""#.utf8) + [0xFF, 0x22, 0x7D])
            #expect(try await client.reply().status == 400)
            let deep = String(repeating: "[", count: 900)
            #expect(try await server.post("/api/notes/n", deep).status == 400)
        }
    }

    @Test
    func `another media type is 415, and the connection goes on`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            client.send(
                TestListener.request("POST", "/api/notes/n", "a=b", fields: ["Content-Type: text/plain"])
            )
            let refused = try await client.reply()
            #expect(refused.status == 415)
            #expect(refused.code == "request.unsupported_media_type")
            client.send(TestListener.request("GET", "/api/open"))
            #expect(try await client.reply().status == 200)
        }
    }

    @Test
    func `a body announced as too large is 413 before it is sent`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            client.send(
                Self.start + "Content-Length: 9000000\r\n\r\n"
            )
            let reply = try await client.reply()
            #expect(reply.status == 413)
            #expect(reply["Connection"] == "close")
        }
    }

    @Test
    func `a chunked body is cut at the limit`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            client.send(
                Self.start + "Transfer-Encoding: chunked\r\n\r\n"
            )
            let chunk = "200\r\n" + String(repeating: " ", count: 512) + "\r\n"
            client.send(chunk + chunk + chunk)
            #expect(try await client.reply().code == "request.too_large")
            client.send("0\r\n\r\n")
            #expect(try await client.end() == "")
        }
    }

    @Test
    func `a client that waits to be asked for its body is asked, or refused`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            let body = #"{"text":"hi"}"#
            let head =
                Self.start
                + "Expect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            client.send(head)
            #expect(try await client.reply().status == 100)
            client.send(body)
            #expect(try await client.reply().status == 201)
            client.send(head.replacingOccurrences(of: "/notes/n", with: "/nothing"))
            #expect(try await client.reply().status == 404)
        }
    }

    @Test(arguments: ["gzip", "deflate"])
    func `a packed body is unpacked`(_ coding: String) async throws {
        try await withListener { server async throws in
            let packed = try pack(Array(#"{"text":"hi"}"#.utf8), windowBits: coding == "gzip" ? 31 : 15)
            #expect(try await sendPacked(packed, coding, server).dataText == "n: hi")
        }
    }

    @Test
    func `a packed body that grows beyond the limit is 413`() async throws {
        try await withListener { server async throws in
            let bomb = try pack([UInt8](repeating: 0x20, count: 500_000))
            #expect(bomb.count < 1_000)
            let reply = try await sendPacked(bomb, "gzip", server)
            #expect(reply.status == 413)
            #expect(reply.code == "request.too_large")
        }
    }

    @Test
    func `a packed body that is cut short, broken or of unknown kind is refused`() async throws {
        try await withListener { server async throws in
            let packed = try pack(Array(#"{"text":"hi"}"#.utf8))
            #expect(try await sendPacked(Array(packed.dropLast(4)), "gzip", server).status == 400)
            #expect(try await sendPacked(packed + [0], "gzip", server).status == 400)
            #expect(try await sendPacked(Array("{}".utf8), "gzip", server).status == 400)
            #expect(try await sendPacked(packed, "br", server).status == 415)
        }
    }

    private func sendPacked(
        _ bytes: [UInt8],
        _ coding: String,
        _ server: TestListener
    ) async throws -> RawReply {
        let client = try await server.connect()
        let head =
            Self.start
            + "Content-Encoding: \(coding)\r\nContent-Length: \(bytes.count)\r\n\r\n"
        client.send(Array(head.utf8) + bytes)
        return try await client.reply()
    }
}

/// Packs bytes; 31 bits of window make gzip, 15 the zlib form that HTTP calls deflate.
func pack(_ bytes: [UInt8], windowBits: Int32 = 31) throws -> [UInt8] {
    var stream = z_stream()
    try #require(
        deflateInit2_(
            &stream,
            9,
            Z_DEFLATED,
            windowBits,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        ) == Z_OK
    )
    defer { deflateEnd(&stream) }
    var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + 64))
    let capacity = output.count
    let result = input.withUnsafeMutableBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
            stream.next_in = source.baseAddress
            stream.avail_in = UInt32(source.count)
            stream.next_out = target.baseAddress
            stream.avail_out = UInt32(target.count)
            return deflate(&stream, Z_FINISH)
        }
    }
    try #require(result == Z_STREAM_END)
    return Array(output.prefix(capacity - Int(stream.avail_out)))
}
