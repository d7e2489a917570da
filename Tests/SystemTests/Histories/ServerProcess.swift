// SPDX-License-Identifier: Apache-2.0
import Foundation
import FoundationNetworking
import Testkit

/// A `roost serve` of its own that may be killed at any moment, and started again on the same data and port.
actor ServerProcess {
    /// The server did not come up.
    struct NotReady: Error, CustomStringConvertible {
        let description: String
    }

    nonisolated let port: Int
    private let folder: URL
    private let databaseURL: String?
    private var process: Process?
    private var isUp = false
    /// Requests that must not be cut off, since doing them twice is not doing them once.
    private var delicate = 0
    private(set) var kills = 0

    private static var binary: URL {
        Bundle.main.bundleURL.appendingPathComponent("roost")
    }

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
        process.executableURL = Self.binary
        process.arguments = ["serve", "--host", "127.0.0.1", "--port", "\(port)", "--data", folder.path]
        var environment = ProcessInfo.processInfo.environment
        environment["ROOST_RATE_LIMITS"] = "off"
        environment["ROOST_DATABASE_URL"] = databaseURL
        process.environment = environment
        (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        try await wait(for: "an answer") {
            guard process.isRunning else {
                throw NotReady(description: "the server ended with \(process.terminationStatus)")
            }
            return await answers()
        }
        isUp = true
    }

    /// Looks again and again until something holds.
    private func wait(for what: String, _ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !condition() {
            guard ContinuousClock.now < deadline else { throw NotReady(description: "no \(what) in 60 s") }
            try await Task.sleep(for: .milliseconds(3))
        }
    }

    private nonisolated func answers() async -> Bool {
        guard let url = URL(string: "http://127.0.0.1:\(port)/health/ready") else { return false }
        // It does not listen yet.
        let answer = try? await URLSession.shared.data(from: url)
        return (answer?.1 as? HTTPURLResponse)?.statusCode == 200
    }

    /// Ends the process as a power cut would, and starts it again.
    func killAndStart() async throws {
        isUp = false
        try await wait(for: "rest") { delicate == 0 }
        await end()
        kills += 1
        try await start()
    }

    private func end() async {
        guard let process else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Returns when a request can be sent.
    func enter(isDelicate: Bool) async throws {
        try await wait(for: "server that is up") { isUp }
        if isDelicate { delicate += 1 }
    }

    /// Notes that a delicate request is answered.
    func leave() { delicate -= 1 }

    /// Ends the server for good and takes its data away.
    func discard() async {
        await end()
        // A folder that cannot be removed is the system's to clean up.
        try? FileManager.default.removeItem(at: folder)
    }
}
