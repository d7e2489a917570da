// SPDX-License-Identifier: Apache-2.0

/// What a service does with the clients of one namespace.
///
/// For one client the calls are: `connect`; when it returned, any number of `receive`; once, and last to start,
/// `disconnected`. A client that was refused gets no further calls.
public protocol SocketNamespace: Sendable {
    /// Decides whether a client may come in.
    ///
    /// Rooms joined through `socket` here are joined at once, so a service that first joins `user:x` and then reads
    /// from its database which rooms `x` belongs to misses no change made in between. What is emitted here is sent
    /// after the client heard that it is in.
    ///
    /// - Parameters:
    ///   - socket: The client, not in yet.
    ///   - auth: The JSON object of its CONNECT packet, or nothing.
    /// - Returns: Who it is and which rooms it is in from the start.
    /// - Throws: `SocketRefusal` to keep it out; any other error is logged and refused with a general text.
    func connect(_ socket: SocketHandle, auth: [UInt8]) async throws -> SocketAdmission

    /// Takes an event of a client.
    ///
    /// Events of one client *start* in the order in which they were sent: this function runs up to its first
    /// suspension before the next event starts. They are not awaited one after the other; up to
    /// `SocketServerConfiguration.maxInFlight` run at once, beyond that nothing more is read from the client.
    ///
    /// - Returns: What the acknowledgement says, if the client asked for one; nil sends none.
    func receive(_ event: SocketEvent, from socket: SocketHandle) async -> SocketReply?

    /// A client that was in is gone.
    func disconnected(_ socket: SocketHandle, reason: DisconnectReason) async
}

/// The answer to a client that may come in.
public struct SocketAdmission: Sendable, Equatable {
    /// Whom the client speaks for: what `SocketHandle.identity` says from now on.
    public let identity: String
    /// The rooms it is in from the start.
    public let rooms: [String]

    /// Lets a client in.
    public init(identity: String, rooms: [String] = []) {
        (self.identity, self.rooms) = (identity, rooms)
    }
}

/// Why a client may not come in, as the client reads it in CONNECT_ERROR.
public struct SocketRefusal: Error, Sendable, Equatable {
    /// A sentence for people.
    public let message: String
    /// One JSON value for programs.
    public let data: [UInt8]?

    /// Keeps a client out.
    public init(_ message: String, data: [UInt8]? = nil) {
        (self.message, self.data) = (message, data)
    }
}

/// An event that a client sent.
public struct SocketEvent: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The JSON text of each argument: valid, of bounded depth, otherwise unseen.
    public let arguments: [[UInt8]]
    /// The binary parts. In the arguments `{"_placeholder":true,"num":n}` stands for the one at `n`; check `n`.
    public let attachments: [[UInt8]]
    /// Whether the client waits for an acknowledgement.
    public let wantsReply: Bool
}

/// The arguments of an acknowledgement.
public struct SocketReply: Sendable, Equatable {
    /// The JSON text of each argument.
    public let arguments: [[UInt8]]
    /// The binary parts, for placeholders as in `SocketEvent.attachments`.
    public let attachments: [[UInt8]]

    /// An acknowledgement with any number of arguments.
    public init(arguments: [[UInt8]], attachments: [[UInt8]] = []) {
        (self.arguments, self.attachments) = (arguments, attachments)
    }

    /// An acknowledgement with one argument, given as JSON text.
    public init(_ json: [UInt8]) {
        self.init(arguments: [json])
    }
}

/// Why a client is gone.
public enum DisconnectReason: String, Sendable, CaseIterable {
    /// The client said goodbye to the namespace.
    case clientLeft = "client left"
    /// The server put the client out.
    case serverLeft = "server left"
    /// The client closed its connection, or the network did.
    case transportClosed = "transport closed"
    /// The connection failed.
    case transportError = "transport error"
    /// The client did not answer a ping in time.
    case pingTimeout = "ping timeout"
    /// The client joined no namespace in time.
    case connectTimeout = "connect timeout"
    /// The client broke the protocol.
    case parseError = "parse error"
    /// The client did not take what was sent to it.
    case slowReader = "slow reader"
    /// The server is stopping.
    case shutdown = "server shutdown"

    /// Whether a client may continue where it stopped: only if neither side meant to end it.
    var isRecoverable: Bool {
        switch self {
        case .transportClosed, .transportError, .pingTimeout, .slowReader: true
        default: false
        }
    }
}

/// Why a client did not answer an event of the server.
public enum SocketRequestError: Error, Sendable, Equatable {
    /// It took too long.
    case timeout
    /// It is gone.
    case disconnected
    /// Too many events wait for an answer of this client.
    case tooMany
}
