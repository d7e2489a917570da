// SPDX-License-Identifier: Apache-2.0

import Logging
import Metrics
import NIOCore

/// A client at the door of a namespace, perhaps one that was in before.
struct Arrival: Sendable {
    let socket: NamespaceSocket
    private let auth: [UInt8]
    /// What is kept for the client, if it came back in time and the service agrees that it is the same.
    private let absent: RecoveryLog.Absent?
    private let claimedSecret: RandomID?
    private let claimedOffset: UInt64?

    /// Reads what the client claims and makes its socket. Runs on the session's loop.
    init(_ auth: [UInt8], in namespace: NamespaceEntry, for session: Session) {
        self.auth = auth
        let center = session.hub.state.recovery
        let claim = center?.claim(in: auth)
        claimedSecret = claim?.pid.flatMap { RandomID($0) }
        claimedOffset = claim?.offset.flatMap(RecoveryOffset.read)
        let kept = claimedSecret.flatMap { center?.take($0, now: .now()) }
        absent = kept?.namespace == namespace.index ? kept : nil
        if claim != nil { center?.enter() }
        socket = NamespaceSocket(
            id: absent?.id ?? SocketID(.random()),
            session: session,
            namespace: namespace,
            isRecoverable: claim != nil
        )
    }

    /// Asks the service, off the loop, and returns to the loop with its answer.
    func decide() async {
        let (session, logger) = (socket.session, socket.hub.state.logger)
        do {
            let admission = try await socket.namespace.handler.connect(socket.handle, auth: auth)
            socket.hub.post { _ in session.admit(self, admission) }
        } catch let refusal as SocketRefusal {
            socket.hub.post { _ in session.refused(self, refusal) }
        } catch {
            logger.error("a namespace failed to decide", metadata: ["error": "\(error)"])
            socket.hub.post { _ in session.refused(self, SocketRefusal("Internal error")) }
        }
    }

    /// Lets the client in, with what it missed. Runs on the session's loop.
    func complete(_ admission: SocketAdmission) {
        guard socket.isRecoverable, let center = socket.hub.state.recovery else {
            return socket.admit(admission, secret: nil, since: 0, resuming: nil)
        }
        let since = center.lastOffset
        if let secret = claimedSecret, let resumption = resumption(admission, center) {
            socket.hub.state.metrics.recovered.increment()
            socket.admit(admission, secret: secret, since: since, resuming: resumption)
        } else {
            // A client takes the old secret as the sign that it continues, so a fresh start has a new one.
            socket.admit(admission, secret: .random(), since: since, resuming: nil)
        }
    }

    private func resumption(
        _ admission: SocketAdmission,
        _ center: RecoveryCenter
    ) -> NamespaceSocket.Resumption? {
        guard let absent, absent.identity == admission.identity else { return nil }
        let rooms = Set(admission.rooms).union(absent.ownRooms)
        // Half the queue's limit, so that a client that comes back is not at once a slow reader.
        let limit = socket.hub.state.configuration.maxQueuedPackets / 2
        return center.missed(by: absent, after: claimedOffset, stillIn: rooms, limit: limit).map {
            NamespaceSocket.Resumption(ownRooms: absent.ownRooms, missed: $0)
        }
    }
}
