// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import UsersAPI

/// Who is connected, from how many sockets, and what they chose to be available for: a pure value.
///
/// Somebody whose last socket is gone counts as connected for a grace period, so that a page that reloads or a phone
/// that changes networks does not make them blink.
struct ConnectionBoard<Socket: Hashable & Sendable>: Sendable {
    private struct Entry {
        var sockets: Set<Socket> = []
        var chosen: Availability
        /// When the last socket went; nil while there is one.
        var leftAt: Timestamp?
    }

    private var entries: [UserID: Entry] = [:]

    /// A socket came. True when this made them visible.
    mutating func connect(_ socket: Socket, of user: UserID, chosen: Availability) -> Bool {
        let before = status(of: user)
        entries[user, default: Entry(chosen: chosen)].sockets.insert(socket)
        entries[user]?.chosen = chosen
        entries[user]?.leftAt = nil
        return status(of: user) != before
    }

    /// A socket went. True when it was the last, and the grace period begins.
    mutating func disconnect(_ socket: Socket, of user: UserID, at time: Timestamp) -> Bool {
        guard entries[user]?.sockets.remove(socket) != nil, entries[user]?.sockets.isEmpty == true else {
            return false
        }
        entries[user]?.leftAt = time
        return true
    }

    /// Ends grace periods that began before `time`, and says whose.
    mutating func expire(before time: Timestamp) -> [UserID] {
        let gone = entries.filter { $0.value.leftAt.map { $0 <= time } ?? false }.map(\.key)
        for user in gone { entries[user] = nil }
        return gone
    }

    /// Somebody chose another availability. True when others see a difference.
    mutating func choose(_ chosen: Availability, for user: UserID) -> Bool {
        let before = status(of: user)
        entries[user]?.chosen = chosen
        return status(of: user) != before
    }

    /// Somebody is gone for good.
    mutating func forget(_ user: UserID) { entries[user] = nil }

    /// What others see: OFFLINE without a connection, else what they chose.
    func status(of user: UserID) -> Availability { entries[user]?.chosen ?? .offline }
}
