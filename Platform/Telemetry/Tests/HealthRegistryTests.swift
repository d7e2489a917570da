// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Logging
import Synchronization
import Testing

@testable import Telemetry

struct HealthRegistryTests {
    private final class Part: Sendable {
        private let state = Mutex((calls: 0, works: true))

        var calls: Int { state.withLock { $0.calls } }

        func set(works: Bool) { state.withLock { $0.works = works } }

        func check() throws {
            let works = state.withLock { state in
                state.calls += 1
                return state.works
            }
            if !works { throw Failure.unavailable("away", internal: "password is hunter2") }
        }
    }

    private final class SettableClock: WallClock {
        private let time = Mutex(Timestamp(seconds: 1_800_000_000))

        var now: Timestamp { time.withLock { $0 } }

        func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    private let clock = SettableClock()

    private func registry() -> HealthRegistry {
        HealthRegistry(logger: Logger(label: "t", factory: { _ in SwiftLogNoOpLogHandler() }), clock: clock)
    }

    @Test func `with nothing added all is well`() async {
        let report = await registry().report(.live)

        #expect(report.isHealthy)
        #expect(String(decoding: report.json, as: UTF8.self) == #"{"parts":[],"status":"ok"}"#)
    }

    @Test func `the failing part is named, without its secrets`() async {
        let registry = registry()
        let (good, bad) = (Part(), Part())
        registry.add("blobs") { try good.check() }
        registry.add("database") { try bad.check() }
        bad.set(works: false)

        let report = await registry.report(.ready)

        #expect(!report.isHealthy)
        #expect(
            String(decoding: report.json, as: UTF8.self)
                == #"{"parts":[{"name":"blobs","status":"ok"},"#
                + #"{"name":"database","reason":"failed","status":"failing"}],"status":"failing"}"#
        )
        #expect(await registry.report(.live).isHealthy, "another question, other parts")
    }

    @Test func `a part is asked once a second, however many ask`() async {
        let registry = registry()
        let part = Part()
        registry.add("p") { try part.check() }

        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { _ = await registry.report(.ready) } }
        }
        #expect(part.calls == 1)

        clock.advance(.milliseconds(999))
        _ = await registry.report(.ready)
        #expect(part.calls == 1)
        part.set(works: false)
        clock.advance(.milliseconds(1))
        #expect(await registry.report(.ready).isHealthy == false)
        #expect(part.calls == 2)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a part that hangs is named in time, even when it ignores its cancellation`() async {
        let registry = registry()
        let never = AsyncStream<Void>.makeStream()
        registry.add("hangs", timeout: .milliseconds(20)) {
            await withUnsafeContinuation { continuation in
                // Resumed only after the test has its answer.
                never.continuation.onTermination = { _ in continuation.resume() }
            }
        }
        registry.add("works") {}

        let report = await registry.report(.ready)
        never.continuation.finish()

        #expect(report.parts.map(\.reason) == ["timed out", nil])
    }

    @Test func `a part added later is asked at once`() async {
        let registry = registry()
        _ = await registry.report(.ready)
        registry.add("late") { throw Failure.unavailable("away") }

        #expect(await registry.report(.ready).parts.map(\.name) == ["late"])
    }
}
