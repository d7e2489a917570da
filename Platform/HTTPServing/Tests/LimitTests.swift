// SPDX-License-Identifier: Apache-2.0
import Endpoints
import NIOCore
import NIOHTTP1
import Testing

@testable import HTTPServing

struct RateLimiterTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func limiter(_ requests: Int, keys: Int = 10_000) -> RateLimiter {
        var limits = RateLimits()
        limits.addresses = [.read: .perMinute(requests)]
        limits.accounts = [.read: .perMinute(requests * 2)]
        limits.rememberedKeys = keys
        return RateLimiter(limits)
    }

    @Test
    func `a budget is used up and refills evenly`() throws {
        let limiter = limiter(60)
        let key = RateKey.address(1, .read)
        let first = try #require(limiter.draw(key, at: start))
        #expect(first == RateStanding(isAllowed: true, limit: 60, remaining: 59, reset: 1, retryAfter: 0))
        for _ in 1..<60 { #expect(limiter.draw(key, at: start)?.isAllowed == true) }
        let refused = try #require(limiter.draw(key, at: start))
        #expect(refused == RateStanding(isAllowed: false, limit: 60, remaining: 0, reset: 60, retryAfter: 1))
        #expect(limiter.draw(key, at: start + .milliseconds(999))?.isAllowed == false)
        #expect(limiter.draw(key, at: start + .milliseconds(1_000))?.isAllowed == true)
        #expect(limiter.draw(key, at: start + .milliseconds(1_001))?.isAllowed == false)
        #expect(limiter.draw(key, at: start + .seconds(120))?.remaining == 59)
    }

    @Test
    func `accounts and addresses have budgets of their own`() {
        let limiter = limiter(1)
        #expect(limiter.draw(.address(1, .read), at: start)?.isAllowed == true)
        #expect(limiter.draw(.address(1, .read), at: start)?.isAllowed == false)
        #expect(limiter.draw(.address(2, .read), at: start)?.isAllowed == true)
        #expect(limiter.draw(.account(SampleAuthenticator.ada.id, .read), at: start)?.limit == 2)
        #expect(limiter.draw(.address(1, .write), at: start) == nil)
    }

    @Test
    func `the number of remembered keys is bounded`() {
        let limiter = limiter(5, keys: 1_000)
        for number in 0..<50_000 { _ = limiter.draw(.address(UInt128(number), .read), at: start) }
        #expect(limiter.count <= 64 * 16)
        #expect(limiter.count > 300)
    }
}

struct RateLimitTests {
    @Test
    func `a budget that is used up is 429 with the time to wait`() async throws {
        var limits = RateLimits()
        limits.addresses = [.read: .perMinute(2)]
        limits.accounts = [.read: .perMinute(3)]
        try await withListener(configure: { [limits] in $0.rateLimits = limits }) { server async throws in
            let first = try await server.get("/api/open")
            #expect(first["RateLimit-Limit"] == "2")
            #expect(first["RateLimit-Remaining"] == "1")
            #expect(first["RateLimit-Reset"] == "30")
            #expect(try await server.get("/api/open").status == 200)
            let refused = try await server.get("/api/open")
            #expect(refused.status == 429)
            #expect(refused.code == "request.rate_limited")
            let wait = try #require(refused["Retry-After"].flatMap { Int($0) })
            #expect((20...30).contains(wait))
            // An account has a budget of its own, and the address no part in it.
            let ada = try await server.get("/api/open", fields: ["Authorization: Bearer ada"])
            #expect(ada["RateLimit-Remaining"] == "2")
            #expect(try await server.get("/api/open", fields: ["Authorization: Bearer forged"]).status == 429)
        }
    }

