// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The packets that a client has not taken yet, bounded by number and by bytes.
struct OutgoingQueue {
    /// What one client may leave unread on our side, beyond what the kernel holds.
    struct Limits: Sendable, Equatable {
        let maxPackets: Int
        let maxBytes: Int
    }

    // A CircularBuffer allocates when made, an optional one only when a client lags: most never do.
    private var packets: CircularBuffer<EncodedPacket>?
    private(set) var bytes = 0

    var isEmpty: Bool { packets?.isEmpty ?? true }
    var count: Int { packets?.count ?? 0 }

    /// Appends a packet; false, and nothing changes, when it does not fit.
    mutating func append(_ packet: EncodedPacket, limits: Limits) -> Bool {
        guard count < limits.maxPackets, bytes + packet.size <= limits.maxBytes else { return false }
        packets = packets ?? CircularBuffer(initialCapacity: 8)
        packets?.append(packet)
        bytes += packet.size
        return true
    }

    mutating func popFirst() -> EncodedPacket? {
        guard let packet = packets?.popFirst() else {
            packets = nil
            return nil
        }
        bytes -= packet.size
        return packet
    }

    /// Takes everything.
    mutating func drain() -> [EncodedPacket] {
        defer { (packets, bytes) = (nil, 0) }
        return packets.map(Array.init) ?? []
    }

    /// Takes packets until their size reaches `maxBytes` or their frames `maxFrames`, at least one if there is any.
    mutating func drain(upTo maxBytes: Int, frames maxFrames: Int) -> [EncodedPacket] {
        var taken: [EncodedPacket] = []
        var (size, frames) = (0, 0)
        while let next = packets?.first {
            size += next.size
            frames += next.frameCount
            guard taken.isEmpty || (size <= maxBytes && frames <= maxFrames) else { break }
            taken.append(next)
            _ = popFirst()
        }
        return taken
    }
}
