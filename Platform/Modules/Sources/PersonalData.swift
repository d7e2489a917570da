// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Endpoints

/// What a module keeps of each person: what an export is made of, and what a test compares with what erasure finds.
///
/// It is declared rather than written out by each service, so that all lists are read in portions, in the same way, and
/// so that a column that holds a person and is neither exported nor left out on purpose is noticed.
public struct PersonalData: Sendable {
    /// The lists of an export.
    public let lists: [PersonalList]
    /// Tables and columns that hold somebody's id or words and are not exported, and why: `feed.entries.user_id`.
    public let leavesOut: [String: String]

    /// What is exported of a person, and what is not.
    public init(_ lists: [PersonalList], leavesOut: [String: String] = [:]) {
        (self.lists, self.leavesOut) = (lists, leavesOut)
    }
}

/// One kind of thing that a module keeps of people: a file of an export.
public struct PersonalList: Sendable {
    /// Finds the rows of a person: the conditions after `WHERE`.
    public typealias Condition = @Sendable (UserID) -> SQLQuery
    /// Names the files that belong to a record.
    public typealias Attachments = @Sendable (PersonalRecord) -> [PersonalFile]

    /// The name of the file, without its ending.
    public let name: String
    /// What is in it, in a sentence.
    public let about: String
    /// Whether a person has one such record or none.
    public let isSingle: Bool
    /// The columns by which a person's rows are found: `posts.posts.author_id`.
    public let covers: [String]
    let table: SQLQuery
    let columns: [PersonalColumn]
    let key: [String]
    let condition: Condition
    let attachments: Attachments?

    /// A list of records, or one record. `table` is what stands after `FROM`; the columns that `key` names tell the
    /// records apart, in whose order they are read.
    public init(
        _ name: String,
        _ about: String,
        isSingle: Bool = false,
        covers: [String],
        from table: SQLQuery,
        _ columns: [PersonalColumn],
        key: [String] = ["id"],
        attachments: Attachments? = nil,
        where condition: @escaping Condition
    ) {
        self.name = name
        self.about = about
        self.isSingle = isSingle
        self.covers = covers
        self.table = table
        self.columns = columns
        self.key = key
        self.attachments = attachments
        self.condition = condition
    }

    /// Whether its records are read from a table, alone or among others: `posts.posts`.
    public func reads(_ name: String) -> Bool {
        table.render(dialect: .sqlite).sql.split(separator: " ").contains { $0 == name }
    }

    /// Whether files belong to its records.
    public var hasFiles: Bool { attachments != nil }
    /// The files of one record.
    public func files(of record: PersonalRecord) -> [PersonalFile] { attachments?(record) ?? [] }
}

/// A column of a list: what it is called in an export, and how it is read.
public struct PersonalColumn: Sendable {
    enum Kind { case id, person, people, words, text, number, flag, time, json }

    let name: String
    let column: SQLQuery
    let kind: Kind

    /// The id of a thing.
    public static func id(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .id) }
    /// A person, who is shown with their name.
    public static func person(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .person) }
    /// Ids with spaces between them.
    public static func people(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .people) }
    /// Words with spaces between them.
    public static func words(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .words) }
    /// Text.
    public static func text(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .text) }
    /// A whole number.
    public static func number(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .number) }
    /// A truth value.
    public static func flag(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .flag) }
    /// A time.
    public static func time(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .time) }
    /// Text that is JSON.
    public static func json(_ name: String, _ column: SQLQuery) -> Self { Self(name, column, .json) }

    private init(_ name: String, _ column: SQLQuery, _ kind: Kind) {
        (self.name, self.column, self.kind) = (name, column, kind)
    }

    func read(_ row: SQLRow, _ index: Int) throws -> PersonalValue {
        switch kind {
        case .id: .id(try row[index])
        case .person: .person(try row[index])
        case .people:
            .people((try row[index] as String?).map(Self.words)?.compactMap { UserID(String($0)) } ?? [])
        case .words: .words((try row[index] as String?).map(Self.words)?.map(String.init) ?? [])
        case .text: .text(try row[index])
        case .number: .number(try row[index])
        case .flag: .flag(try row[index])
        case .time: .time(try row[index])
        case .json: .json(try row[index])
        }
    }

    private static func words(_ text: String) -> [Substring] { text.split(separator: " ") }
}

