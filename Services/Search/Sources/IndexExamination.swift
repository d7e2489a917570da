// SPDX-License-Identifier: Apache-2.0
import Core
import Database

/// Looks whether the index agrees with itself, for `roost doctor`.
struct IndexExamination: Sendable {
    let database: any ServiceDatabase

    /// One sentence for each thing that is wrong.
    func findings() async throws -> [String] {
        try await database.read { db in
            let state = try StateStore(db).state()
            var findings: [String] = []
            for generation in state.written {
                if let finding = try usesOfTerms(in: generation, db) { findings.append(finding) }
            }
            return findings
        }
    }

    /// How often terms are used, added up, must be how many terms the entries have.
    private func usesOfTerms(in generation: Generation, _ db: any SQLConnection) throws -> String? {
        let counted =
            try db.value(
                "SELECT CAST(COALESCE(SUM(docs), 0) AS BIGINT) FROM \(generation.terms)",
                as: Int.self
            ) ?? 0
        var found = 0
        for tables in ShelfTables.all(of: generation) {
            found += try db.dialect.index.countTerms(in: tables, db)
        }
        return counted == found
            ? nil
            : "search: the vocabulary counts \(counted) uses of terms and there are \(found); run roost search rebuild."
    }
}
