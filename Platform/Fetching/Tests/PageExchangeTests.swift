// SPDX-License-Identifier: Apache-2.0
import Core
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing

@testable import Fetching

/// Answers and addresses that end otherwise than they should.
struct PageExchangeTests {
    private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    private let group = MultiThreadedEventLoopGroup.singleton

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

    private func web(_ addresses: [String], _ time: Duration) -> GuardedWeb {
        var limits = WebLimits()
        limits.time = time
        return GuardedWeb(
            lookup: MadeUpNames(["page.example": addresses]),
            policy: AddressPolicy { _, _ in true },
            limits: limits
        )
    }

    /// An answer over a connection that ends as TLS does when the other side does not say that it is done.
    private func answer(at path: String, of site: TestSite) async throws -> WebAnswer {
        let promise = group.next().makePromise(of: WebAnswer.self)
        let request = HTTPRequestHead(
            version: .http1_1,
            method: .GET,
            uri: path,
            headers: ["Host": "page.example"]
        )
        ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(RaggedEnd())
                    try pipeline.addHandler(HTTPRequestEncoder())
                    try pipeline.addHandler(ByteToMessageHandler(HTTPResponseDecoder()))
                    try pipeline.addHandler(PageExchange(request, WebLimits(), promise))
                }
            }
            .connect(host: "127.0.0.1", port: site.port)
            .whenFailure { promise.fail($0) }
        return try await promise.futureResult.get()
    }

    @Test func `a page that ends with its connection is whole, and one that says its length is not`()
        async throws
    {
        try await withSite { site async throws in
            site.put(.says(Array("\(Self.head)\r\n<title>Whole</title>".utf8)), at: "/open")
            site.put(.says(Array("\(Self.head)Content-Length: 99\r\n\r\n<title>".utf8)), at: "/cut")
            site.put(.says([]), at: "/nothing")

            #expect(try await answer(at: "/open", of: site).body == Array("<title>Whole</title>".utf8))
            await #expect(throws: WebFailure.malformed) { try await answer(at: "/cut", of: site) }
            await #expect(throws: WebFailure.unreachable) { try await answer(at: "/nothing", of: site) }
        }
    }

    @Test func `of a page in crumbs the beginning is read`() async throws {
        try await withSite { site async throws in
            let first = "\(Self.head)Transfer-Encoding: chunked\r\n\r\n7\r\n<title>\r\n"
            let crumbs = String(repeating: "1\r\na\r\n", count: 1000)
            site.put(.endless(Array(first.utf8), Array(crumbs.utf8)), at: "/crumbs")

            let page = try await web(["127.0.0.1"], .seconds(5)).page(at: site.url("/crumbs"))

            #expect(page.body.starts(with: "<title>a".utf8) && page.body.count < WebLimits().body)
        }
    }

    #if os(Linux)
    @Test func `an address that swallows everything leaves time for the next one`() async throws {
        try await withSite { site async throws in
            site.put("x", at: "/")
            try await withFullDoor(at: "127.0.0.2", site.port) { () async throws in
                let page = try await web(["127.0.0.2", "127.0.0.1"], .seconds(2)).page(at: site.url("/"))
                #expect(page.body == Array("x".utf8))
                await #expect(throws: WebFailure.timedOut) {
                    try await web(["127.0.0.2"], .milliseconds(300)).page(at: site.url("/"))
                }
            }
        }
    }

    /// A place where nobody opens, and where so many wait already that the system does not even answer one more.
    private func withFullDoor(at host: String, _ port: Int, _ body: () async throws -> Void) async throws {
        let door = try await ServerBootstrap(group: group)
            .serverChannelOption(ChannelOptions.backlog, value: 1)
            .serverChannelOption(ChannelOptions.autoRead, value: false)
            .bind(host: host, port: port).get()
        var crowd: [any Channel] = []
        let client = ClientBootstrap(group: group).connectTimeout(.milliseconds(100))
        // The one that fails tells that it is full.
        while crowd.count < 64, let one = try? await client.connect(host: host, port: port).get() {
            crowd.append(one)
        }
        #expect(crowd.count < 64)
        var failure: (any Error)?
        do { try await body() } catch { failure = error }
        // They may be closed already.
        for channel in crowd + [door] { try? await channel.close() }
        if let failure { throw failure }
    }
    #endif
}

/// Tells of an unclean end of TLS before the connection's end.
private final class RaggedEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelInactive(context: ChannelHandlerContext) {
        context.fireErrorCaught(NIOSSLError.uncleanShutdown)
        context.fireChannelInactive()
    }
}
