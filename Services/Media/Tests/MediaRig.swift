// SPDX-License-Identifier: Apache-2.0
import Blobs
import ConnectionsAPI
import Core
import Database
import Endpoints
import MediaAPI
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Media

/// Three people on a server that shows pictures: grace follows ada, eve knows neither.
struct MediaRig {
    let server: TestServer
    let media: MediaService
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast.
    static func run(_ database: TestDatabase, _ body: (MediaRig) async throws -> Void) async throws {
        try await withServer(MediaModule.self, PostsModule.self, on: database) { server async throws in
            let module = try #require(server.site.module(MediaModule.self))
            let rig = MediaRig(
                server: server,
                media: module.media,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            try await server.settle()
            try await body(rig)
            try await rig.requireRightUsage()
        }
    }

    /// Uploads a real picture.
    func upload(
        _ bytes: [UInt8] = Sample.png(width: 40, height: 30),
        alt: String? = nil,
        by member: TestMember
    ) async throws -> Picture {
        let form = PictureForm(file: try UploadedFile(bytes), alt: alt.map(AltText.init(trusted:)))
        return try await member.call(UploadPicture(form))
    }

    /// Stores a picture as an upload would, without making one.
    func stored(by member: TestMember, bytes: Int64 = 100) async throws -> MediaID {
        let now = server.clock.now
        let record = PictureRecord(
            id: MediaID(at: now),
            owner: member.id,
            holder: nil,
            reviewAt: now + MediaLimits.unusedFor,
            isReady: true,
            width: 4,
            height: 3,
            blurHash: "00",
            alt: "",
            largest: .small,
            bytes: bytes,
            createdAt: now
        )
        try await media.database.write { db in
            #expect(try PictureStore(db).take(bytes, of: record.owner))
            try PictureStore(db).insert(record)
        }
        try await media.files.store([1, 2, 3, 4], under: PictureFiles.key(of: record.id, .small))
        return record.id
    }

    /// Publishes a post with pictures.
    func post(
        _ media: [MediaID],
        _ text: String = "",
        _ visibility: Visibility? = nil,
        by member: TestMember
    ) async throws -> Post {
        let draft = PostDraft(
            text: PostText(trusted: text),
            mediaIds: MediaIDs(media),
            visibility: visibility
        )
        return try await member.call(CreatePost(draft))
    }

    func record(_ id: MediaID) async throws -> PictureRecord? {
        try await media.database.read { db in try PictureStore(db).picture(id) }
    }

    /// Whether the files of a picture are there.
    func hasFiles(_ id: MediaID) async throws -> Bool {
        try await media.files.blobs.stat(PictureFiles.key(of: id, .small)) != nil
    }

    /// Waits until a picture and its files are gone.
    func untilGone(_ id: MediaID) async throws {
        try await eventually("picture \(id) is gone") {
            if try await record(id) != nil { return false }
            return try await !hasFiles(id)
        }
    }

    /// Reads a picture by its address, as a browser does, without a token.
    func open(_ url: String) async throws -> FileReply {
        let parts = url.split(separator: "/", omittingEmptySubsequences: true)
        let last = parts[4].split(separator: "?key=")
        let request = GetPictureFile(
            try #require(MediaID(String(parts[3]))),
            try #require(PictureSize(rawValue: String(last[0]))),
            key: PictureKey(String(last[1]))
        )
        return try await server.stranger(request)
    }

    private func requireRightUsage() async throws {
        for member in [ada, grace, eve] {
            let (usage, pictures) = try await media.database.read { db in
                let store = PictureStore(db)
                return (try store.usage(of: member.id), try store.pictures(of: member.id, limit: 1_000))
            }
            #expect(usage.pictures == pictures.count)
            #expect(usage.bytes == pictures.reduce(0) { $0 + $1.bytes })
        }
    }
}

extension FileReply {
    /// All its bytes.
    func all() async throws -> [UInt8] { try await read(0..<size) }
}
