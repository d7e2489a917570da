// SPDX-License-Identifier: Apache-2.0

/// The rule for names of services, which become names of schemas and files.
package enum SchemaName {
    /// Throws unless `name` is 1 to 40 of `a-z`, digits and `_`, beginning with a letter.
    package static func check(_ name: String) throws {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let bytes = Array(name.utf8)
        guard let first = bytes.first, letters.contains(first), bytes.count <= 40,
            bytes.allSatisfy({ letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") }),
            !["main", "temp", "public", "information_schema"].contains(name), !name.hasPrefix("pg_")
        else {
            throw DatabaseError(.statement, detail: "\(name) cannot be the name of a database.")
        }
    }
}
