// SPDX-License-Identifier: Apache-2.0
import ChatAPI
public import Core
import Endpoints
import PostsAPI
import UsersAPI

// A page of hits is written as often as a field is typed in, so these write their own JSON.

extension SearchHit: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("kind", kind)
            json.member("id", id)
            json.member("highlight", highlight)
            json.member("item", item)
        }
    }
}

extension HighlightPiece: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("text", text)
            json.member("isMatch", isMatch)
        }
    }
}

extension FoundHashtag: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("tag", tag)
            json.member("postCount", postCount)
        }
    }
}

extension SearchItem: JSONWritable {
    public func write(to json: inout JSONWriter) {
        switch self {
        case .person(let user): user.write(to: &json)
        case .hashtag(let tag): tag.write(to: &json)
        case .post(let post): post.write(to: &json)
        case .comment(let comment): comment.write(to: &json)
        case .message(let message): message.write(to: &json)
        }
    }
}
