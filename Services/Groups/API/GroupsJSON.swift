// SPDX-License-Identifier: Apache-2.0
public import Core
import Endpoints
import UsersAPI

// Lists of groups and members are what is looked at most, so these write their own JSON.

extension Group: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("slug", slug)
            json.member("name", name)
            json.member("description", description)
            json.member("rules", rules)
            json.member("kind", kind)
            json.member("avatarUrl", avatarUrl)
            json.member("memberCount", memberCount)
            json.member("chatId", chatId)
            json.member("membership", membership)
            json.member("createdAt", createdAt)
        }
    }
}

extension GroupMembership: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("role", role)
            json.member("joinedAt", joinedAt)
            json.member("showsInHome", showsInHome)
            json.member("hasRequested", hasRequested)
            json.member("isInvited", isInvited)
            json.member("isBanned", isBanned)
        }
    }
}

extension GroupMember: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("user", user)
            json.member("role", role)
            json.member("joinedAt", joinedAt)
        }
    }
}
