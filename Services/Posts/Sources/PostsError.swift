// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import PostsAPI
import UsersAPI

/// Why a request about posts was refused. Codes are part of the API: add, never rename.
enum PostsError: ServiceError {
    case postNotFound(PostID)
    case commentNotFound(CommentID)
    case draftNotFound(DraftID)
    case userNotFound(UserID)
    case notYours(String)
    case notShareable
    case groupNotFound(GroupID)
    case membersOnly
    case tooManyEdits
    case tooManyDrafts
    case pollEnded
    case pollVoted
    case unfit(String, String)

    var failure: Failure {
        switch self {
        case .postNotFound(let id): .notFound(.postNotFound, "There is no such post.", internal: "post \(id)")
        case .commentNotFound(let id):
            .notFound(.commentNotFound, "There is no such comment.", internal: "comment \(id)")
        case .draftNotFound(let id):
            .notFound(.draftNotFound, "You have no such draft.", internal: "draft \(id)")
        case .userNotFound(let id):
            .notFound(.userNotFound, "There is no such person.", internal: "user \(id)")
        case .notYours(let what): .forbidden(.postsForbidden, what)
        case .notShareable:
            .forbidden(.postsNotShareable, "Only a post that everybody may see can be passed on or quoted.")
        case .groupNotFound(let id):
            .notFound(.groupNotFound, "There is no such group.", internal: "group \(id)")
        case .membersOnly: .forbidden(.groupMembersOnly, "This is for members of the group.")
        case .tooManyEdits:
            .conflict(.postsTooManyEdits, "The post was edited as often as a post may be.")
        case .tooManyDrafts: .conflict(.postsTooManyDrafts, "You have as many drafts as one may have.")
        case .pollEnded: .conflict(.pollEnded, "The poll has ended.")
        case .pollVoted: .conflict(.pollVoted, "You have voted; a vote cannot be changed.")
        case .unfit(let field, let why): .invalid(field, why)
        }
    }
}
