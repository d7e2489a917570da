// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import UsersAPI

extension ConnectionsService {
    /// Who follows somebody.
    func followers(_ request: ListFollowers, from caller: Member) async throws -> Page<User> {
        let limit = request.limit ?? .standard
        return try await shown(\.hidesFollowers, of: request.id, to: caller.id, limit: limit) { db in
            try TieListStore(db).page(
                .followers,
                of: request.id,
                for: caller.id,
                after: request.cursor,
                limit: limit
            )
        }
    }

    /// Whom somebody follows.
    func following(_ request: ListFollowing, from caller: Member) async throws -> Page<User> {
        let limit = request.limit ?? .standard
        return try await shown(\.hidesFollowing, of: request.id, to: caller.id, limit: limit) { db in
            try TieListStore(db).page(
                .following,
                of: request.id,
                for: caller.id,
                after: request.cursor,
                limit: limit
            )
        }
    }

    /// Those one follows who follow somebody too.
    func mutuals(_ request: ListMutuals, from caller: Member) async throws -> Page<User> {
        let limit = request.limit ?? .standard
        return try await shown(\.hidesFollowers, of: request.id, to: caller.id, limit: limit) { db in
            try TieListStore(db).mutuals(
                with: request.id,
                for: caller.id,
                after: request.cursor,
                limit: limit
            )
        }
    }

    /// Whom one blocks.
    func blocks(_ request: ListBlocks, from caller: Member) async throws -> Page<User> {
        try await people(try await own(.blocks, caller, request.cursor, request.limit)) { user, _ in user }
    }

    /// Whom one mutes.
    func mutes(_ request: ListMutes, from caller: Member) async throws -> Page<User> {
        try await people(try await own(.mutes, caller, request.cursor, request.limit)) { user, _ in user }
    }

    /// Who asks to follow oneself.
    func requests(_ request: ListFollowRequests, from caller: Member) async throws -> Page<FollowRequest> {
        try await people(
            try await own(.requests, caller, request.cursor, request.limit),
            FollowRequest.init(user:createdAt:)
        )
    }

    /// Whom one asked to follow.
    func sentRequests(
        _ request: ListSentFollowRequests,
        from caller: Member
    ) async throws -> Page<FollowRequest> {
        try await people(
            try await own(.sentRequests, caller, request.cursor, request.limit),
            FollowRequest.init(user:createdAt:)
        )
    }

    /// What was between oneself and somebody.
    func history(
        _ request: ListRelationshipHistory,
        from caller: Member
    ) async throws -> Page<RelationshipEvent> {
        let limit = request.limit ?? .standard
        let step = try request.cursor.map { try $0.field(0, as: Int.self) }
        try await requirePerson(request.id)
        let lines = try await database.read { db in
            guard try !BondStore(db).bond(of: caller.id, with: request.id).theirs.blocks else {
                throw ConnectionsError.userNotFound
            }
            return try HistoryStore(db, between: caller.id, and: request.id)
                .page(seenBy: caller.id, before: step, limit: limit)
        }
        return Page(
            items: lines.prefix(limit.value).map { line in
                RelationshipEvent(line.change, isMine: line.actor == caller.id, at: line.at)
            },
            nextCursor: lines.count > limit.value ? Cursor(lines[limit.value - 1].step) : nil
        )
    }

    // MARK: Suggestions

    /// Whom one may want to follow.
    func suggestions(_ request: ListSuggestions, from caller: Member) async throws -> Page<Suggestion> {
        let limit = request.limit ?? .standard
        let rows = try await database.read { db in
            try SuggestionStore(db).page(for: caller.id, after: request.cursor, limit: limit)
        }
        let page = rows.prefix(limit.value)
        let users = try await profiles(page.map(\.user))
        return Page(
            items: page.compactMap { row in
                users[row.user].map { Suggestion(user: $0, commonCount: row.common) }
            },
            nextCursor: rows.count > limit.value ? page.last?.cursor : nil
        )
    }

    /// Does not want somebody suggested any more.
    func dismiss(_ request: DismissSuggestion, from caller: Member) async throws -> NoReply {
        try await requirePerson(request.id)
        let now = clock.now.wholeMilliseconds
        try await database.write { db in
            let people = PeopleStore(db)
            try people.takeTurns([caller.id, request.id])
            let isGone = try people.hasDeparted(anyOf: [caller.id, request.id])
            guard try !isGone && !BondStore(db).bond(of: caller.id, with: request.id).theirs.blocks else {
                throw ConnectionsError.userNotFound
            }
            try SuggestionStore(db).dismiss(request.id, by: caller.id, at: now)
        }
        return NoReply()
    }

    // MARK: Shared

    /// One page of rows that may be shown, and how long it was to be.
    private typealias Rows = (rows: [Listed], limit: PageLimit)

    /// A page of one of the caller's own lists.
    private func own(
        _ list: TieList,
        _ caller: Member,
        _ cursor: Cursor?,
        _ limit: PageLimit?
    ) async throws -> Rows {
        let limit = limit ?? .standard
        let rows = try await database.read { db in
            try TieListStore(db).page(list, of: caller.id, for: caller.id, after: cursor, limit: limit)
        }
        return (rows, limit)
    }

    /// A page of somebody's list, if they show it to the viewer.
    private func shown(
        _ isHidden: any KeyPath<ConnectionSettings, Bool> & Sendable,
        of person: UserID,
        to viewer: UserID,
        limit: PageLimit,
        _ page: @escaping @Sendable (any SQLConnection) throws -> [Listed]
    ) async throws -> Page<User> {
        try await requirePerson(person)
        let rows = try await database.read { db in
            guard person != viewer else { return try page(db) }
            let bond = try BondStore(db).bond(of: viewer, with: person)
            guard !bond.theirs.blocks else { throw ConnectionsError.userNotFound }
            let settings = try PeopleStore(db).standing(of: person).settings
            let isOpen = !settings.isPrivate || bond.mine.following == .yes
            guard isOpen && !settings[keyPath: isHidden] else { throw ConnectionsError.listHidden }
            return try page(db)
        }
        return try await people((rows, limit)) { user, _ in user }
    }

    /// Rows with the profiles of who is on them. Who is gone is left out, so that a page may be short.
    private func people<Item: Codable & Sendable>(
        _ page: Rows,
        _ item: (User, Timestamp) -> Item
    ) async throws -> Page<Item> {
        let rows = page.rows.prefix(page.limit.value)
        let users = try await profiles(rows.map(\.user))
        return Page(
            items: rows.compactMap { row in users[row.user].map { item($0, row.at) } },
            nextCursor: page.rows.count > page.limit.value ? rows.last?.cursor : nil
        )
    }
}
