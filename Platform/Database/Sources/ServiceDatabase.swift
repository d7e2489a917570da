// SPDX-License-Identifier: Apache-2.0
public import Core

/// A connection inside a `read` or `write` block. It must not leave the block.
public protocol SQLConnection: AnyObject {
    /// The language it speaks.
    var dialect: SQLDialect { get }
    /// Runs a query and hands each row to `body`.
    func each(_ query: SQLQuery, _ body: (SQLRow) throws -> Void) throws
    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func run(_ statement: SQLQuery) throws -> Int
    /// Announces an event, if and when the transaction is committed.
    func publish(_ event: some Event) throws
}

extension SQLConnection {
    /// Runs a query and makes a value of each row.
    public func all<Value>(_ query: SQLQuery, _ make: (SQLRow) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try each(query) { values.append(try make($0)) }
        return values
    }

    /// Runs a query and makes a value of the first row, if there is one.
    public func first<Value>(_ query: SQLQuery, _ make: (SQLRow) throws -> Value) throws -> Value? {
        var value: Value?
        try each(query) { row in
            if value == nil { value = try make(row) }
        }
        return value
    }
}

/// The database of one service: its own tables and nobody else's, addressed as `service.table`.
///
/// The bodies are synchronous, so nothing can wait for the network while it holds a lock.
public protocol ServiceDatabase: Sendable {
    /// The service, which is also the schema.
    var name: String { get }
    /// The language it speaks.
    var dialect: SQLDialect { get }

    /// Reads. Several reads of one body see the same state.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value

    /// Writes in one transaction: all of it, with its events, is durable when this returns, or none of it is.
    ///
    /// PostgreSQL may run the body again after a conflict with another transaction: it must only touch the database.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value

    /// Says who hears of events once they are committed. To be called once, before the first write.
    func onCommit(_ listener: @escaping @Sendable ([any Event]) -> Void)

    /// Applies what is missing of the migrations, while no other process does.
    func migrate(_ migrations: [Migration]) async throws

    /// Waits for what is under way and lets go of the database.
    func close() async
}

/// Opens the databases of services.
public protocol DatabaseDriver: Sendable {
    /// Opens the database of a service, creating it if need be.
    func open(_ service: String) async throws -> any ServiceDatabase
}
