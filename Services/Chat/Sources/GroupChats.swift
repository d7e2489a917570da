// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import Events
import GroupsAPI
import Modules
import UsersAPI

// The chat of a group has the members that the group has. Events about one person in one group come in any order among
// kinds, so the step of the last one known is kept with each, and what has a lower one is ignored. Whoever was in the
// group before it had a chat is asked of Groups by a job, whose answer is one more such piece of news.

/// Keeps the chat of one group like the group. Lives only inside a `write` block.
struct GroupChat {
    let db: any SQLConnection
    let chat: ChatRecord
    let group: GroupID
    let at: Timestamp

    /// The chat of a group, locked; nil when the group has none that is known here.
    init?(of group: GroupID, at time: Timestamp, _ db: any SQLConnection) throws {
        guard let chat = try ChatStore(db).lockedChat(of: group) else { return nil }
        (self.db, self.chat, self.group, at) = (db, chat, group, time)
    }

    /// Takes in that somebody has a role in the group, or none, unless something later is known.
    func note(_ user: UserID, role: GroupRole?, step: Int) throws {
        let isNews = try db.run(
            """
            INSERT INTO chat.group_members (group_id, user_id, step, is_member, noted_at)
            VALUES (\(group), \(user), \(step), \(role != nil), \(at))
            ON CONFLICT (group_id, user_id) DO UPDATE SET step = excluded.step,
                is_member = excluded.is_member, noted_at = excluded.noted_at
            WHERE excluded.step > group_members.step
            """
        )
        guard isNews > 0 else { return }
        if let role { try takeIn(user, as: ChatRole(role)) } else { try takeOut(user) }
    }

    private func takeIn(_ user: UserID, as role: ChatRole) throws {
        let members = MemberStore(db)
        // What was said before counts as read, as for everybody who is added to a chat.
        let isNew = try members.insert(user, into: chat.id, as: role, at: at, lastReadSeq: chat.lastSeq)
        guard isNew else { return try members.setRole(role, of: user, in: chat.id) }
        try members.addToCount(1, of: chat.id)
        try ChangeStore(db).insert(.memberAdded, in: chat.id, user: user, at: at)
        try db.publish(ChatMembersAdded(chat: chat.id, users: [user]))
    }

    private func takeOut(_ user: UserID) throws {
        guard try MemberStore(db).delete(user, from: chat.id) else { return }
        try MemberStore(db).addToCount(-1, of: chat.id)
        try ChangeStore(db).insert(.memberRemoved, in: chat.id, user: user, at: at)
        try db.publish(ChatMemberRemoved(chat: chat.id, user: user))
    }

    /// The words of a group that its chat shows, as long as those of a chat may be.
    static func description(of group: GroupFacts) -> String {
        String(
            String.UnicodeScalarView(
                group.description.unicodeScalars.prefix(ChatDescription.length.upperBound)
            )
        )
    }
}

extension ChatRole {
    /// What somebody with a role in a group is in its chat.
    fileprivate init(_ role: GroupRole) {
        switch role {
        case .owner: self = .owner
        case .moderator: self = .admin
        case .member: self = .member
        }
    }
}

/// Opens the chat of a group.
struct OpenChatOfGroup: EventHandler {
    static let name: HandlerName = "chat.open-of-group"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: GroupChatOpened, _ delivery: Delivery, in db: any SQLConnection) throws {
        let group = event.group.id
        let isGone = try db.exists("SELECT 1 FROM chat.gone_groups WHERE group_id = \(group)")
        guard !isGone else { return }
        let now = clock.now.wholeMilliseconds
        let record = ChatRecord(
            id: ChatID(high: event.chat.high, low: event.chat.low),
            type: .group,
            name: event.group.name,
            description: GroupChat.description(of: event.group),
            avatarUrl: nil,
            pair: nil,
            memberCount: 0,
            lastSeq: 0,
            lastMessage: nil,
            activeAt: now,
            createdAt: now,
            group: group
        )
        try ChatStore(db).insert(record)
        try db.enqueue(FillGroupChat(group: group))
    }
}

