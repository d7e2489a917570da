// SPDX-License-Identifier: Apache-2.0

/// The limits and times of a `SocketServer`. Every queue, list and wait of the module is bounded by one of these.
public struct SocketServerConfiguration: Sendable {
    /// The path that clients connect to.
    public var path = "/socket.io/"
    /// How long after a pong the next ping is sent.
    public var pingInterval: Duration = .seconds(25)
    /// How long a client may take to answer a ping.
    public var pingTimeout: Duration = .seconds(20)
    /// How long a polling client may take to finish its upgrade to WebSocket.
    public var upgradeTimeout: Duration = .seconds(10)
    /// How long a client may stay without joining a namespace.
    public var connectTimeout: Duration = .seconds(45)
    /// How long a client may take to answer our closing of a WebSocket.
    public var closeTimeout: Duration = .seconds(2)

    /// The largest message a client may send, in bytes, attachments together.
    public var maxPayload = 1_000_000
    /// The most packets in one polling request.
    public var maxPacketsPerPoll = 4_096
    /// The deepest nesting of a client's JSON.
    public var maxDepth = 64
    /// The most binary attachments of one packet.
    public var maxAttachments = 16

    /// The most clients at once.
    public var maxSessions = 100_000
    /// The most namespaces one client may join.
    public var maxNamespaces = 16
    /// The most rooms one client may be in, per namespace.
    public var maxRooms = 4_096
    /// The most events of one client that may be handled at once.
    public var maxInFlight = 64
    /// The most events of ours that may wait for an answer of one client.
    public var maxRequests = 64

    /// The steady rate at which packets of one client are read, per second; nil for no limit.
    public var inboundRate: Int? = 500
    /// How many packets a client may send before the steady rate applies.
    public var inboundBurst = 2_000

    /// The most packets that may wait for one client, beyond what the kernel holds.
    public var maxQueuedPackets = 4_096
    /// The most bytes that may wait for one client, beyond what the kernel holds.
    public var maxQueuedBytes = 4_000_000
    /// The most broadcasts that may wait for one event loop; further ones are dropped and counted.
    public var maxQueuedBroadcasts = 65_536
    /// The largest body of one polling reply, in bytes, unless a single packet is larger.
    public var maxPollReply = 1_000_000
    /// The most packets of one polling reply. python-engineio's clients take no more than 16.
    public var maxPacketsPerPollReply = 16

    /// Whether clients may continue where they stopped; nil for never.
    public var recovery: SocketRecovery? = SocketRecovery()

    /// Whether an upgrade or a poll from a page of this origin is accepted.
    public var allowsOrigin: @Sendable (String) -> Bool = { _ in true }

    /// The defaults.
    public init() {}
}

/// How clients continue after a broken connection (connection-state recovery of Socket.IO).
public struct SocketRecovery: Sendable, Equatable {
    /// Who is given the means to continue.
    public enum Offer: Sendable, Equatable {
        /// Clients that say `"recover":true` in the CONNECT payload. Others see exactly the arguments an event was
        /// sent with; the protocol adds the offset as one more, which some clients hand to the listener.
        case onRequest
        /// All clients.
        case always
    }

    /// Who is given the means to continue.
    public var offer: Offer = .onRequest
    /// How long a client may be away.
    public var window: Duration = .seconds(120)
    /// The most recent packets kept.
    public var maxPackets = 10_000
    /// The most bytes of recent packets kept.
    public var maxBytes = 16_000_000
    /// The most clients that are remembered while they are away.
    public var maxClients = 10_000

    /// The defaults: on request, two minutes, 10,000 packets or 16 MB, 10,000 clients.
    public init() {}
}
