// SPDX-License-Identifier: Apache-2.0

import Metrics
import NIOConcurrencyHelpers
import NIOCore
import Synchronization

// Each event loop owns its sockets, their rooms and their timers; nothing on the way of a delivery takes a lock.
// The world reaches a loop through its mailbox: whoever finds it empty wakes the loop once, all later mail of that
// tick rides along. The loop performs the mail, which only queues writes, and flushes every touched socket once at
// the end; so messages that pile up leave in one `writev` per socket. One turn performs a bounded number of
// deliveries, then the loop reads and writes its sockets before it goes on.

/// One broadcast, encoded, on its way to the sockets of every loop.
struct Broadcast: Sendable {
    let namespace: Int
    let room: String
    let except: SocketID?
    let packet: EncodedPacket
    /// The packet with its offset, for clients that take part in recovery.
    let numbered: EncodedPacket?
    let offset: UInt64
}

/// The sockets of one event loop.
///
/// `@unchecked Sendable`: `mailbox` has a lock, the other stored values are constants or are touched on `loop` only;
/// every entry point that may run elsewhere goes through `post`.
final class LoopHub: @unchecked Sendable {
    /// What a loop is asked to do.
    enum Mail {
        case broadcast(Broadcast)
        case run(@Sendable (LoopHub) -> Void)
    }

    /// What was posted and not taken over yet.
    fileprivate struct Mailbox {
        var mail: [Mail] = []
        var broadcasts = 0
        var isScheduled = false
    }

    /// How many deliveries one turn performs before the loop gets to its sockets again: at 0.3 µs each about 3 ms.
    private static let deliveriesPerTurn = 8_192

    private static let longTurn = TimeAmount.milliseconds(1)
    private static let longestRest = TimeAmount.milliseconds(2)

    let index: Int
    let loop: any EventLoop
    /// Unowned, as the state owns its hubs and outlives what runs on them.
    unowned let state: ServerState

    private let mailbox = NIOLockedValueBox(Mailbox())
    private var turn: [Mail] = []
    private var turnPosition = 0
    /// What is left of this turn; each piece of mail and each delivery takes one.
    var deliveriesLeft = 0
    private var isPerforming = false
    /// Until when the loop rests after a long turn, so that what arrives meanwhile leaves together.
    private var restsUntil = NIODeadline.uptimeNanoseconds(0)
    private var isFlushScheduled = false
    private var dirty: [WebSocketConnection] = []
    private var ready: [Session] = []
    private var foreign: [Int: [ForeignOperation]] = [:]

    private(set) var sessions: [EngineID: Session] = [:]
    private var wheel: TimerWheel<EngineID>
    private var isTicking = false
    /// Rooms by namespace, then by name.
    var rooms: [[String: Room]] = []
    var counts = PendingCounts()
    /// Handlers of events, of arrivals and of departures that are running now.
    var inFlight = 0
    /// WebSockets whose channels are still open, with or without a session.
    var openConnections = 0

    init(index: Int, loop: any EventLoop, state: ServerState) {
        (self.index, self.loop, self.state) = (index, loop, state)
        // 128 ticks of half a second cover ping interval and timeout in one turn of the wheel.
        wheel = TimerWheel(tick: state.timing.tick, slots: 128, now: .now())
    }

    // MARK: - Mail, from any thread

    /// Asks the loop to run `action` after what was posted before.
    func post(_ action: @escaping @Sendable (LoopHub) -> Void) {
        let wakes = mailbox.withLockedValue { box in
            box.mail.append(.run(action))
            return box.schedule()
        }
        if wakes { loop.execute { self.perform() } }
    }

    /// Asks the loop to deliver a broadcast; false when too many wait already.
    func post(_ broadcast: Broadcast) -> Bool {
        let limit = state.configuration.maxQueuedBroadcasts
        let (isAccepted, wakes) = mailbox.withLockedValue { box in
            guard box.broadcasts < limit else { return (false, false) }
            box.broadcasts += 1
            box.mail.append(.broadcast(broadcast))
            return (true, box.schedule())
        }
        if wakes { loop.execute { self.perform() } }
        return isAccepted
    }

    // MARK: - On the loop

