// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import DatabasePostgres
import Foundation

/// Makes and drops databases on the server that `TEST_POSTGRES` names.
enum TestPostgres {
    static func open(clock: any WallClock) async throws -> IsolatedDatabases {
        throw DatabaseError(.closed, detail: "not yet")
    }
}
