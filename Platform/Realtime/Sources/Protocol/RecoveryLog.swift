// SPDX-License-Identifier: Apache-2.0

import NIOCore

// Connection-state recovery. Every event gets a number and stays here for a while; the client remembers the last
// number it saw and a secret. When its connection breaks, what it was is kept under that secret, and a client that
// comes back in time continues where it stopped. One log serves the whole server, because a client may come back on
// another event loop. Costs: one lock and one slot per broadcast (not per receiver), the packets of the last
// window in memory, ten bytes on the wire per event, and only while some client asked for it.

/// Whom a packet was for.
enum RecoveryTarget: Sendable, Equatable {
    case room(String, except: SocketID?)
    case socket(SocketID)
}

/// The recent packets, and the clients that may come back for them.
struct RecoveryLog {
    /// A packet that was sent, with its number inside.
    struct Entry: Sendable {
        let offset: UInt64
        let sentAt: NIODeadline
        let namespace: Int
        let target: RecoveryTarget
        let packet: EncodedPacket
    }

    /// A client whose connection broke.
    struct Absent: Sendable, Equatable {
        let id: SocketID
        let identity: String
        let namespace: Int
        var rooms: Set<String>
        /// The rooms that its own handler put it into, to be restored.
        var ownRooms: Set<String>
        /// The number of the last packet before it came.
        let since: UInt64
        let leftAt: NIODeadline
        /// Whether the service has been told that it left. Before that it cannot come back under the same id, or
        /// the service would hear of its return first and of its departure after it.
        var isSettled = false
    }

    /// How much is kept.
    struct Limits: Sendable, Equatable {
        var window: TimeAmount
        var maxPackets: Int
        var maxBytes: Int
        var maxClients: Int
    }

    private var entries = CircularBuffer<Entry>()
    private var bytes = 0
    private var absent: [RandomID: Absent] = [:]
    private var departures = CircularBuffer<(key: RandomID, leftAt: NIODeadline)>()
    private var forgottenThrough: UInt64 = 0
    private(set) var lastOffset: UInt64 = 0

    /// How many clients might come back.
    var absentCount: Int { absent.count }
    /// How many of them the service knows to be gone.
    var settledCount: Int { absent.values.count { $0.isSettled } }

    /// The number for the next packet.
    mutating func nextOffset() -> UInt64 {
        lastOffset += 1
        return lastOffset
    }

    /// Keeps a packet.
    mutating func append(_ entry: Entry, limits: Limits) {
        entries.append(entry)
        bytes += entry.packet.size
        trim(now: entry.sentAt, limits: limits)
    }

    /// Keeps what a client was, under its secret.
    mutating func leave(_ key: RandomID, _ client: Absent, limits: Limits) {
        trim(now: client.leftAt, limits: limits)
        guard departures.count < limits.maxClients else { return }
        absent[key] = client
        departures.append((key, client.leftAt))
    }

    /// Forgets a client that came back; nil when it is not known (any more), or came too soon.
    mutating func take(_ key: RandomID, now: NIODeadline, limits: Limits) -> Absent? {
        trim(now: now, limits: limits)
        return absent.removeValue(forKey: key).flatMap { $0.isSettled ? $0 : nil }
    }

    /// The service knows that a client left.
    mutating func settle(_ key: RandomID) {
        absent[key]?.isSettled = true
    }

    /// What a client missed after `offset` in the rooms it was and still is in; nil when some of it is gone.
    func missed(by client: Absent, after offset: UInt64?, stillIn rooms: Set<String>, limit: Int) -> [Entry]?
    {
        let offset = offset ?? client.since
        guard offset >= forgottenThrough, offset <= lastOffset else { return nil }
        let rooms = rooms.intersection(client.rooms)
        var missed: [Entry] = []
        for entry in entries.reversed() {
            guard entry.offset > offset else { break }
            guard entry.namespace == client.namespace, Self.isMeant(entry.target, client.id, rooms) else {
                continue
            }
            guard missed.count < limit else { return nil }
            missed.append(entry)
        }
        return missed.reversed()
    }

    /// Applies a change of rooms to those who are away.
    mutating func updateAbsent(namespace: Int, in room: String, _ change: (inout Absent) -> Bool) {
        for (key, client) in absent where client.namespace == namespace {
            guard client.rooms.contains(room) else { continue }
            var client = client
            absent[key] = change(&client) ? client : nil
        }
    }

    private static func isMeant(_ target: RecoveryTarget, _ id: SocketID, _ rooms: Set<String>) -> Bool {
        switch target {
        case .room(let room, let except): rooms.contains(room) && except != id
        case .socket(let receiver): receiver == id
        }
    }

    private mutating func trim(now: NIODeadline, limits: Limits) {
        while let first = entries.first,
            entries.count > limits.maxPackets || bytes > limits.maxBytes || first.sentAt + limits.window < now
        {
            forgottenThrough = first.offset
            bytes -= first.packet.size
            entries.removeFirst()
        }
        while let first = departures.first, first.leftAt + limits.window < now {
            departures.removeFirst()
            if absent[first.key]?.leftAt == first.leftAt { absent[first.key] = nil }
        }
    }
}
