// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Endpoints
import GroupsAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

/// Entries write their own JSON: it must be what their fields say.
struct WrittenJSONTests {
    private static let time = Timestamp(microseconds: 1_700_000_000_123_000)
    private static let person = User(
        id: UserID(at: time),
        username: Username(trusted: "ada"),
        displayName: "Ada \"A\"",
        createdAt: time
    )

    @Test(arguments: ActivityKind.allCases)
    func `an entry of every kind`(_ kind: ActivityKind) throws {
        let subject = ActivitySubject(
            .comment,
            user: Self.person,
            postId: .init(at: Self.time),
            commentId: .init(at: Self.time),
            groupId: .init(at: Self.time),
            groupSlug: .init(trusted: "the-group"),
            excerpt: "Line\nbreak"
        )
        let entry = ActivityEntry(
            id: ActivityID(at: Self.time),
            kind: kind,
            actor: Self.person,
            subject: subject,
            others: [subject, ActivitySubject(.group)],
            count: 7,
            createdAt: Self.time
        )

        #expect(JSON.bytes(of: entry) == (try jsonByFields(entry)))
    }

    @Test func `an entry with nothing set`() throws {
        let bare = ActivityEntry(
            id: ActivityID(at: Self.time),
            kind: .follow,
            actor: Self.person,
            subject: ActivitySubject(.user),
            createdAt: Self.time
        )

        #expect(JSON.bytes(of: bare) == (try jsonByFields(bare)))
        #expect(bare.count == 1)
    }
}
