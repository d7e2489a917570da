// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Endpoints

/// Why an account request was refused.
enum AccountsError: ServiceError {
    case emailTaken
    case usernameTaken
    case commonPassword(field: String)
    case invalidCredentials
    case tooManyAttempts(retryAfter: Duration)
    case invalidRefreshToken(String)
    case refreshTokenReused(SessionID)
    case wrongPassword
    case sessionNotFound
    case tokenExpired
    case invalidToken(String)
    case unknownLogin(String)

    var failure: Failure {
        switch self {
        case .emailTaken: .conflict(.emailTaken, "There is an account with this e-mail address.")
        case .usernameTaken: .conflict(.usernameTaken, "This username is taken.")
        case .commonPassword(let field):
            .invalid(field, "Is one of the first passwords anybody would guess; choose another.")
        case .invalidCredentials:
            .unauthenticated(.invalidCredentials, "There is no account with this name and password.")
        case .tooManyAttempts(let retryAfter):
            .limited(.rateLimited, "Too many wrong passwords; wait and try again.", retryAfter: retryAfter)
        case .invalidRefreshToken(let why): Self.refused(why)
        case .refreshTokenReused(let session): Self.refused("refresh token used twice, session \(session)")
        case .wrongPassword: .forbidden(.wrongPassword, "The current password is not right.")
        case .sessionNotFound: .notFound(.sessionNotFound, "You have no such login.")
        case .tokenExpired: .unauthenticated(.tokenExpired, "The access token has expired; refresh it.")
        case .invalidToken(let why):
            Failure(.unauthenticated, .invalidToken, "The access token is not valid.", internal: why)
        case .unknownLogin(let login):
            .notFound(.notFound, "There is no account called \(login).")
        }
    }

    /// One answer for every refused refresh token, so that it tells nothing about the token.
    private static func refused(_ why: String) -> Failure {
        Failure(.unauthenticated, .invalidRefreshToken, "Log in again.", internal: why)
    }
}
