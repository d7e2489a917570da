// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
import Foundation

/// An event as it was committed to a service's outbox.
public struct CommittedEvent: Sendable {
    /// The service that published it.
    public let service: String
    /// Its name: `message.sent`.
    public let name: String
    /// Its fields in JSON.
    public let payload: String

    /// Its fields as the event's own type.
    public func decoded<Occurrence: Event>(as type: Occurrence.Type) throws -> Occurrence {
        try JSONDecoder().decode(type, from: Data(payload.utf8))
    }

    /// All events that a service published, in the order of their commits.
    public static func all(in database: any ServiceDatabase) async throws -> [CommittedEvent] {
        let service = database.name
        return try await database.read { db in
            let order: SQLQuery = .either(sqlite: "position", postgres: "xid, position")
            return try db.all(
                "SELECT name, CAST(payload AS TEXT) FROM \(unsafe: service).outbox ORDER BY \(order)"
            ) { row in
                CommittedEvent(service: service, name: try row[0], payload: try row[1])
            }
        }
    }
}
