// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Logging
import Metrics
import NIOCore
import NIOHTTP1
import Synchronization

/// The connection or stream that carries a request and takes its reply.
protocol ReplySink: AnyObject {
    /// Writes the reply. Called once for each exchange, on its loop, unless it is cancelled or upgraded.
    func exchange(_ exchange: Exchange, sends reply: Reply)
    /// Tells the client to send the body it holds back.
    func exchangeWantsBody(_ exchange: Exchange)
    /// Stops reading from the client, or goes on.
    func exchange(_ exchange: Exchange, holdsReading: Bool)
    /// Turns the connection into a WebSocket.
    func exchange(_ exchange: Exchange, upgrades work: UpgradeWork)
}

/// One request and its reply, whatever the version of HTTP.
///
///     receiving → answering → over        in the usual order
///     receiving → over                    refused before its body was complete
///
/// `@unchecked Sendable`: everything that changes is touched on `loop` only. The task that answers gets what it
/// needs as arguments and returns to the loop with the reply.
final class Exchange: @unchecked Sendable {
    private enum Stage {
        case receiving, answering, over
    }

    let gateway: Gateway
    let loop: LoopContext
    let id: String
    let isHead: Bool
    /// Whether the client speaks HTTP/1.0 and asked to keep the connection, which it has to be told.
    let announcesKeepAlive: Bool
    /// Whether the client wants the connection to go on, as far as its version of HTTP allows.
    let keepsAlive: Bool
    /// When the reply was made.
    private(set) var finished: NIODeadline

    private let plan: Plan
    private let metrics: RouteMetrics
    private let origin: String?
    private let acceptEncoding: String?
    private let started: NIODeadline
    private var sink: (any ReplySink)?
    private var stage = Stage.receiving
    private var body: ByteBuffer?
    private var form: FormReceiver?
    private var received = 0
    private var receivedAt: NIODeadline
    private var task: Task<Void, Never>?

    init(_ incoming: IncomingHead, _ gateway: Gateway, _ loop: LoopContext, for sink: any ReplySink) {
        self.gateway = gateway
        self.loop = loop
        self.sink = sink
        id = incoming.id
        isHead = incoming.isHead
        origin = incoming.facts.origin
        acceptEncoding = incoming.facts.acceptEncoding
        started = incoming.now
        finished = incoming.now
        receivedAt = incoming.now
        (plan, metrics) = gateway.plan(incoming)
        var isUpgrade = false
        if case .upgrade = plan { isUpgrade = true }
        // The parser hands the connection over after a request that asks to switch, whether we do or not.
        keepsAlive = incoming.head.isKeepAlive && (isUpgrade || !incoming.facts.asksForUpgrade)
        announcesKeepAlive = keepsAlive && incoming.head.version == .http1_0
    }

    /// An exchange for what could not be read as a request.
    init(refusing now: NIODeadline, _ gateway: Gateway, _ loop: LoopContext, for sink: any ReplySink) {
        self.gateway = gateway
        self.loop = loop
        self.sink = sink
        id = loop.nextRequestID()
        (isHead, announcesKeepAlive, keepsAlive, acceptEncoding) = (false, false, false, nil)
        (started, finished, receivedAt) = (now, now, now)
        (plan, metrics, origin) = (.reply(.malformed), gateway.metrics.unrouted, nil)
        gateway.metrics.malformed.increment()
    }

    /// Whether the reply is made or will not be.
    var isOver: Bool { stage == .over }

    /// Whether the client may leave before it has its reply without harm to anything.
    var isPoll: Bool { if case .poll = plan { true } else { false } }

    // MARK: - The body

    /// Looks at what the header says of the body: refuses it, or asks for it.
    func begin(_ facts: RequestFacts) {
        guard facts.hasBody else { return }
        if case .reply(let reply) = plan {
            // A short body is cheaper to read than a new connection.
            let isShort = !facts.isChunked && (facts.contentLength ?? 0) <= plan.bodyLimit
            if facts.expectsContinue || !isShort { deliver(reply, closing: true) }
        } else if facts.expectsContinue {
            sink?.exchangeWantsBody(self)
        }
    }

    /// Looks at the header again when a body comes that it did not announce, as HTTP/2 allows.
    func beginUnannounced(_ facts: RequestFacts) {
        guard stage == .receiving, case .endpoint(let work) = plan,
            let refusal = Gateway.refusal(ofBody: facts, of: work.entry)
        else { return }
        deliver(refusal, closing: true)
    }

    /// Takes a part of the body.
    func receive(_ part: ByteBuffer) {
        guard stage == .receiving else { return }
        received += part.readableBytes
        guard received <= plan.bodyLimit else { return deliver(.bodyTooLarge, closing: true) }
        if case .reply = plan { return }
        if case .endpoint(let work) = plan, work.entry.declaration.bodyKind == .form {
            return receive(part, of: work)
        }
        if body == nil {
            body = part
        } else {
            body?.writeImmutableBuffer(part)
        }
    }

    /// The body is complete: the request is answered.
    func finishBody() {
        guard stage == .receiving else { return }
        receivedAt = .now()
        if received > 0 { gateway.metrics.bytesIn.increment(by: received) }
        // A form is complete when its last byte is on the disk.
        if let form { return form.finish() }
        switch plan {
        case .reply(let reply): deliver(reply)
        case .upgrade(let work): sink?.exchange(self, upgrades: work)
        case .endpoint: start(isCounted: true)
        case .plain(let route, _, _): start(isCounted: route.isLimited)
        case .poll: start(isCounted: false)
        }
    }

