// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPServing
import NIOConcurrencyHelpers
import NIOCore
import Testing

/// A certificate for one test, made by the openssl command.
private struct Certificate: ~Copyable {
    let folder: URL

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "roost-tls-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let made = try await run(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2",
                "-subj", "/CN=localhost", "-keyout", folder.path + "/key.pem", "-out",
                folder.path + "/chain.pem",
            ]
        )
        try #require(made.status == 0)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var files: TLSFiles {
        TLSFiles(certificateChain: folder.path + "/chain.pem", privateKey: folder.path + "/key.pem")
    }
}

/// Runs a command to its end and gives what it printed.
private func run(_ command: String, _ arguments: [String]) async throws -> (status: Int32, output: String) {
    let task = Process()
    task.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    task.arguments = [command] + arguments
    let pipe = Pipe()
    (task.standardOutput, task.standardError) = (pipe, FileHandle.nullDevice)
    return try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
            do {
                try task.run()
                let output = pipe.fileHandleForReading.readDataToEndOfFile()
                task.waitUntilExit()
                continuation.resume(
                    returning: (task.terminationStatus, String(decoding: output, as: UTF8.self))
                )
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}

struct TLSTests {
    private func withTLS(
        _ configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (TestListener) async throws -> Void
    ) async throws {
        let certificate = try await Certificate()
        let files = certificate.files
        try await withListener(
            SampleAPI.all + [FetchLongFile.endpoint],
            content: { $0.assets = ByteBufferBlob(bytes: 3_000_000) },
            configure: {
                $0.tls = files
                configure(&$0)
            },
            body
        )
    }

    private func curl(_ server: TestListener, _ path: String, _ options: [String]) async throws -> String {
        let address = "https://localhost:\(server.port)\(path)"
        return try await run(
            "curl",
            ["-sk", "--max-time", "20", "--resolve", "localhost:\(server.port):127.0.0.1"] + options + [
                address
            ]
        ).output
    }

    @Test(arguments: [("--http1.1", "1.1"), ("--http2", "2")])
    func `an independent client is served over TLS`(_ option: String, _ version: String) async throws {
        try await withTLS { server async throws in
            let output = try await curl(
                server,
                "/api/open",
                [option, "-i", "-w", "\n%{http_version} %{http_code}"]
            )
            #expect(output.contains("\(version) 200"))
            #expect(output.contains(#"{"success":true,"data":{"text":"127.0.0.1 -"}}"#))
            #expect(output.lowercased().contains("strict-transport-security: max-age="))
            #expect(output.lowercased().contains("x-request-id: "))
        }
    }

    @Test
    func `over HTTP 2 bodies, failures, tokens and large files work as over 1`() async throws {
        try await withTLS { server async throws in
            let json = [
                "--http2", "-H", "Content-Type: application/json", "-w", " %{http_version} %{http_code}",
            ]
            #expect(
                try await curl(server, "/api/notes/n", json + ["-d", #"{"text":"hi"}"#]).hasSuffix("2 201")
            )
            let large = String(repeating: "a", count: 5_000)
            #expect(try await curl(server, "/api/notes/n", json + ["-d", large]).hasSuffix("2 413"))
            #expect(try await curl(server, "/api/whoami", json).hasSuffix("2 401"))
            #expect(
                try await curl(server, "/api/whoami", json + ["-H", "Authorization: Bearer grace"]).hasSuffix(
                    "2 200"
                )
            )
            #expect(
                try await curl(server, "/api/open", ["--http2", "-I", "-w", "%{http_code}"]).hasSuffix("200")
            )
            let file = ["--http2", "-o", "/dev/null", "-w", "%{http_version} %{size_download}"]
            #expect(try await curl(server, "/blob", file) == "2 3000000")
            #expect(try await curl(server, "/api/files/long", file) == "2 5000001")
            let sum = ["--http1.1", "-o", "/dev/null", "-w", "%{http_version} %{size_download}"]
            #expect(try await curl(server, "/api/files/long", sum) == "1.1 5000001")
        }
    }

    @Test
    func `a client that opens streams to reset them at once is sent away`() async throws {
        try await withTLS { server async throws in
            let client = try await RawClient.connect(to: server.port, tls: "h2")
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            client.send(Frames.settings)
            client.send((0..<2_000).flatMap { Frames.get($0 * 2 + 1) + Frames.reset($0 * 2 + 1) })
            let received = try await client.bytes { Frames.types(in: $0).contains(Frames.goAway) }
            #expect(Frames.types(in: received).contains(Frames.goAway))
            #expect(try await curl(server, "/api/open", ["-o", "/dev/null", "-w", "%{http_code}"]) == "200")
        }
    }

    @Test
    func `a client that speaks HTTP 2 wrongly is sent away`() async throws {
        try await withTLS { server async throws in
            for nonsense in [
                Frames.reset(1), Frames.frame(0, 0, 0, [1]), [UInt8](repeating: 0xFF, count: 200),
            ] {
                let client = try await RawClient.connect(to: server.port, tls: "h2")
                client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
                client.send(Frames.settings + nonsense)
                _ = try await client.end()
            }
            #expect(try await curl(server, "/api/open", ["-o", "/dev/null", "-w", "%{http_code}"]) == "200")
        }
    }

    @Test
    func `HTTP 2 can be left out`() async throws {
        try await withTLS({ $0.offersHTTP2 = false }) { server async throws in
            let output = try await curl(
                server,
                "/api/open",
                ["--http2", "-o", "/dev/null", "-w", "%{http_version}"]
            )
            #expect(output == "1.1")
        }
    }

    @Test
    func `plain HTTP on a TLS port and a handshake that stalls are closed`() async throws {
        try await withTLS({ $0.timeouts.handshake = .seconds(2) }) { server async throws in
            let plain = try await server.connect()
            plain.send(TestListener.request("GET", "/api/open"))
            #expect(!(try await plain.end().contains("200 OK")))
            let stalled = try await server.connect()
            #expect(try await stalled.end() == "")
            #expect(try await curl(server, "/api/open", ["-o", "/dev/null", "-w", "%{http_code}"]) == "200")
        }
    }

    @Test
    func `a certificate that is not there is an error at the start`() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.port = 0
        configuration.tls = TLSFiles(certificateChain: "/nowhere/chain.pem", privateKey: "/nowhere/key.pem")
        let content = HTTPContent(endpoints: [], authenticator: SampleAuthenticator())
        let listener = try HTTPListener(configuration, content, logger: CapturedLog().logger)
        await #expect(throws: (any Error).self) { try await listener.run() }
    }
}

/// Frames of HTTP/2, byte by byte.
private enum Frames {
    static let goAway: UInt8 = 7
    static let settings = frame(4, 0, 0, [])

    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: [UInt8]) -> [UInt8] {
        let head = [payload.count >> 16, payload.count >> 8, payload.count].map {
            UInt8(truncatingIfNeeded: $0)
        }
        let id = [stream >> 24, stream >> 16, stream >> 8, stream].map { UInt8(truncatingIfNeeded: $0) }
        return head + [type, flags] + id + payload
    }

    /// HEADERS that end the stream: GET of `/` over https, by numbers of the static table.
    static func get(_ stream: Int) -> [UInt8] {
        frame(1, 5, stream, [0x82, 0x87, 0x84, 0x41, 9] + Array("localhost".utf8))
    }

    static func reset(_ stream: Int) -> [UInt8] { frame(3, 0, stream, [0, 0, 0, 8]) }

    /// The types of the whole frames in what a server sent.
    static func types(in bytes: [UInt8]) -> [UInt8] {
        var (types, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            types.append(head[3])
            rest = rest.dropFirst(9 + (Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])))
        }
        return types
    }
}
