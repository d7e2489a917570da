// SPDX-License-Identifier: Apache-2.0

/// The language of a database.
public enum SQLDialect: String, Sendable, CaseIterable {
    case sqlite, postgres
}

/// SQL written by hand, with its values bound.
///
/// Only literals become SQL text: whatever is interpolated is bound as a value, another query is spliced in. So a
/// query cannot be built from a string that came from outside.
public struct SQLQuery: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case text(String)
        case value(SQLValue)
        case either(sqlite: SQLQuery, postgres: SQLQuery)
    }

    var pieces: [Piece]

    public init(stringLiteral text: String) { pieces = text.isEmpty ? [] : [.text(text)] }
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    private init(_ piece: Piece) { pieces = [piece] }

    /// Text that differs between the databases.
    public static func either(sqlite: SQLQuery, postgres: SQLQuery) -> SQLQuery {
        SQLQuery(.either(sqlite: sqlite, postgres: postgres))
    }

    /// Collects the pieces of an interpolated literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        /// The text of the literal.
        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        /// A value, bound.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            pieces.append(.value(value.sqlValue))
        }

        /// A value or NULL, bound.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        /// Another query, spliced in.
        public mutating func appendInterpolation(_ query: SQLQuery) { pieces += query.pieces }

        /// Values for `IN`, bound; of no values nothing is in.
        public mutating func appendInterpolation(list values: [some SQLBindable]) {
            guard !values.isEmpty else {
                pieces.append(.text("(NULL)"))
                return
            }
            for (index, value) in values.enumerated() {
                pieces.append(.text(index == 0 ? "(" : ", "))
                pieces.append(.value(value.sqlValue))
            }
            pieces.append(.text(")"))
        }

        /// Text as it stands. Only for names that the platform itself makes.
        public mutating func appendInterpolation(unsafe text: String) { pieces.append(.text(text)) }
    }

    /// The text with its placeholders, and the values for them in order.
    public func render(_ dialect: SQLDialect) -> (text: String, values: [SQLValue]) {
        var text = ""
        text.reserveCapacity(256)
        var values: [SQLValue] = []
        render(dialect, &text, &values)
        return (text, values)
    }

    private func render(_ dialect: SQLDialect, _ text: inout String, _ values: inout [SQLValue]) {
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value(let value):
                values.append(value)
                if dialect == .sqlite { text += "?" } else { text += "$\(values.count)" }
            case .either(let sqlite, let postgres):
                (dialect == .sqlite ? sqlite : postgres).render(dialect, &text, &values)
            }
        }
    }
}
