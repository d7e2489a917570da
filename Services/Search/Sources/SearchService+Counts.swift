// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import SearchAPI
import UsersAPI

extension SearchService {
    /// Counts what is found of each kind, as far as the viewer may see it, up to a number.
    func count(_ request: CountSearch, from caller: Member) async throws -> SearchCounts {
        guard let scope = try await scope(Asked(request), for: caller) else { return Self.counts([:]) }
        for closeness in [Closeness.parts, .typos] {
            let found = try await database.read { db in
                let reader = try LegReader(scope, try StateStore(db).state().active, db)
                var found: [SearchKind: [EntryRow]] = [:]
                for kind in SearchKind.allCases where scope.shelves.contains(Shelf(of: kind)) {
                    found[kind] = try reader.allRows(
                        Shelf(of: kind),
                        closeness,
                        kinds: [kind],
                        limit: SearchLimits.counted + 1
                    )
                }
                return found
            }
            let rows = found.values.joined()
            var sight = try await ties.sight(of: caller.id, on: rows.flatMap(SearchSight.people))
            sight.asked = scope.author
            let seen = found.mapValues { rows in (rows.filter(sight.sees).count, rows.count) }
            guard seen.values.allSatisfy({ $0.0 == 0 }), scope.query.hasWords, closeness == .parts else {
                return Self.counts(seen)
            }
        }
        return Self.counts([:])
    }

    /// One entry for each kind. Where more was found than is counted, what is seen of it is the least there is.
    private static func counts(_ seen: [SearchKind: (seen: Int, found: Int)]) -> SearchCounts {
        SearchCounts(
            counts: SearchKind.allCases.map { kind in
                let (count, found) = seen[kind] ?? (0, 0)
                return SearchCount(
                    kind: kind,
                    count: min(count, SearchLimits.counted),
                    isAtLeast: found > SearchLimits.counted
                )
            }
        )
    }
}
