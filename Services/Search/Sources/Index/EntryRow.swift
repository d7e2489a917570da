// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI
import SearchAPI

/// The kind of thing that has an entry.
enum IndexedThing {}

/// The id of what an entry is about, whatever it is.
typealias IndexedID = ID<IndexedThing>

extension IndexedID {
    /// The id of something.
    init<Thing>(_ other: ID<Thing>) { self.init(high: other.high, low: other.low) }

    /// The id as that of another kind of thing.
    func id<Thing>(of type: Thing.Type = Thing.self) -> ID<Thing> { ID<Thing>(high: high, low: low) }

    /// Stands for a tag, which has no id: its FNV-1a hash, 64 bits twice.
    init(tag: String) {
        func hash(_ start: UInt64) -> UInt64 {
            tag.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        }
        self.init(high: hash(0xCBF2_9CE4_8422_2325), low: hash(0x8422_2325_CBF2_9CE4))
    }
}

/// An entry that was found: what is needed to know who may see it, and to fetch what it is about.
struct EntryRow: Sendable {
    let doc: Int64
    let kind: SearchKind
    let item: IndexedID
    let author: UserID?
    /// The post of a comment, the chat of a message.
    let parent: IndexedID?
    let reach: Visibility
    /// The tag.
    let label: String?
    let createdAt: Timestamp
    /// Who wrote the post of a comment, and who may see it; nil when there is no such post.
    let owner: (author: UserID, reach: Visibility)?

    /// The columns it is read from. Only comments look at another entry.
    static func columns(of shelf: Shelf) -> SQLQuery {
        let own: SQLQuery = "d.doc, d.kind, d.item, d.author, d.parent, d.reach, d.label, d.created_at"
        return shelf == .texts ? own + ", p.author, p.reach" : own + ", NULL, NULL"
    }

    static func joins(of tables: ShelfTables) -> SQLQuery {
        tables.shelf == .texts ? "LEFT JOIN \(tables.entries) p ON p.item = d.parent" : ""
    }

    init(_ row: SQLRow) throws {
        doc = try row[0]
        let kind: String = try row[1]
        self.kind = SearchKind(rawValue: kind) ?? .post
        item = try row[2]
        author = try row[3]
        parent = try row[4]
        reach = Self.reach(try row[5])
        label = try row[6]
        createdAt = try row[7]
        let owner: UserID? = try row[8]
        let ownerReach: String? = try row[9]
        self.owner = owner.map { ($0, Self.reach(ownerReach)) }
    }

    /// What is not understood is shown to its author alone.
    private static func reach(_ text: String?) -> Visibility {
        text.flatMap(Visibility.init(rawValue:)) ?? .onlyMe
    }
}
