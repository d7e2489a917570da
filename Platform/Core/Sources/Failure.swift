// SPDX-License-Identifier: Apache-2.0

/// A stable name for one reason to refuse, that clients may switch on: `chat.slow_mode`.
///
/// Codes are part of the API: they are added, never renamed.
public struct ErrorCode: Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The code as clients see it: `area.reason` in lower case.
    public let description: String

    /// A code with the given text.
    public init(_ text: String) { description = text }
    public init(stringLiteral text: String) { description = text }

    public init(from decoder: any Decoder) throws {
        description = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension ErrorCode {
    /// A field of the request has a wrong form.
    public static let invalid: ErrorCode = "request.invalid"
    /// Nothing is at this address.
    public static let notFound: ErrorCode = "request.not_found"
    /// The path exists, with other methods.
    public static let methodNotAllowed: ErrorCode = "request.method_not_allowed"
    /// The body, a header or the list of headers is too large.
    public static let tooLarge: ErrorCode = "request.too_large"
    /// The body is of a kind that this address does not read.
    public static let unsupportedMediaType: ErrorCode = "request.unsupported_media_type"
    /// The part of the file that was asked for does not exist.
    public static let unsatisfiableRange: ErrorCode = "request.range_not_satisfiable"
    /// Too many requests of this class.
    public static let rateLimited: ErrorCode = "request.rate_limited"
    /// The request took too long to arrive.
    public static let timeout: ErrorCode = "request.timeout"
    /// The same idempotency key came with another request.
    public static let idempotencyConflict: ErrorCode = "request.idempotency_conflict"
    /// No usable access token came with the request.
    public static let unauthenticated: ErrorCode = "auth.required"
    /// The access token is past its time; refresh it.
    public static let tokenExpired: ErrorCode = "auth.token_expired"
    /// The caller is known and may not do this.
    public static let forbidden: ErrorCode = "auth.forbidden"
    /// Something failed that the caller cannot help.
    public static let internalError: ErrorCode = "server.internal"
    /// The server is busy, starting, stopping or without its database; try again.
    public static let unavailable: ErrorCode = "server.unavailable"
}

/// Why a request was refused: for the caller a code and a safe sentence, for the log a text of its own.
///
/// It knows nothing of HTTP; the server maps `kind` to a status in one place.
public struct Failure: Error, Sendable, Equatable {
    /// The family of the reason, which decides how a client should react.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// The request is malformed; sending it again will not help.
        case invalid
        /// The caller is not known.
        case unauthenticated
        /// The caller is known and may not.
        case forbidden
        /// There is no such thing, or the caller may not know of it.
        case notFound
        /// It contradicts what is there.
        case conflict
        /// It is larger than allowed.
        case tooLarge
        /// The caller has to slow down.
        case limited
        /// It cannot be done now.
        case unavailable
        /// A defect of ours.
        case internalError
    }

    /// One field and what is wrong with it.
    public struct Problem: Sendable, Equatable, Codable {
        /// The path of the field, as in `body` keys: `memberIds.3`.
        public let field: String
        /// A sentence for people.
        public let message: String

        /// A problem with one field.
        public init(field: String, message: String) {
            (self.field, self.message) = (field, message)
        }
    }

    /// The family of the reason.
    public let kind: Kind
    /// The stable code.
    public let code: ErrorCode
    /// A sentence for people, safe to show.
    public let message: String
    /// The fields at fault, for `invalid`.
    public let problems: [Problem]
    /// How long to wait before trying again, for `limited` and `unavailable`.
    public let retryAfter: Duration?
    /// What the log should say besides; never shown to the caller.
    public let internalText: String?

    /// A failure with all its parts.
    public init(
        _ kind: Kind,
        _ code: ErrorCode,
        _ message: String,
        problems: [Problem] = [],
        retryAfter: Duration? = nil,
        internal internalText: String? = nil
    ) {
        self.kind = kind
        self.code = code
        self.message = message
        self.problems = problems
        self.retryAfter = retryAfter
        self.internalText = internalText
    }
}

extension Failure {
    /// A field has a wrong form.
    public static func invalid(_ field: String, _ message: String) -> Failure {
        Failure(
            .invalid,
            .invalid,
            "The request is not valid.",
            problems: [Problem(field: field, message: message)]
        )
    }

    /// The caller is not known.
    public static func unauthenticated(_ code: ErrorCode = .unauthenticated, _ message: String) -> Failure {
        Failure(.unauthenticated, code, message)
    }

    /// The caller may not do this.
    public static func forbidden(_ code: ErrorCode = .forbidden, _ message: String) -> Failure {
        Failure(.forbidden, code, message)
    }

    /// There is no such thing for this caller.
    public static func notFound(_ code: ErrorCode, _ message: String, internal text: String? = nil) -> Failure
    {
        Failure(.notFound, code, message, internal: text)
    }

    /// It contradicts what is there.
    public static func conflict(_ code: ErrorCode, _ message: String, internal text: String? = nil) -> Failure
    {
        Failure(.conflict, code, message, internal: text)
    }

    /// The caller has to slow down.
    public static func limited(
        _ code: ErrorCode = .rateLimited,
        _ message: String,
        retryAfter: Duration
    ) -> Failure {
        Failure(.limited, code, message, retryAfter: retryAfter)
    }

    /// It cannot be done now.
    public static func unavailable(_ message: String, internal text: String? = nil) -> Failure {
        Failure(.unavailable, .unavailable, message, retryAfter: .seconds(1), internal: text)
    }
}

/// A service's own enum of reasons, each mapped to one `Failure`.
public protocol ServiceError: Error {
    /// What the caller and the log are told.
    var failure: Failure { get }
}