/// Takes those into the chat of a group who were in the group before it had one.
struct FillGroupChat: Job {
    static let name: JobName = "chat.fill-group-chat"  // Durable: never rename.
    let group: GroupID
}

extension ChatService {
    /// Asks Groups for the members of a group, and takes them into its chat.
    func fill(_ job: FillGroupChat, _ context: JobContext) async throws {
        var after: UserID?
        repeat {
            try Task.checkCancellation()
            // Without Groups on the site no group has members.
            let page = try await peers.ask(ListGroupMemberEntries(of: job.group, after: after, limit: 200))
            guard let page else { return }
            let now = clock.now.wholeMilliseconds
            try await database.write { db in
                guard let chat = try GroupChat(of: job.group, at: now, db) else { return }
                for member in page.members {
                    try chat.note(member.user, role: member.role, step: member.step)
                }
            }
            after = page.next
        } while after != nil
    }

    /// Forgets who once was in a group, when no late news of them can come any more.
    func forgetFormerMembers() async throws {
        let oldest = clock.now - .days(7)
        _ = try await database.write { db in
            try db.run(
                "DELETE FROM chat.group_members WHERE NOT is_member AND noted_at < \(oldest)"
            )
        }
    }
}

/// Takes a new member of a group into its chat.
struct TakeInGroupMember: EventHandler {
    static let name: HandlerName = "chat.take-in-group-member"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: GroupMemberJoined, _ delivery: Delivery, in db: any SQLConnection) throws {
        try GroupChat(of: event.group.id, at: clock.now.wholeMilliseconds, db)?
            .note(event.user, role: event.role, step: event.step)
    }
}

/// Takes a former member of a group out of its chat.
struct TakeOutGroupMember: EventHandler {
    static let name: HandlerName = "chat.take-out-group-member"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: GroupMemberLeft, _ delivery: Delivery, in db: any SQLConnection) throws {
        try GroupChat(of: event.group, at: clock.now.wholeMilliseconds, db)?
            .note(event.user, role: nil, step: event.step)
    }
}

/// Gives a member of a group the role in its chat that goes with the one in the group.
struct FollowGroupRole: EventHandler {
    static let name: HandlerName = "chat.follow-group-role"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: GroupRoleChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        try GroupChat(of: event.group.id, at: clock.now.wholeMilliseconds, db)?
            .note(event.user, role: event.role, step: event.step)
    }
}

/// Calls the chat of a group as the group.
struct FollowGroupName: EventHandler {
    static let name: HandlerName = "chat.follow-group-name"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: GroupUpdated, _ delivery: Delivery, in db: any SQLConnection) throws {
        guard var chat = try ChatStore(db).lockedChat(of: event.group.id) else { return }
        let description = GroupChat.description(of: event.group)
        guard chat.name != event.group.name || chat.description != description else { return }
        (chat.name, chat.description) = (event.group.name, description)
        try ChatStore(db).update(chat)
        try ChangeStore(db).insert(.chatUpdated, in: chat.id, at: clock.now.wholeMilliseconds)
        try db.publish(ChatUpdated(chat: chat.id))
    }
}

/// Deletes the chat of a group that is gone.
struct CloseChatOfDeletedGroup: EventHandler {
    static let name: HandlerName = "chat.close-of-deleted-group"  // Durable: never rename.
    let clock: any WallClock

    func handle(_ event: GroupDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.run(
            "INSERT INTO chat.gone_groups (group_id) VALUES (\(event.group)) ON CONFLICT (group_id) DO NOTHING"
        )
        try db.run("DELETE FROM chat.group_members WHERE group_id = \(event.group)")
        guard let chat = try ChatStore(db).lockedChat(of: event.group) else { return }
        try ChatService.dissolve(chat.id, at: clock.now.wholeMilliseconds, db)
    }
}
