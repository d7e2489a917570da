// SPDX-License-Identifier: Apache-2.0
public import Core
import Endpoints
import GroupsAPI
import MediaAPI
import PreviewsAPI
import UsersAPI

// A page of a feed is written more often than anything else, so these write their own JSON.

extension Post: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("author", author)
            json.member("text", text)
            json.member("media", media)
            json.member("visibility", visibility)
            json.member("group", group)
            json.member("contentWarning", contentWarning)
            json.member("likeCount", likeCount)
            json.member("commentCount", commentCount)
            json.member("repostCount", repostCount)
            json.member("likedByMe", likedByMe)
            json.member("repostedByMe", repostedByMe)
            json.member("bookmarkedByMe", bookmarkedByMe)
            json.member("isPinned", isPinned)
            json.member("quotedId", quotedId)
            json.member("quoted", quoted)
            json.member("poll", poll)
            json.member("preview", preview)
            json.member("mentions", mentions)
            json.member("hashtags", hashtags)
            json.member("repostedBy", repostedBy)
            json.member("createdAt", createdAt)
            json.member("editedAt", editedAt)
        }
    }
}

extension PostGroup: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("slug", slug)
            json.member("name", name)
        }
    }
}

extension QuotedPost: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("author", author)
            json.member("text", text)
            json.member("media", media)
            json.member("contentWarning", contentWarning)
            json.member("createdAt", createdAt)
            json.member("editedAt", editedAt)
        }
    }
}

extension Poll: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("options", options)
            json.member("isMultiple", isMultiple)
            json.member("endsAt", endsAt)
            json.member("hasEnded", hasEnded)
            json.member("voterCount", voterCount)
            json.member("myVotes", myVotes)
        }
    }
}

extension PollOption: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("text", text)
            json.member("votes", votes)
        }
    }
}

extension Comment: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("postId", postId)
            json.member("author", author)
            json.member("text", text)
            json.member("media", media)
            json.member("parentId", parentId)
            json.member("replyCount", replyCount)
            json.member("likeCount", likeCount)
            json.member("likedByMe", likedByMe)
            json.member("mentions", mentions)
            json.member("isDeleted", isDeleted)
            json.member("createdAt", createdAt)
            json.member("editedAt", editedAt)
        }
    }
}
