// SPDX-License-Identifier: Apache-2.0
import CSQLiteShim
import Database

/// Roost's error, not GRDB's type of the same name. This file does not import GRDB, so the name is clear here.
typealias DatabaseError = Database.DatabaseError

extension DatabaseError {
    /// What an extended result code of SQLite means. The message names tables and columns, never values.
    init(code: Int32, message: String) {
        let primary = code & 0xFF
        if primary == SQLITE_CONSTRAINT {
            self.init(constraintCode: code, message: message)
            return
        }
        let kind: Kind =
            switch primary {
            case SQLITE_BUSY, SQLITE_LOCKED: .busy
            case SQLITE_FULL: .diskFull
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_NOMEM: .inputOutput
            case SQLITE_READONLY: .readOnly
            case SQLITE_TOOBIG: .unstorable
            default: .statement
            }
        self.init(kind, detail: "SQLite \(code): \(message)")
    }

    /// Reads what the messages of SQLite's `sqlite3UniqueConstraint` and its kin say:
    /// `UNIQUE constraint failed: accounts.email, accounts.realm`, `… failed: index 'accounts_email'`,
    /// `NOT NULL constraint failed: accounts.email`, `CHECK constraint failed: name`.
    private init(constraintCode code: Int32, message: String) {
        let subject = message.split(separator: "failed: ", maxSplits: 1).dropFirst().first.map(String.init)
        // CREATE UNIQUE INDEX over rows that break it, too, has the code without the extension.
        let isUnique = [2067, 1555, 2579].contains(code)
        let kind: Kind
        switch code {
        case 787: kind = .foreignKeyViolation
        case 1299: kind = .notNullViolation
        case 275: kind = .checkViolation
        default: kind = isUnique ? .uniqueViolation : .checkViolation
        }
        var columns: [String] = []
        var constraint: String?
        if let subject, subject.hasPrefix("index '") {
            constraint = String(subject.dropFirst(7).dropLast())
        } else if let subject, kind == .checkViolation {
            constraint = subject
        } else if let subject {
            columns = subject.split(separator: ", ").map(String.init)
        }
        self.init(kind, columns: columns, constraint: constraint, detail: "SQLite \(code)")
    }
}