    private func perform() {
        loop.assertInEventLoop()
        let start = NIODeadline.now()
        guard start >= restsUntil else {
            loop.scheduleTask(deadline: restsUntil) { self.perform() }
            return
        }
        isPerforming = true
        deliveriesLeft = Self.deliveriesPerTurn
        while deliveriesLeft > 0 {
            guard turnPosition < turn.count || takeMail() else { break }
            turnPosition += 1
            deliveriesLeft -= 1
            switch turn[turnPosition - 1] {
            case .broadcast(let broadcast): deliver(broadcast)
            case .run(let action): action(self)
            }
        }
        isPerforming = false
        flush()
        rest(after: start)
        if !turn.isEmpty { loop.execute { self.perform() } }
    }

    /// A turn that wrote to many sockets took long, nearly all of it in the kernel, once for each socket whatever the
    /// number of packets. A short rest lets the next packets gather, when there are that many, and costs nothing
    /// otherwise.
    private func rest(after start: NIODeadline) {
        let end = NIODeadline.now()
        guard end - start > Self.longTurn else { return }
        restsUntil = end + .nanoseconds(min((end - start).nanoseconds / 4, Self.longestRest.nanoseconds))
    }

    /// Takes over what was posted; false, and the next post wakes the loop, when there is nothing.
    private func takeMail() -> Bool {
        turn.removeAll(keepingCapacity: turn.capacity <= 4_096)
        turnPosition = 0
        return mailbox.withLockedValue { box in
            guard !box.mail.isEmpty else {
                box.isScheduled = false
                return false
            }
            swap(&box.mail, &turn)
            box.broadcasts = 0
            return true
        }
    }

    /// Remembers that a connection has unflushed writes.
    func markDirty(_ connection: WebSocketConnection) {
        dirty.append(connection)
        scheduleFlush()
    }

    /// Remembers that a poll can be answered.
    func markReady(_ session: Session) {
        ready.append(session)
        scheduleFlush()
    }

    private func scheduleFlush() {
        guard !isPerforming, !isFlushScheduled else { return }
        isFlushScheduled = true
        loop.execute {
            self.isFlushScheduled = false
            self.flush()
        }
    }

    private func flush() {
        for connection in dirty { connection.flush() }
        dirty.removeAll(keepingCapacity: dirty.capacity <= 16_384)
        for session in ready { session.polling.answer(state.configuration) }
        ready.removeAll(keepingCapacity: ready.capacity <= 1_024)
        guard !foreign.isEmpty else { return }
        let operations = foreign
        foreign = [:]
        let hubs = state.hubs
        for (hub, batch) in operations {
            hubs[hub].post { _ in
                for operation in batch { operation.perform() }
            }
        }
    }

    /// Applies an operation to a connection of this loop at once, of another loop with the next flush.
    func apply(_ action: ConnectionAction, to connection: WebSocketConnection) {
        guard connection.hub !== self else { return connection.perform(action) }
        foreign[connection.hub.index, default: []].append(
            ForeignOperation(connection: connection, action: action)
        )
        scheduleFlush()
    }

    // MARK: - Sessions and their timers

    func add(_ session: Session) {
        sessions[session.id] = session
        file(session, at: session.nextTick)
        startTicking()
    }

    func remove(_ session: Session) {
        guard sessions.removeValue(forKey: session.id) != nil else { return }
        state.sessionCount.wrappingSubtract(1, ordering: .relaxed)
    }

    /// Files a session under a deadline, in addition to where it is filed already.
    func file(_ session: Session, at deadline: NIODeadline) {
        session.timers += 1
        wheel.insert(session.id, at: deadline)
    }

    private func startTicking() {
        guard !isTicking else { return }
        isTicking = true
        loop.scheduleTask(in: wheel.tick) { self.tick() }
    }

    private func tick() {
        isTicking = false
        let now = NIODeadline.now()
        for id in wheel.advance(to: now) {
            guard let session = sessions[id] else { continue }
            session.timers -= 1
            session.tick(now: now)
            if session.timers == 0, session.isOpen { file(session, at: session.nextTick) }
        }
        counts.report(to: state.metrics)
        state.metrics.sockets.record(state.sessionCount.load(ordering: .relaxed))
        if !sessions.isEmpty { startTicking() }
    }
}

extension LoopHub.Mailbox {
    /// Whether the caller has to wake the loop.
    fileprivate mutating func schedule() -> Bool {
        guard !isScheduled else { return false }
        isScheduled = true
        return true
    }
}
