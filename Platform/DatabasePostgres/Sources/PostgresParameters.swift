// SPDX-License-Identifier: Apache-2.0
import CPostgres
import Database

/// Values in PostgreSQL's binary format, in one buffer.
struct PostgresParameters {
    /// The types, as the server numbers them; 0, unknown, for NULL.
    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    /// Where each value begins in `bytes`; -1 for NULL.
    private var offsets: [Int] = []
    private var lengths: [Int32] = []

    /// No values.
    static let none = PostgresParameters()

    private init() {}

    init(_ values: [SQLValue]) throws {
        guard !values.isEmpty else { return }
        types.reserveCapacity(values.count)
        offsets.reserveCapacity(values.count)
        lengths.reserveCapacity(values.count)
        bytes.reserveCapacity(values.count * 16 + 256)
        for value in values { try append(value) }
    }

    /// Shows the arrays in the form that libpq takes.
    func withPointers<Value>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Value
    ) -> Value {
        guard !types.isEmpty else { return body(nil, nil, nil) }
        let formats = [Int32](repeating: 1, count: types.count)
        return bytes.withUnsafeBytes { buffer in
            // A value of no bytes must not be a null pointer, which would be NULL.
            var nothing: CChar = 0
            return withUnsafePointer(to: &nothing) { empty in
                let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) ?? empty
                let pointers = offsets.map { offset -> UnsafePointer<CChar>? in
                    if offset < 0 { return nil }
                    return offset == buffer.count ? empty : start + offset
                }
                return body(pointers, lengths, formats)
            }
        }
    }

    private mutating func append(_ value: SQLValue) throws {
        let offset = bytes.count
        switch value {
        case .null:
            types.append(0)
            offsets.append(-1)
            lengths.append(0)
            return
        case .integer(let number):
            types.append(PostgresType.int8)
            append(UInt64(bitPattern: number))
        case .real(let number):
            guard !number.isNaN else { throw DatabaseError(.unstorable, detail: "A number is not a number.") }
            types.append(PostgresType.float8)
            append(number.bitPattern)
        case .text(let text):
            types.append(PostgresType.text)
            bytes.append(contentsOf: text.utf8)
            guard !bytes[offset...].contains(0) else {
                throw DatabaseError(.unstorable, detail: "A text holds U+0000.")
            }
        case .blob(let blob):
            types.append(PostgresType.bytea)
            bytes.append(contentsOf: blob)
        case .uuid(let high, let low):
            types.append(PostgresType.uuid)
            append(high)
            append(low)
        case .boolean(let isTrue):
            types.append(PostgresType.bool)
            bytes.append(isTrue ? 1 : 0)
        }
        offsets.append(offset)
        lengths.append(Int32(bytes.count - offset))
    }

    private mutating func append(_ word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { bytes.append(contentsOf: $0) }
    }
}

/// The numbers of PostgreSQL's built-in types (`pg_type.dat`).
enum PostgresType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let json: Oid = 114
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let bpchar: Oid = 1042
    static let varchar: Oid = 1043
    static let numeric: Oid = 1700
    static let uuid: Oid = 2950
    static let jsonb: Oid = 3802
    static let xid8: Oid = 5069
}
