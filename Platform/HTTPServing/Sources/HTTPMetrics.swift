// SPDX-License-Identifier: Apache-2.0
import Metrics
import NIOConcurrencyHelpers
import Synchronization

/// What is counted of one route. The counters of a status are made when it first occurs.
final class RouteMetrics: Sendable {
    private let route: String
    private let method: String
    private let latency: Timer
    private let replies = NIOLockedValueBox<[Int: Counter]>([:])

    init(route: String, method: String) {
        (self.route, self.method) = (route, method)
        latency = Timer(
            label: "roost_http_request_duration_seconds",
            dimensions: [("method", method), ("route", route)]
        )
    }

    func record(status: Int, nanoseconds: Int64) {
        let counter = replies.withLockedValue { replies in
            if let known = replies[status] { return known }
            let counter = Counter(
                label: "roost_http_requests_total",
                dimensions: [("method", method), ("route", route), ("status", "\(status)")]
            )
            replies[status] = counter
            return counter
        }
        counter.increment()
        latency.recordNanoseconds(nanoseconds)
    }
}

/// What is counted of the server as a whole.
final class HTTPMetrics: Sendable {
    /// Requests that reached no endpoint.
    let unrouted = RouteMetrics(route: "none", method: "any")
    let assets = RouteMetrics(route: "assets", method: "GET")
    let polls = RouteMetrics(route: "socket", method: "any")
    let bytesIn = Counter(label: "roost_http_request_body_bytes_total")
    let bytesOut = Counter(label: "roost_http_reply_body_bytes_total")
    let limited = Counter(label: "roost_http_rate_limited_total")
    let shed = Counter(label: "roost_http_shed_total")
    let malformed = Counter(label: "roost_http_malformed_total")
    let upgrades = Counter(label: "roost_http_upgrades_total")
    let replayed = Counter(label: "roost_http_idempotent_replays_total")
    private let inFlight = Gauge(label: "roost_http_requests_in_flight")
    private let connections = Gauge(label: "roost_http_connections")

    /// Requests that are being answered.
    let answering = Atomic<Int>(0)
    /// Connections that are open, sockets included.
    let open = Atomic<Int>(0)

    /// Tells the gauges how things stand; called about once a second.
    func report() {
        inFlight.record(answering.load(ordering: .relaxed))
        connections.record(open.load(ordering: .relaxed))
    }
}
