// SPDX-License-Identifier: Apache-2.0
public import Core
public import Logging
internal import CoreMetrics
internal import Foundation
internal import Synchronization

/// The metrics, logs and health checks of one server: as many as a test wants side by side, and one of them
/// installed for the whole process by the binary.
public final class Observability: Sendable {
    /// What can be chosen.
    public struct Options: Sendable {
        /// How log lines look.
        public var format: LogFormat = .json
        /// The least level that is logged.
        public var level: Logger.Level = .info
        /// The most series of each metric.
        public var seriesLimit = 500
        /// Where log lines go; nil is standard error.
        public var sink: LineWriter.Sink?
        /// Tells the time of log lines and of health reports.
        public var clock: any WallClock = SystemWallClock()

        /// JSON lines to standard error, from `info` on.
        public init() {}
    }

    /// The metrics.
    public let metrics: MetricsRegistry
    /// The health checks.
    public let health: HealthRegistry
    /// Where log lines go.
    public let writer: LineWriter
    private let options: Options

    /// Parts of their own, that nothing else in the process uses until `install`.
    public init(_ options: Options = Options()) {
        self.options = options
        let (format, clock) = (options.format, options.clock)
        writer = LineWriter(
            mention: { dropped in
                LogEntry(
                    time: clock.now,
                    level: .warning,
                    label: "telemetry",
                    message: "Log lines were dropped",
                    metadata: ["count": .stringConvertible(dropped)]
                ).line(format)
            },
            to: options.sink
        )
        metrics = MetricsRegistry(seriesLimit: options.seriesLimit)
        health = HealthRegistry(
            logger: Self.logger("health", options, writer),
            clock: options.clock
        )
        metrics.addCounter("roost.log.dropped", "Log lines dropped because nobody read them in time.") {
            [writer] in Double(writer.dropped)
        }
    }

    /// A logger that writes here.
    public func logger(_ label: String) -> Logger { Self.logger(label, options, writer) }

    /// Makes this the destination of every logger and metric of the process. Once per process, before any is made.
    ///
    /// Log lines still waiting are written when the process exits, for at most two seconds.
    public func install() {
        let (options, writer) = (options, writer)
        LoggingSystem.bootstrap { label in Self.handler(label, options, writer) }
        MetricsSystem.bootstrap(metrics)
        Self.installed.withLock { $0 = writer }
        atexit { _ = Observability.installed.withLock { $0 }?.flush(within: .seconds(2)) }
    }

    /// Waits until the log is written, at most `time`.
    @discardableResult
    public func flush(within time: Duration = .seconds(2)) -> Bool {
        writer.flush(within: time)
    }

    /// What an exit of the process flushes; a C function can reach nothing but globals.
    private static let installed = Mutex<LineWriter?>(nil)

    private static func logger(_ label: String, _ options: Options, _ writer: LineWriter) -> Logger {
        Logger(label: label, factory: { _ in handler(label, options, writer) })
    }

    private static func handler(_ label: String, _ options: Options, _ writer: LineWriter) -> LineLogHandler {
        LineLogHandler(
            label: label,
            format: options.format,
            level: options.level,
            writer: writer,
            clock: options.clock
        )
    }
}