    @Test
    func `a proxy that is trusted says who the client is, others do not`() async throws {
        var limits = RateLimits()
        limits.addresses = [.read: .perMinute(1)]
        try await withListener(configure: { [limits] in
            $0.rateLimits = limits
            $0.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self)
        }) { server async throws in
            let first = try await server.get("/api/open", fields: ["X-Forwarded-For: 192.0.2.1"])
            #expect(first.dataText == "192.0.2.1 -")
            #expect(try await server.get("/api/open", fields: ["X-Forwarded-For: 192.0.2.2"]).status == 200)
            #expect(try await server.get("/api/open", fields: ["X-Forwarded-For: 192.0.2.1"]).status == 429)
        }
        try await withListener { server async throws in
            #expect(
                try await server.get("/api/open", fields: ["X-Forwarded-For: 192.0.2.1"]).dataText
                    == "127.0.0.1 -"
            )
        }
    }

    @Test
    func `denied addresses and those outside the allowed ones are 403`() async throws {
        func status(_ configure: (inout HTTPServerConfiguration) -> Void) async throws -> [Int] {
            let statuses = StatusList()
            try await withListener(configure: {
                $0.trustedProxies = [AddressRange("127.0.0.1")].compactMap(\.self)
                configure(&$0)
            }) { server async throws in
                for address in ["198.51.100.7", "203.0.113.9"] {
                    let reply = try await server.get("/api/open", fields: ["X-Forwarded-For: \(address)"])
                    await statuses.add(reply.status)
                }
            }
            return await statuses.all
        }
        let range = [AddressRange("198.51.100.0/24")].compactMap(\.self)
        #expect(try await status { $0.deniedAddresses = range } == [403, 200])
        #expect(try await status { $0.allowedAddresses = range } == [200, 403])
    }
}

private actor StatusList {
    var all: [Int] = []
    func add(_ status: Int) { all.append(status) }
}

struct AddressTests {
    @Test(arguments: [
        ("10.0.0.0/8", "10.255.1.2", true), ("10.0.0.0/8", "11.0.0.1", false), ("0.0.0.0/0", "8.8.8.8", true),
        ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
        ("2001:db8::/32", "2001:db8:1::1", true),
        ("2001:db8::/32", "2001:db9::1", false), ("10.0.0.0/8", "::ffff:10.1.1.1", true),
        ("::/0", "::1", true),
        ("0.0.0.0/0", "::1", false), ("::1", "[::1]", true),
    ])
    func `a block holds its addresses and no others`(_ block: String, _ address: String, _ isIn: Bool) throws
    {
        let range = try #require(AddressRange(block))
        let address = try #require(InternetAddress(address))
        #expect(range.contains(address) == isIn)
    }

    @Test(arguments: [
        "", "10.0.0.0/33", "10.0.0/8", "a", "::/129", "10.0.0.0/-1", "10.0.0.0/", "1.2.3.4.5", "10.0.0.1 ",
    ])
    func `what is no block is refused`(_ text: String) {
        #expect(AddressRange(text) == nil)
    }

    @Test
    func `all of one IPv6 site shares a budget`() throws {
        let one = try #require(InternetAddress("2001:db8:1:2::1"))
        let two = try #require(InternetAddress("2001:db8:1:2:ffff::9"))
        let other = try #require(InternetAddress("2001:db8:1:3::1"))
        #expect(one.budgetKey == two.budgetKey)
        #expect(one.budgetKey != other.budgetKey)
        #expect(one.description == "2001:db8:1:2::1")
        #expect(InternetAddress("::ffff:192.0.2.1")?.description == "192.0.2.1")
    }

    @Test(arguments: [
        ("X-Forwarded-For: 192.0.2.1", "192.0.2.1"),
        ("X-Forwarded-For: 6.6.6.6, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("X-Forwarded-For: 6.6.6.6, 192.0.2.1:4711", "192.0.2.1"),
        ("X-Forwarded-For: [2001:db8::1]:80", "2001:db8::1"),
        ("X-Forwarded-For: 192.0.2.1, unknown", "10.0.0.1"),
        ("X-Forwarded-For: 10.0.0.3, 10.0.0.2", "10.0.0.3"),
        (#"Forwarded: for=6.6.6.6, For="[2001:db8::7]:99";proto=https"#, "2001:db8::7"),
        ("X-Nothing: 1", "10.0.0.1"),
    ])
    func `the client is the first from the right that is no proxy`(_ field: String, _ expected: String) throws
    {
        let proxies = [try #require(AddressRange("10.0.0.0/8"))]
        let parts = field.split(separator: ": ", maxSplits: 1)
        let facts = RequestFacts(HTTPHeaders([(String(parts[0]), String(parts[1]))]))
        let peer = ClientAddress(text: "10.0.0.1", address: InternetAddress("10.0.0.1"))
        #expect(ClientAddress(peer: peer, facts, trusting: proxies).text == expected)
        let stranger = ClientAddress(text: "9.9.9.9", address: InternetAddress("9.9.9.9"))
        #expect(ClientAddress(peer: stranger, facts, trusting: proxies) == stranger)
    }
}
