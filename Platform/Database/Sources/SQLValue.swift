// SPDX-License-Identifier: Apache-2.0
public import Core

/// One value as a database takes and gives it.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
    /// A 16-byte blob in SQLite, a `uuid` in PostgreSQL.
    case uuid(high: UInt64, low: UInt64)
    case boolean(Bool)
}

/// A type whose values can be bound to a query.
public protocol SQLBindable {
    /// The value as the database takes it.
    var sqlValue: SQLValue { get }
}

/// A type that can be read from a column.
public protocol SQLDecodable {
    /// Reads a column; throws `DatabaseError.unexpectedValue` when it holds something else.
    init(column: Int, of row: SQLRow) throws
}

extension Int: SQLBindable, SQLDecodable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public init(column: Int, of row: SQLRow) throws { self = Int(try Int64(column: column, of: row)) }
}

extension Int64: SQLBindable, SQLDecodable {
    public var sqlValue: SQLValue { .integer(self) }
    public init(column: Int, of row: SQLRow) throws {
        guard let value = row.columns.integer(at: column) else { throw row.unexpected(column, "integer") }
        self = value
    }
}

extension Double: SQLBindable, SQLDecodable {
    public var sqlValue: SQLValue { .real(self) }
    public init(column: Int, of row: SQLRow) throws {
        guard let value = row.columns.real(at: column) else { throw row.unexpected(column, "real") }
        self = value
    }
}

extension Bool: SQLBindable, SQLDecodable {
    public var sqlValue: SQLValue { .boolean(self) }
    public init(column: Int, of row: SQLRow) throws {
        guard let value = row.columns.boolean(at: column) else { throw row.unexpected(column, "boolean") }
        self = value
    }
}

extension String: SQLBindable, SQLDecodable {
    public var sqlValue: SQLValue { .text(self) }
    public init(column: Int, of row: SQLRow) throws {
        guard let value = row.columns.text(at: column) else { throw row.unexpected(column, "text") }
        self = value
    }
}

extension Array: SQLBindable where Element == UInt8 {
    public var sqlValue: SQLValue { .blob(self) }
}

extension Array: SQLDecodable where Element == UInt8 {
    public init(column: Int, of row: SQLRow) throws {
        guard let value = row.columns.blob(at: column) else { throw row.unexpected(column, "blob") }
        self = value
    }
}

extension ID: SQLBindable, SQLDecodable {
    public var sqlValue: SQLValue { .uuid(high: high, low: low) }
    public init(column: Int, of row: SQLRow) throws {
        guard let (high, low) = row.columns.uuid(at: column) else { throw row.unexpected(column, "uuid") }
        self.init(high: high, low: low)
    }
}

extension Timestamp: SQLBindable, SQLDecodable {
    public var sqlValue: SQLValue { .integer(microseconds) }
    public init(column: Int, of row: SQLRow) throws {
        self.init(microseconds: try Int64(column: column, of: row))
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    public init(column: Int, of row: SQLRow) throws {
        self = row.columns.isNull(at: column) ? nil : try Wrapped(column: column, of: row)
    }
}
