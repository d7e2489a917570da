// SPDX-License-Identifier: Apache-2.0

import Metrics

/// What the module counts. Made once; hot paths add to plain integers of their loop, which are handed over on its timer.
struct RealtimeMetrics: Sendable {
    /// Sessions open now.
    let sockets = Gauge(label: "roost_realtime_sockets")
    /// Packets read from clients.
    let packetsIn = Counter(label: "roost_realtime_packets_in_total")
    /// Packets handed to the sockets of clients, broadcasts included.
    let packetsOut = Counter(label: "roost_realtime_packets_out_total")
    /// Broadcast packets handed to receivers.
    let deliveries = Counter(label: "roost_realtime_broadcast_deliveries_total")
    /// Broadcasts that a loop too far behind has dropped.
    let shed = Counter(label: "roost_realtime_broadcasts_shed_total")
    /// Clients that were disconnected because they did not read.
    let slowReaders = Counter(label: "roost_realtime_slow_readers_total")
    /// Sessions and namespaces refused.
    let refused = Counter(label: "roost_realtime_refused_total")
    /// Clients disconnected because they broke a protocol.
    let malformed = Counter(label: "roost_realtime_malformed_total")
    /// Clients that continued where they stopped.
    let recovered = Counter(label: "roost_realtime_recovered_total")
}

/// Counts of one loop that have not been handed over yet.
struct PendingCounts {
    var packetsIn = 0
    var packetsOut = 0
    var deliveries = 0

    mutating func report(to metrics: RealtimeMetrics) {
        if packetsIn > 0 { metrics.packetsIn.increment(by: packetsIn) }
        if packetsOut > 0 { metrics.packetsOut.increment(by: packetsOut) }
        if deliveries > 0 { metrics.deliveries.increment(by: deliveries) }
        self = PendingCounts()
    }
}
