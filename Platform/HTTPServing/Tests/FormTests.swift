// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import Testing

@testable import HTTPServing

/// Takes a file and says how long it is.
private struct SendFile: Endpoint {
    typealias Reply = Text
    static let route: Route = .post("/files")
    static let summary = "Takes a file"
    static let access: Access = .everyone
    static let bodyKind: BodyKind = .form
    static let bodyLimit = 4_000_000

    struct Form: Codable, Sendable {
        var file: UploadedFile
        var count: Int?
    }
    var body: Form

    static let endpoint = bind { request, _ in
        let head = request.body.file.read(count: 4, at: 0)
        return Text(text: "\(request.body.file.size) \(head) \(request.body.count ?? -1)")
    }
}

/// Sends a file of ten bytes.
private struct FetchFile: Endpoint {
    typealias Reply = FileReply
    static let route: Route = .get("/files/ten")
    static let summary = "Sends a file"
    static let access: Access = .everyone

    static let endpoint = bind { _, _ in
        FileReply(contentType: "image/webp", size: 10, etag: "\"ten\"") { range in
            Array(Array("0123456789".utf8)[Int(range.lowerBound)..<Int(range.upperBound)])
        }
    }
}

struct FormTests {
    private static let endpoints = [SendFile.endpoint, FetchFile.endpoint]

    private static func form(_ file: [UInt8], count: String? = nil, boundary: String = "xyz") -> [UInt8] {
        var form = Array(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n".utf8
        )
        form += file
        if let count {
            form += Array(
                "\r\n--\(boundary)\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n\(count)".utf8
            )
        }
        return form + Array("\r\n--\(boundary)--\r\n".utf8)
    }

    private static func send(
        _ server: TestListener,
        _ body: [UInt8],
        type: String = "multipart/form-data; boundary=xyz",
        fields: [String] = [],
        length: Int? = nil
    ) async throws -> RawReply {
        let client = try await server.connect()
        let lines =
            [
                "POST /api/files HTTP/1.1", "Host: x", "Content-Type: \(type)",
                "Content-Length: \(length ?? body.count)",
            ]
            + fields
        client.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        let reply = try await client.reply()
        client.close()
        return reply
    }

    @Test func `a form arrives with its file`() async throws {
        try await withListener(Self.endpoints) { server in
            let small = try await Self.send(server, Self.form([1, 2, 3], count: "7"))
            #expect(small.dataText == "3 [1, 2, 3] 7")
            let large = [UInt8](repeating: 9, count: 3_000_000)
            #expect(try await Self.send(server, Self.form(large)).dataText == "3000000 [9, 9, 9, 9] -1")
            #expect(try await Self.send(server, Self.form([])).dataText == "0 [] -1")
        }
    }

    @Test func `a form that is wrong is refused with the name of the field`() async throws {
        try await withListener(Self.endpoints) { server in
            let bad = try await Self.send(server, Self.form([1], count: "many"))
            #expect(bad.status == 400)
            #expect(bad.text.contains("\"count\""))
            let missing = "--xyz\r\nContent-Disposition: form-data; name=\"count\"\r\n\r\n1\r\n--xyz--\r\n"
            let without = try await Self.send(server, Array(missing.utf8))
            #expect(without.status == 400)
            #expect(without.text.contains("\"file\""))
            let text = "--xyz\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n1\r\n--xyz--\r\n"
            #expect(try await Self.send(server, Array(text.utf8)).text.contains("Must be a file."))
            #expect(try await Self.send(server, Array("hello".utf8)).status == 400)
            #expect(try await Self.send(server, Array(Self.form([1, 2]).dropLast(5))).status == 400)
            #expect(try await Self.send(server, []).status == 400)
        }
    }

    @Test func `other kinds of bodies are 415, too long ones 413`() async throws {
        try await withListener(Self.endpoints) { server in
            #expect(try await Self.send(server, Array("{}".utf8), type: "application/json").status == 415)
            #expect(try await Self.send(server, Self.form([1]), type: "multipart/form-data").status == 400)
            let packed = try await Self.send(server, Self.form([1]), fields: ["Content-Encoding: gzip"])
            #expect(packed.status == 415)
            #expect(try await Self.send(server, [], length: 100_000_000).status == 413)
        }
    }

