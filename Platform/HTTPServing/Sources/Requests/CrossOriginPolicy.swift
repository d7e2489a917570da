// SPDX-License-Identifier: Apache-2.0

/// Which pages of other sites may call the API, and how a browser is told.
struct CrossOriginPolicy: Sendable {
    private static let methods = "GET, HEAD, POST, PUT, PATCH, DELETE"
    private static let requestFields = "Authorization, Content-Type, Idempotency-Key, X-Request-Id"
    private static let replyFields =
        "X-Request-Id, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, ETag"

    private let origins: Set<String>
    private let allowsAll: Bool

    init(_ origins: Set<String>) {
        self.origins = origins
        allowsAll = origins.contains("*")
    }

    /// Whether replies depend on the origin of the asking page at all.
    var isActive: Bool { allowsAll || !origins.isEmpty }

    func allows(_ origin: String) -> Bool { allowsAll || origins.contains(origin) }

    /// Whether a WebSocket may be opened from a page of this origin: of this host, or of an allowed one.
    ///
    /// Browsers do not hold sockets to the same-origin rule, so this check stands in for it. Other programs send none.
    func allowsSocket(from origin: String?, to host: String?) -> Bool {
        guard let origin, origin != "null" else { return origin == nil }
        if allows(origin) { return true }
        guard let host, let scheme = ["https://", "http://"].first(where: { origin.hasPrefix($0) }) else {
            return false
        }
        return origin.dropFirst(scheme.count).lowercased() == host.lowercased()
    }

    /// The answer to a browser that asks before it calls. Nil when its page may not call.
    func preflight(_ origin: String) -> Reply? {
        guard allows(origin) else { return nil }
        return Reply(
            status: 204,
            policy: .bare,
            fields: [
                ("Access-Control-Allow-Methods", Self.methods),
                ("Access-Control-Allow-Headers", Self.requestFields),
                ("Access-Control-Max-Age", "7200"),
            ]
        )
    }

    /// Lets the page of another site read the reply. No credentials: the API knows no cookies.
    func mark(_ reply: inout Reply, for origin: String?) {
        guard isActive else { return }
        reply.fields.append(("Vary", "Origin"))
        guard let origin, allows(origin) else { return }
        reply.fields.append(("Access-Control-Allow-Origin", origin))
        reply.fields.append(("Access-Control-Expose-Headers", Self.replyFields))
    }
}
