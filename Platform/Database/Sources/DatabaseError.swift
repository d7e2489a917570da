// SPDX-License-Identifier: Apache-2.0
public import Core

/// What a database refused or could not do.
public enum DatabaseError: ServiceError, Equatable {
    /// A value that has to be unique is there already.
    case uniqueViolation(String)
    /// Another rule of the tables: a foreign key, a check, not null.
    case constraintViolation(String)
    /// Busy, full, gone, stopping: later it may work.
    case unavailable(String)
    /// A column holds what the code does not expect: a defect of ours.
    case unexpectedValue(String)
    /// The statement is wrong: a defect of ours.
    case statement(String)
    /// A migration that was shipped reads differently now.
    case changedMigration(database: String, id: String)

    /// Whether a unique key refused the row.
    public var isUniqueViolation: Bool { if case .uniqueViolation = self { true } else { false } }

    public var failure: Failure {
        switch self {
        case .unavailable(let text): .unavailable("The server cannot reach its data; try again.", internal: text)
        case .uniqueViolation(let text), .constraintViolation(let text), .unexpectedValue(let text),
            .statement(let text):
            Failure(.internalError, .internalError, "Something went wrong on the server.", internal: text)
        case .changedMigration(let database, let id):
            Failure(
                .internalError, .internalError, "Something went wrong on the server.",
                internal: "migration \(id) of \(database) was changed after it was applied")
        }
    }
}
