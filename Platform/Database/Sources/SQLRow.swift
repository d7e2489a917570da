// SPDX-License-Identifier: Apache-2.0

/// Where a driver's current row is read from. Drivers conform; services use `SQLRow`.
///
/// Columns count from 0. A getter is called only for a column that exists, and throws when the value is NULL or
/// of another kind.
public protocol SQLCells: AnyObject {
    /// How many columns the row has.
    var columnCount: Int { get }
    /// The name of a column, as in the result.
    func columnName(_ column: Int) -> String
    /// Whether the value is NULL.
    func isNull(_ column: Int) -> Bool
    /// The value as an integer.
    func integer(_ column: Int) throws -> Int64
    /// The value as a number.
    func real(_ column: Int) throws -> Double
    /// The value as a truth value.
    func boolean(_ column: Int) throws -> Bool
    /// The value as text.
    func text(_ column: Int) throws -> String
    /// The value as bytes.
    func blob(_ column: Int) throws -> [UInt8]
    /// The value as the two halves of a UUID.
    func uuid(_ column: Int) throws -> (high: UInt64, low: UInt64)
    /// The column of that name, or nil.
    func column(named name: String) -> Int?
}

/// One row of a result, valid only inside the closure that receives it.
public struct SQLRow {
    @usableFromInline let cells: any SQLCells

    /// The row that `cells` stands on; called by drivers.
    @inlinable public init(cells: any SQLCells) { self.cells = cells }

    /// How many columns the row has.
    public var columnCount: Int { cells.columnCount }

    /// The value of a column by its place, counting from 0. The fastest way.
    @inlinable public subscript<Value: SQLDecodable>(_ column: Int) -> Value {
        get throws {
            guard column >= 0, column < cells.columnCount else {
                throw DatabaseError.noSuchColumn("\(column)")
            }
            return try Value.decode(SQLCell(cells: cells, column: column))
        }
    }

    /// The value of a column by its name in the result.
    @inlinable public subscript<Value: SQLDecodable>(_ name: String) -> Value {
        get throws {
            guard let column = cells.column(named: name) else { throw DatabaseError.noSuchColumn(name) }
            return try Value.decode(SQLCell(cells: cells, column: column))
        }
    }
}

/// One value of a row, seen by the type that decodes it.
public struct SQLCell {
    @usableFromInline let cells: any SQLCells
    @usableFromInline let column: Int

    @inlinable init(cells: any SQLCells, column: Int) {
        self.cells = cells
        self.column = column
    }

    /// Whether the value is NULL.
    @inlinable public var isNull: Bool { cells.isNull(column) }
    /// The value as an integer.
    @inlinable public func integer() throws -> Int64 { try cells.integer(column) }
    /// The value as a number.
    @inlinable public func real() throws -> Double { try cells.real(column) }
    /// The value as a truth value.
    @inlinable public func boolean() throws -> Bool { try cells.boolean(column) }
    /// The value as text.
    @inlinable public func text() throws -> String { try cells.text(column) }
    /// The value as bytes.
    @inlinable public func blob() throws -> [UInt8] { try cells.blob(column) }
    /// The value as the two halves of a UUID.
    @inlinable public func uuid() throws -> (high: UInt64, low: UInt64) { try cells.uuid(column) }

    /// The error for a value that `expected` cannot be made of. It names the column, never the value.
    public func mismatch(_ expected: String) -> DatabaseError {
        .mismatch(column: cells.columnName(column), expected: expected)
    }
}
