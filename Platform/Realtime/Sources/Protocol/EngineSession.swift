// SPDX-License-Identifier: Apache-2.0

import NIOCore

// The Engine.IO v4 session as a value. It knows nothing of sockets and queues: calls tell it what arrived and
// what time it is, and it answers with what is to be done.
//
//     polling ── beginUpgrade ──► probing ── "2probe" ──► probed ── "5" ──► webSocket
//                                    └──────── lost or late ────────► polling
//
// The server pings. A ping is due one interval after the last pong (or the handshake); the pong is due one timeout
// later. Deadlines count from the time the ping was due, so a late timer does not lengthen them, unless it is
// late by more than `slack`: then this process was asleep, and the client is given its full time.

/// The life of one Engine.IO session.
struct EngineSession {
    /// How packets travel now.
    enum Transport: Equatable {
        case polling
        /// A WebSocket was opened for this session and has not probed yet.
        case probing
        /// The WebSocket answered; polling carries packets until the client sends the upgrade packet.
        case probed
        case webSocket
        case closed
    }

    /// Which of the two a packet came by while both are open.
    enum Source {
        case polling
        case webSocket
    }

    /// What to do about a packet.
    enum Action: Equatable {
        case ignore
        /// Hand the payload to Socket.IO.
        case deliver
        /// Answer `3probe` on the WebSocket and let the waiting poll go.
        case answerProbe
        /// Move to the WebSocket for good.
        case finishUpgrade
        case close(DisconnectReason)
    }

    /// What to do about the time.
    enum Tick: Equatable {
        case nothing
        case ping
        /// Give up the WebSocket that did not finish its upgrade; polling goes on.
        case abandonUpgrade
        case close(DisconnectReason)
    }

    /// The intervals of a session.
    struct Timing: Sendable {
        var pingInterval: TimeAmount
        var pingTimeout: TimeAmount
        var upgradeTimeout: TimeAmount
        var connectTimeout: TimeAmount
        /// How late a timer may be before its lateness is our own fault.
        var slack: TimeAmount
    }

    private(set) var transport: Transport
    private var pingDue: NIODeadline
    private var isPongDue = false
    private var upgradeDue: NIODeadline = .distantFuture
    private var connectDue: NIODeadline

    init(transport: Transport, now: NIODeadline, timing: Timing) {
        self.transport = transport
        pingDue = now + timing.pingInterval
        connectDue = now + timing.connectTimeout
    }

    /// When `tick` has something to do at the earliest.
    func nextTick(_ timing: Timing) -> NIODeadline {
        min(isPongDue ? pingDue + timing.pingTimeout : pingDue, upgradeDue, connectDue)
    }

    /// Tells the session the time.
    mutating func tick(now: NIODeadline, timing: Timing) -> Tick {
        guard transport != .closed else { return .nothing }
        if now >= connectDue { return .close(.connectTimeout) }
        if now >= upgradeDue {
            abandonUpgrade()
            return .abandonUpgrade
        }
        if isPongDue {
            return now >= pingDue + timing.pingTimeout ? .close(.pingTimeout) : .nothing
        }
        guard now >= pingDue else { return .nothing }
        isPongDue = true
        if now > pingDue + timing.slack { pingDue = now }
        // A poll may come so late that its pong is overdue already.
        return now >= pingDue + timing.pingTimeout ? .close(.pingTimeout) : .ping
    }

    /// Takes one packet: its type, and whether its payload is exactly `probe`.
    mutating func receive(
        _ type: UInt8,
        isProbe: Bool,
        from source: Source,
        now: NIODeadline,
        timing: Timing
    ) -> Action {
        guard transport != .closed else { return .ignore }
        if source == .webSocket, transport != .webSocket { return receiveDuringUpgrade(type, isProbe) }
        switch type {
        case UInt8(ascii: "1"): return .close(.transportClosed)
        case UInt8(ascii: "3"):
            heard(now: now, timing: timing)
            return .ignore
        case UInt8(ascii: "4"): return .deliver
        case UInt8(ascii: "6"): return .ignore
        default: return .close(.parseError)
        }
    }

    /// A WebSocket asks to take over; false when this session cannot be upgraded now.
    mutating func beginUpgrade(now: NIODeadline, timing: Timing) -> Bool {
        guard transport == .polling else { return false }
        transport = .probing
        upgradeDue = now + timing.upgradeTimeout
        return true
    }

    /// The WebSocket of an unfinished upgrade is gone.
    mutating func abandonUpgrade() {
        guard transport == .probing || transport == .probed else { return }
        transport = .polling
        upgradeDue = .distantFuture
    }

    /// The client joined a namespace, or has left the last one (and gets the connect time again).
    mutating func setConnected(_ isConnected: Bool, now: NIODeadline, timing: Timing) {
        connectDue = isConnected ? .distantFuture : now + timing.connectTimeout
    }

    /// We did not read for a while: what the client sent meanwhile, a pong perhaps, is still to be seen.
    mutating func readingResumed(now: NIODeadline) {
        if isPongDue { pingDue = max(pingDue, now) }
    }

    mutating func close() { transport = .closed }

    private mutating func heard(now: NIODeadline, timing: Timing) {
        guard isPongDue else { return }
        isPongDue = false
        pingDue = now + timing.pingInterval
    }

    private mutating func receiveDuringUpgrade(_ type: UInt8, _ isProbe: Bool) -> Action {
        switch (transport, type) {
        case (.probing, UInt8(ascii: "2")) where isProbe:
            transport = .probed
            return .answerProbe
        case (.probed, UInt8(ascii: "5")):
            transport = .webSocket
            upgradeDue = .distantFuture
            return .finishUpgrade
        default:
            return .close(.parseError)
        }
    }
}
