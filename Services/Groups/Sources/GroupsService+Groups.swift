// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import UsersAPI

extension GroupsService {
    /// Founds a group.
    func create(_ request: CreateGroup, from caller: Member) async throws -> Group {
        let draft = request.body
        let now = clock.now.wholeMilliseconds
        let group = GroupRecord(
            id: GroupID(at: now),
            slug: draft.slug,
            name: draft.name.text,
            description: draft.description?.text ?? "",
            rules: draft.rules?.rules.map(\.text) ?? [],
            kind: draft.kind,
            avatarUrl: draft.avatarUrl.flatMap { $0.text.isEmpty ? nil : $0.text },
            createdAt: now
        )
        let hasChat = draft.hasChat ?? false
        try await refusingTakenSlug {
            try await database.write { db in
                try PeopleStore(db).takeTurns(group.id, [caller.id])
                guard try !PeopleStore(db).hasDeparted(anyOf: [caller.id]) else {
                    throw GroupsError.userNotFound
                }
                try Self.found(group, by: caller.id, hasChat: hasChat, db)
            }
        }
        return try await self.group(group.id, for: caller.id)
    }

    /// Writes a new group with its owner.
    static func found(
        _ group: GroupRecord,
        by owner: UserID,
        hasChat: Bool,
        _ db: any SQLConnection
    ) throws {
        guard try GroupStore(db).id(of: group.slug) == nil else { throw GroupsError.slugTaken }
        try GroupStore(db).insert(group)
        var desk = Desk(db: db, at: group.createdAt, group: group)
        try db.publish(GroupCreated(group.facts, owner: owner))
        try desk.admit(owner, as: .owner, by: .founded)
        if hasChat { try desk.openChat() }
    }

    /// Two who take one address at once both find it free; the index lets one of them have it.
    private func refusingTakenSlug(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as DatabaseError where error.kind == .uniqueViolation {
            throw GroupsError.slugTaken
        }
    }

    /// One group.
    func group(_ request: GetGroup, from caller: Member) async throws -> Group {
        try await group(request.id, for: caller.id)
    }

    /// One group by its address.
    func group(_ request: GetGroupBySlug, from caller: Member) async throws -> Group {
        let id = try await database.read { db in try GroupStore(db).id(of: request.slug) }
        guard let id else { throw GroupsError.groupNotFound }
        return try await group(id, for: caller.id)
    }

    /// Changes a group.
    func update(_ request: UpdateGroup, from caller: Member) async throws -> Group {
        let changes = request.body
        try await refusingTakenSlug {
            try await change(request.id, about: [caller.id]) { desk in
                if changes.slug != nil || changes.kind != nil {
                    _ = try desk.owner(caller.id)
                } else {
                    _ = try desk.moderator(caller.id)
                }
                let old = desk.group
                let changed = Self.apply(changes, to: &desk.group)
                guard desk.group != old else { return }
                if desk.group.slug != old.slug {
                    guard try GroupStore(desk.db).id(of: desk.group.slug) == nil else {
                        throw GroupsError.slugTaken
                    }
                }
                try GroupStore(desk.db).update(desk.group)
                try desk.log(.updated, by: caller.id, changed.joined(separator: ", "))
                try desk.db.publish(GroupUpdated(desk.group.facts, formerKind: old.kind, by: caller.id))
            }
        }
        return try await group(request.id, for: caller.id)
    }

    /// Changes what is named, and says which fields are different now.
    private static func apply(_ changes: UpdateGroup.Changes, to group: inout GroupRecord) -> [String] {
        let old = group
        if let name = changes.name { group.name = name.text }
        if let slug = changes.slug { group.slug = slug }
        if let description = changes.description { group.description = description.text }
        if let rules = changes.rules { group.rules = rules.rules.map(\.text) }
        if let kind = changes.kind { group.kind = kind }
        if let avatar = changes.avatarUrl { group.avatarUrl = avatar.text.isEmpty ? nil : avatar.text }
        return [
            ("name", group.name != old.name), ("slug", group.slug != old.slug),
            ("description", group.description != old.description), ("rules", group.rules != old.rules),
            ("kind", group.kind != old.kind), ("avatarUrl", group.avatarUrl != old.avatarUrl),
        ].filter(\.1).map(\.0)
    }

    /// Deletes a group.
    func delete(_ request: DeleteGroup, from caller: Member) async throws -> NoReply {
        try await change(request.id, about: [caller.id]) { desk in
            _ = try desk.owner(caller.id)
            try desk.delete()
        }
        return NoReply()
    }

    /// Gives a group its chat.
    func openChat(_ request: OpenGroupChat, from caller: Member) async throws -> Group {
        try await change(request.id, about: [caller.id]) { desk in
            _ = try desk.moderator(caller.id)
            guard desk.group.chat == nil else { return }
            try desk.openChat()
            try desk.log(.chatOpened, by: caller.id)
        }
        return try await group(request.id, for: caller.id)
    }

    /// The groups that everybody may find.
    func groups(_ request: ListGroups, from caller: Member) async throws -> Page<Group> {
        let listing = GroupListing(request)
        let now = clock.now
        let rows = try await database.read { db in
            try GroupStore(db).page(listing, for: caller.id, at: now)
        }
        let page = RowPage(rows, limit: listing.limit) { listing.cursor(after: $0.group) }
        return Page(items: page.rows.map(\.shown), nextCursor: page.next)
    }

    /// The groups somebody is in.
    func groups(_ request: ListMyGroups, from caller: Member) async throws -> Page<Group> {
        let limit = request.limit ?? .standard
        let now = clock.now
        let rows = try await database.read { db in
            try GroupStore(db).page(of: caller.id, after: request.cursor, limit: limit, at: now)
        }
        let page = RowPage(rows, limit: limit) { view in
            Cursor(view.membership.joinedAt?.microseconds ?? 0, view.group.id)
        }
        return Page(items: page.rows.map(\.shown), nextCursor: page.next)
    }

    /// What was done by those who look after a group.
    func log(_ request: ListGroupLog, from caller: Member) async throws -> Page<GroupLogEntry> {
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: Int.self)
        let rows = try await readAsModerator(request.id, caller) { db, _ in
            try LogStore(db).page(of: request.id, before: before, limit: limit)
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.number) }
        let users = try await profiles(page.rows.flatMap { [$0.actor] + ($0.person.map { [$0] } ?? []) })
        let entries = page.rows.map { row in
            GroupLogEntry(
                id: row.id,
                action: row.action,
                actor: users[row.actor] ?? .deleted(row.actor),
                person: row.person.map { users[$0] ?? .deleted($0) },
                subjectId: row.subject,
                detail: row.detail,
                at: row.at
            )
        }
        return Page(items: entries, nextCursor: page.next)
    }
}
