// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI
import Modules
import UsersAPI

extension MediaService {
    /// Gives somebody a profile picture.
    func setAvatar(_ request: SetAvatar, from caller: Member) async throws -> User {
        try await requireOwn(request.id, caller, isAdminEnough: false)
        return try await set(.avatar, of: request.id, to: request.body.file)
    }

    /// Gives somebody's profile its wide picture.
    func setCover(_ request: SetCover, from caller: Member) async throws -> ProfileCover {
        try await requireOwn(request.id, caller, isAdminEnough: false)
        _ = try await set(.cover, of: request.id, to: request.body.file)
        let current = try await database.read { db in
            try PortraitStore(db).current(of: request.id, .cover).first
        }
        return ProfileCover(coverUrl: current.map { Self.address(of: $0, .cover) })
    }

    /// Takes somebody's profile picture away.
    func removeAvatar(_ request: RemoveAvatar, from caller: Member) async throws -> NoReply {
        try await requireOwn(request.id, caller, isAdminEnough: true)
        try await remove(.avatar, of: request.id)
        return NoReply()
    }

    /// Takes the wide picture of somebody's profile away.
    func removeCover(_ request: RemoveCover, from caller: Member) async throws -> NoReply {
        try await requireOwn(request.id, caller, isAdminEnough: true)
        try await remove(.cover, of: request.id)
        return NoReply()
    }

    /// The bytes of a profile picture.
    func file(_ request: GetPortraitFile, from caller: Caller) async throws -> FileReply {
        guard let file = try await files.reply(PictureFiles.key(of: request.id, request.size)) else {
            throw MediaError.fileNotFound
        }
        return file
    }

    private func set(_ place: SetPicture.Place, of user: UserID, to file: UploadedFile) async throws -> User {
        let shapes = Self.shapes(of: place)
        let made = try await maker.shapes(shapes.map { ($0.name.rawValue, $0.size) }, of: file)
        // Not made from the time, as other ids: whoever knows one id must not be able to guess another.
        let id = PortraitID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max))
        let now = clock.now
        try await database.write { db in try PortraitStore(db).begin(id, of: user, place, at: now) }
        for (name, _) in shapes {
            try await files.store(made[name.rawValue] ?? [], under: PictureFiles.key(of: id, name))
        }
        try await database.write { db in
            let store = PortraitStore(db)
            let former = try store.current(of: user, place)
            guard try store.finish(id) else { throw MediaError.userNotFound(user) }
            for old in former { try store.remove(old, filesAt: now + MediaLimits.replacedFor) }
            // Again by a job, should this process end before Users has heard of it.
            try db.enqueue(ShowPortrait(user: user, place: place))
        }
        return try await show(place, of: user)
    }

    private func remove(_ place: SetPicture.Place, of user: UserID) async throws {
        try await database.write { db in
            let store = PortraitStore(db)
            for old in try store.current(of: user, place) { try store.remove(old, filesAt: nil) }
            try db.enqueue(ShowPortrait(user: user, place: place))
        }
        _ = try await show(place, of: user)
    }

    /// Tells Users what somebody's picture is now.
    @discardableResult
    private func show(_ place: SetPicture.Place, of user: UserID) async throws -> User {
        let current = try await database.read { db in try PortraitStore(db).current(of: user, place).first }
        let size: PortraitSize = place == .avatar ? .small : .cover
        return try await peers.call(
            SetPicture(place, of: user, url: current.map { Self.address(of: $0, size) })
        )
    }

    func show(_ job: ShowPortrait, _ context: JobContext) async throws {
        do {
            try await show(job.place, of: job.user)
        } catch let error as any ServiceError where error.failure.kind == .notFound {
            // The person is gone, and their pictures go too.
        } catch let failure as Failure where failure.kind == .notFound {
            // The same, told by another process.
        }
    }

    private static func shapes(of place: SetPicture.Place) -> [(name: PortraitSize, size: String)] {
        switch place {
        case .avatar: [(.large, "400x400"), (.small, "128x128")]
        case .cover: [(.cover, "1200x400")]
        }
    }

    static func address(of id: PortraitID, _ size: PortraitSize) -> String {
        "/api/v1/portraits/\(id)/\(size.rawValue)"
    }

    /// Lets people change their own account. Whoever may see another one is told that it is not theirs.
    private func requireOwn(_ id: UserID, _ caller: Member, isAdminEnough: Bool) async throws {
        if caller.id == id || isAdminEnough && caller.isAdmin { return }
        _ = try await peers.call(GetUser(id), as: Caller(member: caller))
        throw MediaError.notYours
    }
}

/// Tells Users what somebody's picture is.
struct ShowPortrait: Job {
    static let name: JobName = "media.show-portrait"
    let user: UserID
    let place: SetPicture.Place
}
