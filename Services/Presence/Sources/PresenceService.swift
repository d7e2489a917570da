// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import PresenceAPI
import Realtime
import Synchronization
import UsersAPI

/// The limits of Presence.
enum PresenceLimits {
    /// The most people one socket may watch.
    static let watched = 500
    /// How long somebody without a socket still counts as connected.
    static let grace: Duration = .seconds(5)
}

/// Who is there, told to those who look at them and to nobody else.
///
/// A socket names the people on its screen and joins a room for each; a change goes to that person's room. The cost
/// follows what is looked at, not how many members know each other.
final class PresenceService: Sendable {
    private let database: any ServiceDatabase
    private let peers: Peers
    private let sockets: any SocketRooms
    private let clock: any WallClock
    private let board = Mutex(ConnectionBoard<SocketID>())
    private let watched = Mutex<[SocketID: Set<UserID>]>([:])

    init(_ platform: Platform) {
        database = platform.database
        peers = platform.peers
        sockets = platform.sockets
        clock = platform.clock
    }

    /// Whether some people are there.
    func presence(_ request: GetPresence, from caller: Member) async throws -> Page<PresenceState> {
        let users = request.userIds.ids
        return Page(items: try await states(of: users, hiding: try await hidden(users, from: caller)))
    }

    /// Whether people are there; the hidden ones look as if they had never been.
    private func states(of users: [UserID], hiding hidden: Set<UserID>) async throws -> [PresenceState] {
        let seen = users.filter { !hidden.contains($0) }
        let lastSeen = try await database.read { db in try ActivityStore(db).lastSeen(seen) }
        return board.withLock { board in
            users.map { user in
                let status = hidden.contains(user) ? .offline : board.status(of: user)
                return PresenceState(userId: user, status: status, lastSeenAt: lastSeen[user])
            }
        }
    }

    /// Those of some people of whom the viewer blocks one or is blocked by; nobody on a site without connections.
    private func hidden(_ users: [UserID], from viewer: Member) async throws -> Set<UserID> {
        guard !users.isEmpty, let ties = try await peers.ask(GetTies(of: viewer.id, with: users)) else {
            return []
        }
        return Set(ties.lazy.filter(\.isCut).map(\.user))
    }

    // MARK: Sockets

    /// Watches some people, and no longer the ones before.
    ///
    /// The rooms are joined before the blocks are asked for: a block that comes in between takes the sockets out of
    /// them again.
    func watch(
        _ users: [UserID],
        by viewer: Member,
        on socket: SocketHandle
    ) async throws -> Page<PresenceState> {
        let wanted = Set(users)
        let before = watched.withLock { watched in
            defer { watched[socket.id] = wanted }
            return watched[socket.id] ?? []
        }
        for user in before.subtracting(wanted) { socket.leave(Room.presence(user).description) }
        for user in wanted.subtracting(before) { socket.join(Room.presence(user).description) }
        let hidden = try await hidden(users, from: viewer)
        for user in hidden { socket.leave(Room.presence(user).description) }
        return Page(items: try await states(of: users, hiding: hidden))
    }

    func arrived(_ member: Member, _ socket: SocketHandle) async throws -> [Room] {
        let chosen = try await peers.call(GetProfiles(ids: [member.id])).first?.status ?? .online
        if board.withLock({ $0.connect(socket.id, of: member.id, chosen: chosen) }) { tell(member.id) }
        return []
    }

    func departed(_ member: Member, _ socket: SocketHandle) async {
        watched.withLock { $0[socket.id] = nil }
        let now = clock.now
        _ = board.withLock { $0.disconnect(socket.id, of: member.id, at: now) }
    }

    /// Ends the grace periods that are over.
    func expire() async throws {
        let now = clock.now
        let gone = board.withLock { $0.expire(before: now - PresenceLimits.grace) }
        guard !gone.isEmpty else { return }
        try await database.write { db in
            for user in gone { try ActivityStore(db).see(user, at: now) }
        }
        for user in gone {
            tell(user)
            try sockets.broadcast("user:last-seen", LastSeen(userId: user, at: now), to: .presence(user))
        }
    }

    /// Chooses what one is available for; the change comes back as `user.updated`.
    func choose(_ status: Availability, _ member: Member) async throws -> NoReply {
        _ = try await peers.call(
            UpdateUser(member.id, UpdateUser.Changes(status: status)),
            as: Caller(member: member)
        )
        return NoReply()
    }

    // MARK: Events

    func updated(_ event: UserUpdated) {
        if board.withLock({ $0.choose(event.status, for: event.user) }) { tell(event.user) }
    }

    func deleted(_ event: UserDeleted) {
        board.withLock { $0.forget(event.user) }
        tell(event.user)
    }

    /// Neither of two people looks at the other any more once one blocks.
    func blocked(_ event: BlockStarted) {
        sockets.leave(.user(event.blocker), from: .presence(event.blocked))
        sockets.leave(.user(event.blocked), from: .presence(event.blocker))
    }

    private func tell(_ user: UserID) {
        let status = board.withLock { $0.status(of: user) }
        // Encoding two plain fields does not fail.
        try? sockets.broadcast("user:status", Status(userId: user, status: status), to: .presence(user))
    }
}

extension Room {
    /// The sockets that look at somebody.
    static func presence(_ user: UserID) -> Room { Room("presence:" + user.description) }
}

private struct Status: Encodable, Sendable {
    let userId: UserID
    let status: Availability
}

private struct LastSeen: Encodable, Sendable {
    let userId: UserID
    let at: Timestamp
}
