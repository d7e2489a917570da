// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Logging
import Synchronization
import Testing

@testable import Telemetry

struct ObservabilityTests {
    private enum Refused: ServiceError {
        case slowMode

        var failure: Failure { .conflict("chat.slow_mode", "Slow down.", internal: "channel 7") }
    }

    /// Collects log lines as JSON objects.
    private final class Log: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        func take(_ buffer: UnsafeRawBufferPointer) -> Int {
            bytes.withLock { $0 += buffer }
            return buffer.count
        }

        func objects() throws -> [[String: String]] {
            let text = String(decoding: bytes.withLock { $0 }, as: UTF8.self)
            return try text.split(separator: "\n").map { line in
                try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
            }
        }
    }

    private let log = Log()

    private func observability(_ change: (inout Observability.Options) -> Void = { _ in }) -> Observability {
        var options = Observability.Options()
        options.sink = { [log] in log.take($0) }
        change(&options)
        return Observability(options)
    }

    @Test func `lines carry the request they belong to, also in child tasks`() async throws {
        let observability = observability()
        let logger = observability.logger("chat")

        logger.info("outside")
        await Correlation.$current.withValue(Correlation(requestID: "r1", user: "ada")) {
            await withTaskGroup(of: Void.self) { group in group.addTask { logger.info("inside") } }
        }

        #expect(observability.flush())
        let lines = try log.objects()
        #expect(lines.map { $0["requestId"] } == [nil, "r1"])
        #expect(lines.last?["user"] == "ada")
        #expect(lines.last?["label"] == "chat")
    }

    @Test func `metadata of the logger, of the request and of the line add up, the nearest wins`() throws {
        let observability = observability()
        var logger = observability.logger("chat")
        logger[metadataKey: "a"] = "logger"
        logger[metadataKey: "b"] = "logger"

        logger.info("m", metadata: ["b": "line", "c": "line"])

        #expect(observability.flush())
        let line = try #require(try log.objects().first)
        #expect([line["a"], line["b"], line["c"]] == ["logger", "line", "line"])
    }

    @Test func `levels below the chosen one are not logged`() throws {
        let observability = observability { $0.level = .warning }

        observability.logger("x").info("no")
        observability.logger("x").warning("yes")

        #expect(observability.flush())
        #expect(try log.objects().map { $0["message"] } == ["yes"])
    }

    @Test func `an error carries its code and inner text`() throws {
        let observability = observability()

        observability.logger("x").error("It failed", error: Refused.slowMode)

        #expect(observability.flush())
        let line = try #require(try log.objects().first)
        #expect(line["errorCode"] == "chat.slow_mode")
        #expect(line["error"] == "Slow down.")
        #expect(line["errorDetail"] == "channel 7")
    }

    @Test func `dropped lines are a metric`() {
        let observability = observability()

        #expect(observability.metrics.exposition().contains("roost_log_dropped_total 0\n"))
    }
}
