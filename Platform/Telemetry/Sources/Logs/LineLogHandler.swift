// SPDX-License-Identifier: Apache-2.0
public import Core
public import Logging

/// Makes one line of each log event and hands it to a `LineWriter`: secrets masked, control characters escaped.
public struct LineLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let format: LogFormat
    private let writer: LineWriter
    private let clock: any WallClock

    /// A handler for the logger with this label.
    public init(
        label: String,
        format: LogFormat,
        level: Logger.Level,
        writer: LineWriter,
        clock: any WallClock = SystemWallClock(),
        metadataProvider: Logger.MetadataProvider? = .correlation
    ) {
        self.label = label
        self.format = format
        self.writer = writer
        self.clock = clock
        self.metadataProvider = metadataProvider
        logLevel = level
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        if let error = event.error { all.merge(Self.metadata(of: error)) { $1 } }
        let entry = LogEntry(
            time: clock.now,
            level: event.level,
            label: label,
            message: event.message.description,
            metadata: all
        )
        writer.write(entry.line(format))
        // What follows an error may be the end of the process. A stuck reader delays it by this much, no more.
        if event.level >= .error { writer.flush(within: .milliseconds(20), unlessStuck: true) }
    }

    private static func metadata(of error: any Error) -> Logger.Metadata {
        let failure = (error as? Failure) ?? (error as? any ServiceError)?.failure
        guard let failure else {
            return ["error": "\(error)", "errorType": "\(String(reflecting: type(of: error)))"]
        }
        var metadata: Logger.Metadata = ["error": "\(failure.message)", "errorCode": "\(failure.code)"]
        if let text = failure.internalText { metadata["errorDetail"] = "\(text)" }
        return metadata
    }
}

extension Logger.MetadataProvider {
    /// Adds `requestId` and `user` of what the running task works for.
    public static let correlation = Logger.MetadataProvider {
        guard let current = Correlation.current else { return [:] }
        var metadata: Logger.Metadata = ["requestId": "\(current.requestID)"]
        if let user = current.user { metadata["user"] = "\(user)" }
        return metadata
    }
}
