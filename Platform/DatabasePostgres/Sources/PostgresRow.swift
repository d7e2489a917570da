// SPDX-License-Identifier: Apache-2.0
import CPostgres
import Database
import Foundation

/// The rows of a result, one at a time, in PostgreSQL's binary format.
final class PostgresRow: SQLCells {
    private let result: PostgresResult
    private let pointer: OpaquePointer
    let columnCount: Int
    /// The row it stands on.
    var row: Int32 = 0

    init(_ result: PostgresResult) {
        self.result = result
        pointer = result.pointer
        columnCount = Int(PQnfields(pointer))
    }

    func columnName(_ column: Int) -> String {
        PQfname(pointer, Int32(column)).map { String(cString: $0) } ?? "\(column)"
    }

    func column(named name: String) -> Int? {
        (0..<columnCount).first { column in
            PQfname(pointer, Int32(column)).map { strcmp($0, name) == 0 } ?? false
        }
    }

    func isNull(_ column: Int) -> Bool { PQgetisnull(pointer, row, Int32(column)) != 0 }

    func integer(_ column: Int) throws -> Int64 {
        let bytes = bytes(column)
        switch (PQftype(pointer, Int32(column)), bytes.count) {
        case (PostgresType.int8, 8), (PostgresType.xid8, 8): return Int64(bitPattern: word(bytes))
        case (PostgresType.int4, 4): return Int64(Int32(truncatingIfNeeded: word(bytes)))
        case (PostgresType.oid, 4): return Int64(word(bytes))
        case (PostgresType.int2, 2): return Int64(Int16(truncatingIfNeeded: word(bytes)))
        case (PostgresType.numeric, 8...):
            if let number = PostgresNumeric(bytes).integer { return number }
        default: break
        }
        throw DatabaseError.mismatch(column: columnName(column), expected: "an integer")
    }

    func real(_ column: Int) throws -> Double {
        let bytes = bytes(column)
        switch (PQftype(pointer, Int32(column)), bytes.count) {
        case (PostgresType.float8, 8): return Double(bitPattern: word(bytes))
        case (PostgresType.float4, 4):
            return Double(Float(bitPattern: UInt32(truncatingIfNeeded: word(bytes))))
        case (PostgresType.numeric, 8...): return PostgresNumeric(bytes).double
        case (_, 0): throw DatabaseError.mismatch(column: columnName(column), expected: "a number")
        default: return Double(try integer(column))
        }
    }

    func boolean(_ column: Int) throws -> Bool {
        let bytes = bytes(column)
        guard PQftype(pointer, Int32(column)) == PostgresType.bool, bytes.count == 1 else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "a truth value")
        }
        return bytes[0] != 0
    }

    func text(_ column: Int) throws -> String {
        guard !isNull(column) else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "text")
        }
        switch PQftype(pointer, Int32(column)) {
        case PostgresType.text, PostgresType.varchar, PostgresType.bpchar, PostgresType.name,
            PostgresType.json:
            return String(decoding: bytes(column), as: UTF8.self)
        case PostgresType.jsonb:
            // The first byte is the version of the format.
            return String(decoding: bytes(column).dropFirst(), as: UTF8.self)
        default: throw DatabaseError.mismatch(column: columnName(column), expected: "text")
        }
    }

    func blob(_ column: Int) throws -> [UInt8] {
        guard PQftype(pointer, Int32(column)) == PostgresType.bytea, !isNull(column) else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "bytes")
        }
        return Array(bytes(column))
    }

    func uuid(_ column: Int) throws -> (high: UInt64, low: UInt64) {
        let bytes = bytes(column)
        guard PQftype(pointer, Int32(column)) == PostgresType.uuid, bytes.count == 16 else {
            throw DatabaseError.mismatch(column: columnName(column), expected: "an id")
        }
        return (
            UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }

    /// The bytes of a value; none for NULL.
    private func bytes(_ column: Int) -> UnsafeRawBufferPointer {
        let count = Int(PQgetlength(pointer, row, Int32(column)))
        return UnsafeRawBufferPointer(start: PQgetvalue(pointer, row, Int32(column)), count: count)
    }

    /// Up to eight bytes as a big-endian number.
    private func word(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// A `numeric` as the server sends it, which sums of `bigint` are: digits of base 10,000.
///
/// The layout is that of `numeric_send` in PostgreSQL's numeric.c: count, weight, sign and scale in 16 bits each,
/// then the digits.
struct PostgresNumeric {
    private let digits: [Int64]
    private let weight: Int
    private let sign: UInt16

    init(_ bytes: UnsafeRawBufferPointer) {
        func word(_ index: Int) -> UInt16 {
            guard bytes.count >= index * 2 + 2 else { return 0 }
            return UInt16(bytes[index * 2]) << 8 | UInt16(bytes[index * 2 + 1])
        }
        weight = Int(Int16(bitPattern: word(1)))
        sign = word(2)
        digits = (0..<Int(word(0))).map { Int64(word(4 + $0)) }
    }

    private var isNegative: Bool { sign == 0x4000 }
    private var isNumber: Bool { sign == 0 || isNegative }

    /// The value, if it is a whole number that fits.
    var integer: Int64? {
        guard isNumber else { return nil }
        var value: Int64 = 0
        for index in 0..<max(digits.count, weight + 1) {
            let digit = index < digits.count ? digits[index] : 0
            if index > weight {
                guard digit == 0 else { return nil }
                continue
            }
            let (product, overflows) = value.multipliedReportingOverflow(by: 10_000)
            // Built up below zero, which reaches one further than above.
            let (sum, overflowsToo) = product.subtractingReportingOverflow(digit)
            guard !overflows, !overflowsToo else { return nil }
            value = sum
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// The nearest double.
    var double: Double {
        guard isNumber else { return .nan }
        let value = digits.enumerated().reduce(0.0) { sum, digit in
            sum + Double(digit.element) * pow(10_000, Double(weight - digit.offset))
        }
        return isNegative ? -value : value
    }
}
