// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import UsersAPI

/// Why a request about people was refused.
enum UsersError: ServiceError {
    case userNotFound(UserID)
    case notYours(UserID)

    var failure: Failure {
        switch self {
        case .userNotFound(let id):
            .notFound(.userNotFound, "There is no such person.", internal: "user \(id)")
        case .notYours(let id):
            Failure(.forbidden, .forbidden, "You may change only your own account.", internal: "user \(id)")
        }
    }
}

/// What the verbs of Users share.
struct UsersService: Sendable {
    /// The most people that may be asked for at once by another service.
    static let mostProfiles = 500
    /// How many accounts whose grace is over are looked up at once.
    static let endingsAtOnce = 100

    let database: any ServiceDatabase
    let clock: any WallClock
    let connections: ConnectionsView
    /// How long a deleted account can be had back.
    let grace: Duration

    /// Everybody but those a block lies between, newest first.
    func users(_ request: ListUsers, from caller: Member) async throws -> Page<User> {
        let limit = request.limit ?? .standard
        return try await connections.page(for: caller.id, from: request.cursor, limit: limit) { cursor in
            try await database.read { db in try UserStore(db).page(after: cursor, limit: limit) }
        } place: {
            Cursor($0.createdAt.microseconds, $0.id)
        }
    }

    /// People by the beginnings of their names' words, but those a block lies between.
    func search(_ request: SearchUsers, from caller: Member) async throws -> Page<User> {
        let limit = request.limit ?? .standard
        let words = NameWords.split(request.q.text)
        return try await connections.page(for: caller.id, from: request.cursor, limit: limit) { cursor in
            try await database.read { db in try UserStore(db).search(words, after: cursor, limit: limit) }
        } place: {
            Cursor($0.username.text)
        }
    }

    /// One person with their connections. To whom they block they are not there.
    func user(_ request: GetUser, from caller: Member) async throws -> UserProfile {
        let person = try await database.read { db in try PersonStore(db).person(request.id) }
        guard let person, let profile = try await connections.profile(of: person, for: caller) else {
            throw UsersError.userNotFound(request.id)
        }
        return profile
    }

    /// Changes a profile.
    func update(_ request: UpdateUser, from caller: Member) async throws -> UserProfile {
        try await requireOwn(request.id, caller)
        try requirePast(request.body.birthday)
        // Asked for before: what was changed is not refused any more.
        let summary = try await connections.summary(of: request.id, for: caller.id)
        let person = try await database.write { db in
            guard var person = try PersonStore(db).person(request.id, forUpdate: true) else {
                throw UsersError.userNotFound(request.id)
            }
            let former = person.user.avatarUrl
            person.apply(request.body)
            try PersonStore(db).update(person)
            try Self.announce(person, formerPicture: former, db)
            return person
        }
        guard let profile = connections.profile(of: person, summary, for: caller) else {
            throw UsersError.userNotFound(request.id)
        }
        return profile
    }

    /// Tells what everybody may see of a person who changed, and whether they have another picture than before.
    static func announce(_ person: Person, formerPicture: String?, _ db: any SQLConnection) throws {
        let picture = UserUpdated.PictureChange(from: formerPicture, to: person.user.avatarUrl)
        try db.publish(
            UserUpdated(
                user: person.user.id,
                status: person.user.status,
                profile: person.publicUser,
                picture: picture
            )
        )
    }

    /// Puts a picture into a profile, or takes it out.
    func set(_ request: SetPicture, from caller: Caller) async throws -> User {
        let change = request.body
        return try await database.write { db in
            let store = UserStore(db)
            let former = try PersonStore(db).person(change.user, forUpdate: true)?.user.avatarUrl
            guard try store.set(change.place, of: change.user, to: change.url),
                let user = try PersonStore(db).person(change.user)?.user
            else { throw UsersError.userNotFound(change.user) }
            let picture = UserUpdated.PictureChange(from: former, to: user.avatarUrl)
            try db.publish(UserUpdated(user: user.id, status: user.status, picture: picture))
            return user
        }
    }

    /// Several people, for other services.
    func profiles(_ request: GetProfiles, from caller: Caller) async throws -> [User] {
        let selection = request.body
        guard selection.ids.count + selection.usernames.count <= Self.mostProfiles else {
            throw Failure.invalid("ids", "Must have at most \(Self.mostProfiles) people.")
        }
        return try await database.read { db in
            try UserStore(db).users(
                ids: selection.ids,
                usernames: selection.usernames,
                asOwners: selection.asOwners ?? false
            )
        }
    }

    /// A portion of all people, for other services.
    func scan(_ request: ScanUsers, from caller: Caller) async throws -> [User] {
        let limit = min(max(request.body.limit, 1), ScanUsers.most)
        return try await database.read { db in
            try UserStore(db).scan(after: request.body.after, limit: limit)
        }
    }

    /// Makes a profile unless it is there.
    func ensure(_ request: EnsureProfile, from caller: Caller) async throws -> User {
        try await database.write { db in
            let store = UserStore(db)
            if try store.insert(request.body) { return request.body }
            return try PersonStore(db).person(request.body.id)?.user ?? request.body
        }
    }

    /// Nobody is born tomorrow. Whoever is born today may live where it is tomorrow already.
    private func requirePast(_ birthday: Birthday?) throws {
        guard let day = birthday?.day, day.start > clock.now + .hours(14) else { return }
        throw Failure.invalid("birthday", "Must not be in the future.")
    }

    /// Lets people change their own account, and admins anybody's. Whoever may see an account is told that it is not
    /// theirs.
    func requireOwn(_ id: UserID, _ caller: Member) async throws {
        guard caller.id != id, !caller.isAdmin else { return }
        _ = try await user(GetUser(id), from: caller)
        throw UsersError.notYours(id)
    }
}

extension UserUpdated.PictureChange {
    /// What became of a picture, by where it was and is.
    fileprivate init?(from former: String?, to url: String?) {
        guard former != url else { return nil }
        self = url == nil ? .removed : .new
    }
}
