// SPDX-License-Identifier: Apache-2.0
import Blobs
import ConnectionsAPI
import Core
import Endpoints
import MediaAPI
import Testing
import Testkit
import UsersAPI

@testable import Media

struct PortraitTests {
    @Test(arguments: TestDatabase.all)
    func `a profile picture is a square in two sizes`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let user = try await rig.ada.call(SetAvatar(rig.ada.id, try Self.form(width: 90, height: 30)))

            let url = try #require(user.avatarUrl)
            #expect(url.hasSuffix("/128"))
            #expect(try await rig.grace.call(GetUser(rig.ada.id)).avatarUrl == url)
            for (size, pixels) in [(PortraitSize.small, 128), (.large, 400)] {
                let file = try await rig.server.stranger(GetPortraitFile(try Self.id(in: url), size))
                let head = try PictureHead.read(UploadedFile(try await file.all()))
                #expect((head.width, head.height) == (pixels, pixels))
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a picture takes the place of the one before`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let first = try #require(try await rig.ada.call(SetAvatar(rig.ada.id, try Self.form())).avatarUrl)
            let second = try #require(
                try await rig.ada.call(SetAvatar(rig.ada.id, try Self.form())).avatarUrl
            )
            #expect(first != second)
            // Pages that show the first one still find it for a while.
            _ = try await rig.server.stranger(GetPortraitFile(try Self.id(in: first), .small))

            _ = try await rig.ada.call(RemoveAvatar(rig.ada.id))

            #expect(try await rig.ada.call(GetUser(rig.ada.id)).avatarUrl == nil)
            let gone = try Self.id(in: second)
            try await eventually("the files are gone") {
                try await rig.media.files.blobs.stat(PictureFiles.key(of: gone, .small)) == nil
            }
            let refusal = try await rig.server.refusalOfStranger(GetPortraitFile(gone, .small))
            #expect(refusal.code == .mediaNotFound)
        }
    }

    @Test func `a cover is wide and stands in the profile`() async throws {
        try await MediaRig.run(.sqlite) { rig in
            let cover = try await rig.ada.call(SetCover(rig.ada.id, try Self.form(width: 300, height: 300)))
            let url = try #require(cover.coverUrl)
            #expect(try await rig.grace.call(GetUser(rig.ada.id)).coverUrl == url)
            let file = try await rig.server.stranger(GetPortraitFile(try Self.id(in: url), .cover))
            let head = try PictureHead.read(UploadedFile(try await file.all()))
            #expect((head.width, head.height) == (1200, 400))
            _ = try await rig.ada.call(RemoveCover(rig.ada.id))
            #expect(try await rig.ada.call(GetUser(rig.ada.id)).coverUrl == nil)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody changes another one's picture`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let form = try Self.form()
            #expect(try await rig.eve.refusal(of: SetAvatar(rig.ada.id, form)).kind == .forbidden)
            #expect(try await rig.eve.refusal(of: RemoveCover(rig.ada.id)).kind == .forbidden)
            let nobody = UserID(at: rig.server.clock.now)
            #expect(try await rig.eve.refusal(of: SetAvatar(nobody, form)).code == .userNotFound)
            #expect(
                try await rig.server.refusalOfStranger(SetAvatar(rig.ada.id, form)).kind == .unauthenticated
            )
            // Whom ada blocks she is not there for.
            _ = try await rig.ada.call(BlockUser(rig.eve.id))
            #expect(try await rig.eve.refusal(of: SetAvatar(rig.ada.id, form)).code == .userNotFound)
            let root = try await rig.server.member("root")
            #expect(try await root.refusal(of: SetAvatar(rig.ada.id, form)).kind == .forbidden)
            _ = try await root.call(RemoveAvatar(rig.ada.id))
        }
    }

    private static func form(width: Int = 30, height: Int = 30) throws -> PortraitForm {
        PortraitForm(file: try UploadedFile(Sample.png(width: width, height: height)))
    }

    private static func id(in url: String) throws -> PortraitID {
        try #require(PortraitID(String(url.split(separator: "/")[3])))
    }
}
