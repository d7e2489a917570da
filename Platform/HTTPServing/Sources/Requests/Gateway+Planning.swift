// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import NIOCore
import NIOHTTP1

extension Gateway {
    /// Decides, by its header alone, what is going to happen with a request. Runs on an event loop and never waits.
    func plan(_ incoming: IncomingHead) -> (plan: Plan, metrics: RouteMetrics) {
        guard serves(incoming.client) else { return (.reply(.addressRefused), metrics.unrouted) }
        let head = incoming.head
        guard head.uri.utf8.count <= configuration.limits.uriBytes else {
            return (.reply(.uriTooLong), metrics.unrouted)
        }
        // Two hosts, or none in HTTP/1.1, are read differently by different programs; so are two tokens.
        let fewestHosts = head.version == .http1_1 ? 1 : 0
        guard (fewestHosts...1).contains(incoming.facts.hostCount), !incoming.facts.isAmbiguous else {
            return (.reply(.malformed), metrics.unrouted)
        }
        if head.method == .OPTIONS { return (.reply(options(incoming)), metrics.unrouted) }
        guard let target = RequestTarget(head.uri) else { return (.reply(.malformed), metrics.unrouted) }
        if let sockets, isSocketPath(target.path) {
            return (socketPlan(incoming, sockets), metrics.polls)
        }
        guard let parts = PathParts(target.path) else { return (.reply(.malformed), metrics.unrouted) }
        switch routes.match(incoming.method, parts) {
        case .found(let entry, let parameters):
            return (endpointPlan(incoming, target, entry, parameters), entry.metrics)
        case .otherMethods(let methods):
            return (.reply(.methodNotAllowed(Self.allow(methods))), metrics.unrouted)
        case .malformed: return (.reply(.malformed), metrics.unrouted)
        case .nothing: return plainPlan(incoming, target, parts)
        }
    }

    private func isSocketPath(_ path: Substring) -> Bool {
        path.hasPrefix(socketPath)
            || path.utf8.count == socketPath.utf8.count - 1 && socketPath.hasPrefix(path)
    }

