// SPDX-License-Identifier: Apache-2.0
public import Core

/// A request on its way to an endpoint, before anything of it is decoded.
public struct EndpointCall: Sendable {
    /// The values of the path's parameters, percent-decoded, in the order of the template.
    public var parameters: [String]
    /// The query as it came, without the question mark.
    public var query: String
    /// The body; empty when there is none.
    public var body: [UInt8]
    /// The body of an endpoint that reads forms.
    public var form: FormBody?
    /// Who asks.
    public var caller: Caller

    /// A call.
    public init(
        parameters: [String] = [],
        query: String = "",
        body: [UInt8] = [],
        form: FormBody? = nil,
        caller: Caller
    ) {
        self.parameters = parameters
        self.query = query
        self.body = body
        self.form = form
        self.caller = caller
    }
}

/// What an endpoint answers: the status and the finished bytes.
public struct EndpointReply: Sendable {
    /// The HTTP status of success: 200, 201 or 204.
    public var status: Int
    /// The body, with its envelope; empty for 204.
    public var body: [UInt8]
    /// The media type of the body.
    public var contentType: String
    /// A file to send in place of the body, as far as the client asks for it.
    public var file: FileReply?

    /// A file.
    public init(_ file: FileReply) {
        (status, body, contentType) = (200, [], file.contentType)
        self.file = file
    }

    /// A reply.
    public init(status: Int, body: [UInt8], contentType: String = "application/json; charset=utf-8") {
        self.status = status
        self.body = body
        self.contentType = contentType
    }
}

/// An endpoint with the code that answers it, its types erased, as the HTTP server and the registry hold it.
public struct BoundEndpoint: Sendable {
    /// What the endpoint declares.
    public let declaration: EndpointDeclaration
    /// Decodes, answers and encodes. The caller's access is already checked.
    public let respond: @Sendable (EndpointCall) async throws -> EndpointReply

    /// An endpoint and its code.
    public init(
        _ declaration: EndpointDeclaration,
        respond: @escaping @Sendable (EndpointCall) async throws -> EndpointReply
    ) {
        self.declaration = declaration
        self.respond = respond
    }
}

/// The facts an endpoint type declares, as values.
public struct EndpointDeclaration: Sendable {
    /// The name of the type: `SendMessage`; the operation's id in OpenAPI.
    public let name: String
    /// The area it belongs to in the documentation: `Chat`.
    public let tag: String
    /// Where it is.
    public let route: Route
    /// One line on what it does.
    public let summary: String
    /// Who may call it.
    public let access: Access
    /// The codes it refuses with, beyond those every endpoint has.
    public let failures: [DeclaredFailure]
    /// The status of success.
    public let success: SuccessStatus
    /// The budget a call draws on.
    public let rateClass: RateClass
    /// The most bytes its body may have.
    public let bodyLimit: Int
    /// What its body is written in.
    public let bodyKind: BodyKind
    /// Whether the reply stands alone, without the envelope (`/.well-known/jwks.json`).
    public let isBare: Bool
    /// The media type of the file that it answers with; nil when it answers with data.
    public let fileType: String?
    /// Makes the schema of the request; called once, by whoever writes the documentation.
    public let request: @Sendable () throws -> Schema
    /// Makes the schema of the reply's data.
    public let reply: @Sendable () throws -> Schema
}

/// The status an endpoint answers with when all went well.
public enum SuccessStatus: Int, Sendable {
    case ok = 200
    case created = 201
    case noContent = 204
}

/// A reason to refuse that an endpoint declares.
public struct DeclaredFailure: Sendable, Hashable {
    /// The family, which decides the status.
    public let kind: Failure.Kind
    /// The code.
    public let code: ErrorCode

    /// A reason of the given family.
    public init(_ kind: Failure.Kind, _ code: ErrorCode) {
        (self.kind, self.code) = (kind, code)
    }

    /// What was sent cannot be used.
    public static func invalid(_ code: ErrorCode) -> Self { Self(.invalid, code) }
    /// There is no such thing for this caller.
    public static func notFound(_ code: ErrorCode) -> Self { Self(.notFound, code) }
    /// The caller may not.
    public static func forbidden(_ code: ErrorCode) -> Self { Self(.forbidden, code) }
    /// It contradicts what is there.
    public static func conflict(_ code: ErrorCode) -> Self { Self(.conflict, code) }
    /// The caller is not known.
    public static func unauthenticated(_ code: ErrorCode) -> Self { Self(.unauthenticated, code) }
    /// The caller has to slow down.
    public static func limited(_ code: ErrorCode) -> Self { Self(.limited, code) }
}
