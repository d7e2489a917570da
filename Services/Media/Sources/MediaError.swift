// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import MediaAPI
import UsersAPI

/// Why a request about pictures was refused. Codes are part of the API: add, never rename.
enum MediaError: ServiceError {
    case notFound(MediaID)
    case fileNotFound
    case unreadable(PictureProblem)
    case quotaExceeded
    case tooManyUnused
    case inUse
    case notYours
    case userNotFound(UserID)
    case busy
    case noProgram

    var failure: Failure {
        switch self {
        case .notFound(let id):
            .notFound(.mediaNotFound, "There is no such picture.", internal: "picture \(id)")
        case .fileNotFound: .notFound(.mediaNotFound, "There is no such picture.")
        case .unreadable(let problem):
            Failure(
                .invalid,
                .mediaUnreadable,
                "The file cannot be used: it \(problem.words).",
                problems: [Failure.Problem(field: "file", message: "It \(problem.words).")]
            )
        case .quotaExceeded: .conflict(.mediaQuotaExceeded, "Your pictures take as much space as they may.")
        case .tooManyUnused:
            .conflict(
                .mediaTooManyUnused,
                "You have as many unused pictures as one may have. Post some first."
            )
        case .inUse: .conflict(.mediaInUse, "The picture is already used.")
        case .notYours: .forbidden(.forbidden, "You may change only your own account.")
        case .userNotFound(let id):
            .notFound(.userNotFound, "There is no such person.", internal: "user \(id)")
        case .busy:
            Failure(
                .unavailable,
                .unavailable,
                "Too many pictures are being prepared. Try again in a moment.",
                retryAfter: MediaLimits.retryAfter
            )
        case .noProgram:
            .unavailable(
                "This site cannot prepare pictures now.",
                internal: "vipsthumbnail is not installed (Debian: libvips-tools)"
            )
        }
    }
}

/// What is wrong with a file that was to be a picture.
enum PictureProblem: Error, Equatable {
    case empty
    case unknown
    case damaged
    case tooLarge
    case ambiguous
    case tooLong

    /// What it does, after "it".
    var words: String {
        switch self {
        case .empty: "is empty"
        case .unknown: "is no JPEG, PNG, GIF or WebP picture"
        case .damaged: "is damaged or cut off"
        case .tooLarge:
            "has more than \(MediaLimits.pixels / 1_000_000) million pixels or a side of more than \(MediaLimits.side)"
        case .ambiguous: "holds something else besides the picture"
        case .tooLong: "takes too long to read"
        }
    }
}
