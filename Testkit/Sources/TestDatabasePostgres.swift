// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import DatabasePostgres
import Foundation

/// Makes and drops databases on the server that `TEST_POSTGRES` names.
enum TestPostgres {
    static func open(clock: any WallClock) async throws -> IsolatedDatabases {
        guard let url = ProcessInfo.processInfo.environment["TEST_POSTGRES"] else {
            throw DatabaseError(.connectionLost, detail: "TEST_POSTGRES names no server.")
        }
        let server = PostgresTarget(url: url, database: nil)
        let name = "roost_test_" + UUID().uuidString.replacing("-", with: "").lowercased()
        try server.execute("CREATE DATABASE \(name) TEMPLATE template0")
        var settings = PostgresSettings()
        // Tests run side by side, and a server takes 100 connections by default.
        settings.connections = 4
        let driver = PostgresDriver(
            target: PostgresTarget(url: url, database: name),
            settings: settings,
            clock: clock
        )
        return IsolatedDatabases(driver: driver) {
            // A database that cannot be dropped is left on a server that is for tests only.
            try? server.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
    }
}
