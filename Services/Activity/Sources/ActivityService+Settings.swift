// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints

extension ActivityService {
    /// Who sees what one does.
    func settings(_ request: GetActivitySettings, from caller: Member) async throws -> ActivitySettings {
        try await database.read { db in try PeopleStore(db).settings(of: caller.id) }
    }

    /// Changes who sees what one does.
    func update(_ request: UpdateActivitySettings, from caller: Member) async throws -> ActivitySettings {
        let changes = request.body
        let kinds = changes.kinds ?? []
        guard Set(kinds.map(\.kind)).count == kinds.count else {
            throw Failure.invalid("kinds", "Must name each kind at most once.")
        }
        return try await database.write { db in
            let people = PeopleStore(db)
            try people.lock(caller.id)
            var settings = try people.settings(of: caller.id)
            if let audience = changes.audience { settings.audience = audience }
            for choice in kinds {
                guard let place = settings.kinds.firstIndex(where: { $0.kind == choice.kind }) else {
                    continue
                }
                settings.kinds[place] = choice
            }
            try people.set(settings, of: caller.id)
            return settings
        }
    }
}
