// SPDX-License-Identifier: Apache-2.0
import CZlib
import Core
import Testing

@testable import Fetching

struct GuardedWebTests {
    /// The guard but for loopback, where the server of the test is.
    private static let policy = AddressPolicy { address, _ in
        address.description == "127.0.0.1" || address.isPublic
    }

    private static var quick: WebLimits {
        var limits = WebLimits()
        limits.time = .milliseconds(300)
        return limits
    }

    private func withSite(_ body: (TestSite) async throws -> Void) async throws {
        let site = try await TestSite()
        do {
            try await body(site)
        } catch {
            await site.close()
            throw error
        }
        await site.close()
    }

    private func web(
        _ names: MadeUpNames = MadeUpNames(),
        _ policy: AddressPolicy = Self.policy,
        _ limits: WebLimits = WebLimits()
    ) -> GuardedWeb {
        GuardedWeb(lookup: names, policy: policy, limits: limits)
    }

    @Test func `a page is read with nothing said but what is needed`() async throws {
        try await withSite { site in
            site.put("<title>Hello</title>", at: "/a?b=c", "Set-Cookie: x=y")

            let page = try await web().page(at: site.url("/a?b=c"))
            _ = try await web().page(at: site.url("/a?b=c"))

            #expect(String(decoding: page.body, as: UTF8.self) == "<title>Hello</title>")
            #expect(page.contentType == "text/html; charset=utf-8")
            let request = try #require(site.requests.first)
            #expect(
                request.hasPrefix("GET /a?b=c HTTP/1.1\r\n")
                    && request.contains("Host: page.example:\(site.port)\r\n")
            )
            #expect(
                request.contains("User-Agent: Roost") && site.requests == [request, request],
                "no cookies"
            )
            for field in ["Cookie", "Authorization", "Referer", "Origin", "X-Forwarded-For"] {
                #expect(!request.contains(field + ":"))
            }
        }
    }

    @Test(arguments: [
        ["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["::1"], ["::ffff:127.0.0.1"], ["fd00::1"],
        ["64:ff9b::7f00:1"],
        ["93.184.216.34", "127.0.0.1"], ["2606:4700::1111", "::1"], ["0.0.0.0"],
    ])
    func `a name that leads into the neighbourhood is not gone to`(addresses: [String]) async throws {
        try await withSite { site in
            let names = MadeUpNames(["page.example": addresses])
            let guarded = web(names, .publicWeb)
            for url in ["http://page.example/", "https://page.example/", "http://page.example:\(site.port)/"]
            {
                await #expect(throws: WebFailure.forbidden) {
                    try await guarded.page(at: try #require(WebURL(url)))
                }
            }
            #expect(site.requests.isEmpty && names.asked.count == 3)
        }
    }

    @Test func `other ports are closed wherever they are`() async throws {
        let names = MadeUpNames(["page.example": ["93.184.216.34"]])
        await #expect(throws: WebFailure.forbidden) {
            try await web(names, .publicWeb).page(at: try #require(WebURL("http://page.example:22/")))
        }
    }

    @Test func `a name is looked up once for each address, and the connection goes where it said`()
        async throws
    {
        try await withSite { site in
            let names = MadeUpNames()
            site.put("x", at: "/")

            _ = try await web(names).page(at: site.url("/"))

            #expect(names.asked == ["page.example"])
            await #expect(throws: WebFailure.unreachable) {
                try await web(names).page(at: site.url("/", host: "unknown.example"))
            }
        }
    }

    @Test func `redirects are followed three times, relative ones too`() async throws {
        try await withSite { site in
            site.put(TestSite.redirect(to: "/two"), at: "/one")
            site.put(TestSite.redirect(to: "three?x", "301 Moved"), at: "/two")
            site.put(
                TestSite.redirect(to: "http://page.example:\(site.port)/four", "307 Moved"),
                at: "/three?x"
            )
            site.put("at last", at: "/four")
            site.put(TestSite.redirect(to: "/one"), at: "/zero")
            site.put(TestSite.redirect(to: "/loop"), at: "/loop")

            let page = try await web().page(at: site.url("/one"))

            #expect(String(decoding: page.body, as: UTF8.self) == "at last" && page.url.target == "/four")
            for path in ["/zero", "/loop"] {
                await #expect(throws: WebFailure.tooManyRedirects) {
                    try await web().page(at: site.url(path))
                }
            }
        }
    }

    @Test func `each redirect is looked at like the first address`() async throws {
        try await withSite { site in
            let names = MadeUpNames(["page.example": ["127.0.0.1"], "inside.example": ["10.0.0.1"]])
            let places = [
                "http://inside.example/", "http://127.0.0.1:\(site.port)/", "http://[::1]/",
                "http://2130706433/",
                "file:///etc/passwd", "gopher://page.example/", "//inside.example/",
                "http://user@page.example/",
                "http://localhost/",
            ]
            for (index, place) in places.enumerated() {
                site.put(TestSite.redirect(to: place), at: "/\(index)")
                await #expect(throws: WebFailure.forbidden, "\(place)") {
                    try await web(names).page(at: site.url("/\(index)"))
                }
            }
            #expect(site.requests.count == places.count)
        }
    }

    @Test func `what was encrypted stays encrypted`() throws {
        let (open, closed) = (
            try #require(WebURL("http://a.example/")), try #require(WebURL("https://a.example/"))
        )

        #expect(try GuardedWeb.next(after: open, to: "https://b.example/").isSecure)
        #expect(try GuardedWeb.next(after: closed, to: "//b.example/").isSecure)
        #expect(try GuardedWeb.next(after: open, to: "/x").description == "http://a.example/x")
        #expect(throws: WebFailure.forbidden) { try GuardedWeb.next(after: closed, to: "http://a.example/") }
    }

    @Test func `what never ends is cut off in time`() async throws {
        try await withSite { site in
            site.put(.stopsAfter([]), at: "/silent")
            site.put(.stopsAfter(Array("HTTP/1.1 200 OK\r\nContent-".utf8)), at: "/half")
            site.put(.stopsAfter(Array(TestSite.page(Array("<title>".utf8)).dropLast(1))), at: "/slow")

            for path in ["/silent", "/half", "/slow"] {
                await #expect(throws: WebFailure.timedOut, "\(path)") {
                    try await web(MadeUpNames(), Self.policy, Self.quick).page(at: site.url(path))
                }
            }
        }
    }

    @Test func `a name that nobody answers for is given up in time`() async throws {
        struct Silence: NameLookup {
            func addresses(of name: String) async throws -> [NetworkAddress] {
                // Ends when it is told to, like a question that is never answered.
                while !Task.isCancelled { await Task.yield() }
                return []
            }
        }
        await #expect(throws: WebFailure.timedOut) {
            try await GuardedWeb(lookup: Silence(), limits: Self.quick)
                .page(at: try #require(WebURL("http://page.example/")))
        }
    }

    @Test func `of a page without end the beginning is read`() async throws {
        try await withSite { site in
            let head = Array("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Long</title>".utf8)
            site.put(.endless(head, [UInt8](repeating: 0x61, count: 10_000)), at: "/endless")
            site.put(
                .endless(Array("HTTP/1.1 200 OK\r\n".utf8), Array("X-More: and more\r\n".utf8)),
                at: "/fields"
            )

            let page = try await web().page(at: site.url("/endless"))

            #expect(page.body.count == WebLimits().body && page.body.starts(with: "<title>Long".utf8))
            await #expect(throws: WebFailure.self) { try await web().page(at: site.url("/fields")) }
        }
    }

    @Test func `packed pages are unpacked as far as the limit`() async throws {
        try await withSite { site in
            let bomb = try gzip([UInt8](repeating: 0x20, count: 50_000_000))
            #expect(bomb.count < 100_000)
            let plain = try gzip(Array("<title>Packed</title>".utf8))
            site.put(.says(TestSite.page(bomb, ["Content-Encoding: gzip"])), at: "/bomb")
            site.put(.says(TestSite.page(plain, ["Content-Encoding: GZIP"])), at: "/packed")
            site.put("no gzip at all", at: "/lie", "Content-Encoding: gzip")
            site.put("x", at: "/strange", "Content-Encoding: br")

            #expect(try await web().page(at: site.url("/bomb")).body.count == WebLimits().body)
            let page = try await web().page(at: site.url("/packed"))
            #expect(String(decoding: page.body, as: UTF8.self) == "<title>Packed</title>")
            for path in ["/lie", "/strange"] {
                await #expect(throws: WebFailure.malformed) { try await web().page(at: site.url(path)) }
            }
        }
    }

    @Test func `what is no page is not read`() async throws {
        try await withSite { site in
            site.put(
                .says(
                    Array("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 3\r\n\r\nabc".utf8)
                ),
                at: "/image"
            )
            site.put(.says(Array("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc".utf8)), at: "/untyped")
            site.put(.says(Array("SSH-2.0-OpenSSH\r\n".utf8)), at: "/ssh")
            site.put(.says([]), at: "/nothing")

            await #expect(throws: WebFailure.notAPage) { try await web().page(at: site.url("/image")) }
            await #expect(throws: WebFailure.notAPage) { try await web().page(at: site.url("/untyped")) }
            await #expect(throws: WebFailure.status(404)) { try await web().page(at: site.url("/missing")) }
            await #expect(throws: WebFailure.malformed) { try await web().page(at: site.url("/ssh")) }
            await #expect(throws: WebFailure.unreachable) { try await web().page(at: site.url("/nothing")) }
            // Somebody who does not speak TLS where it is expected, and nobody at all.
            await #expect(throws: WebFailure.self) {
                try await web(MadeUpNames(), Self.policy, Self.quick).page(
                    at: site.url("/image", scheme: "https")
                )
            }
            let gone = try site.url("/image")
            await site.close()
            await #expect(throws: WebFailure.unreachable) { try await web().page(at: gone) }
        }
    }

    /// The bytes in gzip form.
    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        let made = deflateInit2_(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
        try #require(made == Z_OK)
        defer { deflateEnd(&stream) }
        var input = bytes
        var status = Z_OK
        let packed = input.withUnsafeMutableBufferPointer { source in
            let room = Int(deflateBound(&stream, UInt(source.count)))
            return [UInt8](unsafeUninitializedCapacity: room) { target, count in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = UInt32(room)
                status = deflate(&stream, Z_FINISH)
                count = room - Int(stream.avail_out)
            }
        }
        try #require(status == Z_STREAM_END)
        return packed
    }
}
