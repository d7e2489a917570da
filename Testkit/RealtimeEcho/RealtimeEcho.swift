// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import NIOCore
import NIOPosix
import Realtime

/// Serves the Realtime module alone, as the public Socket.IO reference suite expects it.
@main
struct RealtimeEcho: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "realtime-echo",
        abstract: "A Socket.IO server that answers what it is sent."
    )

    @Option(help: "The address to listen on; localhost is both loopback addresses.")
    var host = "localhost"

    @Option(help: "The port to listen on; 0 for any free one.")
    var port = 3000

    @Option(help: "Milliseconds between pings.")
    var pingInterval = 300

    @Option(help: "Milliseconds to wait for a pong.")
    var pingTimeout = 200

    @Option(help: "Packets a second one client may send, or 0 for any number.")
    var inboundRate = 500

    @Option(help: "Packets that may wait for one client.")
    var maxQueuedPackets = 4_096

    @Flag(help: "Let every client continue after a broken connection.")
    var recovery = false

    func run() async throws {
        let logger = Logger(label: "realtime-echo")
        let group = MultiThreadedEventLoopGroup.singleton
        let server = SocketServer(configuration: settings, group: group, logger: logger)
        let echo = EchoNamespace(server: server)
        server.namespace("/", echo)
        server.namespace("/custom", EchoNamespace(server: server, namespace: "/custom"))

        let channels = try await listen(server, group)
        let port = channels.first?.localAddress?.port ?? port
        let line = "realtime-echo listens on \(host):\(port)\n"
        FileHandle.standardOutput.write(Data(line.utf8))
        await Self.untilToldToStop()
        for channel in channels { try await channel.close() }
        await server.close(within: .seconds(5))
    }

    /// Some clients take `localhost` for `::1` first, and some systems have no `::1`.
    private func listen(_ server: SocketServer, _ group: any EventLoopGroup) async throws -> [any Channel] {
        guard host == "localhost" else {
            return [try await EchoHTTP.bind(server, on: group, host: host, port: port)]
        }
        let first = try await EchoHTTP.bind(server, on: group, host: "127.0.0.1", port: port)
        do {
            let port = first.localAddress?.port ?? port
            return [first, try await EchoHTTP.bind(server, on: group, host: "::1", port: port)]
        } catch {
            return [first]
        }
    }

    private var settings: SocketServerConfiguration {
        var settings = SocketServerConfiguration()
        settings.pingInterval = .milliseconds(pingInterval)
        settings.pingTimeout = .milliseconds(pingTimeout)
        settings.maxPayload = 1_000_000
        settings.inboundRate = inboundRate == 0 ? nil : inboundRate
        settings.maxQueuedPackets = maxQueuedPackets
        settings.recovery?.offer = recovery ? .always : .onRequest
        return settings
    }

    private static func untilToldToStop() async {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        for await _ in signals { break }
        for source in sources { source.cancel() }
    }
}
