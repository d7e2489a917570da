// SPDX-License-Identifier: Apache-2.0

public import Logging
import Metrics
public import NIOCore
import Synchronization

/// A Socket.IO v5 server over Engine.IO v4: WebSocket, HTTP long-polling, and the upgrade between them.
///
/// It opens no port. An HTTP server hands it requests and upgraded channels (`poll`, `attach`), services hand it
/// namespaces; see `SocketNamespace`.
public final class SocketServer: Sendable {
    let state: ServerState

    /// A server whose polling sessions live on the loops of `group`; a WebSocket lives on the loop of its channel.
    public init(configuration: SocketServerConfiguration, group: any EventLoopGroup, logger: Logger) {
        state = ServerState(configuration, group: group, logger: logger)
    }

    /// What the server was made with.
    public var configuration: SocketServerConfiguration { state.configuration }

    /// How many clients are connected, in whatever way.
    public var sessionCount: Int { state.sessionCount.load(ordering: .relaxed) }

    /// Serves a namespace, `/` or `/name`. To be called before clients come; a name can be taken once.
    public func namespace(_ name: String, _ handler: any SocketNamespace) {
        state.register(name, handler)
    }
}

// MARK: - Rooms

extension SocketServer {
    /// Sends an event to everyone in a room. It is encoded here, once, whatever the number of receivers.
    ///
    /// - Parameters:
    ///   - event: The name.
    ///   - json: The JSON text of the one argument.
    ///   - room: The room.
    ///   - except: A client that does not get it, such as the one it came from.
    ///   - namespace: The namespace of the room.
    public func broadcast(
        event: String,
        json: [UInt8],
        to room: String,
        except: SocketID? = nil,
        namespace: String = "/"
    ) {
        guard let entry = state.namespace(namespace) else { return }
        let packet = entry.writer.event(event, [json])
        let send = { (offset: UInt64, numbered: EncodedPacket?) in
            let broadcast = Broadcast(
                namespace: entry.index,
                room: room,
                except: except,
                packet: packet,
                numbered: numbered,
                offset: offset
            )
            self.post(broadcast)
        }
        guard let recovery = state.recovery, recovery.isRecording else { return send(0, nil) }
        recovery.record(
            namespace: entry.index,
            target: .room(room, except: except),
            encode: { entry.writer.event(event, [json], offset: $0) },
            send: send
        )
    }

    /// Puts everyone who is in `room` into `other` as well.
    public func join(room: String, into other: String, namespace: String = "/") {
        change(room, namespace) {
            $0.move(into: other)
        } absent: {
            $0.rooms.insert(other)
            return true
        }
    }

    /// Takes everyone who is in `room` out of `other`.
    public func leave(room: String, from other: String, namespace: String = "/") {
        change(room, namespace) {
            $0.leave(other)
        } absent: {
            $0.rooms.remove(other)
            $0.ownRooms.remove(other)
            return true
        }
    }

    /// Puts everyone who is in `room` out of the namespace; none of them can continue where it stopped.
    public func disconnect(room: String, namespace: String = "/") {
        change(room, namespace) {
            $0.session.expel($0, closing: false)
        } absent: { _ in
            false
        }
    }

    /// How many clients are in a room now.
    public func count(in room: String, namespace: String = "/") async -> Int {
        guard let index = state.namespace(namespace)?.index else { return 0 }
        var count = 0
        for hub in state.hubs {
            count += await withCheckedContinuation { continuation in
                hub.post { continuation.resume(returning: $0.room(room, in: index)?.members.count ?? 0) }
            }
        }
        return count
    }

    private func post(_ broadcast: Broadcast) {
        for hub in state.hubs where !hub.post(broadcast) {
            state.metrics.shed.increment()
        }
    }

    private func change(
        _ room: String,
        _ namespace: String,
        present: @escaping @Sendable (NamespaceSocket) -> Void,
        absent: (inout RecoveryLog.Absent) -> Bool
    ) {
        guard let index = state.namespace(namespace)?.index else { return }
        state.recovery?.updateAbsent(namespace: index, in: room, absent)
        for hub in state.hubs {
            hub.post { hub in
                for socket in hub.members(of: room, in: index) { present(socket) }
            }
        }
    }
}

// MARK: - The end

extension SocketServer {
    /// Stops taking clients, lets handlers that run finish and their answers go out, then closes every connection,
    /// so that clients connect again elsewhere. Returns when all are gone, or at the deadline.
    public func close(within limit: Duration = .seconds(10)) async {
        state.isClosing.store(true, ordering: .relaxed)
        let clock = ContinuousClock()
        let deadline = clock.now + limit
        await wait(until: deadline) { $0.inFlight == 0 }
        for hub in state.hubs {
            hub.post { hub in
                for session in hub.sessions.values { session.close(.shutdown) }
            }
        }
        await wait(until: deadline) { $0.sessions.isEmpty && $0.inFlight == 0 && $0.openConnections == 0 }
    }

    private func wait(
        until deadline: ContinuousClock.Instant,
        _ isDone: @escaping @Sendable (LoopHub) -> Bool
    ) async {
        let clock = ContinuousClock()
        for hub in state.hubs {
            while clock.now < deadline {
                let done = await withCheckedContinuation { continuation in
                    hub.post { continuation.resume(returning: isDone($0)) }
                }
                if done { break }
                // Cancelled: whoever asked does not want to wait any longer.
                guard (try? await clock.sleep(for: .milliseconds(10))) != nil else { return }
            }
        }
    }
}
