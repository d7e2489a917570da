// SPDX-License-Identifier: Apache-2.0
import CSQLiteShim
import Database
import Foundation
import GRDB

/// A prepared statement, and the row it stands on.
///
/// Values are bound and read through SQLite's own functions: GRDB's `Row` and `DatabaseValue` copy each value once
/// more, which shows at 10,000 pages a second.
final class SQLiteStatement: SQLCells {
    let pointer: OpaquePointer
    let columnCount: Int
    let isReadOnly: Bool
    /// When it was last used, in statements of its connection.
    var lastUse = 0
    var isBusy = false
    // Owns the pointer.
    private let statement: GRDB.Statement

    init(_ statement: GRDB.Statement) {
        self.statement = statement
        pointer = statement.sqliteStatement
        columnCount = Int(sqlite3_column_count(pointer))
        isReadOnly = sqlite3_stmt_readonly(pointer) != 0
    }

    /// Binds the values in their order.
    func bind(_ values: [SQLValue]) throws {
        guard Int(sqlite3_bind_parameter_count(pointer)) == values.count else {
            throw DatabaseError(.statement, detail: "The statement has another number of placeholders.")
        }
        for index in values.indices {
            let code = try bind(values[index], at: Int32(truncatingIfNeeded: index + 1))
            guard code == SQLITE_OK else {
                throw DatabaseError(.statement, detail: "Value \(index + 1) could not be bound (\(code)).")
            }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) throws -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(pointer, index)
        case .integer(let number): return sqlite3_bind_int64(pointer, index, number)
        case .boolean(let isTrue): return sqlite3_bind_int64(pointer, index, isTrue ? 1 : 0)
        case .real(let number):
            // SQLite would store NaN as NULL.
            guard !number.isNaN else { throw DatabaseError(.unstorable, detail: "A number is not a number.") }
            return sqlite3_bind_double(pointer, index, number)
        case .text(let text): return try bind(text, at: index)
        case .blob(let bytes):
            // A null pointer would be NULL, and an empty array may have one.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, index, 0) }
            return sqlite3_bind_blob(pointer, index, bytes, Int32(bytes.count), transient)
        case .uuid(let high, let low):
            var words = (high.bigEndian, low.bigEndian)
            return withUnsafeBytes(of: &words) {
                sqlite3_bind_blob(pointer, index, $0.baseAddress, 16, transient)
            }
        }
    }

    private func bind(_ text: String, at index: Int32) throws -> Int32 {
        var text = text
        return try text.withUTF8 { buffer in
            guard let start = buffer.baseAddress, !buffer.isEmpty else {
                return sqlite3_bind_text(pointer, index, "", 0, transient)
            }
            guard memchr(start, 0, buffer.count) == nil else {
                throw DatabaseError(.unstorable, detail: "A text holds U+0000.")
            }
            return start.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
                sqlite3_bind_text(pointer, index, $0, Int32(buffer.count), transient)
            }
        }
    }

    /// Ends the run, so that the statement holds no lock.
    func reset() {
        sqlite3_reset(pointer)
        isBusy = false
    }
}

extension SQLiteStatement {
    func columnName(_ column: Int) -> String {
        sqlite3_column_name(pointer, Int32(column)).map { String(cString: $0) } ?? "\(column)"
    }

    func column(named name: String) -> Int? {
        var name = name
        return name.withUTF8 { wanted in
            (0..<columnCount).first { column in
                guard let found = sqlite3_column_name(pointer, Int32(column)), strlen(found) == wanted.count
                else { return false }
                return wanted.baseAddress.map { memcmp(found, $0, wanted.count) == 0 } ?? true
            }
        }
    }

    func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(pointer, Int32(column)) == SQLITE_NULL
    }

    func integer(_ column: Int) throws -> Int64 {
        guard sqlite3_column_type(pointer, Int32(column)) == SQLITE_INTEGER else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "an integer")
        }
        return sqlite3_column_int64(pointer, Int32(column))
    }

    func real(_ column: Int) throws -> Double {
        let type = sqlite3_column_type(pointer, Int32(column))
        guard type == SQLITE_FLOAT || type == SQLITE_INTEGER else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "a number")
        }
        return sqlite3_column_double(pointer, Int32(column))
    }

    func boolean(_ column: Int) throws -> Bool {
        guard sqlite3_column_type(pointer, Int32(column)) == SQLITE_INTEGER else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "a truth value")
        }
        return sqlite3_column_int64(pointer, Int32(column)) != 0
    }

    func text(_ column: Int) throws -> String {
        guard sqlite3_column_type(pointer, Int32(column)) == SQLITE_TEXT,
            let start = sqlite3_column_text(pointer, Int32(column))
        else { throw DatabaseError.mismatch(column: columnName(column), expected: "text") }
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: Int) throws -> [UInt8] {
        guard sqlite3_column_type(pointer, Int32(column)) == SQLITE_BLOB else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "bytes")
        }
        guard let start = sqlite3_column_blob(pointer, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(pointer, Int32(column)))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    func uuid(_ column: Int) throws -> (high: UInt64, low: UInt64) {
        guard sqlite3_column_type(pointer, Int32(column)) == SQLITE_BLOB,
            let start = sqlite3_column_blob(pointer, Int32(column)),
            sqlite3_column_bytes(pointer, Int32(column)) == 16
        else { throw DatabaseError.mismatch(column: columnName(column), expected: "an id") }
        return (
            UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}

/// Tells SQLite to copy a value while it is bound (SQLITE_TRANSIENT, a macro that Swift does not import).
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
