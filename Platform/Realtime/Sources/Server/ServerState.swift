// SPDX-License-Identifier: Apache-2.0

import Logging
import Metrics
import NIOConcurrencyHelpers
import NIOCore
import Synchronization

/// A namespace that a service has registered.
final class NamespaceEntry: Sendable {
    /// Its place in the tables of every loop.
    let index: Int
    let name: String
    let handler: any SocketNamespace
    let writer: SocketPacketWriter

    init(index: Int, name: String, handler: any SocketNamespace) {
        (self.index, self.name, self.handler) = (index, name, handler)
        writer = SocketPacketWriter(namespace: name)
    }
}

/// What all event loops of one server share.
final class ServerState: Sendable {
    /// The most event loops: a session's id has 16 bits for its loop.
    static let maxHubs = 1 << 16

    let configuration: SocketServerConfiguration
    let timing: EngineSession.Timing
    let packetLimits: PacketLimits
    let queueLimits: OutgoingQueue.Limits
    let inboundRate: InboundBudget.Rate?
    let recovery: RecoveryCenter?
    let metrics = RealtimeMetrics()
    let logger: Logger
    /// Sessions open now, on all loops.
    let sessionCount = Atomic<Int>(0)
    let isClosing = Atomic<Bool>(false)

    private let group: any EventLoopGroup
    private let namespaces = NIOLockedValueBox<[String: NamespaceEntry]>([:])
    private let table = NIOLockedValueBox<(hubs: [LoopHub], byLoop: [ObjectIdentifier: LoopHub])>(([], [:]))

    init(_ configuration: SocketServerConfiguration, group: any EventLoopGroup, logger: Logger) {
        self.configuration = configuration
        self.group = group
        self.logger = logger
        timing = EngineSession.Timing(configuration)
        packetLimits = PacketLimits(
            maxAttachments: configuration.maxAttachments,
            maxDepth: configuration.maxDepth,
            maxPayload: configuration.maxPayload
        )
        queueLimits = OutgoingQueue.Limits(
            maxPackets: configuration.maxQueuedPackets,
            maxBytes: configuration.maxQueuedBytes
        )
        inboundRate = configuration.inboundRate.map {
            InboundBudget.Rate(perSecond: $0, burst: configuration.inboundBurst)
        }
        recovery = configuration.recovery.map(RecoveryCenter.init)
    }

    /// The loops that have had a session.
    var hubs: [LoopHub] { table.withLockedValue { $0.hubs } }

    /// The tables of a loop, made on its first use.
    func hub(for loop: any EventLoop) -> LoopHub {
        table.withLockedValue { table in
            if let hub = table.byLoop[ObjectIdentifier(loop)] { return hub }
            precondition(table.hubs.count < Self.maxHubs, "more event loops than a session id can tell apart")
            let hub = LoopHub(index: table.hubs.count, loop: loop, state: self)
            table.hubs.append(hub)
            table.byLoop[ObjectIdentifier(loop)] = hub
            return hub
        }
    }

    /// A loop for a session that comes without a channel.
    func nextHub() -> LoopHub { hub(for: group.next()) }

    /// The loop that owns a session.
    func hub(of session: EngineID) -> LoopHub? {
        table.withLockedValue { $0.hubs.indices.contains(session.hub) ? $0.hubs[session.hub] : nil }
    }

    func register(_ name: String, _ handler: any SocketNamespace) {
        namespaces.withLockedValue { namespaces in
            precondition(namespaces[name] == nil, "the namespace \(name) is registered twice")
            namespaces[name] = NamespaceEntry(index: namespaces.count, name: name, handler: handler)
        }
    }

    func namespace(_ name: String) -> NamespaceEntry? { namespaces.withLockedValue { $0[name] } }

    /// Counts a session in; false when the server is full or stopping.
    func admitSession() -> Bool {
        guard !isClosing.load(ordering: .relaxed) else { return false }
        let count = sessionCount.wrappingAdd(1, ordering: .relaxed).newValue
        guard count > configuration.maxSessions else { return true }
        sessionCount.wrappingSubtract(1, ordering: .relaxed)
        metrics.refused.increment()
        return false
    }
}

extension EngineSession.Timing {
    init(_ configuration: SocketServerConfiguration) {
        let interval = TimeAmount(configuration.pingInterval)
        let timeout = TimeAmount(configuration.pingTimeout)
        // A twentieth of the shorter time, 5 to 500 ms: 25 s and 20 s give half a second.
        let fraction = TimeAmount.nanoseconds(min(interval, timeout).nanoseconds / 20)
        let tick = max(TimeAmount.milliseconds(5), min(TimeAmount.milliseconds(500), fraction))
        self.init(
            pingInterval: interval,
            pingTimeout: timeout,
            upgradeTimeout: TimeAmount(configuration.upgradeTimeout),
            connectTimeout: TimeAmount(configuration.connectTimeout),
            slack: tick * 4
        )
    }

    /// The resolution of timers.
    var tick: TimeAmount { .nanoseconds(slack.nanoseconds / 4) }
}
