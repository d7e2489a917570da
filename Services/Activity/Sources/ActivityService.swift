// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import UsersAPI
import UsersClient

/// What the verbs of Activity share.
struct ActivityService: Sendable {
    let database: any ServiceDatabase
    let clock: any WallClock
    let witnesses: Witnesses
    /// How long entries live.
    let life: Duration

    /// What those one follows did.
    func circle(_ request: ListActivity, from caller: Member) async throws -> Page<ActivityEntry> {
        let viewer = caller.id
        let before = try request.cursor?.field(0, as: ActivityID.self) ?? .end
        try await fill(viewer)
        return try await page(
            Wanted(timeline: .circle, viewer: viewer, before: before, limit: request.limit ?? .standard)
        ) { db, before, floor, limit in
            try EntryStore(db).circle(of: viewer, before: before, above: floor, limit: limit)
        }
    }

    /// What one person did, as far as they show it to the caller.
    func person(_ request: ListUserActivity, from caller: Member) async throws -> Page<ActivityEntry> {
        let (viewer, person) = (caller.id, request.id)
        let before = try request.cursor?.field(0, as: ActivityID.self) ?? .end
        let tie = try await witnesses.ties(of: viewer, with: [person])[person] ?? Tie(user: person)
        guard !tie.isCut, try await !witnesses.directory.existing([person]).isEmpty else {
            throw ActivityError.userNotFound(person)
        }
        // Not even a cursor: it would say when a private account did something.
        if person != viewer, tie.isPrivate, !tie.viewerFollows { return Page(items: []) }
        return try await page(
            Wanted(
                timeline: .person(person),
                viewer: viewer,
                before: before,
                limit: request.limit ?? .standard
            )
        ) { db, before, floor, limit in
            let audience: ActivityAudience = tie.viewerFollows ? .followers : .everyone
            let kept = person == viewer ? 0 : try PeopleStore(db).kept(by: person, from: audience)
            return try EntryStore(db).entries(
                of: person,
                keeping: kept,
                before: before,
                above: floor,
                limit: limit
            )
        }
    }

    /// Takes an entry of one's own away.
    func delete(_ request: DeleteActivity, from caller: Member) async throws -> NoReply {
        try await database.write { db in
            guard try EntryStore(db).drop(request.id, of: caller.id) else {
                throw ActivityError.activityNotFound(request.id)
            }
        }
        return NoReply()
    }

    // MARK: Pages

    /// Which page is wanted.
    private struct Wanted {
        let timeline: Timeline
        let viewer: UserID
        let before: ActivityID
        let limit: PageLimit
    }

    private typealias Portion =
        @Sendable (any SQLConnection, ActivityID, ActivityID, Int) throws -> [EntryRow]

    /// Reads portions until the page is full or there is nothing more. When the viewer may see little of what is read,
    /// it ends early, with a cursor.
    private func page(_ wanted: Wanted, _ read: @escaping Portion) async throws -> Page<ActivityEntry> {
        let floor = ActivityID(floor: clock.now - life)
        let isOwn = wanted.timeline == .person(wanted.viewer)
        var page = PageBuilder(limit: wanted.limit.value, groups: !isOwn)
        for _ in 0..<ActivityLimits.rounds {
            let before = page.place ?? wanted.before
            let rows = try await database.read { db in
                try read(db, before, floor, ActivityLimits.portion)
            }
            let sight = try await witnesses.sight(of: wanted.viewer, on: rows, in: wanted.timeline)
            for row in rows { page.take(row, sight.entry(row)) }
            if page.isFull || rows.count < ActivityLimits.portion {
                return page.page(isEnd: rows.count < ActivityLimits.portion)
            }
        }
        return page.page(isEnd: false)
    }

    // MARK: Ties

    /// Learns whom somebody follows since before it was told here: on a site that had people before it had this
    /// module, once for each of them.
    private func fill(_ user: UserID) async throws {
        guard try await !database.read({ db in try PeopleStore(db).isFilled(user) }) else { return }
        var after: UserID?
        repeat {
            guard let page = try await witnesses.peers.ask(ListFollowingIDs(of: user, after: after)) else {
                return
            }
            for start in stride(from: 0, to: page.ids.count, by: ActivityLimits.sweep) {
                let part = Array(page.ids[start..<min(start + ActivityLimits.sweep, page.ids.count)])
                try await database.write { db in try TieStore(db).fill(user, following: part) }
            }
            after = page.next
        } while after != nil
        try await database.write { db in try PeopleStore(db).setFilled(user) }
    }
}
