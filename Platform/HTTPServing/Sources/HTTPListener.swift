// SPDX-License-Identifier: Apache-2.0
public import Endpoints
public import Logging
public import NIOCore
import NIOConcurrencyHelpers
public import NIOPosix
import NIOSSL
public import ServiceLifecycle
import Synchronization

/// What a listener serves.
public struct HTTPContent: Sendable {
    /// The endpoints of the modules.
    public var endpoints: [BoundEndpoint]
    /// Tells who holds a token.
    public var authenticator: any Authenticator
    /// Where sockets go; nil when there are none.
    public var sockets: (any SocketTarget)?
    /// The files of the web app; nil when there is none.
    public var assets: (any StaticAssets)?
    /// Further paths: health, metrics, documentation.
    public var plainRoutes: [PlainRoute]
    /// Where replies to requests with an `Idempotency-Key` are kept; nil for the memory of this process.
    public var idempotency: (any IdempotencyStore)?

    /// What to serve.
    public init(
        endpoints: [BoundEndpoint],
        authenticator: any Authenticator,
        sockets: (any SocketTarget)? = nil,
        assets: (any StaticAssets)? = nil,
        plainRoutes: [PlainRoute] = [],
        idempotency: (any IdempotencyStore)? = nil
    ) {
        self.endpoints = endpoints
        self.authenticator = authenticator
        self.sockets = sockets
        self.assets = assets
        self.plainRoutes = plainRoutes
        self.idempotency = idempotency
    }
}

/// Serves endpoints, sockets and files over HTTP until it is told to stop; then finishes what it has begun.
public final class HTTPListener: Service, CustomStringConvertible {
    private let gateway: Gateway
    private let loops: [LoopContext]
    private let group: MultiThreadedEventLoopGroup
    private let logger: Logger
    private let onListening: @Sendable (SocketAddress) async -> Void

    public var description: String { "http" }

    /// A listener that is not listening yet, on the given event loops.
    ///
    /// `onListening` is told the bound address once requests are accepted. A `RouteConflict` is thrown when two
    /// endpoints claim one address.
    public init(
        _ configuration: HTTPServerConfiguration,
        _ content: HTTPContent,
        group: MultiThreadedEventLoopGroup = .singleton,
        logger: Logger,
        onListening: @escaping @Sendable (SocketAddress) async -> Void = { _ in }
    ) throws {
        let gateway = try Gateway(configuration, content, logger: logger)
        self.gateway = gateway
        self.group = group
        self.logger = logger
        self.onListening = onListening
        loops = group.makeIterator().map { LoopContext($0, gateway) }
    }

    /// How many connections are open, sockets included.
    public var connectionCount: Int { gateway.metrics.open.load(ordering: .relaxed) }

    /// Listens until the task is cancelled or a graceful shutdown begins.
    public func run() async throws {
        let channel = try await bind()
        if let address = channel.localAddress {
            logger.info(
                "listening",
                metadata: ["address": "\(address.ipAddress ?? "")", "port": "\(address.port ?? 0)"]
            )
            await onListening(address)
        }
        await withTaskCancellationHandler {
            await withGracefulShutdownHandler {
                // Closing is the only thing that can happen to it; how it went makes no difference.
                try? await channel.closeFuture.get()
            } onGracefulShutdown: {
                channel.close(promise: nil)
            }
        } onCancel: {
            channel.close(promise: nil)
        }
        await drain()
    }

    private func bind() async throws -> any Channel {
        let configuration = gateway.configuration
        let setup = ConnectionSetup(
            gateway: gateway,
            loops: Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.loop), $0) }),
            tls: try configuration.tls.map {
                try TLSSettings.context($0, offersHTTP2: configuration.offersHTTP2)
            }
        )
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { setup.prepare($0) }
            .bind(host: configuration.host, port: configuration.port)
            .get()
    }

    // MARK: - Stopping

    /// Lets the requests finish that are under way, and closes what is left when the time is over.
    private func drain() async {
        for loop in loops { loop.loop.execute { loop.windDown() } }
        let deadline = NIODeadline.now() + TimeAmount(gateway.configuration.timeouts.drain)
        while gateway.metrics.open.load(ordering: .relaxed) > 0, NIODeadline.now() < deadline,
            !Task.isCancelled
        {
            // Cancelled while it sleeps, the loop ends by its condition.
            try? await Task.sleep(for: .milliseconds(20))
        }
        let left = gateway.metrics.open.load(ordering: .relaxed)
        if left > 0 { logger.info("closing connections that are left", metadata: ["count": "\(left)"]) }
        for loop in loops {
            // A loop that is gone has no connections either.
            try? await loop.loop.submit { loop.cut() }.get()
        }
    }
}

/// The certificate and what is agreed on with clients.
enum TLSSettings {
    static func context(_ files: TLSFiles, offersHTTP2: Bool) throws -> NIOSSLContext {
        let chain = try NIOSSLCertificate.fromPEMFile(files.certificateChain)
        var settings = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: files.privateKey, format: .pem))
        )
        settings.minimumTLSVersion = .tlsv12
        settings.applicationProtocols = offersHTTP2 ? ["h2", "http/1.1"] : ["http/1.1"]
        return try NIOSSLContext(configuration: settings)
    }
}
