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
    let database: any ServiceDatabase
    private let peers: Peers
    private let sockets: any SocketRooms
    private let clock: any WallClock
    private let sight: PresenceSight
    private let board = Mutex(ConnectionBoard<SocketID>())
    private let looks = Mutex(Looks())

    init(_ platform: Platform) {
        database = platform.database
        peers = platform.peers
        sockets = platform.sockets
        clock = platform.clock
        sight = PresenceSight(peers: platform.peers, clock: platform.clock)
    }

    /// Whether some people are there.
    func presence(_ request: GetPresence, from caller: Member) async throws -> Page<PresenceState> {
        let users = request.userIds.ids
        let hidden = try await sight.hidden(users, from: caller.id)
        return Page(items: try await states(of: users, hiding: hidden))
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

    // MARK: Sockets

    /// Watches some people, and no longer the ones before.
    ///
    /// It is asked who may look before the rooms are joined, and once more afterwards: a block or a choice that came in
    /// between found the socket outside.
    func watch(
        _ users: [UserID],
        by viewer: Member,
        on socket: SocketHandle
    ) async throws -> Page<PresenceState> {
        let wanted = Set(users)
        let before = looks.withLock { $0.set(Look(viewer: viewer.id, users: wanted, socket: socket)) }
        for user in before.subtracting(wanted) { socket.leave(Room.presence(user).description) }
        do {
            let closed = try await sight.hidden(users, from: viewer.id)
            for user in closed { socket.leave(Room.presence(user).description) }
            for user in wanted.subtracting(closed) { socket.join(Room.presence(user).description) }
            let hidden = try await sight.hidden(users, from: viewer.id)
            for user in hidden { socket.leave(Room.presence(user).description) }
            return Page(items: try await states(of: users, hiding: hidden))
        } catch {
            // Who may look is not known: so nobody.
            for user in wanted { socket.leave(Room.presence(user).description) }
            throw error
        }
    }

    func arrived(_ member: Member, _ socket: SocketHandle) async throws -> [Room] {
        let chosen =
            try await peers.call(GetProfiles(ids: [member.id], asOwners: true)).first?.status ?? .online
        if board.withLock({ $0.connect(socket.id, of: member.id, chosen: chosen) }) { tell(member.id) }
        return []
    }

    func departed(_ member: Member, _ socket: SocketHandle) async {
        _ = looks.withLock { $0.end(socket.id) }
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

    /// Somebody chose anew whom their presence is for: whoever no longer may looks away, whoever may again looks on.
    func chose(_ event: ProfilePrivacyChanged) async throws {
        // To whom it is no longer shown they have gone.
        if event.privacy.presence != .everybody { tell(event.user, .offline, in: .presence(event.user)) }
        sockets.leave(.presence(event.user), from: .presence(event.user))
        _ = try await reconsider(event.user) { _ in true }
        tell(event.user)
    }

    /// Drops whom somebody's presence was for.
    func forgetChoice(of user: UserID) { sight.invalidate(user) }

    /// Who no longer follows no longer sees what is for followers.
    func followEnded(_ event: FollowEnded) async throws {
        let looking = looks.withLock { $0.at(event.followee) }
        guard looking.contains(where: { $0.viewer == event.follower }) else { return }
        sockets.leave(.user(event.follower), from: .presence(event.followee))
        let admitted = try await reconsider(event.followee) { $0 == event.follower }
        guard !admitted.contains(event.follower) else { return }
        tell(event.followee, .offline, in: .user(event.follower))
    }

    /// Who follows sees what is for followers, and need not ask again for whom they look at already.
    func followStarted(_ event: FollowStarted) async throws {
        _ = try await reconsider(event.followee) { $0 == event.follower }
    }

    /// Lets those who look at somebody hear of them, where they may: of a person's viewers those that are meant. Returns
    /// who may.
    private func reconsider(_ user: UserID, _ isMeant: (UserID) -> Bool) async throws -> Set<UserID> {
        let looking = looks.withLock { $0.at(user) }.filter { isMeant($0.viewer) }
        guard !looking.isEmpty else { return [] }
        let admitted = try await sight.admitted(Set(looking.map(\.viewer)), to: user)
        for look in looking where admitted.contains(look.viewer) {
            // It may look elsewhere by now.
            looks.withLock { looks in
                if looks.isLooking(look.socket.id, at: user) {
                    look.socket.join(Room.presence(user).description)
                }
            }
        }
        return admitted
    }

    private func tell(_ user: UserID) {
        tell(user, board.withLock { $0.status(of: user) }, in: .presence(user))
    }

    private func tell(_ user: UserID, _ status: Availability, in room: Room) {
        // Encoding two plain fields does not fail.
        try? sockets.broadcast("user:status", Status(userId: user, status: status), to: room)
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
