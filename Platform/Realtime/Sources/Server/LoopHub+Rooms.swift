// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The members of a room on one event loop.
final class Room {
    let name: String
    var members: [ObjectIdentifier: NamespaceSocket] = [:]

    init(_ name: String) { self.name = name }
}

extension LoopHub {
    func room(_ name: String, in namespace: Int) -> Room? {
        rooms.indices.contains(namespace) ? rooms[namespace][name] : nil
    }

    /// Puts a socket into a room, which is made when it is the first.
    func join(_ socket: NamespaceSocket, _ name: String) {
        let namespace = socket.namespace.index
        while rooms.count <= namespace { rooms.append([:]) }
        let room = rooms[namespace][name] ?? Room(name)
        guard room.members.updateValue(socket, forKey: ObjectIdentifier(socket)) == nil else { return }
        if room.members.count == 1 { rooms[namespace][name] = room }
        socket.rooms.append(room)
    }

    /// Takes a socket out of a room, which goes with its last member.
    func leave(_ socket: NamespaceSocket, _ name: String) {
        guard let index = socket.rooms.firstIndex(where: { $0.name == name }) else { return }
        let room = socket.rooms[index]
        socket.rooms.swapAt(index, socket.rooms.count - 1)
        socket.rooms.removeLast()
        remove(socket, from: room)
    }

    /// Takes a socket out of all its rooms.
    func leaveAll(_ socket: NamespaceSocket) {
        for room in socket.rooms { remove(socket, from: room) }
        socket.rooms = []
    }

    private func remove(_ socket: NamespaceSocket, from room: Room) {
        room.members[ObjectIdentifier(socket)] = nil
        if room.members.isEmpty { rooms[socket.namespace.index][room.name] = nil }
    }

    /// The sockets in a room, as a list that stays while they are worked on.
    func members(of name: String, in namespace: Int) -> [NamespaceSocket] {
        room(name, in: namespace).map { Array($0.members.values) } ?? []
    }

    func deliver(_ broadcast: Broadcast) {
        guard let room = room(broadcast.room, in: broadcast.namespace) else { return }
        counts.deliveries += room.members.count
        deliveriesLeft -= room.members.count
        // The dictionary is held by value: a slow reader that is dropped on the way changes the room, not this.
        let members = room.members
        for socket in members.values where socket.id != broadcast.except {
            socket.deliver(broadcast)
        }
    }
}
