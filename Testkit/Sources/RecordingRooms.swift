// SPDX-License-Identifier: Apache-2.0
import Endpoints
import Foundation
public import Modules
public import Realtime
import Synchronization

/// What services did with sockets, in order.
public enum RoomAction: Sendable, Equatable, CustomStringConvertible {
    /// An event went to a room, with the keys of its payload in order.
    case broadcast(String, to: String)
    /// The sockets of one room joined another.
    case join(String, into: String)
    /// The sockets of one room left another.
    case leave(String, from: String)
    /// The sockets of a room were ended.
    case disconnect(String)

    public var description: String {
        switch self {
        case .broadcast(let event, let room): "\(event) → \(room)"
        case .join(let sockets, let room): "\(sockets) joins \(room)"
        case .leave(let sockets, let room): "\(sockets) leaves \(room)"
        case .disconnect(let room): "end \(room)"
        }
    }
}

/// An event that was sent to a room.
public struct Broadcast: Sendable {
    /// The name of the event.
    public let event: String
    /// The room.
    public let room: String
    /// The payload in JSON.
    public let json: [UInt8]
    /// The socket that is left out.
    public let except: SocketID?

    /// The payload's keys, sorted.
    public var keys: [String] { fields.keys.sorted() }

    /// A field as text: strings as they are, numbers and booleans as JSON writes them.
    public func text(_ key: String) -> String? { fields[key].map { "\($0)" } }

    private var fields: [String: Any] {
        // What is no object has no fields, and the test that asks for one fails.
        (try? JSONSerialization.jsonObject(with: Data(json))) as? [String: Any] ?? [:]
    }
}

/// Takes notes of what services do with sockets and has the real server do it.
public final class RecordingRooms: SocketRooms {
    private struct Notes {
        var actions: [RoomAction] = []
        var broadcasts: [Broadcast] = []
    }

    private let notes = Mutex(Notes())
    private let server: SocketServer

    init(_ server: SocketServer) { self.server = server }

    /// Everything that was done, in order.
    public var actions: [RoomAction] { notes.withLock { $0.actions } }
    /// The events that were sent, in order.
    public var broadcasts: [Broadcast] { notes.withLock { $0.broadcasts } }

    /// Forgets what was noted.
    public func clear() { notes.withLock { $0 = Notes() } }

    public func broadcast(_ event: String, json: [UInt8], to room: Room, except: SocketID?) {
        notes.withLock { notes in
            notes.actions.append(.broadcast(event, to: room.description))
            notes.broadcasts.append(
                Broadcast(event: event, room: room.description, json: json, except: except)
            )
        }
        server.broadcast(event, json: json, to: room, except: except)
    }

    public func join(_ sockets: Room, into room: Room) {
        notes.withLock { $0.actions.append(.join(sockets.description, into: room.description)) }
        server.join(sockets, into: room)
    }

    public func leave(_ sockets: Room, from room: Room) {
        notes.withLock { $0.actions.append(.leave(sockets.description, from: room.description)) }
        server.leave(sockets, from: room)
    }

    public func disconnect(_ room: Room) {
        notes.withLock { $0.actions.append(.disconnect(room.description)) }
        server.disconnect(room)
    }

    /// One more than there are, so that what is only sent to rooms with somebody in them is seen without sockets.
    public func count(in room: Room) async -> Int { await server.count(in: room) + 1 }
}
