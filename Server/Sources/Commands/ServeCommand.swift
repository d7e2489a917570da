// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Core
import Database
import Endpoints
import Foundation
import HTTPServing
import Logging
import Modules
import NIOCore
import NIOPosix
import Realtime
import ServiceLifecycle
import Telemetry
import UnixSignals

/// Runs the site until SIGTERM or SIGINT.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the site until it is told to stop."
    )

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        let settings = try options.settings()
        let log = try LogSettings(settings)
        let observability = Observability(log.options)
        observability.install()
        let assembly = Assembly(settings: settings, logger: observability.logger("roost"))
        try assembly.check()
        try warn(settings, assembly.logger)
        do {
            try await serve(assembly, observability)
        } catch {
            assembly.logger.critical("The site ended.", metadata: ["error": "\(error)"])
            observability.flush()
            throw ExitCode.failure
        }
    }

    private func warn(_ settings: Settings, _ logger: Logger) throws {
        if try !settings.flag("rate-limits") {
            logger.warning("Rate limits are off: for benchmarks and tests only.")
        }
        for variable in settings.unknownVariables {
            logger.warning(
                "A variable looks like a setting and is none.",
                metadata: ["variable": "\(variable)"]
            )
        }
    }

    private func serve(_ assembly: Assembly, _ observability: Observability) async throws {
        let sockets = try assembly.sockets()
        let site = try await assembly.site(sockets: sockets)
        if site.authenticator != nil { sockets.namespace("/", try site.socketGate()) }
        try await site.start()
        for database in site.databases {
            observability.health.add("database:" + database.name) {
                try await database.read { db in
                    _ = try db.first("SELECT 1") { try $0[0] as Int }
                }
            }
        }
        let configuration = try assembly.http()
        let listener = try HTTPListener(
            configuration,
            HTTPContent(
                endpoints: site.endpoints.filter { $0.declaration.access != .service },
                authenticator: site.authenticator ?? NobodysAuthenticator(),
                sockets: SocketAdapter(server: sockets),
                assets: WebApp(),
                plainRoutes: try PlainRoutes.all(site.endpoints.map(\.declaration), observability)
            ),
            logger: assembly.logger
        ) { address in
            announce(address, configuration)
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: listener, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: SocketCloser(server: sockets)),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: assembly.logger
            )
        )
        do {
            try await group.run()
        } catch {
            await site.stop()
            throw error
        }
        await site.stop()
        observability.flush()
    }

    /// The one line on standard output: scripts wait for it.
    private func announce(_ address: SocketAddress, _ configuration: HTTPServerConfiguration) {
        let scheme = configuration.tls == nil ? "http" : "https"
        let host =
            configuration.host == "0.0.0.0" || configuration.host == "::" ? "localhost" : configuration.host
        let line = "Roost is ready at \(scheme)://\(host):\(address.port ?? configuration.port)\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}

/// Ends the sockets when the site is told to stop, so that clients connect again elsewhere.
private struct SocketCloser: Service {
    let server: SocketServer

    func run() async throws {
        // Ends by the shutdown, which is what it waits for.
        try? await gracefulShutdown()
        await server.close(within: .seconds(5))
    }
}

/// Without the accounts module nobody can prove anything.
private struct NobodysAuthenticator: Authenticator {
    func knownMember(for token: Substring) -> Member? { nil }
    func member(for token: Substring) async throws -> Member {
        throw Failure.unauthenticated(.unauthenticated, "This server checks no tokens.")
    }
}

/// Hands the HTTP server's sockets to the real-time server.
private struct SocketAdapter: SocketTarget {
    let server: SocketServer

    var path: String { server.configuration.path }
    var maxPollBody: Int { server.configuration.maxPayload }

    func refusal(ofUpgradeTo uri: String, origin: String?) -> HTTPServing.SocketReply? {
        server.refusal(ofUpgradeTo: uri, origin: origin).map(Self.reply)
    }

    func attach(to channel: any Channel, uri: String, remoteAddress: String) -> EventLoopFuture<Void> {
        server.attach(to: channel, uri: uri, remoteAddress: remoteAddress)
    }

    func poll(_ request: SocketPoll) async -> HTTPServing.SocketReply {
        Self.reply(
            await server.poll(
                PollRequest(
                    method: request.method,
                    uri: request.uri,
                    origin: request.origin,
                    body: request.body,
                    remoteAddress: request.remoteAddress
                )
            )
        )
    }

    private static func reply(_ response: PollResponse) -> HTTPServing.SocketReply {
        HTTPServing.SocketReply(status: response.status, fields: response.headers, body: response.body)
    }
}
