// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import NIOCore

/// What a request is answered with, before it takes the form of HTTP/1.1 or HTTP/2.
struct Reply: Sendable {
    enum Body: Sendable {
        case none
        case bytes([UInt8])
        case buffer(ByteBuffer)
        /// Too much for memory: read piece by piece while it is sent.
        case stream(ReplyStream)

        var count: Int {
            switch self {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .buffer(let buffer): buffer.readableBytes
            case .stream(let stream): stream.range.count
            }
        }
    }

    var status: Int
    var body: Body
    var contentType: String
    var policy: HeaderPolicy
    /// Further header fields.
    var fields: [(name: String, value: String)] = []
    /// How the budget stands that the request drew on.
    var rate: RateStanding?
    /// Whether the connection cannot be used afterwards.
    var closes = false
    /// Whether the body may be compressed on the way out.
    var isCompressible = true

    init(
        status: Int,
        body: Body = .none,
        contentType: String = "",
        policy: HeaderPolicy = .api,
        fields: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.body = body
        self.contentType = contentType
        self.policy = policy
        self.fields = fields
    }

    /// The answer of an endpoint.
    init(_ reply: EndpointReply) {
        self.init(
            status: reply.status,
            body: reply.body.isEmpty ? .none : .bytes(reply.body),
            contentType: reply.body.isEmpty ? "" : reply.contentType
        )
    }

    /// A failure, as all of them are answered.
    init(_ failure: Failure) { self.init(failure, status: failure.status) }

    /// A failure with a status of its own, for those that only HTTP knows.
    init(_ failure: Failure, status: Int) {
        self.init(status: status, body: .bytes(JSON.envelope(failure)), contentType: Self.json)
        if let wait = failure.retryAfter {
            let seconds = max(1, wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0))
            fields.append(("Retry-After", "\(seconds)"))
        }
        if status == 401 {
            let hint = failure.code == .unauthenticated ? "Bearer" : #"Bearer error="invalid_token""#
            fields.append(("WWW-Authenticate", hint))
        }
    }

    static let json = "application/json; charset=utf-8"
}

extension Failure {
    /// The one place where the family of a failure becomes an HTTP status.
    var status: Int {
        switch kind {
        case .invalid: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .tooLarge: 413
        case .limited: 429
        case .unavailable: 503
        case .internalError: 500
        }
    }
}

/// The failures that HTTP itself brings.
extension Reply {
    /// Closes the connection: what follows may be part of what was not understood.
    static let malformed: Reply = {
        var reply = Reply(Failure(.invalid, .invalid, "The request is not well-formed."))
        reply.closes = true
        return reply
    }()
    static let nothingHere = Reply(Failure(.notFound, .notFound, "There is nothing here."))
    static let addressRefused = Reply(Failure(.forbidden, .forbidden, "This address is not served."))
    static let uriTooLong = Reply(Failure(.tooLarge, .tooLarge, "The address is too long."), status: 414)
    static let headerTooLarge = Reply(Failure(.tooLarge, .tooLarge, "The header is too large."), status: 431)
    static let bodyTooLarge = Reply(Failure(.tooLarge, .tooLarge, "The body is too large."))
    static let tooSlow = Reply(
        Failure(.invalid, .timeout, "The request took too long to arrive."),
        status: 408
    )
    static let tookTooLong = Reply(.unavailable("This took too long. Try again."))
    static let busy = Reply(.unavailable("The server is busy. Try again."))

    static func mediaType(_ message: String, _ fields: [(name: String, value: String)] = []) -> Reply {
        var reply = Reply(Failure(.invalid, .unsupportedMediaType, message), status: 415)
        reply.fields += fields
        return reply
    }

    static func methodNotAllowed(_ allowed: String) -> Reply {
        var reply = Reply(
            Failure(.invalid, .methodNotAllowed, "The path exists, but not with this method."),
            status: 405
        )
        reply.fields.append(("Allow", allowed))
        return reply
    }

    static func limited(_ standing: RateStanding) -> Reply {
        var reply = Reply(
            Failure.limited(
                .rateLimited,
                "Too many requests. Wait a little.",
                retryAfter: .seconds(standing.retryAfter)
            )
        )
        reply.rate = standing
        return reply
    }
}
