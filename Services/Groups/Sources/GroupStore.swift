// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import GroupsAPI
import UsersAPI

/// SQL for `groups.groups`, and for what one person has to do with them. Lives only inside a `read` or `write` block.
struct GroupStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let columns: SQLQuery = """
        g.id, g.slug, g.name, g.description, g.rules, g.kind, g.avatar_url, g.chat_id, g.member_count, g.created_at
        """

    // MARK: Writing

    func insert(_ group: GroupRecord) throws {
        try db.run(
            """
            INSERT INTO groups.groups (id, slug, name, folded_name, description, rules, kind, avatar_url, chat_id,
                created_at)
            VALUES (\(group.id), \(group.slug.text), \(group.name), \(group.foldedName), \(group.description),
                \(group.rules.joined(separator: "\n")), \(group.kind.rawValue), \(group.avatarUrl), \(group.chat),
                \(group.createdAt))
            """
        )
    }

    func update(_ group: GroupRecord) throws {
        try db.run(
            """
            UPDATE groups.groups SET slug = \(group.slug.text), name = \(group.name),
                folded_name = \(group.foldedName), description = \(group.description),
                rules = \(group.rules.joined(separator: "\n")), kind = \(group.kind.rawValue),
                avatar_url = \(group.avatarUrl), chat_id = \(group.chat)
            WHERE id = \(group.id)
            """
        )
    }

    func delete(_ id: GroupID) throws { try db.run("DELETE FROM groups.groups WHERE id = \(id)") }

    /// Counts one more or less of something; one more only as long as there are fewer than there may be.
    func add(_ change: Int, to tally: GroupTally, of id: GroupID, most: Int? = nil) throws {
        let bound: SQLQuery = change > 0 ? "AND \(tally.column) < \(most ?? tally.most)" : ""
        let changed = try db.run(
            """
            UPDATE groups.groups SET \(tally.column) = \(tally.column) + \(change) WHERE id = \(id) \(bound)
            """
        )
        guard changed > 0 || change < 0 else { throw GroupsError.full(tally) }
    }

    /// The number of the next change about one person in a group.
    func nextStep(of id: GroupID) throws -> Int {
        let step: Int? = try db.first(
            "UPDATE groups.groups SET step = step + 1 WHERE id = \(id) RETURNING step"
        ) { try $0[0] }
        guard let step else { throw GroupsError.groupNotFound }
        return step
    }

    // MARK: Reading

    func id(of slug: GroupSlug) throws -> GroupID? {
        try db.first("SELECT id FROM groups.groups WHERE slug = \(slug.text)") { try $0[0] }
    }

    func record(_ id: GroupID) throws -> GroupRecord? {
        try db.first("SELECT \(Self.columns) FROM groups.groups g WHERE g.id = \(id)", Self.record)
    }

    /// One group as somebody sees it, also one that they may not know of.
    func view(_ id: GroupID, for viewer: UserID, at now: Timestamp) throws -> GroupView? {
        try views("WHERE g.id = \(id)", for: viewer, at: now).first
    }

    /// Some groups as somebody sees them, also those that they may not know of.
    func views(_ ids: [GroupID], for viewer: UserID, at now: Timestamp) throws -> [GroupView] {
        guard !ids.isEmpty else { return [] }
        return try views("WHERE g.id IN \(list: ids)", for: viewer, at: now)
    }

    /// A page of the groups that everybody may find.
    func page(_ list: GroupListing, for viewer: UserID, at now: Timestamp) throws -> [GroupView] {
        try views(try list.query, for: viewer, at: now)
    }

    /// A page of the groups somebody is in, the latest joined first.
    func page(
        of member: UserID,
        after cursor: Cursor?,
        limit: PageLimit,
        at now: Timestamp
    ) throws -> [GroupView] {
        var older: SQLQuery = ""
        if let cursor {
            let time = Timestamp(microseconds: try cursor.field(0, as: Int64.self))
            older = "AND (m.joined_at, m.group_id) < (\(time), \(try cursor.field(1, as: GroupID.self)))"
        }
        return try views(
            """
            WHERE m.user_id = \(member) \(older)
            ORDER BY m.joined_at DESC, m.group_id DESC LIMIT \(limit.value + 1)
            """,
            for: member,
            at: now
        )
    }

    private func views(_ rest: SQLQuery, for viewer: UserID, at now: Timestamp) throws -> [GroupView] {
        try db.all(
            """
            SELECT \(Self.columns), m.role, m.joined_at, m.shows_in_home, r.at, i.at, b.at FROM groups.groups g
            LEFT JOIN groups.members m ON m.group_id = g.id AND m.user_id = \(viewer)
            LEFT JOIN groups.requests r ON r.group_id = g.id AND r.user_id = \(viewer)
            LEFT JOIN groups.invitations i ON i.group_id = g.id AND i.user_id = \(viewer)
                AND i.expires_at > \(now)
            LEFT JOIN groups.bans b ON b.group_id = g.id AND b.user_id = \(viewer)
                AND (b.until IS NULL OR b.until > \(now))
            \(rest)
            """,
            Self.view
        )
    }

    private static func view(_ row: SQLRow) throws -> GroupView {
        let role: String? = try row[10]
        let showsInHome: Bool? = try row[12]
        let (requested, invited, banned): (Timestamp?, Timestamp?, Timestamp?) = (
            try row[13], try row[14], try row[15]
        )
        let membership = GroupMembership(
            role: role.map { GroupRole(rawValue: $0) ?? .member },
            joinedAt: try row[11],
            showsInHome: showsInHome ?? false,
            hasRequested: requested != nil,
            isInvited: invited != nil,
            isBanned: banned != nil
        )
        return GroupView(group: try record(row), membership: membership)
    }

    private static func record(_ row: SQLRow) throws -> GroupRecord {
        let rules: String = try row[4]
        return GroupRecord(
            id: try row[0],
            slug: GroupSlug(trusted: try row[1]),
            name: try row[2],
            description: try row[3],
            rules: rules.isEmpty ? [] : rules.split(separator: "\n").map(String.init),
            // What cannot be read is shown to the fewest.
            kind: GroupKind(rawValue: try row[5]) ?? .hidden,
            avatarUrl: try row[6],
            chat: try row[7],
            memberCount: try row[8],
            createdAt: try row[9]
        )
    }

    // MARK: Recount

    /// Groups whose counters are not what a count of the rows gives, or that have no owner. Reads everything: for
    /// `roost doctor` alone.
    func miscounted() throws -> [GroupID] {
        let differences = GroupTally.allCases.map { tally -> SQLQuery in
            "g.\(tally.column) <> \(tally.recount)"
        }
        return try db.all(
            """
            SELECT g.id FROM groups.groups g WHERE \(differences.joined(separator: " OR "))
                OR NOT EXISTS (
                    SELECT 1 FROM groups.members t WHERE t.group_id = g.id AND t.role = 'OWNER'
                )
            ORDER BY g.id LIMIT \(GroupsLimits.findings)
            """
        ) { try $0[0] }
    }
}

