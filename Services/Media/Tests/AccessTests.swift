// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import MediaAPI
import PostsAPI
import Testing
import Testkit

@testable import Media

struct AccessTests {
    @Test(arguments: TestDatabase.all)
    func `an unused picture is its owner's alone`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            _ = try await rig.ada.call(GetPicture(id))
            for request in [GetPicture(id)] {
                #expect(try await rig.eve.refusal(of: request).code == .mediaNotFound)
            }
            #expect(
                try await rig.eve.refusal(of: UpdatePicture(id, alt: AltText(trusted: "x"))).code
                    == .mediaNotFound
            )
            #expect(try await rig.eve.refusal(of: DeletePicture(id)).code == .mediaNotFound)
            #expect(try await rig.eve.refusal(of: GetPictureFile(id, .small)).code == .mediaNotFound)
            #expect(try await rig.server.refusalOfStranger(GetPictureFile(id, .small)).code == .mediaNotFound)
            #expect(try await rig.ada.call(GetPictureFile(id, .small)).size == 4)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a picture is seen by whoever sees its post, as long as they do`(
        _ database: TestDatabase
    ) async throws {
        try await MediaRig.run(database) { rig in
            let id = try await rig.stored(by: rig.ada)
            let post = try await rig.post([id], "For followers", .followers, by: rig.ada)
            #expect(post.media.map(\.id) == [id])

            let shown = try await rig.grace.call(GetPost(post.id)).media[0]
            #expect(try await rig.open(shown.urls.small).all() == [1, 2, 3, 4])
            #expect(try await rig.eve.refusal(of: GetPictureFile(id, .small)).code == .mediaNotFound)
            #expect(try await rig.eve.refusal(of: GetPicture(id)).code == .mediaNotFound)

            _ = try await rig.ada.call(BlockUser(rig.grace.id))
            // The address that grace has is hers still, and shows nothing any more.
            await #expect(throws: Failure.self) { try await rig.open(shown.urls.small) }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the picture of a comment is not for whom its author blocks`(_ database: TestDatabase) async throws {
        try await MediaRig.run(database) { rig in
            let post = try await rig.ada.call(CreatePost("Hello"))
            let id = try await rig.stored(by: rig.grace)
            let comment = try await rig.grace.call(
                CreateComment(CommentText(trusted: ""), on: post.id, mediaId: id)
            )
            #expect(comment.media.map(\.id) == [id])
            #expect(try await rig.eve.call(ListComments(on: post.id)).items[0].media.map(\.id) == [id])
            _ = try await rig.eve.call(GetPictureFile(id, .small))

            _ = try await rig.grace.call(BlockUser(rig.eve.id))

            #expect(try await rig.eve.refusal(of: GetPictureFile(id, .small)).code == .mediaNotFound)
            _ = try await rig.ada.call(GetPictureFile(id, .small))
        }
    }

    @Test func `a key fits one picture, one size, one viewer and some hours`() async throws {
        try await MediaRig.run(.sqlite) { rig in
            let (one, other) = (try await rig.stored(by: rig.ada), try await rig.stored(by: rig.ada))
            let url = try await rig.ada.call(GetPicture(one)).urls.small
            _ = try await rig.open(url)

            let forgeries = [
                url.replacing("/320?", with: "/640?"),
                url.replacing(one.description, with: other.description),
                String(url.dropLast()) + (url.hasSuffix("A") ? "B" : "A"),
                String(url.dropLast(4)),
                url + "AAAA",
                url.prefix { $0 != "=" } + "=" + String(repeating: "A", count: 48),
            ]
            for forgery in forgeries {
                await #expect(throws: Failure.self, "\(forgery)") { try await rig.open(forgery) }
            }
            // Another viewer in the key, without knowing the site's secret.
            let others = try rig.media.signer.address(of: one, .small, for: rig.eve.id)
            await #expect(throws: Failure.self) { try await rig.open(others) }

            rig.server.clock.advance(by: .seconds(MediaLimits.addressPeriod))
            _ = try await rig.open(url)
            rig.server.clock.advance(by: .seconds(MediaLimits.addressPeriod))
            await #expect(throws: Failure.self) { try await rig.open(url) }
        }
    }

    @Test func `an address stays the same for hours, so that a browser finds it again`() throws {
        let clock = FakeClock()
        let signer = AddressSigner(clock: clock)
        signer.use([UInt8](repeating: 7, count: 32))
        let (id, viewer) = (MediaID(high: 1, low: 2), UserID(high: 3, low: 4))
        var addresses: Set<String> = []
        for _ in 0..<24 {
            addresses.insert(try signer.address(of: id, .small, for: viewer))
            clock.advance(by: .hours(1))
        }
        #expect((2...3).contains(addresses.count))
        let another = AddressSigner(clock: clock)
        another.use([UInt8](repeating: 8, count: 32))
        let mine = try signer.address(of: id, .small, for: viewer)
        let key = PictureKey(String(mine.split(separator: "=")[1]))
        #expect(try signer.viewer(of: key, for: id, .small) == viewer)
        #expect(try another.viewer(of: key, for: id, .small) == nil)
    }
}
