// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import UsersAPI

extension UsersService {
    /// Whom the parts of a profile are for.
    func privacy(_ request: GetProfilePrivacy, from caller: Member) async throws -> ProfilePrivacy {
        try await requireOwn(request.id, caller)
        let person = try await database.read { db in try PersonStore(db).person(request.id) }
        guard let person else { throw UsersError.userNotFound(request.id) }
        return person.privacy
    }

    /// Changes whom the parts of a profile are for. Choosing what holds already changes nothing.
    func update(_ request: UpdateProfilePrivacy, from caller: Member) async throws -> ProfilePrivacy {
        try await requireOwn(request.id, caller)
        return try await database.write { db in
            guard var person = try PersonStore(db).person(request.id, forUpdate: true) else {
                throw UsersError.userNotFound(request.id)
            }
            let before = person.privacy
            person.privacy.apply(request.body)
            guard person.privacy != before else { return before }
            try PersonStore(db).set(person.privacy, of: request.id)
            try db.publish(ProfilePrivacyChanged(user: request.id, privacy: person.privacy))
            // Whatever keeps or finds the profile takes over what is for everybody now.
            try Self.announce(person, formerPicture: person.user.avatarUrl, db)
            return person.privacy
        }
    }

    /// Whom the presence of some people is for, for other services.
    func presenceAudiences(
        _ request: GetPresenceAudiences,
        from caller: Caller
    ) async throws -> [PresenceAudience] {
        guard request.body.ids.count <= GetPresenceAudiences.most else {
            throw Failure.invalid("ids", "Must have at most \(GetPresenceAudiences.most) people.")
        }
        return try await database.read { db in try PersonStore(db).presenceAudiences(request.body.ids) }
    }
}
