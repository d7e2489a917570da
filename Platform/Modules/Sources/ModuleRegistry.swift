// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
import Logging
public import Endpoints
public import Events
public import Realtime

/// What one module declares: the endpoints it answers, the events it hears, the sockets it serves, its jobs.
public struct ModuleRegistry: Sendable {
    /// A module's answer to an event on a socket: the acknowledgement's data.
    public typealias SocketVerb = @Sendable (SocketEvent, Member, SocketHandle) async throws -> [UInt8]
    /// What a module wants to know when somebody connects: the rooms to put them in.
    public typealias Arrival = @Sendable (Member, SocketHandle) async throws -> [Room]
    /// What a module does when a socket is gone.
    public typealias Departure = @Sendable (Member, SocketHandle) async -> Void

    private(set) var endpoints: [BoundEndpoint] = []
    private(set) var answers: [ObjectIdentifier: Peers.Answer] = [:]
    private(set) var subscriptions: [@Sendable (EventBus) -> Void] = []
    private(set) var socketVerbs: [String: SocketVerb] = [:]
    private(set) var arrivals: [Arrival] = []
    private(set) var departures: [Departure] = []
    private(set) var authenticator: (any Authenticator)?
    private(set) var jobs: [@Sendable (JobRunner) -> Void] = []
    private(set) var personalData: PersonalData?
    private(set) var examinations: [@Sendable () async throws -> [String]] = []

    private let module: ModuleName
    private let platform: Platform

    /// An empty declaration of a module.
    init(_ module: ModuleName, _ platform: Platform) { (self.module, self.platform) = (module, platform) }

    // MARK: Endpoints

    /// Answers an endpoint that anybody, or another service, may call.
    public mutating func handle<Request: Endpoint>(
        _ request: Request.Type,
        by answer: @escaping @Sendable (Request, Caller) async throws -> Request.Reply
    ) {
        endpoints.append(Request.bind(answer))
        answers[ObjectIdentifier(request)] = { request, caller in
            guard let request = request as? Request else { preconditionFailure("asked for \(Request.name)") }
            return try await answer(request, caller)
        }
    }

    /// Answers an endpoint for members.
    public mutating func handle<Request: Endpoint>(
        _ request: Request.Type,
        by answer: @escaping @Sendable (Request, Member) async throws -> Request.Reply
    ) {
        handle(request) { request, caller in
            guard let member = caller.member else {
                throw Failure.unauthenticated(.unauthenticated, "Log in first.")
            }
            return try await answer(request, member)
        }
    }

    /// Answers an endpoint for members with what may have been encoded before.
    public mutating func handle<Request: Endpoint>(
        _ request: Request.Type,
        by answer: @escaping @Sendable (Request, Member) async throws -> EncodedReply<Request.Reply>
    ) {
        let encoded: @Sendable (Request, Caller) async throws -> EncodedReply<Request.Reply> = {
            request,
            caller in
            guard let member = caller.member else {
                throw Failure.unauthenticated(.unauthenticated, "Log in first.")
            }
            return try await answer(request, member)
        }
        endpoints.append(Request.bindEncoded(encoded))
        answers[ObjectIdentifier(request)] = { request, caller in
            guard let request = request as? Request else { preconditionFailure("asked for \(Request.name)") }
            return try await encoded(request, caller).decoded()
        }
    }

    /// Tells who holds an access token, for the whole site.
    public mutating func authenticate(by authenticator: any Authenticator) {
        self.authenticator = authenticator
    }

    // MARK: Events

    /// Acts on an event exactly once, whatever happens to the process.
    public mutating func subscribe<Handler: EventHandler>(_ handler: Handler) {
        let database = platform.database
        subscriptions.append { $0.subscribe(handler, in: database) }
    }

    /// Does something as soon as an event is committed, in this process only and not again after a crash: for
    /// sockets, whose clients catch up by cursor, and for caches, which are empty after a crash.
    public mutating func whenCommitted<Occurrence: Event>(
        _ event: Occurrence.Type,
        do action: @escaping @Sendable (Occurrence) async throws -> Void
    ) {
        let logger = platform.logger
        subscriptions.append { bus in
            bus.onCommitted(event) { event in
                do {
                    try await action(event)
                } catch {
                    logger.error(
                        "A live event was not passed on.",
                        metadata: ["event": "\(Occurrence.name)", "error": "\(error)"]
                    )
                }
            }
        }
    }

    /// Does something at the commit of an event, before whoever wrote goes on: drops what a cache holds.
    public mutating func atCommit<Occurrence: Event>(
        _ event: Occurrence.Type,
        do action: @escaping @Sendable (Occurrence) -> Void
    ) {
        subscriptions.append { $0.atCommit(event, action) }
    }

    /// Ends sockets when an event is committed.
    public mutating func disconnect<Occurrence: Event>(
        on event: Occurrence.Type,
        _ room: @escaping @Sendable (Occurrence) -> Room
    ) {
        let sockets = platform.sockets
        whenCommitted(event) { sockets.disconnect(room($0)) }
    }

    // MARK: Sockets

    /// Answers an event on a socket: one object in, and the same envelope as HTTP in the acknowledgement.
    public mutating func on<Payload: Decodable & Sendable, Reply: Encodable & Sendable>(
        _ name: String,
        _ payload: Payload.Type,
        by answer: @escaping @Sendable (Payload, Member, SocketHandle) async throws -> Reply
    ) {
        socketVerbs[name] = { event, member, socket in
            guard let first = event.arguments.first else {
                throw Failure.invalid("body", "Is required.")
            }
            return try JSON.encode(
                try await answer(try JSON.decode(Payload.self, from: first), member, socket)
            )
        }
    }

    /// Puts whoever connects into rooms.
    public mutating func onArrival(_ arrival: @escaping Arrival) { arrivals.append(arrival) }

    /// Does something when a socket is gone.
    public mutating func onDeparture(_ departure: @escaping Departure) { departures.append(departure) }

    // MARK: Health

    /// Looks for what is wrong with the module's data when `roost doctor` asks: one sentence for each finding. It may
    /// read everything there is.
    public mutating func examine(_ examination: @escaping @Sendable () async throws -> [String]) {
        examinations.append(examination)
    }

    // MARK: People

    /// Tells what the module keeps of each person. Every module says so, if only that there is nothing.
    public mutating func keeps(_ data: PersonalData) { personalData = data }

    // MARK: Jobs

    /// Does a kind of job that this module's transactions ask for. It may use the network; it runs at least once.
    public mutating func perform<Work: Job>(
        _ job: Work.Type,
        by action: @escaping @Sendable (Work, JobContext) async throws -> Void
    ) {
        jobs.append { $0.handle(job, action) }
    }

    /// Runs something by a schedule, once for all processes of the site.
    public mutating func schedule(
        _ name: JobName,
        _ schedule: JobSchedule,
        run action: @escaping @Sendable () async throws -> Void
    ) {
        jobs.append { $0.schedule(name, schedule, action) }
    }
}
