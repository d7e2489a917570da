// SPDX-License-Identifier: Apache-2.0
import Logging
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import Testing

/// Waits until a condition holds, ten seconds at most.
func eventually(_ condition: () async -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while await !condition() {
        try #require(ContinuousClock.now < deadline)
        // Looked at again a little later, on a loop's timer.
        let pause = MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: .milliseconds(5)) {}
        try await pause.futureResult.get()
    }
}

/// Keeps what is logged.
final class CapturedLog: Sendable {
    private let lines = NIOLockedValueBox<[(Logger.Level, String)]>([])

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }
    var errors: [String] { lines.withLockedValue { $0.filter { $0.0 >= .error }.map(\.1) } }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let text = "\(event.message) \(event.metadata ?? [:])"
            log.lines.withLockedValue { $0.append((event.level, text)) }
        }
    }
}
