// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import NIOConcurrencyHelpers
import NIOCore
import Testing

@testable import HTTPServing

struct IdempotencyTests {
    private struct Count: Endpoint {
        typealias Reply = Text
        static let route: Route = .post("/count")
        static let summary = "Counts its calls"
        static let access: Access = .everyone
        var body: Text
    }

    private func counter(_ gate: Gate? = nil) -> BoundEndpoint {
        let calls = NIOLockedValueBox(0)
        return Count.bind { request, _ in
            if request.body.text == "fail" { throw Failure.unavailable("Later.") }
            return Text(text: "\(calls.withLockedValue { $0 += 1; return $0 }) \(request.body.text)")
        }
    }

    private func post(
        _ server: TestListener,
        _ text: String,
        key: String,
        as member: String? = "ada"
    ) async throws -> RawReply {
        let token = member.map { ["Authorization: Bearer \($0)"] } ?? []
        return try await server.post(
            "/api/count",
            #"{"text":"\#(text)"}"#,
            fields: token + ["Idempotency-Key: \(key)"]
        )
    }

    @Test
    func `a repeated request gets the first reply and is not carried out again`() async throws {
        try await withListener([counter()]) { server async throws in
            #expect(try await post(server, "a", key: "k1").dataText == "1 a")
            let again = try await post(server, "a", key: "k1")
            #expect(again.dataText == "1 a")
            #expect(again["Idempotency-Replayed"] == "true")
            #expect(try await post(server, "a", key: "k2").dataText == "2 a")
            // Keys belong to one member; without a member they mean nothing.
            #expect(try await post(server, "a", key: "k1", as: "grace").dataText == "3 a")
            #expect(try await post(server, "a", key: "k1", as: nil).dataText == "4 a")
        }
    }

    @Test
    func `the same key for another request is 409`() async throws {
        try await withListener([counter()]) { server async throws in
            #expect(try await post(server, "a", key: "k").status == 200)
            let other = try await post(server, "b", key: "k")
            #expect(other.status == 409)
            #expect(other.code == "request.idempotency_conflict")
        }
    }

    @Test
    func `a failure is not kept, so the request may be tried again`() async throws {
        try await withListener([counter()]) { server async throws in
            #expect(try await post(server, "fail", key: "k").status == 503)
            #expect(try await post(server, "fail", key: "k").status == 503)
            #expect(try await post(server, "ok", key: "k").dataText == "1 ok")
        }
    }

    @Test
    func `a key that is no key is 400`() async throws {
        try await withListener([counter()]) { server async throws in
            #expect(try await post(server, "a", key: String(repeating: "k", count: 256)).status == 400)
            #expect(try await post(server, "a", key: "a b").status == 400)
        }
    }

    @Test
    func `a request that is still being answered is told apart`() {
        let store = MemoryIdempotencyStore(byteLimit: 10_000)
        let key = IdempotencyKey(member: SampleAuthenticator.ada.id, key: "k")
        #expect(store.claim(key, fingerprint: 1).isProceed)
        guard case .inProgress = store.claim(key, fingerprint: 1) else {
            Issue.record("not in progress"); return
        }
        guard case .mismatch = store.claim(key, fingerprint: 2) else { Issue.record("no mismatch"); return }
    }

    @Test
    func `what is kept is bounded in bytes and in time`() {
        let store = MemoryIdempotencyStore(byteLimit: 5_000, lifetime: .hours(24))
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
        func key(_ number: Int) -> IdempotencyKey {
            IdempotencyKey(member: SampleAuthenticator.ada.id, key: "\(number)")
        }
        for number in 0..<10 {
            #expect(store.claim(key(number), fingerprint: 1, at: start).isProceed)
            store.settle(
                key(number),
                KeptReply(status: 200, contentType: "", body: [UInt8](repeating: 1, count: 500))
            )
        }
        #expect(store.claim(key(0), fingerprint: 1, at: start).isProceed)
        guard case .replay = store.claim(key(9), fingerprint: 1, at: start) else {
            Issue.record("gone"); return
        }
        #expect(store.claim(key(9), fingerprint: 1, at: start + .hours(25)).isProceed)
    }
}

extension IdempotencyVerdict {
    fileprivate var isProceed: Bool { if case .proceed = self { true } else { false } }
}
