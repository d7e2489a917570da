// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Foundation
import HTTPServing
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// A listener on a free port for the time of one test.
struct TestListener {
    let port: Int
    let listener: HTTPListener
    let group: ServiceGroup

    /// Tells the listener to stop, and does not wait for it.
    func stop() async { await group.triggerGracefulShutdown() }

    /// A connection that writes and reads bytes.
    func connect() async throws -> RawClient { try await RawClient.connect(to: port) }

    /// Sends one request on a connection of its own.
    func send(_ request: String) async throws -> RawReply {
        let client = try await connect()
        client.send(request)
        let reply = try await client.reply(toHead: request.hasPrefix("HEAD"))
        client.close()
        return reply
    }

    /// Sends one request with a JSON body.
    func post(_ path: String, _ body: String, fields: [String] = []) async throws -> RawReply {
        try await send(Self.request("POST", path, body, fields: fields))
    }

    func get(_ path: String, fields: [String] = []) async throws -> RawReply {
        try await send(Self.request("GET", path, fields: fields))
    }

    static func request(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        fields: [String] = []
    ) -> String {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + fields
        if let body {
            lines.append("Content-Length: \(body.utf8.count)")
            if !fields.contains(where: { $0.lowercased().hasPrefix("content-type") }) {
                lines.append("Content-Type: application/json")
            }
        }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }
}

/// Runs a listener while `body` runs.
func withListener(
    _ endpoints: [BoundEndpoint] = SampleAPI.all,
    content change: (inout HTTPContent) -> Void = { _ in },
    configure: (inout HTTPServerConfiguration) -> Void = { _ in },
    logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
    _ body: @escaping @Sendable (TestListener) async throws -> Void
) async throws {
    var configuration = HTTPServerConfiguration()
    configuration.port = 0
    configuration.rateLimits = nil
    configuration.timeouts.drain = .seconds(2)
    configure(&configuration)
    var content = HTTPContent(endpoints: endpoints, authenticator: SampleAuthenticator())
    change(&content)
    let (ports, report) = AsyncStream<Int>.makeStream()
    let listener = try HTTPListener(configuration, content, logger: logger) { address in
        report.yield(address.port ?? 0)
    }
    let group = ServiceGroup(services: [listener], logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask { try await group.run() }
        for await port in ports {
            try await body(TestListener(port: port, listener: listener, group: group))
            break
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
    }
}

// MARK: - What is served

/// Tokens: `ada` and `root` are known, `grace` has to be verified, all others are refused.
struct SampleAuthenticator: Authenticator {
    static let ada = Member(id: UserID(high: 1, low: 1), session: SessionID(high: 2, low: 1))
    static let grace = Member(id: UserID(high: 1, low: 2), session: SessionID(high: 2, low: 2))
    static let root = Member(
        id: UserID(high: 1, low: 3),
        session: SessionID(high: 2, low: 3),
        roles: [.admin]
    )

    func knownMember(for token: Substring) -> Member? {
        token == "ada" ? Self.ada : token == "root" ? Self.root : nil
    }

    func member(for token: Substring) async throws -> Member {
        await Task.yield()
        if token == "grace" { return Self.grace }
        throw Failure.unauthenticated(.tokenExpired, "The token has expired.")
    }
}

struct Text: Codable, Sendable { var text: String }

/// Endpoints that behave in the ways a server has to cope with.
enum SampleAPI {
    struct WhoAmI: Endpoint {
        typealias Reply = Text
        static let route: Route = .get("/whoami")
        static let summary = "Says who asks"
        static let access: Access = .member
    }

    struct Open: Endpoint {
        typealias Reply = Text
        static let route: Route = .get("/open")
        static let summary = "Says where from"
        static let access: Access = .everyone
    }

    struct Reign: Endpoint {
        typealias Reply = NoReply
        static let route: Route = .delete("/reign")
        static let summary = "For admins"
        static let access: Access = .roles([.admin])
    }

    struct EchoNote: Endpoint {
        typealias Reply = Text
        static let route: Route = .post("/notes/{note}")
        static let summary = "Sends it back"
        static let access: Access = .everyone
        static let success: SuccessStatus = .created
        static let bodyLimit = 1_000
        var note: String
        var body: Text
    }

    struct FindNote: Endpoint {
        typealias Reply = Text
        static let route: Route = .get("/notes/{note}")
        static let summary = "Sends it back"
        static let access: Access = .everyone
        var note: String
        var filter: String?
    }

    struct LatestNote: Endpoint {
        typealias Reply = Text
        static let route: Route = .get("/notes/latest")
        static let summary = "A literal beside a parameter"
        static let access: Access = .everyone
    }

    struct Fail: Endpoint {
        typealias Reply = NoReply
        static let route: Route = .get("/fail/{how}")
        static let summary = "Fails"
        static let access: Access = .everyone
        var how: String
    }

    struct Long: Endpoint {
        typealias Reply = Text
        static let route: Route = .get("/long")
        static let summary = "A long text"
        static let access: Access = .everyone
    }

    struct WellKnown: Endpoint {
        typealias Reply = Text
        static let route = Route(.get, "/.well-known/keys", atRoot: true)
        static let summary = "At the root"
        static let access: Access = .everyone
        static let isBare = true
    }

    struct ReadCorrelation: Endpoint {
        typealias Reply = Text
        static let route: Route = .get("/correlation")
        static let summary = "Says what the log would"
        static let access: Access = .everyone
    }

    enum Refusal: ServiceError {
        case asked
        var failure: Failure { .conflict("sample.asked", "You asked for it.") }
    }

    struct Defect: Error { let secret = "swordfish" }

    static let all: [BoundEndpoint] = [
        WhoAmI.bind { _, caller in Text(text: "\(caller.member?.id.description ?? "nobody")") },
        Open.bind { _, caller in Text(text: "\(caller.address) \(caller.member == nil ? "-" : "member")") },
        Reign.bind { _, _ in NoReply() },
        EchoNote.bind { request, _ in Text(text: "\(request.note): \(request.body.text)") },
        FindNote.bind { request, _ in Text(text: "\(request.note) \(request.filter ?? "-")") },
        LatestNote.bind { _, _ in Text(text: "the latest") },
        Fail.bind { request, _ in
            switch request.how {
            case "refusal": throw Refusal.asked
            case "unavailable": throw Failure.unavailable("Later.", internal: "disk full")
            case "limited": throw Failure.limited(.rateLimited, "Slowly.", retryAfter: .milliseconds(1_500))
            default: throw Defect()
            }
        },
        Long.bind { _, _ in Text(text: String(repeating: "abc ", count: 2_000)) },
        ReadCorrelation.bind { _, _ in
            let current = Correlation.current
            return Text(text: "\(current?.requestID ?? "") \(current?.user ?? "")")
        },
        WellKnown.bind { _, _ in Text(text: "keys") },
    ]
}

/// A gate that calls wait at until it is opened.
final class Gate: Sendable {
    private let (stream, continuation) = AsyncStream<Void>.makeStream()
    private let (arrivals, arrival) = AsyncStream<Void>.makeStream()

    struct Pass: Endpoint {
        typealias Reply = Text
        static let route: Route = .get("/gate")
        static let summary = "Waits"
        static let access: Access = .everyone
    }

    /// An endpoint that waits at the gate.
    var endpoint: BoundEndpoint {
        Pass.bind { _, _ in
            self.arrival.yield()
            for await _ in self.stream { break }
            try Task.checkCancellation()
            return Text(text: "passed")
        }
    }

    func open() { continuation.finish() }

    /// Waits until somebody stands at the gate.
    func waitForArrival() async { for await _ in arrivals { break } }
}
