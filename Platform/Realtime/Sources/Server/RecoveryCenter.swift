// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOConcurrencyHelpers
import NIOCore
import Synchronization

/// The recovery log of a server, and whether anybody needs it.
final class RecoveryCenter: Sendable {
    /// What a client says about recovery in its CONNECT payload.
    struct Claim: Decodable {
        var pid: String?
        var offset: String?
        var recover: Bool?
    }

    /// What the lock protects.
    private struct Guarded {
        var log = RecoveryLog()
        /// Clients connected now that may want to continue later.
        var present = 0
    }

    let offer: SocketRecovery.Offer
    private let limits: RecoveryLog.Limits
    private let guarded = NIOLockedValueBox(Guarded())
    private let recording = Atomic<Bool>(false)

    init(_ recovery: SocketRecovery) {
        offer = recovery.offer
        limits = RecoveryLog.Limits(
            window: TimeAmount(recovery.window),
            maxPackets: recovery.maxPackets,
            maxBytes: recovery.maxBytes,
            maxClients: recovery.maxClients
        )
    }

    /// Whether packets have to be numbered and kept.
    var isRecording: Bool { recording.load(ordering: .acquiring) }

    /// What the client claims; nil when it does not take part.
    func claim(in auth: [UInt8]) -> Claim? {
        // The payload belongs to the service: where it is none of ours, that is no error.
        let claim = auth.isEmpty ? nil : try? JSONDecoder().decode(Claim.self, from: Data(auth))
        switch offer {
        case .always: return claim ?? Claim()
        case .onRequest: return claim?.recover == true || claim?.pid != nil ? claim : nil
        }
    }

    /// A client that takes part arrives.
    func enter() {
        guarded.withLockedValue { $0.present += 1 }
        recording.store(true, ordering: .releasing)
    }

    /// A client that takes part is gone. `absent` is what it may come back to.
    func leave(_ absent: (key: RandomID, client: RecoveryLog.Absent)?) {
        guarded.withLockedValue { guarded in
            guarded.present -= 1
            if let absent { guarded.log.leave(absent.key, absent.client, limits: limits) }
        }
    }

    /// How many clients may come back now.
    var settledCount: Int { guarded.withLockedValue { $0.log.settledCount } }

    /// The service has been told that a client left.
    func settle(_ key: RandomID) {
        guarded.withLockedValue { $0.log.settle(key) }
    }

    /// Takes what was kept for a client that comes back.
    func take(_ key: RandomID, now: NIODeadline) -> RecoveryLog.Absent? {
        guarded.withLockedValue { $0.log.take(key, now: now, limits: limits) }
    }

    /// What a client missed; nil when some of it is gone, or it is more than `limit` packets.
    func missed(
        by absent: RecoveryLog.Absent,
        after offset: UInt64?,
        stillIn rooms: Set<String>,
        limit: Int
    ) -> [RecoveryLog.Entry]? {
        guarded.withLockedValue { $0.log.missed(by: absent, after: offset, stillIn: rooms, limit: limit) }
    }

    /// The number of the newest packet.
    var lastOffset: UInt64 { guarded.withLockedValue { $0.log.lastOffset } }

    /// Numbers and keeps a packet, then calls `send` before another packet can get a number. So packets reach
    /// each loop in the order of their numbers.
    func record(
        namespace: Int,
        target: RecoveryTarget,
        encode: (UInt64) -> EncodedPacket,
        send: (UInt64, EncodedPacket) -> Void
    ) {
        guarded.withLockedValue { guarded in
            let offset = guarded.log.nextOffset()
            let packet = encode(offset)
            let entry = RecoveryLog.Entry(
                offset: offset,
                sentAt: .now(),
                namespace: namespace,
                target: target,
                packet: packet
            )
            guarded.log.append(entry, limits: limits)
            send(offset, packet)
            if guarded.present == 0, guarded.log.absentCount == 0 {
                recording.store(false, ordering: .releasing)
            }
        }
    }

    /// Applies a change of rooms to those who are away; those for whom `change` is false are forgotten.
    func updateAbsent(
        namespace: Int,
        in room: String,
        _ change: (inout RecoveryLog.Absent) -> Bool
    ) {
        guarded.withLockedValue { $0.log.updateAbsent(namespace: namespace, in: room, change) }
    }
}
