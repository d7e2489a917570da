// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import UsersAPI

/// Why a request about connections was refused. Codes are part of the API: add, never rename.
enum ConnectionsError: ServiceError, Equatable {
    case userNotFound
    case withOneself
    case blocking
    case tooMany(Tally)
    case listHidden
    case requestNotFound

    var failure: Failure {
        switch self {
        case .userNotFound: .notFound(.userNotFound, "There is no such person.")
        case .withOneself:
            .conflict(.connectionsWithOneself, "You cannot follow, block or mute yourself.")
        case .blocking: .conflict(.connectionsBlocking, "You block this person; unblock them first.")
        case .tooMany(let tally): .conflict(.connectionsTooMany, tally.refusal)
        case .listHidden: .forbidden(.connectionsListHidden, "This person does not show this list to you.")
        case .requestNotFound: .notFound(.followRequestNotFound, "There is no such request to follow.")
        }
    }
}

extension Tally {
    fileprivate var refusal: String {
        switch self {
        case .following, .followers: "Nobody may follow more than \(most ?? 0) people."
        case .sentRequests, .requests: "Nobody may wait for more than \(most ?? 0) answers."
        case .blocks: "Nobody may block more than \(most ?? 0) people."
        case .mutes: "Nobody may mute more than \(most ?? 0) people."
        }
    }
}
