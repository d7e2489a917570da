// SPDX-License-Identifier: Apache-2.0
import Foundation
import Sandbox
import Testing

struct ConfinedProgramTests {
    private func run(
        _ script: String,
        input: Int32? = nil,
        _ change: (inout ConfinedLimits) -> Void = { _ in }
    ) throws -> (end: ConfinedEnd, words: String) {
        let folder = NSTemporaryDirectory() + "/roost-confined-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer {
            // A folder that cannot be removed is the system's to clean up.
            try? FileManager.default.removeItem(atPath: folder)
        }
        var limits = ConfinedLimits()
        change(&limits)
        let program = ConfinedProgram(path: "/bin/bash", environment: ["A": "1"], limits: limits)
        return try program.run(["-c", script], in: folder, input: input)
    }

    @Test func `it ends with a status and has said something`() throws {
        let (end, words) = try run("echo $A; pwd; exit 3")
        #expect(end == .exited(3))
        #expect(words.hasPrefix("1\n"))
        #expect(words.contains("roost-confined-"))
    }

    @Test func `it has nothing of the server's environment`() throws {
        #expect(try run("/usr/bin/env").words.contains("HOME=") == false)
    }

    @Test func `it is killed when its time is over, with all it started`() throws {
        let (end, _) = try run("sleep 60 & sleep 60") { $0.time = .milliseconds(200) }
        #expect(end == .tookTooLong)
    }

    @Test func `its processor time ends`() throws {
        let (end, _) = try run("while :; do :; done") { $0.processorSeconds = 1 }
        #expect(end == .signalled(Int(SIGKILL)) || end == .signalled(Int(SIGXCPU)))
    }

    @Test func `it cannot write a large file`() throws {
        let (end, _) = try run("exec head -c 1000000 /dev/zero > big") { $0.fileSize = 4096 }
        #expect(end != .exited(0))
    }

    @Test func `it cannot have much memory`() throws {
        let (end, _) = try run("x=$(head -c 300000000 /dev/zero | tr '\\0' a); echo ${#x}") {
            $0.memory = 100 << 20
        }
        #expect(end != .exited(0))
    }

    @Test func `it has no network`() throws {
        #expect(try run("exec 3<>/dev/tcp/127.0.0.1/1").words.contains("Permission denied"))
        #expect(try run("exec 3<>/dev/udp/127.0.0.1/1").words.contains("Permission denied"))
    }

    @Test func `it has none of the server's open files`() throws {
        let secret = open("/etc/hostname", O_RDONLY)
        defer { close(secret) }
        #expect(try run("exec ls /dev/fd/").words.split(separator: "\n").count <= 4)
    }

    @Test func `a program that is not there is an error`() {
        #expect(throws: (any Error).self) {
            try ConfinedProgram(path: "/nowhere").run([], in: "/tmp")
        }
    }
}
