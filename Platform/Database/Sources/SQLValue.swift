// SPDX-License-Identifier: Apache-2.0
public import Core

/// One value as a database stores it, the same for both engines.
public enum SQLValue: Sendable, Hashable {
    /// No value.
    case null
    /// A signed integer of 64 bits; also times, in UTC microseconds.
    case integer(Int64)
    /// A double-precision number.
    case real(Double)
    /// Unicode text without U+0000, which PostgreSQL cannot hold.
    case text(String)
    /// Bytes as they are.
    case blob([UInt8])
    /// An id: a 16-byte blob in SQLite, `uuid` in PostgreSQL.
    case uuid(high: UInt64, low: UInt64)
    /// A truth value: 0 or 1 in SQLite, `boolean` in PostgreSQL.
    case boolean(Bool)
}

/// A type whose values can stand in a query: `WHERE id = \(id)`.
public protocol SQLBindable {
    /// The value as the database stores it.
    var sqlValue: SQLValue { get }
}

/// A type that can be read from a column.
public protocol SQLDecodable {
    /// Reads the value, or throws a `DatabaseError` that names the column.
    static func decode(_ cell: SQLCell) throws -> Self
}

/// A type that can be stored in and read from a column.
///
/// An enum with `String` raw values opts in by naming this protocol: `enum Role: String, SQLConvertible`.
public typealias SQLConvertible = SQLBindable & SQLDecodable

extension SQLValue: SQLBindable {
    @inlinable public var sqlValue: SQLValue { self }
}

extension Int64: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .integer(self) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> Int64 { try cell.integer() }
}

extension Int: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .integer(Int64(self)) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> Int { Int(try cell.integer()) }
}

extension Double: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .real(self) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> Double { try cell.real() }
}

extension Bool: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .boolean(self) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> Bool { try cell.boolean() }
}

extension String: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .text(self) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> String { try cell.text() }
}

extension [UInt8]: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .blob(self) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> [UInt8] { try cell.blob() }
}

extension ID: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .uuid(high: high, low: low) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> ID {
        let words = try cell.uuid()
        return ID(high: words.high, low: words.low)
    }
}

extension Timestamp: SQLBindable, SQLDecodable {
    @inlinable public var sqlValue: SQLValue { .integer(microseconds) }
    @inlinable public static func decode(_ cell: SQLCell) throws -> Timestamp {
        Timestamp(microseconds: try cell.integer())
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    @inlinable public var sqlValue: SQLValue {
        switch self {
        case .none: .null
        case .some(let value): value.sqlValue
        }
    }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    @inlinable public static func decode(_ cell: SQLCell) throws -> Wrapped? {
        cell.isNull ? nil : try Wrapped.decode(cell)
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue == String {
    @inlinable public var sqlValue: SQLValue { .text(rawValue) }
}

extension SQLDecodable where Self: RawRepresentable, RawValue == String {
    @inlinable public static func decode(_ cell: SQLCell) throws -> Self {
        guard let value = Self(rawValue: try cell.text()) else { throw cell.mismatch("\(Self.self)") }
        return value
    }
}
