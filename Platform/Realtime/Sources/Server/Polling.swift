// SPDX-License-Identifier: Apache-2.0

/// One HTTP request of a client that polls.
public struct PollRequest: Sendable {
    /// The method in upper case.
    public let method: String
    /// The path and query.
    public let uri: String
    /// The `Origin` header.
    public let origin: String?
    /// The body, already bounded by `SocketServerConfiguration.maxPayload`.
    public let body: [UInt8]
    /// Where the client is, for services to show and log.
    public let remoteAddress: String?

    /// A request from its parts.
    public init(
        method: String,
        uri: String,
        origin: String? = nil,
        body: [UInt8] = [],
        remoteAddress: String? = nil
    ) {
        (self.method, self.uri, self.origin) = (method, uri, origin)
        (self.body, self.remoteAddress) = (body, remoteAddress)
    }
}

/// The reply to a poll.
public struct PollResponse: Sendable, Equatable {
    /// The HTTP status.
    public let status: Int
    /// The headers; the length of the body is left to the server.
    public let headers: [(name: String, value: String)]
    /// The body.
    public let body: [UInt8]
    /// Whether an HTTP/1.1 connection has to end with this reply. Some clients send their upgrade to WebSocket over
    /// the connection of the handshake, and many HTTP servers upgrade only on the first request of a connection;
    /// so the handshake ends its connection, as does a refused upgrade.
    public let closesConnection: Bool

    init(
        status: Int = 200,
        type: String = "text/plain; charset=UTF-8",
        body: [UInt8],
        closesConnection: Bool = false
    ) {
        self.status = status
        self.body = body
        self.closesConnection = closesConnection
        headers = [("Content-Type", type), ("Cache-Control", "no-store")]
    }

    /// Compares all parts, the headers in their order.
    public static func == (left: PollResponse, right: PollResponse) -> Bool {
        left.status == right.status && left.body == right.body
            && left.closesConnection == right.closesConnection
            && left.headers.map(\.name) == right.headers.map(\.name)
            && left.headers.map(\.value) == right.headers.map(\.value)
    }

    static let accepted = PollResponse(type: "text/html", body: Array("ok".utf8))
    /// An Engine.IO noop, which ends a poll that has nothing to say.
    static let noop = PollResponse(body: [UInt8(ascii: "6")])
    /// An Engine.IO close.
    static let closed = PollResponse(body: [UInt8(ascii: "1")])

    static func refused(_ refusal: EngineRefusal) -> PollResponse {
        let body = #"{"code":\#(refusal.rawValue),"message":"\#(refusal.message)"}"#
        return PollResponse(
            status: refusal.status,
            type: "application/json",
            body: Array(body.utf8),
            closesConnection: true
        )
    }
}

/// The reasons of the Engine.IO protocol to refuse a request, by the reference server's codes.
enum EngineRefusal: Int, Error, CaseIterable {
    case unknownTransport = 0
    case unknownSession = 1
    case badHandshakeMethod = 2
    case badRequest = 3
    case forbidden = 4
    case unsupportedVersion = 5
    /// Ours: the server is full or stopping.
    case unavailable = 6
    /// Ours: the body is larger than allowed.
    case tooLarge = 7

    var status: Int {
        switch self {
        case .forbidden: 403
        case .tooLarge: 413
        case .unavailable: 503
        default: 400
        }
    }

    var message: String {
        switch self {
        case .unknownTransport: "Transport unknown"
        case .unknownSession: "Session ID unknown"
        case .badHandshakeMethod: "Bad handshake method"
        case .badRequest: "Bad request"
        case .forbidden: "Forbidden"
        case .unsupportedVersion: "Unsupported protocol version"
        case .unavailable: "Server unavailable"
        case .tooLarge: "Payload too large"
        }
    }
}

/// The query of an Engine.IO request.
struct EngineQuery: Equatable {
    /// How the client wants to talk.
    enum Transport: String {
        case polling, websocket
    }

    let transport: Transport
    /// The session; nil to open one.
    let session: EngineID?

    /// Reads a path and query. The order of the checks is the reference server's.
    init(uri: String, path: String) throws(EngineRefusal) {
        let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let first = parts.first, first == path || first == folder else { throw .badRequest }
        var fields: [Substring: Substring] = [:]
        for field in (parts.count > 1 ? parts[1] : "").split(separator: "&").prefix(32) {
            let pair = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if let name = pair.first { fields[name] = pair.count > 1 ? pair[1] : "" }
        }
        guard let transport = fields["transport"].flatMap({ Transport(rawValue: String($0)) }) else {
            throw .unknownTransport
        }
        self.transport = transport
        guard let sid = fields["sid"] else {
            guard fields["EIO"] == "4" else { throw .unsupportedVersion }
            session = nil
            return
        }
        guard let id = EngineID(sid) else { throw .unknownSession }
        session = id
    }
}
