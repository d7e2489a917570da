// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints

/// One line of the history of changes.
struct ChangeRecord: Sendable {
    let place: ChangePlace
    let chat: ChatID
    let kind: ChangeKind
    let message: MessageID?
    let user: UserID?
    let at: Timestamp
}

/// A place in the history of changes.
///
/// SQLite commits in the order of positions. In PostgreSQL a lower position may be committed after a higher one, so
/// there the order is by transaction first, and only transactions older than every one still open are read: nothing
/// can appear before a place that was read.
struct ChangePlace: Sendable, Comparable {
    var transaction: Int64
    var position: Int64

    static let start = ChangePlace(transaction: 0, position: 0)

    static func < (left: Self, right: Self) -> Bool {
        (left.transaction, left.position) < (right.transaction, right.position)
    }

    var cursor: Cursor { Cursor(transaction, position) }

    init(transaction: Int64, position: Int64) {
        self.transaction = transaction
        self.position = position
    }

    init(_ cursor: Cursor) throws {
        do {
            transaction = try cursor.field(0, as: Int64.self)
            position = try cursor.field(1, as: Int64.self)
        } catch {
            throw Failure.invalid("since", "Is not a cursor of this list.")
        }
    }
}

/// SQL for `chat.changes`. Lives only inside a `read` or `write` block.
struct ChangeStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    private static let isSettled: SQLQuery = .either(
        sqlite: "",
        postgres: "AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    )

    func insert(
        _ kind: ChangeKind,
        in chat: ChatID,
        message: MessageID? = nil,
        user: UserID? = nil,
        at time: Timestamp
    ) throws {
        try db.enqueue(
            """
            INSERT INTO chat.changes (chat_id, kind, message_id, user_id, at)
            VALUES (\(chat), \(kind.rawValue), \(message), \(user), \(time))
            """
        )
    }

    /// What changed after a place in the chats somebody is in, and what took them out of others.
    func page(for user: UserID, after place: ChangePlace, limit: Int) throws -> [ChangeRecord] {
        let later: SQLQuery = "(xid, position) > (\(place.transaction), \(place.position)) \(Self.isSettled)"
        return try db.all(
            """
            SELECT xid, position, chat_id, kind, message_id, user_id, at FROM chat.changes
            WHERE chat_id IN (SELECT chat_id FROM chat.members WHERE user_id = \(user)) AND \(later)
                AND (kind <> 'CHAT_DELETED' OR user_id = \(user))
            UNION
            SELECT xid, position, chat_id, kind, message_id, user_id, at FROM chat.changes
            WHERE user_id = \(user) AND kind IN ('MEMBER_REMOVED', 'CHAT_DELETED') AND \(later)
            ORDER BY 1, 2 LIMIT \(limit)
            """
        ) { row in
            ChangeRecord(
                place: ChangePlace(transaction: try row[0], position: try row[1]),
                chat: try row[2],
                kind: ChangeKind(rawValue: try row[3]) ?? .chatUpdated,
                message: try row[4],
                user: try row[5],
                at: try row[6]
            )
        }
    }

    /// The last settled place.
    func latest() throws -> ChangePlace {
        try db.first(
            """
            SELECT xid, position FROM chat.changes WHERE position > 0 \(Self.isSettled)
            ORDER BY xid DESC, position DESC LIMIT 1
            """
        ) { ChangePlace(transaction: try $0[0], position: try $0[1]) } ?? .start
    }
}
