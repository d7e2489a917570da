// SPDX-License-Identifier: Apache-2.0
import Endpoints
import Realtime
import UsersAPI

/// Whom a socket looks at, for whom.
struct Look: Sendable {
    let viewer: UserID
    let users: Set<UserID>
    let socket: SocketHandle
}

/// Who looks at whom, from either side.
struct Looks: Sendable {
    private var looks: [SocketID: Look] = [:]
    private var sockets: [UserID: Set<SocketID>] = [:]

    /// Notes whom a socket looks at. Returns whom it looked at before.
    mutating func set(_ look: Look) -> Set<UserID> {
        let before = end(look.socket.id)
        looks[look.socket.id] = look
        for user in look.users { sockets[user, default: []].insert(look.socket.id) }
        return before
    }

    /// Notes that a socket looks at nobody. Returns whom it looked at before.
    mutating func end(_ socket: SocketID) -> Set<UserID> {
        guard let before = looks.removeValue(forKey: socket)?.users else { return [] }
        for user in before {
            sockets[user]?.remove(socket)
            if sockets[user]?.isEmpty == true { sockets[user] = nil }
        }
        return before
    }

    /// The looks at somebody.
    func at(_ user: UserID) -> [Look] { (sockets[user] ?? []).compactMap { looks[$0] } }

    func isLooking(_ socket: SocketID, at user: UserID) -> Bool {
        looks[socket]?.users.contains(user) == true
    }
}
