// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Logging
import Metrics
import NIOCore

extension Gateway {
    /// Carries out a plan once the body is there. May wait.
    func answer(_ plan: Plan, _ body: ByteBuffer?, _ form: FormBody?, id: String) async -> Reply {
        switch plan {
        case .reply(let reply): reply
        case .endpoint(let work): await answer(work, body.map { Array($0.readableBytesView) } ?? [], form)
        case .plain(let route, let ifNoneMatch, let standing): await answer(route, ifNoneMatch, standing, id)
        case .poll(let work): await answer(work, body.map { Array($0.readableBytesView) } ?? [])
        case .upgrade: .malformed
        }
    }

    private func answer(_ work: PollWork, _ body: [UInt8]) async -> Reply {
        guard let sockets else { return .nothingHere }
        let poll = SocketPoll(
            method: work.method,
            uri: work.uri,
            origin: work.origin,
            body: body,
            remoteAddress: work.remoteAddress
        )
        return Reply(await sockets.poll(poll))
    }

    private func answer(
        _ route: PlainRoute,
        _ ifNoneMatch: String?,
        _ standing: RateStanding?,
        _ id: String
    ) async -> Reply {
        var reply: Reply
        do {
            reply = Reply(try await route.content(), ifNoneMatch: ifNoneMatch)
        } catch {
            reply = failed(error, at: route.path, id: id)
        }
        reply.rate = standing
        return reply
    }

    // MARK: - Endpoints

    private func answer(_ work: EndpointWork, _ body: [UInt8], _ form: FormBody?) async -> Reply {
        var work = work
        var reply: Reply
        do {
            if let refusal = try await verify(&work) {
                reply = refusal
            } else {
                let body = work.bodyCoding == .identity || body.isEmpty ? body : try unpack(body, work)
                reply = try await Correlation.$current.withValue(work.correlation) {
                    try await respond(work, body, form)
                }
            }
        } catch {
            reply = failed(error, at: work.entry.declaration.route.description, id: work.caller.requestID)
        }
        if reply.rate == nil { reply.rate = work.standing }
        return reply
    }

    /// Finds out who holds a token that was not known, and repeats the checks that depend on it.
    private func verify(_ work: inout EndpointWork) async throws -> Reply? {
        guard let token = work.token else { return nil }
        work.caller.member = try await Correlation.$current.withValue(work.correlation) {
            try await authenticator.member(for: token)
        }
        let declaration = work.entry.declaration
        if let refusal = refusal(of: work.caller, by: declaration.access) { return refusal }
        work.standing = draw(declaration.rateClass, work.caller.member, work.client, .now())
        guard let standing = work.standing, !standing.isAllowed else { return nil }
        return .limited(standing)
    }

    private func unpack(_ body: [UInt8], _ work: EndpointWork) throws -> [UInt8] {
        do {
            return try Inflater.expand(body, limit: work.entry.declaration.bodyLimit)
        } catch .tooLarge {
            throw Failure(.tooLarge, .tooLarge, "The body is too large.")
        } catch .malformed {
            throw Failure(.invalid, .invalid, "The body is not packed as it says.")
        }
    }

    private func respond(_ work: EndpointWork, _ body: [UInt8], _ form: FormBody?) async throws -> Reply {
        let call = EndpointCall(
            parameters: work.parameters,
            query: String(work.query),
            body: body,
            form: form,
            caller: work.caller
        )
        guard let text = work.idempotencyKey, let member = work.caller.member else {
            let reply = try await work.entry.endpoint.respond(call)
            if let file = reply.file { return try await .file(file, work.conditions) }
            return Reply(reply)
        }
        guard (1...255).contains(text.utf8.count), text.isPrintable else {
            throw Failure.invalid("Idempotency-Key", "Must have 1 to 255 printable ASCII characters.")
        }
        return try await respondOnce(IdempotencyKey(member: member.id, key: text), work, call)
    }

    /// Answers a request once, however often it comes.
    private func respondOnce(
        _ key: IdempotencyKey,
        _ work: EndpointWork,
        _ call: EndpointCall
    ) async throws -> Reply {
        var fingerprint = RequestFingerprint()
        fingerprint.add(work.entry.declaration.route.method.rawValue.utf8)
        fingerprint.add(work.path.utf8)
        fingerprint.add(work.query.utf8)
        fingerprint.add(call.body)
        if let form = call.form { fingerprint.add(withUnsafeBytes(of: form.fingerprint, Array.init)) }
        switch try await idempotency.claim(key, fingerprint: fingerprint.value) {
        case .proceed: return try await respond(call, work.entry, settling: key)
        case .replay(let kept):
            metrics.replayed.increment()
            return Reply(kept)
        case .inProgress:
            throw Failure(
                .conflict,
                .idempotencyConflict,
                "This request is still being answered.",
                retryAfter: .seconds(1)
            )
        case .mismatch:
            throw Failure(
                .conflict,
                .idempotencyConflict,
                "This Idempotency-Key was used for another request."
            )
        }
    }

    private func respond(
        _ call: EndpointCall,
        _ entry: RouteEntry,
        settling key: IdempotencyKey
    ) async throws -> Reply {
        do {
            let reply = Reply(try await entry.endpoint.respond(call))
            try await idempotency.settle(key, reply.kept)
            return reply
        } catch {
            // A refusal may be lifted and a defect may pass, so neither is kept; nothing was changed by either.
            try await idempotency.settle(key, nil)
            throw error
        }
    }

    // MARK: - Failures

    /// Turns whatever was thrown into a reply; the one place where defects are logged.
    func failed(_ error: any Error, at route: String, id: String) -> Reply {
        let failure: Failure
        switch error {
        case let known as Failure: failure = known
        case let known as any ServiceError: failure = known.failure
        case is CancellationError: failure = .unavailable("The server is stopping.")
        default:
            failure = Failure(
                .internalError,
                .internalError,
                "Something went wrong. Mention \(id) when you report it.",
                internal: String(reflecting: error)
            )
        }
        // Cancelled calls were given up by somebody, who has said so if it matters.
        if failure.status >= 500, !Task.isCancelled { log(failure, route, id) }
        return Reply(failure)
    }

    private func log(_ failure: Failure, _ route: String, _ id: String) {
        var metadata: Logger.Metadata = [
            "requestId": "\(id)", "route": "\(route)", "status": "\(failure.status)",
            "code": "\(failure.code)",
        ]
        if let detail = failure.internalText { metadata["error"] = "\(detail)" }
        logger.error("a request failed", metadata: metadata)
    }
}

extension EndpointWork {
    /// What log lines say of the request, whoever writes them.
    fileprivate var correlation: Correlation {
        Correlation(requestID: caller.requestID, user: caller.member?.id.description)
    }
}

extension Reply {
    /// As it is kept for a repeated request.
    var kept: KeptReply {
        let bytes: [UInt8] =
            switch body {
            // A file is not kept: it is asked for again.
            case .none, .stream: []
            case .bytes(let bytes): bytes
            case .buffer(let buffer): Array(buffer.readableBytesView)
            }
        return KeptReply(status: status, contentType: contentType, body: bytes)
    }

    /// A reply that was given before.
    init(_ kept: KeptReply) {
        self.init(
            status: kept.status,
            body: kept.body.isEmpty ? .none : .bytes(kept.body),
            contentType: kept.contentType,
            fields: [("Idempotency-Replayed", "true")]
        )
    }
}
