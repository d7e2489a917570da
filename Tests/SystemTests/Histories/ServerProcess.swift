// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import Synchronization
import Testkit

/// A `roost serve` of its own that may be killed at any moment, and started again on the same data and port.
final class ServerProcess: Sendable {
    /// The server did not come up.
    struct NotReady: Error, CustomStringConvertible {
        let description: String
    }

    private struct State {
        var process: Process?
        var isUp = false
        /// Requests that must not be cut off, since doing them twice is not doing them once.
        var delicate = 0
        var requests = 0
        var kills = 0
    }

    let port: Int
    private let folder: URL
    private let databaseURL: String?
    private let state = Mutex(State())

    /// How many requests it was sent so far, and how often it was killed.
    var requests: Int { state.withLock { $0.requests } }
    var kills: Int { state.withLock { $0.kills } }

    init(_ database: TestDatabase) {
        // Below the ports that connections are given.
        port = Int.random(in: 20_000..<30_000)
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("roost-killed-\(UUID().uuidString)", isDirectory: true)
        databaseURL = database == .postgres ? ProcessInfo.processInfo.environment["TEST_POSTGRES"] : nil
    }

    /// Starts the server and returns when it answers.
    func start() async throws {
        let process = Process()
        process.executableURL = Bundle.main.bundleURL.appendingPathComponent("roost")
        process.arguments = ["serve", "--host", "127.0.0.1", "--port", "\(port)", "--data", folder.path]
        var environment = ProcessInfo.processInfo.environment
        environment["ROOST_RATE_LIMITS"] = "off"
        environment["ROOST_DATABASE_URL"] = databaseURL
        process.environment = environment
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        process.standardError = FileHandle.nullDevice
        try process.run()
        let id = process.processIdentifier
        state.withLock { $0.process = process }
        try await eventually("the server \(id) is ready", within: .seconds(60)) {
            guard isRunning else { throw NotReady(description: "the server \(id) has ended") }
            return await answers()
        }
        state.withLock { $0.isUp = true }
    }

    private var isRunning: Bool { state.withLock { $0.process?.isRunning == true } }

    private func answers() async -> Bool {
        guard let url = URL(string: "http://127.0.0.1:\(port)/health/ready") else { return false }
        // It does not listen yet.
        let answer = try? await URLSession.shared.data(from: url)
        return (answer?.1 as? HTTPURLResponse)?.statusCode == 200
    }

    /// Ends the process as a power cut would, and starts it again.
    func killAndStart() async throws {
        state.withLock { $0.isUp = false }
        try await eventually("nothing delicate is under way", within: .seconds(30)) {
            state.withLock { $0.delicate == 0 }
        }
        end()
        state.withLock { $0.kills += 1 }
        try await start()
    }

    private func end() {
        state.withLock { state in
            guard let process = state.process, process.isRunning else { return }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    /// Returns when a request can be sent.
    func enter(isDelicate: Bool) async throws {
        try await eventually("the server is up", within: .seconds(60)) {
            state.withLock { state in
                guard state.isUp else { return false }
                state.requests += 1
                if isDelicate { state.delicate += 1 }
                return true
            }
        }
    }

    /// Notes that a delicate request is answered.
    func leave() { state.withLock { $0.delicate -= 1 } }

    /// Ends the server for good and takes its data away.
    func discard() {
        end()
        // A folder that cannot be removed is the system's to clean up.
        try? FileManager.default.removeItem(at: folder)
    }
}
