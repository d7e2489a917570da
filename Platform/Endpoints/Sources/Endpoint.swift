// SPDX-License-Identifier: Apache-2.0
import Core

/// Something a client, another service or a test may ask of a service, declared once.
///
/// The stored properties are the request: those named in the route come from the path, `body` from the JSON
/// body, the rest from the query. Routing, OpenAPI, SDK calls, calls between services and tests all derive from
/// this declaration.
public protocol Endpoint: Codable, Sendable {
    /// What it answers; `NoReply` for 204.
    associatedtype Reply: Codable & Sendable

    /// Where it is.
    static var route: Route { get }
    /// One line on what it does, for the documentation.
    static var summary: String { get }
    /// Who may call it.
    static var access: Access { get }
    /// The reasons to refuse beyond those every endpoint has.
    static var failures: [DeclaredFailure] { get }
    /// The status of success.
    static var success: SuccessStatus { get }
    /// The budget a call draws on.
    static var rateClass: RateClass { get }
    /// The most bytes its body may have.
    static var bodyLimit: Int { get }
    /// What its body is written in.
    static var bodyKind: BodyKind { get }
    /// Whether the reply stands alone, without the envelope.
    static var isBare: Bool { get }
    /// The media type of the reply when that is a file.
    static var fileType: String { get }
}

extension Endpoint {
    public static var failures: [DeclaredFailure] { [] }
    public static var success: SuccessStatus { Reply.self == NoReply.self ? .noContent : .ok }
    public static var rateClass: RateClass { route.method == .get ? .read : .write }
    /// 64 KiB: an essay, not a file.
    public static var bodyLimit: Int { 65_536 }
    public static var bodyKind: BodyKind { .json }
    public static var isBare: Bool { false }
    public static var fileType: String { "image/webp" }

    /// The name of the operation.
    public static var name: String { TypeNames.component(of: Self.self) }

    /// The declaration as values.
    public static var declaration: EndpointDeclaration {
        EndpointDeclaration(
            name: name,
            tag: TypeNames.area(of: Self.self),
            route: route,
            summary: summary,
            access: access,
            failures: failures,
            success: success,
            rateClass: rateClass,
            bodyLimit: bodyLimit,
            bodyKind: bodyKind,
            isBare: isBare,
            fileType: Reply.self == FileReply.self ? fileType : nil,
            request: { try SchemaRecorder.schema(of: Self.self, for: .request) },
            reply: { try SchemaRecorder.schema(of: Reply.self, for: .reply) }
        )
    }

    /// Joins the endpoint with the code that answers it.
    public static func bind(
        _ answer: @escaping @Sendable (Self, Caller) async throws -> Reply
    ) -> BoundEndpoint {
        let (success, isBare) = (success, isBare)
        return bindReply { request, caller in
            let reply = try await answer(request, caller)
            if let file = reply as? FileReply { return EndpointReply(file) }
            guard success != .noContent else { return EndpointReply(status: 204, body: []) }
            let body = try isBare ? JSON.encode(reply) : JSON.envelope(reply)
            return EndpointReply(status: success.rawValue, body: body)
        }
    }

    /// Joins the endpoint with code that answers with what was encoded before.
    public static func bindEncoded(
        _ answer: @escaping @Sendable (Self, Caller) async throws -> EncodedReply<Reply>
    ) -> BoundEndpoint {
        precondition(!isBare && success != .noContent, "an encoded reply has an envelope")
        let status = success.rawValue
        return bindReply { request, caller in
            EndpointReply(status: status, body: try await answer(request, caller).envelope)
        }
    }

    private static func bindReply(
        _ answer: @escaping @Sendable (Self, Caller) async throws -> EndpointReply
    ) -> BoundEndpoint {
        let parameters = route.parameters
        return BoundEndpoint(declaration) { call in
            let request = try RequestDecoder.decode(Self.self, from: call, parameters: parameters)
            return try await answer(request, call.caller)
        }
    }
}

/// Names for the documentation, made from the names of types.
enum TypeNames {
    /// `ChatAPI.SendMessage.Draft` becomes `SendMessageDraft`, `Core.Page<ChatAPI.Message>` becomes `MessagePage`.
    static func component(of type: Any.Type) -> String { component(String(reflecting: type)) }

    private static func component(_ full: String) -> String {
        guard let open = full.firstIndex(of: "<"), full.hasSuffix(">") else {
            // A private type is printed with the context that hides it, in parentheses.
            return full.split(separator: ".").dropFirst().filter { !$0.hasPrefix("(") }.joined()
        }
        let inner = full[full.index(after: open)...].dropLast()
        return component(String(inner)) + component(String(full[..<open]))
    }

    /// `ChatAPI.SendMessage` is of the area `Chat`.
    static func area(of type: Any.Type) -> String {
        let module = String(reflecting: type).prefix { $0 != "." }
        return String(module.hasSuffix("API") ? module.dropLast(3) : module)
    }
}
