// SPDX-License-Identifier: Apache-2.0
public import Endpoints
import Core
import Synchronization

/// The way from one module to the endpoints of another.
///
/// A module that runs in this process is called directly: no bytes are made, the transaction rules are the same.
public final class Peers: Sendable {
    typealias Answer = @Sendable (any Sendable, Caller) async throws -> any Sendable

    private let answers = Mutex<[ObjectIdentifier: Answer]>([:])
    private let shelves = Mutex<[PersonalShelf]>([])

    /// A way to nowhere yet; modules are added as they register.
    public init() {}

    /// Calls an endpoint for the site itself.
    public func call<Request: Endpoint>(_ request: Request) async throws -> Request.Reply {
        try await call(request, as: Caller(isService: true))
    }

    /// Calls an endpoint as somebody, who needs the right to.
    public func call<Request: Endpoint>(_ request: Request, as caller: Caller) async throws -> Request.Reply {
        guard let answer = answers.withLock({ $0[ObjectIdentifier(Request.self)] }) else {
            throw Failure.unavailable(
                "Part of the server is not running.",
                internal: "no module answers \(Request.name)"
            )
        }
        if !caller.isService { try Request.access.check(caller) }
        guard let reply = try await answer(request, caller) as? Request.Reply else {
            preconditionFailure("\(Request.name) was registered with another reply")
        }
        return reply
    }

    /// Calls an endpoint that the site may do without, for the site itself: nil when no module answers it.
    public func ask<Request: Endpoint>(_ request: Request) async throws -> Request.Reply? {
        guard answers.withLock({ $0[ObjectIdentifier(Request.self)] }) != nil else { return nil }
        return try await call(request)
    }

    /// What every module keeps of people: the one thing that is asked of all of them.
    public var personalShelves: [PersonalShelf] { shelves.withLock { $0 } }

    func register(_ shelf: PersonalShelf) { shelves.withLock { $0.append(shelf) } }

    func register(_ answers: [ObjectIdentifier: Answer]) {
        self.answers.withLock { $0.merge(answers) { _, new in new } }
    }
}
