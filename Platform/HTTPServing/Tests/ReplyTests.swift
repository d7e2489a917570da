// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore
import Testing

@testable import HTTPServing

struct ReplyTests {
    @Test
    func `long text is compressed for those who accept it`() async throws {
        try await withListener { server async throws in
            let plain = try await server.get("/api/long")
            let packed = try await server.get("/api/long", fields: ["Accept-Encoding: br, gzip;q=0.8"])
            #expect(plain["Content-Encoding"] == nil)
            #expect(plain["Vary"] == "Accept-Encoding")
            #expect(packed["Content-Encoding"] == "gzip")
            #expect(packed.body.count < plain.body.count / 10)
            #expect(try Inflater.expand(packed.body, limit: 100_000) == plain.body)
            #expect(
                try await server.get("/api/open", fields: ["Accept-Encoding: gzip"])["Content-Encoding"]
                    == nil
            )
            #expect(
                try await server.get("/api/long", fields: ["Accept-Encoding: gzip;q=0"])["Content-Encoding"]
                    == nil
            )
        }
    }

    @Test
    func `a file is sent once and then confirmed by its tag`() async throws {
        try await withListener(content: { $0.assets = SampleAssets() }) { server async throws in
            let file = try await server.get("/app.js")
            #expect(file.text == "plain")
            #expect(file["Cache-Control"] == "public, max-age=31536000, immutable")
            #expect(file["Vary"] == "Accept-Encoding")
            #expect(try await server.get("/app.js", fields: ["Accept-Encoding: gzip"]).text == "packed")
            for (accepted, text) in [
                ("gzip, deflate, br", "smallest"), ("br;q=0, gzip", "packed"),
                ("*", "packed"), ("deflate", "plain"),
            ] {
                let sent = try await server.get("/app.js", fields: ["Accept-Encoding: \(accepted)"])
                #expect(sent.text == text)
            }
            let known = try await server.get("/app.js", fields: [#"If-None-Match: "zz", W/"a1""#])
            #expect(known.status == 304)
            #expect(known["ETag"] == "\"a1\"")
            #expect(known.body.isEmpty)
            #expect(try await server.send(TestListener.request("POST", "/app.js")).status == 405)
        }
    }

    @Test
    func `a browser that shows a page gets the app for any path outside the API`() async throws {
        try await withListener(content: { $0.assets = SampleAssets() }) { server async throws in
            let fields = ["Accept: text/html,*/*"]
            #expect(try await server.get("/chats/42", fields: fields).text == "<html>")
            #expect(try await server.get("/chats/42").status == 404)
            #expect(try await server.get("/api/chats/42", fields: fields).status == 404)
        }
    }

    @Test
    func `pages may load from their own site only, and data nothing`() async throws {
        try await withListener(content: { $0.assets = SampleAssets() }) { server async throws in
            let page = try await server.get("/")
            let policy = try #require(page["Content-Security-Policy"])
            for part in [
                "default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'",
            ] {
                #expect(policy.contains(part))
            }
            #expect(!policy.contains("unsafe"))
            #expect(page["X-Frame-Options"] == "DENY")
            #expect(page["X-Content-Type-Options"] == "nosniff")
            #expect(page["Referrer-Policy"] == "no-referrer")
            #expect(page["Permissions-Policy"] != nil)
            #expect(page["Strict-Transport-Security"] == nil)
            let data = try await server.get("/api/open")
            #expect(data["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'")
        }
    }

    @Test
    func `behind HTTPS browsers are told to keep to it`() async throws {
        try await withListener(configure: { $0.isBehindHTTPS = true }) { server async throws in
            #expect(
                try await server.get("/api/open")["Strict-Transport-Security"]?.hasPrefix("max-age=") == true
            )
        }
    }

    @Test
    func `plain routes are served, confirmed by their tag, and fail like the rest`() async throws {
        try await withListener(content: {
            $0.plainRoutes = [
                PlainRoute("/health/live", isLimited: false) {
                    .init(Array("ok".utf8), contentType: "text/plain")
                },
                PlainRoute("/api/openapi.json") {
                    .init(Array("{}".utf8), contentType: "application/json", etag: "\"v1\"")
                },
                PlainRoute("/broken") { throw SampleAPI.Defect() },
            ]
        }) { server async throws in
            #expect(try await server.get("/health/live?x=1").text == "ok")
            let document = try await server.get("/api/openapi.json")
            #expect(document["ETag"] == "\"v1\"")
            #expect(document["Cache-Control"] == "no-cache")
            #expect(
                try await server.get("/api/openapi.json", fields: [#"If-None-Match: "v1""#]).status == 304
            )
            #expect(try await server.get("/broken").status == 500)
            #expect(try await server.send(TestListener.request("POST", "/health/live")).status == 405)
        }
    }

    @Test
    func `a request id of a trusted proxy is kept, any other is not`() async throws {
        try await withListener { server async throws in
            #expect(try await server.get("/api/open", fields: ["X-Request-Id: abc"])["X-Request-Id"] != "abc")
        }
        try await withListener(configure: {
            $0.trustedProxies = [AddressRange("127.0.0.1")].compactMap(\.self)
        }) { server async throws in
            let proxy = ["X-Forwarded-For: 192.0.2.1"]
            #expect(
                try await server.get("/api/open", fields: proxy + ["X-Request-Id: abc-1"])["X-Request-Id"]
                    == "abc-1"
            )
            #expect(
                try await server.get("/api/open", fields: proxy + ["X-Request-Id: a b"])["X-Request-Id"]?
                    .count == 15
            )
        }
    }

    @Test
    func `request ids differ and need no memory of their own`() async throws {
        try await withListener { server async throws in
            let client = try await server.connect()
            var ids: Set<String> = []
            for _ in 0..<50 {
                client.send(TestListener.request("GET", "/api/open"))
                ids.insert(try await client.reply()["X-Request-Id"] ?? "")
            }
            #expect(ids.count == 50)
            #expect(ids.allSatisfy { $0.utf8.count == 15 })
        }
    }

    @Test
    func `dates have the form that HTTP prescribes`() {
        #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
    }
}

