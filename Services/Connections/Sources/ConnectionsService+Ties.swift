// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints

extension ConnectionsService {
    /// What is between a viewer and some others, for other services.
    func ties(_ request: GetTies, from caller: Caller) async throws -> [Tie] {
        let (viewer, others) = (request.body.viewer, request.body.others)
        guard others.count <= GetTies.most else {
            throw Failure.invalid("others", "Must have at most \(GetTies.most) people.")
        }
        let (bonds, settings, hiddenOnes) = try await database.read { db in
            (
                try BondStore(db).bonds(of: viewer, with: others),
                try PeopleStore(db).reserved(among: others),
                try PeopleStore(db).hiddenOnes(among: others)
            )
        }
        return others.map { other in
            let bond = bonds[other] ?? Bond()
            let settings = settings[other] ?? .standard
            return Tie(
                user: other,
                viewerFollows: bond.mine.following == .yes,
                followsViewer: bond.theirs.following == .yes,
                viewerBlocks: bond.mine.blocks,
                blocksViewer: bond.theirs.blocks || hiddenOnes.contains(other),
                viewerMutes: bond.mine.mutes,
                isPrivate: settings.isPrivate,
                hidesFollowers: settings.hidesFollowers,
                hidesFollowing: settings.hidesFollowing
            )
        }
    }

    /// A person's counts and what is between them and a viewer, for other services.
    func summary(_ request: GetFollowSummary, from caller: Caller) async throws -> FollowSummary {
        let (person, viewer) = (request.body.user, request.body.viewer)
        return try await database.read { db in
            let standing = try PeopleStore(db).standing(of: person)
            let bond = person == viewer ? Bond() : try BondStore(db).bond(of: viewer, with: person)
            return FollowSummary(
                followerCount: standing.followers,
                followingCount: standing.following,
                isPrivate: standing.settings.isPrivate,
                relationship: bond.relationship,
                blocksViewer: bond.theirs.blocks
            )
        }
    }

    /// Who follows somebody, by id, for other services.
    func followerIDs(_ request: ListFollowerIDs, from caller: Caller) async throws -> UserIDPage {
        try await ids(.followers, request.body)
    }

    /// Whom somebody follows, by id, for other services.
    func followingIDs(_ request: ListFollowingIDs, from caller: Caller) async throws -> UserIDPage {
        try await ids(.following, request.body)
    }

    private func ids(_ list: TieList, _ range: UserIDRange) async throws -> UserIDPage {
        guard (1...UserIDRange.most).contains(range.limit) else {
            throw Failure.invalid("limit", "Must be from 1 to \(UserIDRange.most).")
        }
        let rows = try await database.read { db in
            try TieListStore(db).ids(list, of: range.user, after: range.after, limit: range.limit)
        }
        let page = Array(rows.prefix(range.limit))
        return UserIDPage(ids: page, next: rows.count > range.limit ? page.last : nil)
    }

    /// What is wrong with the counters, for `roost doctor`.
    func findings() async throws -> [String] {
        try await database.read { db in
            try PeopleStore(db).miscounted().map { "The counters of connections of \($0) are wrong." }
        }
    }
}