/// Marks ids of things of any kind.
public enum PersonalThing {}

/// A value of a record.
public enum PersonalValue: Sendable, Hashable {
    case id(ID<PersonalThing>?)
    case person(UserID?)
    case people([UserID])
    case words([String])
    case text(String?)
    case number(Int64?)
    case flag(Bool?)
    case time(Timestamp?)
    case json(String?)

    /// The value as it is compared with its column.
    var bound: SQLValue {
        switch self {
        case .id(let id): id.sqlValue
        case .person(let id): id.sqlValue
        case .text(let text), .json(let text): text.sqlValue
        case .number(let number): number.sqlValue
        case .flag(let flag): flag.sqlValue
        case .time(let time): time.sqlValue
        case .people, .words: .null
        }
    }

    /// The people in it.
    public var named: [UserID] {
        switch self {
        case .person(let id): id.map { [$0] } ?? []
        case .people(let ids): ids
        default: []
        }
    }
}

/// A record of a list: its values by name, in the order of the columns.
public struct PersonalRecord: Sendable {
    /// The values.
    public let fields: [(name: String, value: PersonalValue)]

    /// A value by its name.
    public subscript(_ name: String) -> PersonalValue? { fields.first { $0.name == name }?.value }

    /// An id by its name.
    public func id(_ name: String) -> ID<PersonalThing>? {
        if case .id(let id) = self[name] { id } else { nil }
    }

    /// A text by its name.
    public func text(_ name: String) -> String? { if case .text(let text) = self[name] { text } else { nil } }
}

/// A file that belongs to a record, among the site's blobs.
public struct PersonalFile: Sendable, Hashable {
    /// What it is called in an export.
    public let name: String
    /// The key of the blob.
    public let blob: String

    /// A file.
    public init(_ name: String, blob: String) { (self.name, self.blob) = (name, blob) }
}

/// Part of a list.
public struct PersonalPage: Sendable {
    /// Where a list goes on.
    public struct Place: Sendable {
        let values: [SQLValue]
    }

    /// The records.
    public let records: [PersonalRecord]
    /// Where the next page begins; nil at the end.
    public let next: Place?
}

/// What one running module keeps of people, ready to be read.
public struct PersonalShelf: Sendable {
    /// The module.
    public let module: ModuleName
    /// What it keeps.
    public let data: PersonalData
    let database: any ServiceDatabase

    /// A page of one list of a person. Every list is read to its end in as many short transactions.
    public func page(
        of list: PersonalList,
        of user: UserID,
        after place: PersonalPage.Place? = nil,
        limit: Int
    ) async throws -> PersonalPage {
        let keys = list.key.compactMap { key in list.columns.first { $0.name == key } }
        precondition(!keys.isEmpty && keys.count == list.key.count, "\(list.name) has a key of its columns")
        let key = keys.map(\.column).joined()
        let later: SQLQuery =
            place.map { place in
                "AND (\(key)) > (\(place.values.map { "\($0)" as SQLQuery }.joined()))"
            } ?? ""
        let query: SQLQuery = """
            SELECT \(list.columns.map(\.column).joined()) FROM \(list.table)
            WHERE (\(list.condition(user))) \(later) ORDER BY \(key) LIMIT \(limit)
            """
        let records = try await database.read { db in
            try db.all(query) { row in
                PersonalRecord(
                    fields: try list.columns.enumerated().map { ($1.name, try $1.read(row, $0)) }
                )
            }
        }
        guard records.count == limit, let last = records.last else {
            return PersonalPage(records: records, next: nil)
        }
        let values = list.key.compactMap { last[$0]?.bound }
        return PersonalPage(records: records, next: PersonalPage.Place(values: values))
    }
}