    private static func allow(_ methods: [Method]) -> String {
        let names = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }
        return (names + ["OPTIONS"]).joined(separator: ", ")
    }

    // MARK: - Outside the endpoints

    private func options(_ incoming: IncomingHead) -> Reply {
        if let origin = incoming.facts.origin, incoming.facts.preflightMethod != nil {
            return crossOrigins.preflight(origin) ?? Reply(status: 204, policy: .bare)
        }
        guard let target = RequestTarget(incoming.head.uri), let parts = PathParts(target.path) else {
            return incoming.head.uri == "*" ? Reply(status: 204, policy: .bare) : .malformed
        }
        let allowed =
            switch routes.match(nil, parts) {
            case .otherMethods(let methods): Self.allow(methods)
            default: "GET, HEAD, OPTIONS"
            }
        return Reply(status: 204, policy: .bare, fields: [("Allow", allowed)])
    }

    private func plainPlan(
        _ incoming: IncomingHead,
        _ target: RequestTarget,
        _ parts: PathParts
    ) -> (plan: Plan, metrics: RouteMetrics) {
        if let (route, metrics) = plain[String(target.path)] {
            guard incoming.method == .get else {
                return (.reply(.methodNotAllowed(Self.allow([.get]))), metrics)
            }
            let standing = route.isLimited ? draw(.read, nil, incoming.client, incoming.now) : nil
            if let standing, !standing.isAllowed { return (.reply(.limited(standing)), metrics) }
            return (.plain(route, ifNoneMatch: incoming.facts.ifNoneMatch, standing), metrics)
        }
        guard let path = parts.text, !path.hasPrefix("/api/"), path != "/api" else {
            return (.reply(.nothingHere), metrics.unrouted)
        }
        let isNavigation = incoming.facts.accept?.contains("text/html") == true
        guard let asset = assets?.asset(at: path, isNavigation: isNavigation) else {
            return (.reply(.nothingHere), metrics.unrouted)
        }
        guard incoming.method == .get else {
            return (.reply(.methodNotAllowed(Self.allow([.get]))), metrics.assets)
        }
        return (.reply(Reply(asset, incoming.facts)), metrics.assets)
    }

    private func socketPlan(_ incoming: IncomingHead, _ sockets: any SocketTarget) -> Plan {
        let facts = incoming.facts
        let standing = draw(.realtime, nil, incoming.client, incoming.now)
        if let standing, !standing.isAllowed { return .reply(.limited(standing)) }
        guard crossOrigins.allowsSocket(from: facts.origin, to: facts.host) || facts.upgrade == nil else {
            return .reply(Reply(.forbidden("Pages of this origin may not connect.")))
        }
        guard facts.asksForUpgrade, facts.upgrade?.hasToken("websocket") == true else {
            if let length = facts.contentLength, length > sockets.maxPollBody { return .reply(.bodyTooLarge) }
            return .poll(
                PollWork(
                    method: incoming.head.method.rawValue,
                    uri: incoming.head.uri,
                    origin: facts.origin,
                    remoteAddress: incoming.client.text,
                    bodyLimit: sockets.maxPollBody
                )
            )
        }
        guard facts.webSocketVersion == "13" else {
            var reply = Reply(
                Failure(.invalid, .invalid, "Only version 13 of WebSocket is spoken."),
                status: 426
            )
            reply.fields += [("Sec-WebSocket-Version", "13"), ("Upgrade", "websocket")]
            return .reply(reply)
        }
        guard incoming.head.method == .GET, incoming.head.version == .http1_1, !facts.hasBody,
            let key = facts.webSocketKey, WebSocketHandshake.isKey(key)
        else { return .reply(.malformed) }
        if let refusal = sockets.refusal(ofUpgradeTo: incoming.head.uri, origin: facts.origin) {
            return .reply(Reply(refusal))
        }
        return .upgrade(
            UpgradeWork(uri: incoming.head.uri, key: key, remoteAddress: incoming.client.text)
        )
    }

    // MARK: - Endpoints

    private func endpointPlan(
        _ incoming: IncomingHead,
        _ target: RequestTarget,
        _ entry: RouteEntry,
        _ parameters: [String]
    ) -> Plan {
        let facts = incoming.facts
        var caller = Caller(
            address: incoming.client.text,
            userAgent: facts.userAgent,
            requestID: incoming.id
        )
        var unverified: Substring?
        if let authorization = facts.authorization {
            guard let token = Self.bearerToken(authorization) else {
                return .reply(Reply(.unauthenticated("The Authorization field has to be a bearer token.")))
            }
            caller.member = authenticator.knownMember(for: token)
            if caller.member == nil { unverified = token }
        }
        if unverified == nil, let refusal = refusal(of: caller, by: entry.declaration.access) {
            return .reply(refusal)
        }
        let standing = draw(entry.declaration.rateClass, caller.member, incoming.client, incoming.now)
        if let standing, !standing.isAllowed { return .reply(.limited(standing)) }
        if facts.hasBody, let refusal = Self.refusal(ofBody: facts, of: entry) { return .reply(refusal) }
        return .endpoint(
            EndpointWork(
                entry: entry,
                parameters: parameters,
                path: target.path,
                query: target.query,
                caller: caller,
                client: incoming.client,
                token: unverified,
                idempotencyKey: incoming.method == .get ? nil : facts.idempotencyKey,
                bodyCoding: facts.bodyCoding,
                boundary: entry.declaration.bodyKind == .form
                    ? facts.contentType.flatMap(MultipartParser.boundary) : nil,
                conditions: FileConditions(
                    ifNoneMatch: facts.ifNoneMatch,
                    ifRange: facts.ifRange,
                    range: facts.range
                ),
                standing: standing
            )
        )
    }

    /// The token of an `Authorization` field. Nil for other schemes and for what cannot be a token.
    private static func bearerToken(_ authorization: String) -> Substring? {
        guard authorization.utf8.count > 7, Substring(authorization.utf8.prefix(7)).isField("bearer ") else {
            return nil
        }
        let token = Substring(authorization.utf8.dropFirst(7))
        return token.isPrintable ? token : nil
    }

    func refusal(of caller: Caller, by access: Access) -> Reply? {
        do {
            try access.check(caller)
            return nil
        } catch let failure as Failure {
            return Reply(failure)
        } catch {
            // `Access.check` throws failures only; if that changes, nobody gets in by mistake.
            return Reply(.forbidden("You may not do this."))
        }
    }

    /// Why a body is not read; nil when it is.
    static func refusal(ofBody facts: RequestFacts, of entry: RouteEntry) -> Reply? {
        if let length = facts.contentLength, length > entry.declaration.bodyLimit { return .bodyTooLarge }
        if entry.declaration.bodyKind == .form { return refusal(ofForm: facts) }
        guard facts.bodyCoding != .unknown else {
            return .mediaType(
                "The body may be packed as gzip or deflate.",
                [("Accept-Encoding", "gzip, deflate")]
            )
        }
        if facts.contentType?.isField("application/json") == true { return nil }
        let type = facts.contentType?.split(separator: ";", maxSplits: 1).first?.filter { $0 != " " }
        guard type?.isField("application/json") == true else {
            return .mediaType("The body has to be application/json.")
        }
        return nil
    }

    private static func refusal(ofForm facts: RequestFacts) -> Reply? {
        let type = facts.contentType?.split(separator: ";", maxSplits: 1).first?.filter { $0 != " " }
        guard type?.isField("multipart/form-data") == true, facts.bodyCoding == .identity else {
            return .mediaType("The body has to be multipart/form-data, and not packed.")
        }
        guard facts.contentType.flatMap(MultipartParser.boundary) != nil else {
            return Reply(Failure.invalid("body", "Has no boundary of 1 to 70 characters."))
        }
        return nil
    }
}

extension Failure {
    static func unauthenticated(_ message: String) -> Failure { .unauthenticated(.unauthenticated, message) }
    static func forbidden(_ message: String) -> Failure { .forbidden(.forbidden, message) }
}
