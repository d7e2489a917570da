// SPDX-License-Identifier: Apache-2.0

/// Where a driver's current row gives its values. Columns count from 0; nil when the column holds something else.
public protocol SQLColumns: AnyObject {
    /// How many columns the row has.
    var count: Int { get }
    /// The name of a column.
    func name(at column: Int) -> String
    /// Whether a column is NULL.
    func isNull(at column: Int) -> Bool
    /// A whole number.
    func integer(at column: Int) -> Int64?
    /// A number.
    func real(at column: Int) -> Double?
    /// A truth value.
    func boolean(at column: Int) -> Bool?
    /// A text.
    func text(at column: Int) -> String?
    /// Bytes.
    func blob(at column: Int) -> [UInt8]?
    /// The sixteen bytes of a UUID.
    func uuid(at column: Int) -> (high: UInt64, low: UInt64)?
}

/// The row a query is at. Valid only inside the closure it is given to.
public struct SQLRow {
    let columns: any SQLColumns

    /// A row of a driver.
    public init(_ columns: any SQLColumns) { self.columns = columns }

    /// The value of a column, by its place from 0.
    public subscript<Value: SQLDecodable>(_ column: Int) -> Value {
        get throws { try Value(column: column, of: self) }
    }

    /// The value of a column, by its name.
    public subscript<Value: SQLDecodable>(_ name: String) -> Value {
        get throws {
            for column in 0..<columns.count where columns.name(at: column) == name {
                return try Value(column: column, of: self)
            }
            throw DatabaseError.unexpectedValue("there is no column \(name)")
        }
    }

    func unexpected(_ column: Int, _ wanted: String) -> DatabaseError {
        .unexpectedValue("column \(columns.name(at: column)) does not hold a value of type \(wanted)")
    }
}
