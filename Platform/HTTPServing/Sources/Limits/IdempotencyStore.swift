// SPDX-License-Identifier: Apache-2.0
public import Endpoints
import NIOConcurrencyHelpers
import NIOCore

/// What a repeated request is recognised by: whose it is and the key the client chose.
public struct IdempotencyKey: Hashable, Sendable {
    /// Whose request it is; keys of others are other keys.
    public let member: UserID
    /// The `Idempotency-Key` field: 1 to 255 characters.
    public let key: String

    /// A key of a member.
    public init(member: UserID, key: String) { (self.member, self.key) = (member, key) }
}

/// A reply that is kept for a repeated request.
public struct KeptReply: Sendable {
    /// The HTTP status.
    public let status: Int
    /// The media type.
    public let contentType: String
    /// The body.
    public let body: [UInt8]

    /// A reply.
    public init(status: Int, contentType: String, body: [UInt8]) {
        (self.status, self.contentType, self.body) = (status, contentType, body)
    }
}

/// What to do with a request that has an `Idempotency-Key`.
public enum IdempotencyVerdict: Sendable {
    /// It is new: answer it, then say how.
    case proceed
    /// It was answered before.
    case replay(KeptReply)
    /// It is being answered.
    case inProgress
    /// The key was used for another request.
    case mismatch
}

/// Remembers which requests were answered, and how, for a day.
public protocol IdempotencyStore: Sendable {
    /// Claims a key for a request. `fingerprint` is the same for the same method, path, query and body.
    func claim(_ key: IdempotencyKey, fingerprint: UInt64) async throws -> IdempotencyVerdict

    /// Says how a claimed request was answered; nil when it may be tried again.
    func settle(_ key: IdempotencyKey, _ reply: KeptReply?) async throws
}

/// Remembers in memory, as much as a number of bytes allows; the oldest is forgotten first.
final class MemoryIdempotencyStore: IdempotencyStore {
    private struct Entry {
        let fingerprint: UInt64
        let claimedAt: NIODeadline
        var reply: KeptReply?

        /// The arrays, the strings and the places in both tables, about.
        var cost: Int { 512 + (reply?.body.count ?? 0) }
    }

    private struct State {
        var entries: [IdempotencyKey: Entry] = [:]
        /// In the order of their claims; keys that are gone from `entries` stay until their turn.
        var order: CircularBuffer<(key: IdempotencyKey, claimedAt: NIODeadline)> = []
        var bytes = 0
    }

    private let state = NIOLockedValueBox(State())
    private let byteLimit: Int
    private let lifetime: TimeAmount

    init(byteLimit: Int, lifetime: TimeAmount = .hours(24)) {
        (self.byteLimit, self.lifetime) = (byteLimit, lifetime)
    }

    func claim(_ key: IdempotencyKey, fingerprint: UInt64) -> IdempotencyVerdict {
        claim(key, fingerprint: fingerprint, at: .now())
    }

    func claim(_ key: IdempotencyKey, fingerprint: UInt64, at now: NIODeadline) -> IdempotencyVerdict {
        state.withLockedValue { state in
            evict(&state, now)
            if let entry = state.entries[key] {
                guard entry.fingerprint == fingerprint else { return .mismatch }
                return entry.reply.map { .replay($0) } ?? .inProgress
            }
            let entry = Entry(fingerprint: fingerprint, claimedAt: now)
            state.entries[key] = entry
            state.order.append((key, now))
            state.bytes += entry.cost
            return .proceed
        }
    }

    func settle(_ key: IdempotencyKey, _ reply: KeptReply?) {
        state.withLockedValue { state in
            guard var entry = state.entries[key] else { return }
            state.bytes -= entry.cost
            guard let reply else {
                state.entries[key] = nil
                return
            }
            entry.reply = reply
            state.bytes += entry.cost
            state.entries[key] = entry
        }
    }

    private func evict(_ state: inout State, _ now: NIODeadline) {
        while let oldest = state.order.first {
            // A place in the order whose claim was given back is dropped too, and the order has a bound of its own.
            let isOld = now - oldest.claimedAt >= lifetime
            let isStale = state.entries[oldest.key]?.claimedAt != oldest.claimedAt
            let isOver = state.bytes > byteLimit || state.order.count > byteLimit / 512
            guard isOld || isStale || isOver else { return }
            state.order.removeFirst()
            if !isStale, let entry = state.entries.removeValue(forKey: oldest.key) {
                state.bytes -= entry.cost
            }
        }
    }
}

/// A number that stands for a request: FNV-1a over its parts. It guards against mistakes of a client, not against
/// attacks: a member who finds a collision gets an old reply of their own.
struct RequestFingerprint {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        // A mark between the parts, so that moving bytes from one to the next makes a difference.
        value = (value ^ 0xFF) &* 0x100_0000_01B3
    }
}
