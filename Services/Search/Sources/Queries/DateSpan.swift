// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// Finds which entries may be from some span of time, so that a search for last year does not go through this one.
///
/// Entries are numbered as they come in, so their times rise but for those that came a little late: twenty looks at the
/// table find the place, and an hour on either side makes up for the late ones. The exact times are compared anyway.
struct DateSpan {
    private static let slack: Duration = .hours(1)
    let db: any SQLConnection
    let tables: ShelfTables

    init(_ db: any SQLConnection, _ tables: ShelfTables) { (self.db, self.tables) = (db, tables) }

    /// The numbers of the entries from a moment to another.
    func docs(from: Timestamp?, to: Timestamp?) throws -> (from: Int64, below: Int64) {
        guard from != nil || to != nil else { return (0, .max) }
        return (
            try from.map { try first(at: $0 - Self.slack) } ?? 0,
            try to.map { try first(at: $0 + Self.slack) } ?? .max
        )
    }

    /// The number of the first entry that is not older.
    func first(at time: Timestamp) throws -> Int64 {
        guard
            let last = try db.value(
                "SELECT doc FROM \(tables.entries) ORDER BY doc DESC LIMIT 1",
                as: Int64.self
            )
        else { return 0 }
        var (low, high): (Int64, Int64) = (0, last + 1)
        while low < high {
            let middle = low + (high - low) / 2
            // The entry at the middle or the next one before it: numbers have gaps.
            let found: (doc: Int64, at: Timestamp)? = try db.first(
                "SELECT doc, created_at FROM \(tables.entries) WHERE doc <= \(middle) ORDER BY doc DESC LIMIT 1"
            ) { (try $0[0], try $0[1]) }
            guard let found, found.at >= time else {
                low = middle + 1
                continue
            }
            high = found.doc
        }
        return low
    }
}
