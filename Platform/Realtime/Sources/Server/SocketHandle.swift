// SPDX-License-Identifier: Apache-2.0

/// A client within one namespace, as a service holds it. Calls may come from anywhere and never wait;
/// for a client that is gone they do nothing.
public struct SocketHandle: Sendable {
    /// The name that the client knows as `socket.id`.
    public let id: SocketID
    /// Whom it speaks for; empty while `SocketNamespace.connect` decides.
    public let identity: String
    private let socket: NamespaceSocket

    init(_ socket: NamespaceSocket, identity: String) {
        (id, self.identity, self.socket) = (socket.id, identity, socket)
    }

    /// Where the client is, if known.
    public var remoteAddress: String? { socket.remoteAddress }

    /// Sends an event with one argument, given as JSON text.
    public func emit(_ event: String, json: [UInt8]) {
        emit(event, arguments: [json])
    }

    /// Sends an event. `attachments` are what `{"_placeholder":true,"num":n}` in the arguments stands for.
    public func emit(_ event: String, arguments: [[UInt8]], attachments: [[UInt8]] = []) {
        let (socket, writer) = (self.socket, self.socket.namespace.writer)
        guard socket.isRecoverable, let recovery = socket.hub.state.recovery else {
            let packet = writer.event(event, arguments, attachments: attachments)
            return socket.hub.post { _ in socket.deliver(packet, offset: 0) }
        }
        recovery.record(
            namespace: socket.namespace.index,
            target: .socket(id),
            encode: { writer.event(event, arguments, attachments: attachments, offset: $0) },
            send: { offset, packet in socket.hub.post { _ in socket.deliver(packet, offset: offset) } }
        )
    }

    /// Sends an event with one argument and waits for the client's acknowledgement.
    ///
    /// - Throws: `SocketRequestError` when there is none.
    public func request(
        _ event: String,
        json: [UInt8],
        timeout: Duration = .seconds(10)
    ) async throws -> SocketReply {
        try await withCheckedThrowingContinuation { continuation in
            socket.hub.post { [socket] _ in socket.request(event, [json], timeout, continuation) }
        }
    }

    /// Joins a room. A client that recovers is put into it again.
    public func join(_ room: String) {
        socket.hub.post { [socket] _ in socket.join(room) }
    }

    /// Leaves a room.
    public func leave(_ room: String) {
        socket.hub.post { [socket] _ in socket.leave(room) }
    }

    /// Puts the client out of the namespace, and out of the server if `closing`.
    public func disconnect(closing: Bool = false) {
        socket.hub.post { [socket] _ in socket.session.expel(socket, closing: closing) }
    }
}
