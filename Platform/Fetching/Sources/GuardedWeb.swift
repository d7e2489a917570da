// SPDX-License-Identifier: Apache-2.0
public import Core
import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Reads pages that strangers name, without becoming their hand in the network around this machine.
///
/// For each address, that of a redirect too: the name is looked up once, all its addresses have to be on the internet, and
/// the connection goes to one of those that were looked at, so what the name answers a moment later does not matter. No
/// cookies, no login, nothing sent but the request; what comes is bounded in size, packed and unpacked, and in time.
public struct GuardedWeb: WebPages {
    /// How many addresses of a name are tried.
    private static let attempts = 2
    private static let agent = "Roost/1.0 (link preview)"

    private let group: any EventLoopGroup
    private let lookup: any NameLookup
    private let policy: AddressPolicy
    private let limits: WebLimits
    private let encryption = NIOLockedValueBox<NIOSSLContext?>(nil)

    /// - Parameters:
    ///   - lookup: Who knows the addresses of names.
    ///   - policy: Where to go.
    ///   - limits: How much to take.
    public init(
        lookup: any NameLookup = SystemLookup(),
        policy: AddressPolicy = .publicWeb,
        limits: WebLimits = WebLimits()
    ) {
        group = MultiThreadedEventLoopGroup.singleton
        (self.lookup, self.policy, self.limits) = (lookup, policy, limits)
    }

    public func page(at url: WebURL) async throws -> WebPage {
        let deadline = NIODeadline.now() + .nanoseconds(limits.time.nanoseconds)
        var place = url
        for _ in 0...limits.redirects {
            let answer = try await answer(from: place, by: deadline)
            guard let target = answer.redirect else { return try page(answer, at: place) }
            place = try Self.next(after: place, to: target)
        }
        throw WebFailure.tooManyRedirects
    }

    /// Where a redirect leads. What was asked for over an encrypted connection is not asked for in the open.
    static func next(after place: WebURL, to target: String) throws(WebFailure) -> WebURL {
        guard let next = WebURL(target, from: place), next.isSecure || !place.isSecure else {
            throw .forbidden
        }
        return next
    }

    private func page(_ answer: WebAnswer, at place: WebURL) throws -> WebPage {
        guard answer.status == 200 else { throw WebFailure.status(answer.status) }
        guard answer.isPage else { throw WebFailure.notAPage }
        let body: [UInt8]
        switch answer.encoding {
        case "", "identity": body = answer.body
        case "gzip", "x-gzip", "deflate": body = try Inflation.expand(answer.body, limit: limits.body)
        default: throw WebFailure.malformed
        }
        return WebPage(url: place, contentType: answer.contentType, body: body)
    }

    private func answer(from url: WebURL, by deadline: NIODeadline) async throws -> WebAnswer {
        let addresses = try await addresses(of: url, by: deadline)
        var failure = WebFailure.unreachable
        let tried = addresses.prefix(Self.attempts)
        for (index, address) in tried.enumerated() {
            // An address that swallows everything leaves time for the next one.
            let share: Int64 = index < tried.count - 1 ? 2 : 1
            let left = deadline - .now()
            guard left > .zero else { throw WebFailure.timedOut }
            do {
                let patience = TimeAmount.nanoseconds(left.nanoseconds / share)
                return try await answer(from: url, at: address, connectingFor: patience, by: deadline)
            } catch WebFailure.unreachable {
                failure = .unreachable
            }
        }
        throw failure
    }

    /// The addresses of a host, each of which may be gone to. One that may not shuts out the others too: a name with such
    /// an address was not made for readers.
    private func addresses(of url: WebURL, by deadline: NIODeadline) async throws -> [SocketAddress] {
        let found = try await before(deadline) { [lookup] in try await lookup.addresses(of: url.host) }
        guard !found.isEmpty else { throw WebFailure.unreachable }
        guard found.allSatisfy({ policy.allows($0, url.port) }) else { throw WebFailure.forbidden }
        return try found.map {
            try SocketAddress(packedIPAddress: ByteBuffer(bytes: $0.bytes), port: url.port)
        }
    }

    /// Waits for something that cannot be stopped, but no longer than the deadline.
    private func before<Value: Sendable>(
        _ deadline: NIODeadline,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let loop = group.next()
        let promise = loop.makePromise(of: Value.self)
        let task = Task {
            do {
                promise.succeed(try await work())
            } catch {
                promise.fail(error)
            }
        }
        let timer = loop.scheduleTask(deadline: deadline) {
            promise.fail(WebFailure.timedOut)
            task.cancel()
        }
        defer { timer.cancel() }
        return try await promise.futureResult.get()
    }

    private func answer(
        from url: WebURL,
        at address: SocketAddress,
        connectingFor patience: TimeAmount,
        by deadline: NIODeadline
    ) async throws -> WebAnswer {
        let (limits, encryption) = (limits, url.isSecure ? try encryptionContext() : nil)
        let loop = group.next()
        let promise = loop.makePromise(of: WebAnswer.self)
        let connection = ClientBootstrap(group: loop)
            .connectTimeout(patience)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    if let encryption {
                        try pipeline.addHandler(
                            NIOSSLClientHandler(context: encryption, serverHostname: url.host)
                        )
                    }
                    try pipeline.addHandler(ByteBudget(limits.head + limits.body))
                    try pipeline.addHandler(HTTPRequestEncoder())
                    try pipeline.addHandler(ByteToMessageHandler(HTTPResponseDecoder()))
                    try pipeline.addHandler(PageExchange(Self.request(for: url), limits, promise))
                }
            }
            .connect(to: address)
        // While there is time another address may be tried.
        connection.whenFailure { _ in
            promise.fail(deadline <= .now() ? WebFailure.timedOut : WebFailure.unreachable)
        }
        let timer = loop.scheduleTask(deadline: deadline) { promise.fail(WebFailure.timedOut) }
        promise.futureResult.whenComplete { _ in
            timer.cancel()
            connection.whenSuccess { channel in
                // The end of TLS waits for the other side, from which nothing more is taken.
                _ = channel.setOption(ChannelOptions.autoRead, value: false)
                channel.close(promise: nil)
            }
        }
        return try await promise.futureResult.get()
    }

    private static func request(for url: WebURL) -> HTTPRequestHead {
        HTTPRequestHead(
            version: .http1_1,
            method: .GET,
            uri: url.target,
            headers: [
                "Host": url.authority, "User-Agent": agent,
                "Accept": "text/html, application/xhtml+xml;q=0.9",
                "Accept-Encoding": "gzip", "Connection": "close",
            ]
        )
    }

    /// Made when it is first needed: it reads the certificates that the system trusts.
    private func encryptionContext() throws -> NIOSSLContext {
        try encryption.withLockedValue { made in
            if let made { return made }
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.applicationProtocols = ["http/1.1"]
            configuration.minimumTLSVersion = .tlsv12
            // How long the other side has to say that it is done as well.
            configuration.shutdownTimeout = .milliseconds(100)
            let context = try NIOSSLContext(configuration: configuration)
            made = context
            return context
        }
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