    // MARK: - Forms

    private func receive(_ part: ByteBuffer, of work: EndpointWork) {
        if form == nil {
            guard let place = gateway.forms.takePlace(), let boundary = work.boundary else {
                gateway.metrics.shed.increment()
                return deliver(.busy, closing: true)
            }
            form = FormReceiver(
                boundary: boundary,
                place: place,
                loop: loop.loop,
                wantsFingerprint: work.idempotencyKey != nil
            ) { [weak self] in self?.formChanged($0) }
        }
        form?.receive(part)
    }

    private func formChanged(_ change: FormReceiver.Change) {
        guard stage == .receiving else { return }
        switch change {
        case .hold: sink?.exchange(self, holdsReading: true)
        case .release: sink?.exchange(self, holdsReading: false)
        case .done(let body):
            form = nil
            start(isCounted: true, form: body)
        case .failed(let error):
            deliver(gateway.failed(error, at: "form", id: id), closing: true)
        }
    }

    // MARK: - The reply

    /// Starts the task that answers. Runs up to its first wait before this returns.
    private func start(isCounted: Bool, form: FormBody? = nil) {
        if isCounted {
            guard
                gateway.metrics.answering.load(ordering: .relaxed)
                    < gateway.configuration.limits.concurrentRequests
            else {
                gateway.metrics.shed.increment()
                return deliver(.busy)
            }
        }
        stage = .answering
        let (gateway, plan, body, id) = (gateway, plan, body, id)
        self.body = nil
        if isCounted { gateway.metrics.answering.add(1, ordering: .relaxed) }
        let task = Task.onLoop(loop.executor) {
            let reply = await gateway.answer(plan, body, form, id: id)
            if isCounted { gateway.metrics.answering.subtract(1, ordering: .relaxed) }
            if self.loop.loop.inEventLoop {
                self.deliver(reply)
            } else {
                self.loop.loop.execute { self.deliver(reply) }
            }
        }
        if stage == .answering { self.task = task }
    }

    private func deliver(_ reply: Reply, closing: Bool = false) {
        guard stage != .over, let sink else { return }
        stage = .over
        finished = .now()
        var reply = reply
        if closing { reply.closes = true }
        compress(&reply)
        gateway.crossOrigins.mark(&reply, for: origin)
        if reply.body.count > 0 { gateway.metrics.bytesOut.increment(by: reply.body.count) }
        metrics.record(status: reply.status, nanoseconds: (finished - started).nanoseconds)
        (self.sink, task, body) = (nil, nil, nil)
        dropForm(sink)
        sink.exchange(self, sends: reply)
    }

    private func dropForm(_ sink: (any ReplySink)?) {
        guard let form else { return }
        form.cancel()
        self.form = nil
        // What still comes is dropped, for which it has to be read.
        sink?.exchange(self, holdsReading: false)
    }

    /// Sends a reply in place of the one that was asked for.
    func refuse(_ reply: Reply) { deliver(reply, closing: true) }

    /// The client is gone.
    func cancel() {
        stage = .over
        task?.cancel()
        dropForm(nil)
        (sink, task, body) = (nil, nil, nil)
    }

    // MARK: - Deadlines

    func tick(_ now: NIODeadline) {
        let timeouts = gateway.configuration.timeouts
        switch stage {
        case .over: break
        case .receiving:
            let elapsed = now - started
            // How long the bytes that are here may have taken at the least rate.
            let allowed =
                TimeAmount(timeouts.bodyGrace).nanoseconds
                + Int64(received) * 1_000_000_000 / Int64(max(1, timeouts.bodyBytesPerSecond))
            if elapsed > TimeAmount(timeouts.body) || elapsed.nanoseconds > allowed { refuse(.tooSlow) }
        case .answering:
            guard !isPoll, now - receivedAt > TimeAmount(timeouts.reply) else { return }
            gateway.logger.error("a request took too long", metadata: ["requestId": "\(id)"])
            task?.cancel()
            refuse(.tookTooLong)
        }
    }

    // MARK: - Compression

    /// Below this many bytes the header outweighs what is saved.
    private static let compressionFloor = 1_024

    private func compress(_ reply: inout Reply) {
        guard gateway.configuration.compressesReplies, reply.isCompressible,
            case .bytes(let bytes) = reply.body, bytes.count > Self.compressionFloor,
            reply.contentType.isText
        else { return }
        reply.fields.append(("Vary", "Accept-Encoding"))
        guard acceptEncoding?.acceptsCoding("gzip") == true, let packed = bytes.withUnsafeBytes(loop.compress)
        else { return }
        reply.body = .buffer(packed)
        reply.fields.append(("Content-Encoding", "gzip"))
    }
}

extension String {
    /// Whether a media type is one of text, which compresses well.
    fileprivate var isText: Bool {
        hasPrefix("application/json") || hasPrefix("text/") || hasPrefix("application/javascript")
            || hasPrefix("image/svg+xml") || hasPrefix("application/manifest+json")
    }
}

extension Task where Success == Void, Failure == Never {
    /// A task that starts at once, on this very thread, and comes back to the loop after each wait.
    fileprivate static func onLoop(
        _ executor: LoopExecutor,
        _ operation: @escaping @Sendable () async -> Void
    ) -> Task<Void, Never> {
        if #available(macOS 26, *) {
            Task.immediate(executorPreference: executor, operation: operation)
        } else {
            Task(executorPreference: executor, operation: operation)
        }
    }
}
