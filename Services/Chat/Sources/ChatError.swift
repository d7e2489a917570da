// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import UsersAPI

/// Why a chat request was refused. Codes are part of the API: add, never rename.
enum ChatError: ServiceError {
    case chatNotFound(ChatID)
    case messageNotFound(MessageID)
    case messageDeleted(MessageID)
    case notAllowed(String)
    case isPrivate
    case followsGroup
    case isFull
    case tooManyChats
    case blocking
    case unreachable
    case mediaNeeded
    case userNotFound
    case replyNotFound
    case nameNeeded
    case onePersonNeeded

    var failure: Failure {
        switch self {
        case .chatNotFound(let id): .notFound(.chatNotFound, "There is no such chat.", internal: "chat \(id)")
        case .messageNotFound(let id):
            .notFound(.messageNotFound, "There is no such message.", internal: "message \(id)")
        case .messageDeleted(let id):
            .conflict(.messageDeleted, "The message was deleted.", internal: "message \(id)")
        case .notAllowed(let what): .forbidden(.chatForbidden, what)
        case .isPrivate: .conflict(.chatIsPrivate, "A chat of two people cannot be changed like that.")
        case .followsGroup:
            .conflict(.chatFollowsGroup, "This is the chat of a group; change or leave the group instead.")
        case .isFull: .conflict(.chatIsFull, "The chat has as many members as it may have.")
        case .tooManyChats: .conflict(.chatIsFull, "One of you is in as many chats as a person may be in.")
        case .blocking: .conflict(.chatBlocking, "You block this person; unblock them first.")
        case .unreachable: .forbidden(.chatUnreachable, "This person cannot be reached.")
        case .mediaNeeded:
            .conflict(.mediaNeeded, "A message of this type needs a file; only TEXT can be sent.")
        case .userNotFound: .notFound(.userNotFound, "There is no such person.")
        case .replyNotFound: .notFound(.messageNotFound, "The message to answer is not in this chat.")
        case .nameNeeded: .invalid("name", "Is required for a group or channel.")
        case .onePersonNeeded: .invalid("memberIds", "Must name exactly one other person.")
        }
    }
}
