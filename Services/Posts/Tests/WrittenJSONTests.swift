// SPDX-License-Identifier: Apache-2.0
import Core
import GroupsAPI
import PostsAPI
import PreviewsAPI
import Testing
import Testkit
import UsersAPI

/// Posts and comments write their own JSON: it must be what their fields say.
struct WrittenJSONTests {
    @Test func `a post with everything set and with nothing`() throws {
        for post in [
            Self.fullPost,
            Post(id: Self.id(), author: Self.person, text: "", visibility: .everyone, createdAt: Self.time),
        ] {
            #expect(JSON.bytes(of: post) == (try jsonByFields(post)))
        }
    }

    @Test func `what a post holds`() throws {
        let quoted = Self.quoted
        #expect(JSON.bytes(of: quoted) == (try jsonByFields(quoted)))
        for poll in [Self.poll(votes: nil), Self.poll(votes: 3)] {
            #expect(JSON.bytes(of: poll) == (try jsonByFields(poll)))
            #expect(JSON.bytes(of: poll.options[0]) == (try jsonByFields(poll.options[0])))
        }
    }

    @Test(arguments: [true, false])
    func `a comment`(isAnswer: Bool) throws {
        let comment = Comment(
            id: Self.id(),
            postId: Self.id(),
            author: Self.person,
            text: "\"Yes\"\n",
            parentId: isAnswer ? Self.id() : nil,
            replyCount: 1,
            likeCount: 2,
            likedByMe: isAnswer,
            mentions: isAnswer ? [Self.person.id] : [],
            isDeleted: !isAnswer,
            createdAt: Self.time,
            editedAt: isAnswer ? Self.time : nil
        )
        #expect(JSON.bytes(of: comment) == (try jsonByFields(comment)))
    }

    private static let time = Timestamp(seconds: 1_700_000_000)

    private static func id<Entity>() -> ID<Entity> { ID(high: 1, low: 2) }

    private static let person = User(
        id: id(),
        username: Username(trusted: "ada"),
        displayName: "Ada",
        createdAt: time
    )

    private static let quoted = QuotedPost(
        id: id(),
        author: person,
        text: "Notes",
        contentWarning: "numbers",
        createdAt: time,
        editedAt: time
    )

    private static func poll(votes: Int?) -> Poll {
        Poll(
            options: [PollOption(text: "Tea", votes: votes), PollOption(text: "Coffee", votes: votes)],
            isMultiple: true,
            endsAt: time,
            hasEnded: votes != nil,
            voterCount: votes,
            myVotes: votes == nil ? [] : [0, 1]
        )
    }

    private static let fullPost = Post(
        id: id(),
        author: person,
        text: "Hi @grace \u{1F333} #notes",
        visibility: .followers,
        group: PostGroup(id: id(), slug: GroupSlug(trusted: "looms"), name: "\"Looms\""),
        contentWarning: "numbers",
        likeCount: 1,
        commentCount: 2,
        repostCount: 3,
        likedByMe: true,
        repostedByMe: true,
        bookmarkedByMe: true,
        isPinned: true,
        quotedId: id(),
        quoted: quoted,
        poll: poll(votes: 1),
        preview: LinkPreview(url: "https://example.org/", title: "\"Looms\"", description: "All of them"),
        mentions: [person.id],
        hashtags: ["notes"],
        repostedBy: person,
        createdAt: time,
        editedAt: time
    )
}
