// SPDX-License-Identifier: Apache-2.0

/// The two dialects of SQL that Roost speaks.
public enum SQLDialect: String, Sendable, CaseIterable {
    /// SQLite 3.40 or later.
    case sqlite
    /// PostgreSQL 15 or later.
    case postgres
}

/// A statement with its values, written as a string literal: whatever is interpolated is bound, never spliced.
///
///     let query: SQLQuery = "SELECT text FROM chat.messages WHERE id = \(id) AND seq > \(seq)"
///
/// It is a list of pieces that is rendered late, when the dialect is known: `?` for SQLite, `$1` for PostgreSQL.
/// Interpolating another query splices it; `\(list: ids)` makes `(?, ?, …)`; `\(.either(sqlite:postgres:))`
/// holds what the dialects say differently.
public struct SQLQuery: Sendable, ExpressibleByStringInterpolation {
    enum Piece: Sendable {
        case text(String)
        case value(SQLValue)
        indirect case either(sqlite: [Piece], postgres: [Piece])
    }

    var pieces: [Piece]

    init(pieces: [Piece]) { self.pieces = pieces }

    public init(stringLiteral text: String) { pieces = text.isEmpty ? [] : [.text(text)] }
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// What each dialect says in its own words.
    public static func either(sqlite: SQLQuery, postgres: SQLQuery) -> SQLQuery {
        SQLQuery(pieces: [.either(sqlite: sqlite.pieces, postgres: postgres.pieces)])
    }

    /// The query followed by another one.
    public static func + (left: SQLQuery, right: SQLQuery) -> SQLQuery {
        SQLQuery(pieces: left.pieces + right.pieces)
    }

    /// Whether there is nothing in it.
    public var isEmpty: Bool { pieces.isEmpty }

    /// Adds a row of values in parentheses.
    mutating func append(_ row: [SQLValue], isFirst: Bool) {
        var separator = isFirst ? " (" : ", ("
        for value in row {
            pieces.append(.text(separator))
            pieces.append(.value(value))
            separator = ", "
        }
        pieces.append(.text(")"))
    }

    /// Collects the pieces of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            pieces.append(.value(value.sqlValue))
        }

        /// Binds a value, or NULL.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            pieces.append(.value(value.sqlValue))
        }

        /// Splices another query in.
        public mutating func appendInterpolation(_ query: SQLQuery) {
            pieces.append(contentsOf: query.pieces)
        }

        /// Raw text. Only Database and its drivers may use this, for names they have checked themselves.
        public mutating func appendInterpolation(unsafe text: String) {
            pieces.append(.text(text))
        }

        /// Binds each value in a list in parentheses, for `IN`. An empty list becomes `(NULL)`, which is in nothing.
        public mutating func appendInterpolation(list values: some Collection<some SQLBindable>) {
            guard !values.isEmpty else { return pieces.append(.text("(NULL)")) }
            var separator = "("
            for value in values {
                pieces.append(.text(separator))
                pieces.append(.value(value.sqlValue))
                separator = ", "
            }
            pieces.append(.text(")"))
        }
    }
}

extension SQLQuery {
    /// The text with the placeholders of `dialect`, and the values in their order.
    public func render(dialect: SQLDialect) -> (sql: String, values: [SQLValue]) {
        // Most statements that bind nothing are one literal, which costs no copy.
        if pieces.count == 1, case .text(let text) = pieces[0] { return (text, []) }
        var rendering = Rendering(dialect: dialect)
        rendering.text.reserveCapacity(256)
        rendering.values.reserveCapacity(pieces.count / 2 + 1)
        rendering.append(pieces)
        return (rendering.text, rendering.values)
    }

    private struct Rendering {
        let dialect: SQLDialect
        var text = ""
        var values: [SQLValue] = []

        mutating func append(_ pieces: [Piece]) {
            for piece in pieces {
                switch piece {
                case .text(let more): text += more
                case .value(let value): append(value)
                case .either(let sqlite, let postgres): append(dialect == .sqlite ? sqlite : postgres)
                }
            }
        }

        private mutating func append(_ value: SQLValue) {
            values.append(value)
            switch dialect {
            case .sqlite: text += "?"
            case .postgres:
                text += "$"
                text += String(values.count)
            }
        }
    }
}

extension Sequence<SQLQuery> {
    /// The queries one after the other, with `separator` between them.
    public func joined(separator: SQLQuery = ", ") -> SQLQuery {
        var joined: SQLQuery = ""
        for (index, query) in enumerated() {
            if index > 0 { joined.pieces += separator.pieces }
            joined.pieces += query.pieces
        }
        return joined
    }
}