    @Test func `a chunked body is cut off at the limit`() async throws {
        try await withListener(Self.endpoints) { server in
            let client = try await server.connect()
            let head =
                "POST /api/files HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=xyz\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
            client.send(Array(head.utf8))
            let start = Array(Self.form([UInt8](repeating: 1, count: 65_000)).dropLast(12))
            let chunk = Array("\(String(start.count, radix: 16))\r\n".utf8) + start + Array("\r\n".utf8)
            client.send(chunk)
            let more = [UInt8](repeating: 1, count: 65_536)
            for _ in 0..<70 { client.send(Array("10000\r\n".utf8) + more + Array("\r\n".utf8)) }
            #expect(try await client.reply().status == 413)
            client.close()
        }
    }

    @Test func `a form too many is told to come back`() async throws {
        try await withListener(Self.endpoints, configure: { $0.limits.concurrentForms = 1 }) { server in
            let slow = try await server.connect()
            let head =
                "POST /api/files HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=xyz\r\n"
                + "Content-Length: 1000\r\n\r\n--xyz\r\n"
            slow.send(Array(head.utf8))
            // The first one has its place as soon as a byte of it was read; until then the second one gets it.
            var status = 201
            for _ in 0..<200 where status != 503 {
                let reply = try await Self.send(server, Self.form([1]))
                status = reply.status
                if status == 503 { #expect(reply["retry-after"] != nil) }
            }
            #expect(status == 503)
            slow.close()
        }
    }

    @Test func `the same form again is answered once`() async throws {
        try await withListener(Self.endpoints) { server in
            func send(_ file: [UInt8], boundary: String) async throws -> RawReply {
                try await Self.send(
                    server,
                    Self.form(file, boundary: boundary),
                    type: "multipart/form-data; boundary=\(boundary)",
                    fields: ["Authorization: Bearer ada", "Idempotency-Key: k"]
                )
            }
            #expect(try await send([1, 2, 3], boundary: "one").status == 200)
            let again = try await send([1, 2, 3], boundary: "two")
            #expect(again["idempotency-replayed"] == "true")
            #expect(try await send([1, 2, 4], boundary: "one").status == 409)
        }
    }

    @Test func `a file is sent whole, in part, or not at all`() async throws {
        try await withListener(Self.endpoints) { server in
            let whole = try await server.get("/api/files/ten")
            #expect(whole.status == 200)
            #expect(whole.text == "0123456789")
            #expect(whole["etag"] == "\"ten\"")
            #expect(whole["accept-ranges"] == "bytes")
            #expect(whole["content-type"] == "image/webp")
            #expect(whole["cache-control"] == "private, max-age=86400, immutable")
            #expect(whole["content-security-policy"]?.contains("sandbox") == true)
            #expect(whole["x-content-type-options"] == "nosniff")

            for (range, text, place) in [
                ("bytes=0-3", "0123", "bytes 0-3/10"), ("bytes=7-", "789", "bytes 7-9/10"),
                ("bytes=-2", "89", "bytes 8-9/10"), ("bytes=5-99", "56789", "bytes 5-9/10"),
            ] {
                let part = try await server.get("/api/files/ten", fields: ["Range: \(range)"])
                #expect(part.status == 206)
                #expect(part.text == text)
                #expect(part["content-range"] == place)
            }
            for range in ["bytes=1-2,4-5", "lines=1-2", "bytes=3-1", "bytes=x-", "bytes=-"] {
                #expect(try await server.get("/api/files/ten", fields: ["Range: \(range)"]).status == 200)
            }
            for range in ["bytes=10-", "bytes=99-100", "bytes=-0", "bytes=99999999999999999999-"] {
                let none = try await server.get("/api/files/ten", fields: ["Range: \(range)"])
                #expect(none.status == 416)
                #expect(none["content-range"] == "bytes */10")
            }
            let known = try await server.get("/api/files/ten", fields: ["If-None-Match: W/\"a\", \"ten\""])
            #expect(known.status == 304)
            #expect(known.text == "")
            let changed = try await server.get(
                "/api/files/ten",
                fields: ["Range: bytes=0-1", "If-Range: \"old\""]
            )
            #expect(changed.status == 200)
            let same = try await server.get(
                "/api/files/ten",
                fields: ["Range: bytes=0-1", "If-Range: \"ten\""]
            )
            #expect(same.status == 206)
            #expect(try await server.send("HEAD /api/files/ten HTTP/1.1\r\nHost: x\r\n\r\n").text == "")
        }
    }
}
