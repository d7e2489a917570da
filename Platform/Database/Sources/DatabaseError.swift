// SPDX-License-Identifier: Apache-2.0
public import Core

/// What went wrong in a database. Clients never see SQL or values: `failure` says only what they may know.
public struct DatabaseError: ServiceError, Equatable, CustomStringConvertible {
    /// The family of the reason.
    public enum Kind: String, Sendable {
        /// A row with this key is there already.
        case uniqueViolation
        /// A row refers to one that is not there, or is still referred to.
        case foreignKeyViolation
        /// A column that must have a value has none.
        case notNullViolation
        /// A value breaks a CHECK.
        case checkViolation
        /// Too many blocks wait, or one waited too long.
        case overloaded
        /// Another process holds a lock, or the statement took longer than it may.
        case busy
        /// The disk is full.
        case diskFull
        /// Reading or writing the file failed.
        case inputOutput
        /// The connection broke, or the server is not there.
        case connectionLost
        /// Another transaction got in the way; the block may be tried again.
        case serialization
        /// The database was closed.
        case closed
        /// A `read` block tried to write.
        case readOnly
        /// The statement is wrong, which is a defect of ours.
        case statement
        /// A column does not hold what was asked for, which is a defect of ours.
        case mismatch
        /// A value cannot be stored: text with U+0000.
        case unstorable
        /// Migrations do not fit what the database has.
        case migration
    }

    /// The family of the reason.
    public let kind: Kind
    /// For violations: the columns as `table.column`, as far as the engine tells.
    public let columns: [String]
    /// For violations: the name of the constraint or index, as far as the engine tells.
    public let constraint: String?
    /// A text for the log: never a value from a row, never shown to clients.
    public let detail: String

    /// An error with all its parts.
    public init(_ kind: Kind, columns: [String] = [], constraint: String? = nil, detail: String) {
        self.kind = kind
        self.columns = columns
        self.constraint = constraint
        self.detail = detail
    }

    /// Whether a unique key was broken: `accounts.email` for a column, or the name of the index or constraint.
    ///
    /// Name the column where the key is plain columns and the index where it has an expression: those both
    /// engines report.
    public func isUniqueViolation(of key: String) -> Bool {
        kind == .uniqueViolation && (columns.contains(key) || constraint == key)
    }

    /// Whether trying again later may help.
    public var isTransient: Bool {
        switch kind {
        case .overloaded, .busy, .diskFull, .inputOutput, .connectionLost, .serialization, .closed: true
        default: false
        }
    }

    public var failure: Failure {
        if isTransient {
            return .unavailable("The server cannot do this now. Try again.", internal: description)
        }
        if kind == .unstorable { return .invalid("body", "Text must not contain the character U+0000.") }
        return Failure(.internalError, .internalError, "Something went wrong.", internal: description)
    }

    public var description: String {
        var text = "database \(kind.rawValue): \(detail)"
        if let constraint { text += " [\(constraint)]" }
        if !columns.isEmpty { text += " (\(columns.joined(separator: ", ")))" }
        return text
    }
}

extension DatabaseError {
    /// The result has no such column.
    public static func noSuchColumn(_ name: String) -> DatabaseError {
        DatabaseError(.mismatch, detail: "The result has no column \(name).")
    }

    /// The column holds something else, or NULL.
    public static func mismatch(column: String, expected: String) -> DatabaseError {
        DatabaseError(.mismatch, detail: "Column \(column) is not \(expected).")
    }
}

extension Error {
    /// Whether this is the breach of a unique key; see `DatabaseError.isUniqueViolation(of:)`.
    public func isUniqueViolation(of key: String) -> Bool {
        (self as? DatabaseError)?.isUniqueViolation(of: key) ?? false
    }
}
