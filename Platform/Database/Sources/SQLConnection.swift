// SPDX-License-Identifier: Apache-2.0
public import Core

/// A connection inside a `read` or `write` block, and valid only there.
///
/// Everything on it is synchronous: a block never waits for the network or another service while it holds a
/// transaction.
public protocol SQLConnection: AnyObject {
    /// The service whose database this is, which is the schema of its tables.
    var name: String { get }
    /// The dialect that the connection speaks.
    var dialect: SQLDialect { get }
    /// The present moment by the database's clock.
    var now: Timestamp { get }
    /// Runs a query and shows its rows to `visit` until there are no more or `visit` returns false.
    func rows(_ query: SQLQuery, _ visit: (SQLRow) throws -> Bool) throws
    /// Runs a statement and returns how many rows it changed.
    @discardableResult func run(_ query: SQLQuery) throws -> Int
    /// Runs a statement whose outcome the block does not look at, which spares a round trip to a server: it may be
    /// carried out as late as the commit, and what it throws may come from a later statement or from the commit.
    ///
    /// Not for the statement that takes the lock by which a block's events keep their order: that one has to be over
    /// before the commit is sent.
    func enqueue(_ query: SQLQuery) throws
    /// Runs `body` so that, when it throws, what it did is undone and the block can go on.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value
    /// Notes what to tell the observers of commits once this block is committed; forgotten if it is undone.
    func record(_ note: CommitNote)
}

extension SQLConnection {
    public func enqueue(_ query: SQLQuery) throws { try run(query) }

    /// All rows of a query, each made into a value. Bound the query with LIMIT: this list has no other bound.
    @inlinable public func all<Value>(
        _ query: SQLQuery,
        _ map: (SQLRow) throws -> Value
    ) throws -> [Value] {
        var values: [Value] = []
        try rows(query) { row in
            values.append(try map(row))
            return true
        }
        return values
    }

    /// The first row of a query made into a value, or nil when there is none.
    @inlinable public func first<Value>(
        _ query: SQLQuery,
        _ map: (SQLRow) throws -> Value
    ) throws -> Value? {
        var value: Value?
        try rows(query) { row in
            value = try map(row)
            return false
        }
        return value
    }

    /// The first column of the first row, or nil when there is no row.
    @inlinable public func value<Value: SQLDecodable>(
        _ query: SQLQuery,
        as type: Value.Type = Value.self
    ) throws -> Value? {
        try first(query) { row in try row[0] }
    }

    /// Inserts many rows, some dozens in one statement: `head` is `INSERT INTO table (columns) VALUES`.
    public func insert(_ rows: some Collection<[SQLValue]>, _ head: SQLQuery) throws {
        var rest = rows[...]
        while !rest.isEmpty {
            // Few different sizes, so that statements are prepared once.
            let size = rest.count >= 64 ? 64 : rest.count >= 8 ? 8 : 1
            var query = head
            for (place, row) in rest.prefix(size).enumerated() {
                query.append(row, isFirst: place == 0)
            }
            try enqueue(query)
            rest = rest.dropFirst(size)
        }
    }

    /// Whether a query has any row.
    public func exists(_ query: SQLQuery) throws -> Bool {
        var found = false
        try rows(query) { _ in
            found = true
            return false
        }
        return found
    }
}
