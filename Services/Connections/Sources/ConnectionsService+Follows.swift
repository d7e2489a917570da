// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import UsersAPI

extension ConnectionsService {
    /// Follows somebody, or asks to where the account is private.
    func follow(_ request: FollowUser, from caller: Member) async throws -> NoReply {
        try await begin(with: request.id, from: caller) { people in
            .follow(asksFirst: try people.standing(of: request.id).settings.isPrivate)
        }
    }

    /// Unfollows somebody, or takes the request back.
    func unfollow(_ request: UnfollowUser, from caller: Member) async throws -> NoReply {
        try await end(.unfollow, with: request.id, from: caller)
    }

    /// Takes a follower off.
    func removeFollower(_ request: RemoveFollower, from caller: Member) async throws -> NoReply {
        try await end(.removeFollower, with: request.id, from: caller)
    }

    /// Lets somebody follow who asked to.
    func accept(_ request: AcceptFollowRequest, from caller: Member) async throws -> NoReply {
        guard request.id != caller.id else { throw ConnectionsError.requestNotFound }
        do {
            return try await change(between: caller.id, and: request.id) { _ in .accept }
        } catch ConnectionsError.userNotFound {
            throw ConnectionsError.requestNotFound
        }
    }

    /// Does not let somebody follow who asked to.
    func decline(_ request: DeclineFollowRequest, from caller: Member) async throws -> NoReply {
        try await end(.decline, with: request.id, from: caller)
    }

    // MARK: Blocks and mutes

    /// Blocks somebody. Whoever exists can be blocked, also who blocks the caller: safety comes before the secret
    /// that they do.
    func block(_ request: BlockUser, from caller: Member) async throws -> NoReply {
        try await begin(with: request.id, from: caller) { _ in .block }
    }

    /// Unblocks somebody.
    func unblock(_ request: UnblockUser, from caller: Member) async throws -> NoReply {
        try await end(.unblock, with: request.id, from: caller)
    }

    /// Mutes somebody.
    func mute(_ request: MuteUser, from caller: Member) async throws -> NoReply {
        try await begin(with: request.id, from: caller) { _ in .mute }
    }

    /// Unmutes somebody.
    func unmute(_ request: UnmuteUser, from caller: Member) async throws -> NoReply {
        try await end(.unmute, with: request.id, from: caller)
    }

    // MARK: Settings

    /// One's settings.
    func settings(_ request: GetConnectionSettings, from caller: Member) async throws -> ConnectionSettings {
        try await database.read { db in try PeopleStore(db).standing(of: caller.id).settings }
    }

    /// Changes one's settings. Requests that are open stay open, to be answered one by one.
    func updateSettings(
        _ request: UpdateConnectionSettings,
        from caller: Member
    ) async throws -> ConnectionSettings {
        let now = clock.now.wholeMilliseconds
        let changes = request.body
        return try await database.write { db in
            let people = PeopleStore(db)
            try people.takeTurns([caller.id])
            guard try !people.hasDeparted(anyOf: [caller.id]) else { throw ConnectionsError.userNotFound }
            var settings = try people.standing(of: caller.id).settings
            if let isPrivate = changes.isPrivate { settings.isPrivate = isPrivate }
            if let hides = changes.hidesFollowers { settings.hidesFollowers = hides }
            if let hides = changes.hidesFollowing { settings.hidesFollowing = hides }
            if let hides = changes.hidesFromSuggestions { settings.hidesFromSuggestions = hides }
            try Self.replace(settings, of: caller.id, at: now, db)
            return settings
        }
    }

    /// Stores somebody's settings, and says so when it became another question who may follow them.
    static func replace(
        _ settings: ConnectionSettings,
        of person: UserID,
        at time: Timestamp,
        _ db: any SQLConnection
    ) throws {
        let people = PeopleStore(db)
        let before = try people.standing(of: person).settings
        guard settings != before else { return }
        try people.ensure([person])
        try people.set(settings, of: person)
        guard settings.isPrivate != before.isPrivate else { return }
        try db.publish(FollowPrivacyChanged(user: person, isPrivate: settings.isPrivate, at: time))
    }
}