struct CrossOriginTests {
    @Test
    func `a page of an allowed site may call and read, another may not`() async throws {
        try await withListener(configure: { $0.crossOrigins = ["https://app.example.org"] }) {
            server async throws in
            let allowed = try await server.get("/api/open", fields: ["Origin: https://app.example.org"])
            #expect(allowed["Access-Control-Allow-Origin"] == "https://app.example.org")
            #expect(allowed["Access-Control-Allow-Credentials"] == nil)
            #expect(allowed["Vary"] == "Origin")
            let other = try await server.get("/api/open", fields: ["Origin: https://evil.example"])
            #expect(other["Access-Control-Allow-Origin"] == nil)
        }
    }

    @Test
    func `a browser that asks first is answered`() async throws {
        try await withListener(configure: { $0.crossOrigins = ["https://app.example.org"] }) {
            server async throws in
            func ask(_ origin: String) async throws -> RawReply {
                try await server.send(
                    TestListener.request(
                        "OPTIONS",
                        "/api/notes/n",
                        fields: ["Origin: \(origin)", "Access-Control-Request-Method: POST"]
                    )
                )
            }
            let allowed = try await ask("https://app.example.org")
            #expect(allowed.status == 204)
            #expect(allowed["Access-Control-Allow-Methods"]?.contains("PATCH") == true)
            #expect(allowed["Access-Control-Allow-Headers"]?.contains("Authorization") == true)
            #expect(allowed["Access-Control-Allow-Origin"] == "https://app.example.org")
            #expect(try await ask("https://evil.example")["Access-Control-Allow-Methods"] == nil)
        }
    }
}
