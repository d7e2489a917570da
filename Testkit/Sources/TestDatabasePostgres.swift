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
        await Permits.shared.take()
        let name = "roost_test_" + UUID().uuidString.replacing("-", with: "").lowercased()
        do {
            try server.execute("CREATE DATABASE \(name) TEMPLATE template0")
        } catch {
            await Permits.shared.give()
            throw error
        }
        var settings = PostgresSettings()
        // Tests run side by side, and a server takes 100 connections by default.
        settings.connections = 3
        let driver = PostgresDriver(
            target: PostgresTarget(url: url, database: name),
            settings: settings,
            clock: clock
        )
        return IsolatedDatabases(driver: driver) {
            // A database that cannot be dropped is left on a server that is for tests only.
            try? server.execute("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
            await Permits.shared.give()
        }
    }
}

/// Bounds how many tests use the server at a time: it takes 100 connections, and each test up to four.
private actor Permits {
    static let shared = Permits()

    private var free = 20
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        free += 1
    }
}
