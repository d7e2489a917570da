// SPDX-License-Identifier: Apache-2.0
public import NIOCore

/// Where connections go that ask to become a WebSocket, and requests that poll in its place.
public protocol SocketTarget: Sendable {
    /// The path of all its requests, with a slash at the end: `/socket.io/`.
    var path: String { get }
    /// The most bytes in the body of a poll.
    var maxPollBody: Int { get }

    /// Why an upgrade is refused; nil when it may go on. Its origin is already checked. Called on an event loop.
    func refusal(ofUpgradeTo uri: String, origin: String?) -> SocketReply?

    /// Takes over a channel that was just told 101 and that has no HTTP handlers any more. Called on its event loop.
    func attach(to channel: any Channel, uri: String, remoteAddress: String) -> EventLoopFuture<Void>

    /// Answers a request that is not an upgrade. It may wait for long.
    func poll(_ request: SocketPoll) async -> SocketReply
}

/// A request of a client that polls.
public struct SocketPoll: Sendable {
    /// The method in upper case.
    public let method: String
    /// The path with its query.
    public let uri: String
    /// The origin of the page that asks.
    public let origin: String?
    /// The body, already within bounds.
    public let body: [UInt8]
    /// Where the client is, behind the proxies.
    public let remoteAddress: String
}

/// What a socket target answers to a plain request.
public struct SocketReply: Sendable {
    /// The HTTP status.
    public var status: Int
    /// The header fields.
    public var fields: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]

    /// A reply.
    public init(status: Int, fields: [(name: String, value: String)], body: [UInt8]) {
        (self.status, self.fields, self.body) = (status, fields, body)
    }
}

extension Reply {
    init(_ reply: SocketReply) {
        self.init(status: reply.status, body: reply.body.isEmpty ? .none : .bytes(reply.body), policy: .bare)
        for (name, value) in reply.fields where !name.isField("content-length") {
            if name.isField("content-type") {
                contentType = value
            } else if !name.isField("cache-control") {
                // The policy says `no-store` already.
                fields.append((name, value))
            }
        }
    }
}
