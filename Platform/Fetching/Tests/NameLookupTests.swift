// SPDX-License-Identifier: Apache-2.0
import Dispatch
import NIOConcurrencyHelpers
import Testing
import Testkit

@testable import Fetching

struct NameLookupTests {
    @Test func `a question whose asker has given up is not asked`() async throws {
        let asked = NIOLockedValueBox<[String]>([])
        let gate = DispatchSemaphore(value: 0)
        let lookup = SystemLookup(threads: 1, waiting: 8) { name in
            asked.withLockedValue { $0.append(name) }
            if name == "slow.example." { gate.wait() }
            return []
        }
        let slow = Task { try await lookup.addresses(of: "slow.example") }
        try await eventually("the first is asked") { asked.withLockedValue { $0.count } == 1 }

        let givenUp = Task { try await lookup.addresses(of: "given-up.example") }
        givenUp.cancel()
        gate.signal()

        _ = try await slow.value
        await #expect(throws: CancellationError.self) { try await givenUp.value }
        _ = try await lookup.addresses(of: "last.example")
        #expect(asked.withLockedValue { $0 } == ["slow.example.", "last.example."])
    }

    @Test(arguments: [
        ("page.example", "page.example."), ("page.example.", "page.example."), ("127.0.0.1", "127.0.0.1"),
        ("::1", "::1"), ("", ""),
    ])
    func `a name is asked for as a whole`(name: String, question: String) {
        #expect(SystemLookup.question(for: name) == question)
    }
}
