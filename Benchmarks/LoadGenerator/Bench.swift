// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// The load generator behind `make bench`.
///
/// It shares the machine's two cores with the server it measures, so it is built to cost as little as the kernel
/// allows: one thread, one epoll set, one read buffer, requests rendered before the clock starts and patched in
/// place. Every command prints one JSON object.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost-bench",
        abstract: "Measures a server over HTTP and Socket.IO, at little cost of its own.",
        subcommands: [HTTPLoad.self, OpenSockets.self, SocketSend.self, FanOut.self]
    )
}

/// What every command needs to know about its target.
struct TargetOptions: ParsableArguments {
    @Option(help: "Address of the server.")
    var url = "http://127.0.0.1:8080"

    @Option(help: "File with one tab-separated line per member; {1}, {2}… stand for its columns.")
    var values: String?

    @Option(help: "Seconds that are measured.")
    var seconds = 10.0

    @Option(help: "Seconds of the same load before the measurement starts.")
    var warmup = 2.0

    /// Returns the lines of the values file, split into columns; one empty line without a file.
    func lines() throws -> [[String]] {
        guard let values else { return [[]] }
        let lines = try textFile(values).split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard !lines.isEmpty else { throw BenchError.emptyFile(values) }
        return lines
    }
}

/// What a command needs to know to open sockets.
struct SocketOptions: ParsableArguments {
    @Option(help: "CONNECT payload; may hold {1}, {2}…")
    var connect = #"{"token":"{1}"}"#

    /// Returns so many CONNECT payloads; lines of values are used again when there are fewer.
    func payloads(_ count: Int, _ lines: [[String]]) -> [String] {
        (0..<count).map {
            String(decoding: Template(connect, line: lines[$0 % lines.count]).bytes, as: UTF8.self)
        }
    }
}

/// Why a measurement cannot be made.
enum BenchError: Error, CustomStringConvertible {
    case emptyFile(String)
    case badAddress(String)
    case system(String, code: Int32)
    case notUnderstood(String)
    case connectionsLost(Int)
    case timedOut(String)

    var description: String {
        switch self {
        case .emptyFile(let path): "\(path) has no lines"
        case .badAddress(let url): "\(url) is not http:// with an IPv4 address or localhost"
        case .system(let call, let code): "\(call) failed with errno \(code)"
        case .notUnderstood(let what): "the server sent something unexpected: \(what)"
        case .connectionsLost(let count): "\(count) connections were closed by the server"
        case .timedOut(let what): "timed out: \(what)"
        }
    }
}
