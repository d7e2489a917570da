// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Logging
import Metrics
import NIOCore
import NIOHTTP1

// A request takes one path. On the event loop, without waiting:
//   addresses → limits → route → token, if it is known → access → budget → what the header says of the body.
// Then the body arrives, and one task does the rest:
//   token, if it was not known → unpacking → idempotency key → `respond`.
// A request whose endpoint does not wait is answered before the loop turns to anything else.

/// What all connections share: the routes, the rules and the counters.
final class Gateway: Sendable {
    let configuration: HTTPServerConfiguration
    let routes: RouteTable
    let plain: [String: (route: PlainRoute, metrics: RouteMetrics)]
    let authenticator: any Authenticator
    let sockets: (any SocketTarget)?
    let socketPath: String
    let assets: (any StaticAssets)?
    let idempotency: any IdempotencyStore
    let limiter: RateLimiter?
    let crossOrigins: CrossOriginPolicy
    let headers: StandingHeaders
    let forms: FormSpool
    let metrics = HTTPMetrics()
    let logger: Logger

    init(_ configuration: HTTPServerConfiguration, _ content: HTTPContent, logger: Logger) throws {
        self.configuration = configuration
        self.logger = logger
        routes = try RouteTable(content.endpoints)
        plain = Dictionary(
            content.plainRoutes.map { ($0.path, ($0, RouteMetrics(route: $0.path, method: "GET"))) },
            uniquingKeysWith: { $1 }
        )
        authenticator = content.authenticator
        sockets = content.sockets
        socketPath = content.sockets?.path ?? ""
        assets = content.assets
        idempotency =
            content.idempotency ?? MemoryIdempotencyStore(byteLimit: configuration.limits.idempotencyBytes)
        limiter = configuration.rateLimits.map(RateLimiter.init)
        crossOrigins = CrossOriginPolicy(configuration.crossOrigins)
        forms = FormSpool(
            folder: configuration.formFolder,
            places: configuration.limits.concurrentForms
        )
        headers = StandingHeaders(isHTTPS: configuration.tls != nil || configuration.isBehindHTTPS)
    }

    /// How often deadlines are looked at: a second, or less where they are shorter than that.
    var tickInterval: TimeAmount {
        let timeouts = configuration.timeouts
        let shortest = [
            timeouts.header, timeouts.body, timeouts.bodyGrace, timeouts.reply, timeouts.idle, timeouts.write,
        ].map { TimeAmount($0).nanoseconds / 4 }
        return .nanoseconds(max(5_000_000, min(1_000_000_000, shortest.min() ?? 0)))
    }

    /// Whether a client at this address is served.
    func serves(_ client: ClientAddress) -> Bool {
        guard let address = client.address else { return configuration.allowedAddresses.isEmpty }
        guard !configuration.deniedAddresses.contains(where: { $0.contains(address) }) else { return false }
        return configuration.allowedAddresses.isEmpty
            || configuration.allowedAddresses.contains { $0.contains(address) }
    }

    /// Draws on the budget of the account, when it is known, or else of the address.
    func draw(
        _ rateClass: RateClass,
        _ member: Member?,
        _ client: ClientAddress,
        _ now: NIODeadline
    ) -> RateStanding? {
        guard let limiter else { return nil }
        let key: RateKey
        if let member {
            key = .account(member.id, rateClass)
        } else {
            key = .address(client.address?.budgetKey ?? 0, rateClass)
        }
        let standing = limiter.draw(key, at: now)
        if standing?.isAllowed == false { metrics.limited.increment() }
        return standing
    }
}

/// The header of a request with what is known of its client.
struct IncomingHead {
    let head: HTTPRequestHead
    let facts: RequestFacts
    let client: ClientAddress
    let id: String
    let now: NIODeadline

    var isHead: Bool { head.method == .HEAD }

    /// The method as endpoints know it; HEAD is a GET whose body is not sent.
    var method: Method? {
        switch head.method {
        case .GET, .HEAD: .get
        case .POST: .post
        case .PUT: .put
        case .PATCH: .patch
        case .DELETE: .delete
        default: nil
        }
    }
}

/// What is going to happen with a request.
enum Plan: Sendable {
    case reply(Reply)
    case endpoint(EndpointWork)
    case plain(PlainRoute, ifNoneMatch: String?, RateStanding?)
    case poll(PollWork)
    case upgrade(UpgradeWork)

    /// The most bytes its body may have.
    var bodyLimit: Int {
        switch self {
        case .reply, .plain, .upgrade: 65_536
        case .endpoint(let work): work.entry.declaration.bodyLimit
        case .poll(let work): work.bodyLimit
        }
    }
}

/// A call of an endpoint whose body is still to come.
struct EndpointWork: Sendable {
    let entry: RouteEntry
    let parameters: [String]
    let path: Substring
    let query: Substring
    var caller: Caller
    let client: ClientAddress
    /// A token that has to be verified first.
    let token: Substring?
    let idempotencyKey: String?
    let bodyCoding: RequestFacts.BodyCoding
    /// What separates the fields of a form.
    let boundary: String?
    let conditions: FileConditions
    var standing: RateStanding?
}

/// A poll of a socket client whose body is still to come.
struct PollWork: Sendable {
    let method: String
    let uri: String
    let origin: String?
    let remoteAddress: String
    let bodyLimit: Int
}

/// A connection about to become a WebSocket.
struct UpgradeWork: Sendable {
    let uri: String
    let key: String
    let remoteAddress: String
}
