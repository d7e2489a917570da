// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import Foundation
import PostsAPI
import SearchAPI
import Testing
import Testkit
import UsersAPI

struct WrittenJSONTests {
    private static let time = Timestamp(seconds: 1_790_000_000)
    private static let user = User(
        id: UserID(at: time),
        username: Username(trusted: "ada"),
        displayName: "Ada",
        createdAt: time
    )

    private static var items: [SearchItem] {
        let post = Post(
            id: PostID(at: time),
            author: user,
            text: "a \"post\"",
            visibility: .everyone,
            createdAt: time
        )
        let comment = Comment(
            id: CommentID(at: time),
            postId: post.id,
            author: user,
            text: "text",
            parentId: nil,
            replyCount: 0,
            likeCount: 1,
            likedByMe: true,
            mentions: [],
            isDeleted: false,
            createdAt: time,
            editedAt: nil
        )
        let message = Message(
            id: MessageID(at: time),
            chatId: ChatID(at: time),
            sender: user,
            type: .text,
            content: "text",
            replyToId: nil,
            mentions: [],
            hashtags: [],
            isEdited: false,
            isDeleted: false,
            isSilent: false,
            seq: 1,
            clientId: nil,
            createdAt: time,
            updatedAt: time
        )
        return [
            .person(user), .hashtag(FoundHashtag(tag: "tag", postCount: 3)), .post(post), .comment(comment),
            .message(message),
        ]
    }

    @Test func `hits write what their fields say, and are read back`() throws {
        for (kind, item) in zip([SearchKind.person, .hashtag, .post, .comment, .message], Self.items) {
            let pieces = [HighlightPiece("a "), HighlightPiece("post", isMatch: true)]
            let hit = SearchHit(kind: kind, id: "id", highlight: pieces, item: item)

            #expect(try JSON.encode(hit) == jsonByFields(hit))
            #expect(try JSONDecoder().decode(SearchHit.self, from: Data(try JSON.encode(hit))) == hit)
        }
    }

    @Test func `what is none of the things is refused`() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(SearchItem.self, from: Data(#"{"id":"x"}"#.utf8))
        }
    }
}
