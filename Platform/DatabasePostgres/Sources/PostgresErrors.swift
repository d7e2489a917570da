// SPDX-License-Identifier: Apache-2.0
import CPostgres
import Database
import Foundation

extension DatabaseError {
    /// What a failed result means. Its primary message may quote a value, so only the code and the names of
    /// tables, columns and constraints are kept, and the message for mistakes in statements.
    init(result: OpaquePointer?) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        // PG_DIAG_… are characters in postgres_ext.h.
        let state = field(Int32(UInt8(ascii: "C"))) ?? "08006"
        let message = field(Int32(UInt8(ascii: "M"))) ?? ""
        let table = field(Int32(UInt8(ascii: "t")))
        let kind = Self.kind(state)
        var columns: [String] = []
        if let table, let column = field(Int32(UInt8(ascii: "c"))) { columns = ["\(table).\(column)"] }
        if kind == .uniqueViolation, let table, let detail = field(Int32(UInt8(ascii: "D"))) {
            columns = Self.keyColumns(detail).map { "\(table).\($0)" }
        }
        let tells =
            kind == .statement || kind == .connectionLost || kind == .diskFull || kind == .serialization
        self.init(
            kind,
            columns: columns,
            constraint: field(Int32(UInt8(ascii: "n"))),
            detail: tells ? "\(state): \(message)" : state
        )
    }

    /// The families of Appendix A, "PostgreSQL Error Codes".
    private static func kind(_ state: String) -> Kind {
        switch state {
        case "23505": .uniqueViolation
        case "23503": .foreignKeyViolation
        case "23502": .notNullViolation
        case "23514", "23P01", "23000": .checkViolation
        case "25006": .readOnly
        case "40001", "40P01": .serialization
        case "55P03", "57014": .busy
        case "53100": .diskFull
        case "57P01", "57P02", "57P03", "57P05", "25P03": .connectionLost
        case "22021", "22P05", "54000": .unstorable
        default:
            if state.hasPrefix("08") {
                .connectionLost
            } else if state.hasPrefix("53") {
                .overloaded
            } else if state.hasPrefix("58") {
                .inputOutput
            } else {
                .statement
            }
        }
    }

    /// The columns in `Key (realm, nick)=(values) already exists.`; the values are left out.
    private static func keyColumns(_ detail: String) -> [String] {
        guard let open = detail.firstIndex(of: "("), let close = detail.range(of: ")=(") else { return [] }
        return detail[detail.index(after: open)..<close.lowerBound].split(separator: ", ").map(String.init)
    }
}
