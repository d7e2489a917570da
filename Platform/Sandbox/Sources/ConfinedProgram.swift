// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import CSandbox
internal import Foundation

// A program that reads what strangers send has to be expected to do what they want. So it gets: one open file to read
// as its standard input, one folder to write in, a bound on memory, time, files and their size, no network (a seccomp
// filter refuses sockets), no new privileges, nothing of the server's open files or environment, and a death together
// with the server. What it may still do is read files that the server's user may read; it has no way to tell anybody.

/// What a confined program may use.
public struct ConfinedLimits: Sendable, Hashable {
    /// The most bytes of its address space.
    public var memory: UInt64 = 1 << 30
    /// The most bytes of a file it writes.
    public var fileSize: UInt64 = 64 << 20
    /// The most time on the clock, after which it is killed.
    public var time: Duration = .seconds(20)
    /// The most seconds of processor time, of all its threads.
    public var processorSeconds: UInt64 = 30
    /// The most files it may have open.
    public var openFiles: UInt64 = 64

    /// The defaults.
    public init() {}
}

/// How a confined program ended.
public enum ConfinedEnd: Sendable, Hashable {
    /// By itself, with a status.
    case exited(Int)
    /// By a signal: a limit, or a crash.
    case signalled(Int)
    /// It was killed as its time was over.
    case tookTooLong
}

/// A program that works on what strangers send, with as little of the machine as possible.
public struct ConfinedProgram: Sendable {
    /// The most bytes that are read of what a program says.
    private static let wordsLimit = 4096

    private let path: String
    private let environment: [String]
    private let limits: ConfinedLimits

    /// A program at a path, with an environment of its own.
    public init(path: String, environment: [String: String] = [:], limits: ConfinedLimits = ConfinedLimits())
    {
        self.path = path
        self.environment = environment.map { "\($0.key)=\($0.value)" }.sorted()
        self.limits = limits
    }

    /// The path of a program by its name, looked for where a system keeps its programs.
    public static func find(_ name: String) -> String? {
        ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/bin"].lazy.map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }

    /// Runs the program to its end in a folder and returns how it ended and what it said. Blocks.
    public func run(
        _ arguments: [String],
        in folder: String,
        input: Int32? = nil
    ) throws -> (end: ConfinedEnd, words: String) {
        let standardInput = try input.map(Self.reopened) ?? Self.opened("/dev/null", O_RDONLY)
        defer { close(standardInput) }
        let words = try Self.opened(folder + "/.words", O_RDWR | O_CREAT | O_TRUNC)
        defer { close(words) }
        let end = try start(arguments, folder, standardInput, words)
        var bytes = [UInt8](repeating: 0, count: Self.wordsLimit)
        let count = bytes.withUnsafeMutableBytes { pread(words, $0.baseAddress, $0.count, 0) }
        return (end, String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    }

    private func start(
        _ arguments: [String],
        _ folder: String,
        _ input: Int32,
        _ output: Int32
    ) throws -> ConfinedEnd {
        var bounds = roost_sandbox_limits(
            memory_bytes: limits.memory,
            file_bytes: limits.fileSize,
            cpu_seconds: limits.processorSeconds,
            open_files: limits.openFiles
        )
        let process = withStrings([path] + arguments) { arguments in
            withStrings(environment) { environment in
                roost_sandbox_start(path, arguments, environment, folder, input, output, &bounds)
            }
        }
        guard process > 0 else {
            throw Failure.unavailable("This cannot be done now.", internal: "\(path): errno \(-process)")
        }
        let milliseconds =
            limits.time.components.seconds * 1000 + limits.time.components.attoseconds / 1_000_000_000_000_000
        let status = roost_sandbox_wait(process, milliseconds)
        if status < 0 { return .tookTooLong }
        return status >= 256 ? .signalled(Int(status) - 256) : .exited(Int(status))
    }

    /// The same file from its beginning, with a place of its own, also when it has no name any more.
    private static func reopened(_ descriptor: Int32) throws -> Int32 {
        try opened("/dev/fd/\(descriptor)", O_RDONLY)
    }

    private static func opened(_ path: String, _ flags: Int32) throws -> Int32 {
        let descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure.unavailable("This cannot be done now.", internal: "\(path): errno \(errno)")
        }
        return descriptor
    }
}

/// Lends an array of C strings that ends with nil.
private func withStrings<Value>(
    _ texts: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { preconditionFailure("the array ends with nil") }
        return body(start)
    }
}
