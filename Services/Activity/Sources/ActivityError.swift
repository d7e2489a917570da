// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Endpoints
import UsersAPI

/// Why a request about timelines was refused. Codes are part of the API: add, never rename.
enum ActivityError: ServiceError {
    case activityNotFound(ActivityID)
    case userNotFound(UserID)

    var failure: Failure {
        switch self {
        case .activityNotFound(let id):
            .notFound(.activityNotFound, "You have no such entry.", internal: "entry \(id)")
        case .userNotFound(let id):
            .notFound(.userNotFound, "There is no such person.", internal: "user \(id)")
        }
    }
}
