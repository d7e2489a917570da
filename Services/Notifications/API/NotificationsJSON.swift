// SPDX-License-Identifier: Apache-2.0
public import Core
import Endpoints
import GroupsAPI
import UsersAPI

// The list and its number are asked for by every client that opens the app, so they write their own JSON.

extension Notification: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("kind", kind)
            json.member("actor", actor)
            json.member("actors", actors)
            json.member("actorCount", actorCount)
            json.member("count", count)
            json.member("subject", subject)
            json.member("createdAt", createdAt)
            json.member("readAt", readAt)
        }
    }
}

extension NotificationSubject: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("type", type)
            json.member("userId", userId)
            json.member("postId", postId)
            json.member("commentId", commentId)
            json.member("chatId", chatId)
            json.member("groupId", groupId)
            json.member("groupSlug", groupSlug?.text)
            json.member("excerpt", excerpt)
        }
    }
}

extension UnreadNotifications: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in json.member("count", count) }
    }
}