/// Which of the groups that everybody may find are asked for, and in which order.
struct GroupListing: Sendable {
    let prefix: String?
    let kind: GroupKind?
    let order: GroupOrder
    let cursor: Cursor?
    let limit: PageLimit

    init(_ request: ListGroups) {
        prefix = request.prefix.map { GroupRecord.fold($0.text) }
        kind = request.kind
        order = request.order ?? (request.prefix == nil ? .size : .name)
        cursor = request.cursor
        limit = request.limit ?? .standard
    }

    /// Where the page after a group begins.
    func cursor(after group: GroupRecord) -> Cursor {
        switch order {
        case .size: Cursor(group.memberCount, group.id)
        case .newest: Cursor(group.id)
        case .name: Cursor(group.foldedName, group.id)
        }
    }

    fileprivate var query: SQLQuery {
        get throws {
            let ofKind: SQLQuery = kind.map { "AND g.kind = \($0.rawValue)" } ?? ""
            // The condition as the indexes say it.
            return """
                WHERE g.kind <> 'HIDDEN' \(ofKind) \(begins) \(try later)
                ORDER BY \(sorting) LIMIT \(limit.value + 1)
                """
        }
    }

    /// A prefix as a range: from the text itself to the text followed by the last code point.
    private var begins: SQLQuery {
        guard let prefix else { return "" }
        let end = prefix + "\u{10FFFF}"
        return """
            AND (g.folded_name >= \(prefix) AND g.folded_name < \(end) OR g.slug >= \(prefix) AND g.slug < \(end))
            """
    }

    private var sorting: SQLQuery {
        switch order {
        case .size: "g.member_count DESC, g.id DESC"
        case .newest: "g.id DESC"
        case .name: "g.folded_name, g.id"
        }
    }

    private var later: SQLQuery {
        get throws {
            guard let cursor else { return "" }
            switch order {
            case .size:
                let size = try cursor.field(0, as: Int.self)
                return "AND (g.member_count, g.id) < (\(size), \(try cursor.field(1, as: GroupID.self)))"
            case .newest: return "AND g.id < \(try cursor.field(0, as: GroupID.self))"
            case .name:
                let name = try cursor.field(0, as: String.self)
                return "AND (g.folded_name, g.id) > (\(name), \(try cursor.field(1, as: GroupID.self)))"
            }
        }
    }
}
