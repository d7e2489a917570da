// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
@testable import HTTPServing
import Synchronization
import Testing
import Testkit

/// Sends a file too long for memory, and notes the longest piece that was read at once.
struct FetchLongFile: Endpoint {
    typealias Reply = FileReply
    static let route: Route = .get("/files/long")
    static let summary = "Sends a long file"
    static let access: Access = .everyone
    static let size: Int64 = 5_000_001
    static let longest = Mutex(0)

    static let endpoint = bind { _, _ in
        FileReply(
            contentType: "application/zip",
            size: size,
            etag: "\"long\"",
            downloadName: "export.zip"
        ) { range in
            longest.withLock { $0 = max($0, range.count) }
            return range.map { UInt8(truncatingIfNeeded: $0 % 251) }
        }
    }
}

/// Sends a file that ends before it should.
private struct FetchCutFile: Endpoint {
    typealias Reply = FileReply
    static let route: Route = .get("/files/cut")
    static let summary = "Sends a file that is shorter than it was"
    static let access: Access = .everyone

    static let endpoint = bind { _, _ in
        FileReply(contentType: "application/zip", size: 1_000_000, etag: "\"cut\"") { range in
            range.lowerBound < 500_000 ? [UInt8](repeating: 1, count: range.count) : []
        }
    }
}

struct LongFileTests {
    private static let endpoints = [FetchLongFile.endpoint, FetchCutFile.endpoint]

    private func content(_ range: Range<Int64>) -> [UInt8] {
        range.map { UInt8(truncatingIfNeeded: $0 % 251) }
    }

    @Test func `a long file is sent in pieces, whole and in part`() async throws {
        try await withListener(Self.endpoints) { server in
            let whole = try await server.get("/api/files/long")
            #expect(whole.status == 200)
            #expect(whole.body == content(0..<FetchLongFile.size))
            #expect(whole["Content-Disposition"] == "attachment; filename=\"export.zip\"")
            #expect(whole["Cache-Control"] == "no-store")
            let part = try await server.get("/api/files/long", fields: ["Range: bytes=1000-1999999"])
            #expect(part.status == 206)
            #expect(part["Content-Range"] == "bytes 1000-1999999/5000001")
            #expect(part.body == content(1000..<2_000_000))
            #expect(FetchLongFile.longest.withLock { $0 } <= ReplyStream.pieceSize)
        }
    }

    @Test func `requests that came meanwhile are answered after it, on the same connection`() async throws {
        try await withListener(Self.endpoints) { server in
            let client = try await server.connect()
            let long = TestListener.request("GET", "/api/files/long")
            client.send(long + TestListener.request("HEAD", "/api/files/long") + long)
            #expect(try await client.reply().body.count == Int(FetchLongFile.size))
            let head = try await client.reply(toHead: true)
            #expect(head["Content-Length"] == "\(FetchLongFile.size)")
            #expect(try await client.reply().body == content(0..<FetchLongFile.size))
            client.close()
        }
    }

    @Test func `what cannot be sent to its end ends the connection`() async throws {
        try await withListener(Self.endpoints) { server in
            let client = try await server.connect()
            client.send(TestListener.request("GET", "/api/files/cut"))
            let text = try await client.end()
            #expect(text.contains("Content-Length: 1000000"))
            #expect(text.utf8.count < 1_000_000)
        }
    }

    @Test func `a client that goes in the middle takes nothing with it`() async throws {
        try await withListener(Self.endpoints) { server in
            for _ in 0..<5 {
                let client = try await server.connect()
                client.send(TestListener.request("GET", "/api/files/long"))
                _ = try await client.bytes(300_000)
                client.close()
            }
            #expect(try await server.get("/api/files/long").body.count == Int(FetchLongFile.size))
        }
    }
}
