// SPDX-License-Identifier: Apache-2.0
import Core
import ExportsAPI

/// Why a request about exports was refused. Codes are part of the API: add, never rename.
enum ExportsError: ServiceError, Equatable {
    case notFound
    case underWay
    case tooMany(retryAfter: Duration)
    case notReady

    var failure: Failure {
        switch self {
        case .notFound: .notFound(.exportNotFound, "There is no such export.")
        case .underWay: .conflict(.exportUnderWay, "Your export is being made already.")
        case .tooMany(let wait):
            .limited(
                .exportTooMany,
                "You can ask for \(ExportsLimits.perDay) exports a day. Try again later.",
                retryAfter: wait
            )
        case .notReady: .conflict(.exportNotReady, "The export is not ready.")
        }
    }
}
