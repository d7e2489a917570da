// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
import Foundation
import Modules

/// A reply as HTTP would carry it.
public struct RawReply: Sendable {
    /// The status.
    public let status: Int
    /// The body.
    public let body: [UInt8]
}

/// A call that was to be refused was not.
public struct NotRefused: Error, CustomStringConvertible {
    /// What was asked.
    public let description: String
}

extension TestServer {
    /// Calls an endpoint the way a request over HTTP does: apart into path, query and body, through the access check,
    /// the decoder and the verb, and the reply read back from its bytes.
    ///
    /// Forms and files have no JSON; those go from value to value.
    public func call<Request: Endpoint>(_ request: Request, as caller: Caller) async throws -> Request.Reply {
        guard Request.bodyKind == .json, Request.Reply.self != FileReply.self else {
            return try await callDirectly(request, as: caller)
        }
        let parts = try EncodedEndpoint(request)
        let reply = try await send(
            Request.declaration.name,
            parameters: parts.parameters,
            query: parts.query,
            body: parts.body,
            as: caller
        )
        guard Request.Reply.self != NoReply.self else {
            guard let nothing = NoReply() as? Request.Reply else {
                preconditionFailure("two kinds of no reply")
            }
            return nothing
        }
        if Request.isBare { return try JSONDecoder().decode(Request.Reply.self, from: Data(reply.body)) }
        return try JSONDecoder().decode(Envelope<Request.Reply>.self, from: Data(reply.body)).data
    }

    private func callDirectly<Request: Endpoint>(
        _ request: Request,
        as caller: Caller
    ) async throws -> Request.Reply {
        do {
            return try await site.peers.call(request, as: caller)
        } catch let refused as any ServiceError {
            throw refused.failure
        }
    }

    /// Calls an endpoint by its name, with whatever a client might send.
    public func send(
        _ name: String,
        parameters: [String] = [],
        query: String = "",
        body: [UInt8] = [],
        as caller: Caller
    ) async throws -> RawReply {
        guard let endpoint = site.endpoints.first(where: { $0.declaration.name == name }) else {
            throw Failure.notFound(.notFound, "No module answers \(name).")
        }
        do {
            try endpoint.declaration.access.check(caller)
            let reply = try await endpoint.respond(
                EndpointCall(parameters: parameters, query: query, body: body, caller: caller)
            )
            return RawReply(status: reply.status, body: reply.body)
        } catch let refused as any ServiceError {
            throw refused.failure
        }
    }

    /// Why a call is refused. Throws when it is not.
    public func refusal<Request: Endpoint>(of request: Request, as caller: Caller) async throws -> Failure {
        do {
            _ = try await call(request, as: caller)
        } catch let failure as Failure {
            return failure
        }
        throw NotRefused(description: "\(Request.name) was not refused")
    }

    /// Calls an endpoint with no token.
    public func stranger<Request: Endpoint>(_ request: Request) async throws -> Request.Reply {
        try await call(request, as: Caller(address: "192.0.2.1", userAgent: "Stranger/1"))
    }

    /// Why a call with no token is refused.
    public func refusalOfStranger<Request: Endpoint>(_ request: Request) async throws -> Failure {
        try await refusal(of: request, as: Caller(address: "192.0.2.1", userAgent: "Stranger/1"))
    }
}

/// A successful reply around its data.
struct Envelope<Value: Decodable>: Decodable {
    let data: Value
}
