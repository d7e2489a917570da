// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import Realtime

/// A set of sockets that hear the same things.
public struct Room: Hashable, Sendable, CustomStringConvertible {
    /// The name as the real-time server knows it.
    public let description: String

    /// A room of a module's own: `area:name`.
    public init(_ text: String) { description = text }

    /// The sockets of one person.
    public static func user(_ id: UserID) -> Room { Room("user:" + id.description) }
    /// The sockets of one login.
    public static func session(_ id: SessionID) -> Room { Room("session:" + id.description) }
}

/// What services may do with sockets. The real-time server does it; tests take notes.
public protocol SocketRooms: Sendable {
    /// Sends an event with one argument, in JSON, to every socket in a room but one.
    func broadcast(_ event: String, json: [UInt8], to room: Room, except: SocketID?)
    /// Puts the sockets of one room into another.
    func join(_ sockets: Room, into room: Room)
    /// Takes the sockets of one room out of another.
    func leave(_ sockets: Room, from room: Room)
    /// Ends the sockets of a room.
    func disconnect(_ room: Room)
    /// How many sockets are in a room.
    func count(in room: Room) async -> Int
}

extension SocketRooms {
    /// Sends an event with one argument to every socket in a room but one.
    public func broadcast(
        _ event: String,
        _ payload: some Encodable & Sendable,
        to room: Room,
        except: SocketID? = nil
    ) throws {
        broadcast(event, json: try JSON.encode(payload), to: room, except: except)
    }
}

extension SocketServer: SocketRooms {
    public func broadcast(_ event: String, json: [UInt8], to room: Room, except: SocketID?) {
        broadcast(event: event, json: json, to: room.description, except: except)
    }

    public func join(_ sockets: Room, into room: Room) {
        join(room: sockets.description, into: room.description)
    }

    public func leave(_ sockets: Room, from room: Room) {
        leave(room: sockets.description, from: room.description)
    }

    public func disconnect(_ room: Room) { disconnect(room: room.description) }

    public func count(in room: Room) async -> Int { await count(in: room.description) }
}
