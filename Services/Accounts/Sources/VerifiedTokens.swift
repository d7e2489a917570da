// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Synchronization

/// The access tokens that were verified before, until they expire or their login ends.
///
/// Verifying costs a signature check and a look at the database; finding a token here costs a hash of its text.
/// A login that ended is remembered as long as a token of it could still be good, so that a check that was under
/// way while it ended cannot bring it back.
final class VerifiedTokens: Sendable {
    /// About 50 MB of tokens at the most.
    static let capacity = 100_000

    private struct Entry {
        let member: Member
        let expiresAt: Timestamp
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var tokens: [SessionID: Set<String>] = [:]
        var ended: [SessionID: Timestamp] = [:]
    }

    private let state = Mutex(State())
    private let clock: any WallClock
    private let lifetime: Duration

    init(clock: any WallClock, lifetime: Duration) {
        self.clock = clock
        self.lifetime = lifetime
    }

    func member(for token: Substring) -> Member? {
        let key = String(token)
        guard let entry = state.withLock({ $0.entries[key] }), entry.expiresAt > clock.now else { return nil }
        return entry.member
    }

    /// Keeps a verified token, unless its login ended meanwhile; says whether it is still good.
    func keep(_ token: Substring, of member: Member, until expiresAt: Timestamp) -> Bool {
        let key = String(token)
        return state.withLock { state in
            guard state.ended[member.session] == nil else { return false }
            if state.entries.count >= Self.capacity { Self.sweep(&state, at: clock.now) }
            if state.entries.count >= Self.capacity { return true }  // Good, only not remembered.
            state.entries[key] = Entry(member: member, expiresAt: expiresAt)
            state.tokens[member.session, default: []].insert(key)
            return true
        }
    }

    /// Forgets the tokens of a login and refuses them from now on.
    func end(_ session: SessionID) {
        let refusedUntil = clock.now + lifetime
        state.withLock { state in
            state.ended[session] = refusedUntil
            for key in state.tokens.removeValue(forKey: session) ?? [] { state.entries[key] = nil }
        }
    }

    /// Forgets what a login's tokens said, so that the next check reads it anew.
    func forget(_ session: SessionID) {
        state.withLock { state in
            for key in state.tokens.removeValue(forKey: session) ?? [] { state.entries[key] = nil }
        }
    }

    /// Drops what is past its time.
    func sweep() {
        let now = clock.now
        state.withLock { Self.sweep(&$0, at: now) }
    }

    private static func sweep(_ state: inout State, at now: Timestamp) {
        for (key, entry) in state.entries where entry.expiresAt <= now {
            state.entries[key] = nil
            state.tokens[entry.member.session]?.remove(key)
            if state.tokens[entry.member.session]?.isEmpty == true {
                state.tokens[entry.member.session] = nil
            }
        }
        state.ended = state.ended.filter { $0.value > now }
    }
}
