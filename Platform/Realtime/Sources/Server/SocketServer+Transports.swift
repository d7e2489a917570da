// SPDX-License-Identifier: Apache-2.0

import Metrics
public import NIOCore
import NIOWebSocket
import Synchronization

extension SocketServer {
    /// Answers a request below `SocketServerConfiguration.path` that is not an upgrade.
    public func poll(_ request: PollRequest) async -> PollResponse {
        do throws(EngineRefusal) {
            let query = try EngineQuery(uri: request.uri, path: state.configuration.path)
            try checkOrigin(request.origin)
            guard query.transport == .polling else { throw .badRequest }
            guard request.body.count <= state.configuration.maxPayload else { throw .tooLarge }
            guard let id = query.session else {
                guard request.method == "GET" else { throw .badHandshakeMethod }
                return await open(request)
            }
            guard ["GET", "POST"].contains(request.method) else { throw .badRequest }
            guard let hub = state.hub(of: id) else { throw .unknownSession }
            return await answer(request, id, hub)
        } catch {
            return .refused(error)
        }
    }

    /// Why an upgrade to WebSocket has to be refused, as the HTTP response to give; nil when it may go on.
    ///
    /// Whether the session of an upgrading client exists is seen only after the upgrade, by `attach`.
    public func refusal(ofUpgradeTo uri: String, origin: String?) -> PollResponse? {
        do throws(EngineRefusal) {
            let query = try EngineQuery(uri: uri, path: state.configuration.path)
            try checkOrigin(origin)
            guard query.transport == .websocket else { throw .badRequest }
            guard !state.isClosing.load(ordering: .relaxed) else { throw .unavailable }
            return nil
        } catch {
            return .refused(error)
        }
    }

    /// Serves a channel whose upgrade to WebSocket was just accepted with status 101.
    ///
    /// The channel must be rid of its HTTP handlers. Frame handlers that `NIOWebSocket` has added are bypassed: this
    /// module reads and writes frames itself.
    public func attach(to channel: any Channel, uri: String, remoteAddress: String?) -> EventLoopFuture<Void>
    {
        channel.eventLoop.submit {
            let query = try EngineQuery(uri: uri, path: self.state.configuration.path)
            let connection = WebSocketConnection(hub: self.state.hub(for: channel.eventLoop))
            try Self.install(connection, on: channel)
            self.start(connection, query, remoteAddress)
        }
    }

    private func checkOrigin(_ origin: String?) throws(EngineRefusal) {
        guard let origin, !state.configuration.allowsOrigin(origin) else { return }
        throw .forbidden
    }

    // MARK: - Polling

    private func open(_ request: PollRequest) async -> PollResponse {
        guard state.admitSession() else { return .refused(.unavailable) }
        let hub = state.nextHub()
        return await withCheckedContinuation { continuation in
            hub.post { hub in
                let session = Session(
                    hub: hub,
                    transport: .polling,
                    connection: nil,
                    address: request.remoteAddress
                )
                hub.add(session)
                let body = PollingPayload.encode([session.handshake])
                continuation.resume(returning: PollResponse(body: body, closesConnection: true))
            }
        }
    }

    private func answer(_ request: PollRequest, _ id: EngineID, _ hub: LoopHub) async -> PollResponse {
        let promise = hub.loop.makePromise(of: PollResponse.self)
        hub.post { hub in
            guard let session = hub.sessions[id] else { return promise.succeed(.refused(.unknownSession)) }
            // A deadline may have passed that the coarse timer has not seen yet.
            session.tick(now: .now())
            guard session.isOpen else { return promise.succeed(.refused(.unknownSession)) }
            guard session.isPolling else { return promise.succeed(.refused(.badRequest)) }
            if request.method == "GET" {
                session.poll(promise)
            } else {
                session.post(request.body, promise)
            }
        }
        // The promise never fails; should its loop be gone, the server is stopping.
        return (try? await promise.futureResult.get()) ?? .refused(.unavailable)
    }

    // MARK: - WebSocket

    private static func install(_ connection: WebSocketConnection, on channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        // Only there when the upgrade was NIOWebSocket's; its decoder would read what is ours, and its encoder
        // stays out of our way when we are nearer to the network.
        if let decoder = try? pipeline.handler(type: ByteToMessageHandler<WebSocketFrameDecoder>.self) {
            pipeline.removeHandler(decoder, promise: nil)
        }
        if let encoder = try? pipeline.handler(type: WebSocketFrameEncoder.self) {
            try pipeline.addHandler(connection, position: .before(encoder))
        } else {
            try pipeline.addHandler(connection)
        }
        // An idle socket keeps one receive buffer, so the first one is small; it grows with what arrives.
        let allocator = AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 512, maximum: 65_536)
        try channel.syncOptions?.setOption(.recvAllocator, value: allocator)
        try channel.syncOptions?.setOption(.autoRead, value: true)
    }

    private func start(_ connection: WebSocketConnection, _ query: EngineQuery, _ address: String?) {
        guard query.transport == .websocket else { return connection.perform(.close(1002)) }
        let hub = connection.hub
        guard let id = query.session else {
            // 1013: try again later.
            guard state.admitSession() else { return connection.perform(.close(1013)) }
            let session = Session(hub: hub, transport: .webSocket, connection: connection, address: address)
            hub.add(session)
            session.send(session.handshake)
            return connection.start(session)
        }
        guard let owner = state.hub(of: id) else { return connection.perform(.close(1008)) }
        owner.post { owner in
            let session = owner.sessions[id]
            let isAccepted = session?.beginUpgrade(connection) ?? false
            hub.post { _ in
                if isAccepted, let session {
                    connection.start(session)
                } else {
                    connection.perform(.close(1008))
                }
            }
        }
    }
}

extension Session {
    /// A poll arrived.
    func poll(_ promise: EventLoopPromise<PollResponse>) {
        polling.wait(promise)
        // The WebSocket is about to take over: no poll is to be left waiting.
        if isProbed { polling.release() }
        polling.answer(hub.state.configuration)
    }

    /// A body arrived. It is answered when all of it is taken, so a client sends no faster than we handle.
    func post(_ body: [UInt8], _ promise: EventLoopPromise<PollResponse>) {
        guard !polling.isPosting else {
            close(.parseError)
            return promise.succeed(.refused(.badRequest))
        }
        do throws(PollingPayload.DecodingError) {
            let messages = try PollingPayload.decode(
                body,
                maxPackets: hub.state.configuration.maxPacketsPerPoll
            )
            polling.begin(promise)
            take(messages, from: .polling)
        } catch {
            hub.state.metrics.malformed.increment()
            close(.parseError)
            promise.succeed(.refused(.badRequest))
        }
    }
}
