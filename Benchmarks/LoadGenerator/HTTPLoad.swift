// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Sends requests over keep-alive connections: as fast as the answers come, or at a fixed rate.
struct HTTPLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "http",
        abstract: "Closed loop over N connections, or a fixed rate with --rate."
    )

    @OptionGroup var target: TargetOptions

    @Option(name: .shortAndLong, help: "Connections.")
    var connections = 64

    @Option(help: "Requests a second; latency then counts from when a request was due.")
    var rate: Double?

    @Option(name: .shortAndLong, help: "Method.")
    var method = "GET"

    @Option(name: .shortAndLong, help: "Path and query; may hold {1}, {n}…")
    var path = "/health/live"

    @Option(name: [.customShort("H"), .long], help: "Header line; may hold {1}, {n}…")
    var header: [String] = []

    @Option(name: .shortAndLong, help: "JSON body; may hold {1}, {n}…")
    var body: String?

    func run() throws {
        var head = ["\(method) \(path) HTTP/1.1", "Host: bench"] + header
        if body != nil {
            head += ["Content-Type: application/json", "Content-Length: {#}"]
        }
        let requests = try target.lines().map { line in
            // Every place has a fixed width, so the length of the rendered body is the length of every body sent.
            let length = body.map { Template($0, line: line).bytes.count } ?? 0
            let text = head.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
            return Template(text.replacing("{#}", with: String(length)), line: line)
        }
        let load = try HTTPSession(url: target.url, requests: requests, connections: connections, rate: rate)
        try load.measure(warmup: target.warmup, seconds: target.seconds).print()
    }
}

/// The state of one `http` measurement.
final class HTTPSession: ConnectionEvents {
    /// What a connection is doing.
    private struct Lane {
        let connection: Connection
        var reader = HTTPReader()
        /// The request it sends next.
        var next: Int
        var sentAt: UInt64 = 0
    }

    private let reactor: Reactor
    private var requests: [Template]
    private var lanes: [Lane?]
    private var idle: [Int] = []
    private var sent: UInt64 = 0
    private var isStopping = false
    private var lost = 0
    private var opened = 0

    private var latency = Histogram()
    private var statuses: [Int: Int] = [:]
    /// Nanoseconds between two requests of all connections together; nil in a closed loop.
    private let interval: UInt64?
    private var due: UInt64 = 0

    init(url: String, requests: [Template], connections: Int, rate: Double?) throws {
        (self.requests, lanes) = (requests, Array(repeating: nil, count: connections))
        interval = rate.map { UInt64(1e9 / $0) }
        reactor = try Reactor(url: url)
        reactor.owner = self
        for _ in 0..<connections { try reactor.open() }
    }

    func measure(warmup: Double, seconds: Double) throws -> Report {
        let limit = now() + 10_000_000_000
        try reactor.run {
            guard now() < limit else { throw BenchError.timedOut("opening the connections") }
            return opened + lost == lanes.count
        }
        due = now()
        for index in lanes.indices { try proceed(index, at: due) }
        try run(seconds: warmup)
        (latency, statuses) = (Histogram(), [:])
        let (start, cpu) = (now(), ownCPUSeconds())
        try run(seconds: seconds)
        let passed = Double(now() - start) / 1e9
        guard lost < lanes.count else { throw BenchError.connectionsLost(lost) }
        return Report(
            seconds: passed,
            count: Int(latency.count),
            perSecond: Double(latency.count) / passed,
            statuses: Dictionary(uniqueKeysWithValues: statuses.map { (String($0), $1) }),
            errors: lost,
            latency: Latency(latency),
            generatorCores: (ownCPUSeconds() - cpu) / passed
        )
    }

    private func run(seconds: Double) throws {
        let end = now() + UInt64(seconds * 1e9)
        try reactor.run {
            try sendWhatIsDue()
            return now() >= end || lost == lanes.count
        }
    }

    private func sendWhatIsDue() throws {
        guard let interval else { return }
        let time = now()
        while due <= time, let index = idle.popLast() {
            try send(index, countingFrom: due)
            due += interval
        }
    }

    private func proceed(_ index: Int, at time: UInt64) throws {
        if interval == nil {
            try send(index, countingFrom: time)
        } else {
            idle.append(index)
        }
    }

    private func send(_ index: Int, countingFrom time: UInt64) throws {
        guard var lane = lanes[index] else { return }
        sent += 1
        requests[lane.next].stamp(number: sent, time: time)
        lane.sentAt = time
        let request = lane.next
        lane.next = (lane.next + lanes.count) % requests.count
        lanes[index] = lane
        try reactor.send(requests[request].bytes, on: lane.connection)
    }

    func opened(_ connection: Connection) {
        opened += 1
        lanes[connection.index] = Lane(connection: connection, next: connection.index % requests.count)
    }

    func received(_ bytes: UnsafeRawBufferPointer, on connection: Connection) throws -> Int {
        guard var reader = lanes[connection.index]?.reader else { return bytes.count }
        let used = try reader.read(bytes) { status in
            let time = now()
            latency.add(time - (lanes[connection.index]?.sentAt ?? time))
            statuses[status, default: 0] += 1
            try proceed(connection.index, at: time)
        }
        lanes[connection.index]?.reader = reader
        return used
    }

    func closed(_ connection: Connection) {
        lanes[connection.index] = nil
        lost += 1
    }
}
