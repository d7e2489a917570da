// SPDX-License-Identifier: Apache-2.0
public import Core
import Endpoints
import GroupsAPI
import UsersAPI

// A page of a timeline is written often, so its parts write their own JSON.

extension ActivityEntry: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("kind", kind)
            json.member("actor", actor)
            json.member("subject", subject)
            json.member("others", others)
            json.member("count", count)
            json.member("createdAt", createdAt)
        }
    }
}

extension ActivitySubject: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("type", type)
            json.member("user", user)
            json.member("postId", postId)
            json.member("commentId", commentId)
            json.member("groupId", groupId)
            json.member("groupSlug", groupSlug?.text)
            json.member("excerpt", excerpt)
        }
    }
}
