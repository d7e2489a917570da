// SPDX-License-Identifier: Apache-2.0
import ArgumentParser

/// Opens idle sockets and holds them: how fast, and what does one cost in memory.
struct OpenSockets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Opens N idle Socket.IO sockets as fast as it can. Column 1 of --values: token."
    )

    @OptionGroup var target: TargetOptions
    @OptionGroup var socket: SocketOptions

    @Option(help: "Sockets to open; lines of values are used again when there are fewer.")
    var sockets = 1_000

    @Option(help: "Handshakes under way at a time.")
    var concurrency = 64

    @Option(help: "Server process, whose memory is read before and after.")
    var process: Int?

    func run() throws {
        let lines = try target.lines()
        let swarm = try SocketSwarm(url: target.url, payloads: socket.payloads(sockets, lines))
        let before = process.flatMap(residentBytes)
        let (start, cpu) = (now(), ownCPUSeconds())
        try swarm.open(concurrency: concurrency)
        let passed = Double(now() - start) / 1e9
        let used = (ownCPUSeconds() - cpu) / passed
        // What the handshakes needed is given back by the end of this.
        try swarm.run(seconds: target.seconds)
        let after = process.flatMap(residentBytes)
        try Report(
            seconds: passed,
            count: swarm.ready,
            perSecond: Double(sockets) / passed,
            errors: swarm.lost,
            sockets: sockets,
            residentBefore: before,
            residentAfter: after,
            bytesPerSocket: before.flatMap { b in after.map { ($0 - b) / sockets } },
            generatorCores: used
        ).print()
    }
}

/// Emits durable messages over sockets and waits for their acknowledgements.
struct SocketSend: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "socket-send",
        abstract: "K sockets, W events in flight. Columns of --values: token, then what the body uses."
    )

    @OptionGroup var target: TargetOptions
    @OptionGroup var socket: SocketOptions

    @Option(help: "Sockets; one for each line of values, from the start.")
    var sockets = 16

    @Option(help: "Events in flight, all sockets together.")
    var inFlight = 64

    @Option(help: "Event.")
    var event = "message:send"

    @Option(help: "Its argument.")
    var body =
        #"{"chatId":"{2}","content":"Message {n} of a measurement","clientId":"{r}-0000-4000-8000-{n}"}"#

    func run() throws {
        let lines = try target.lines()
        let slots = max(1, inFlight / sockets)
        let text = "42{s}[\"\(event)\",\(body)]"
        var frames = (0..<sockets).map { Template(text, line: lines[$0 % lines.count], isFrame: true) }
        let swarm = try SocketSwarm(url: target.url, payloads: socket.payloads(sockets, lines))
        var sentAt = [UInt64](repeating: 0, count: sockets * 100)
        var (sent, refused): (UInt64, Int) = (0, 0)
        var latency = Histogram()

        func send(_ slot: Int, on socket: Int) throws {
            sent += 1
            // Two digits without a leading zero: Socket.IO acknowledgement ids are numbers.
            frames[socket].stamp(number: sent, time: now(), slot: slot + 10)
            sentAt[socket * 100 + slot] = now()
            try swarm.send(frames[socket].bytes, on: socket)
        }
        swarm.onPacket = { socket, packet in
            guard packet.hasPrefix("43"), packet.count > 4 else { return }
            let slot = Int(packet[2] - 48) * 10 + Int(packet[3] - 48) - 10
            latency.add(now() - sentAt[socket * 100 + slot])
            if packet.position(of: "\"success\":true") == nil { refused += 1 }
            try send(slot, on: socket)
        }
        try swarm.open(concurrency: 64)
        for socket in 0..<sockets {
            for slot in 0..<slots { try send(slot, on: socket) }
        }
        try swarm.run(seconds: target.warmup) { swarm.lost > 0 }
        (latency, refused) = (Histogram(), 0)
        let (start, cpu) = (now(), ownCPUSeconds())
        try swarm.run(seconds: target.seconds) { swarm.lost > 0 }
        let passed = Double(now() - start) / 1e9
        guard swarm.lost == 0 else { throw BenchError.connectionsLost(swarm.lost) }
        try Report(
            seconds: passed,
            count: Int(latency.count),
            perSecond: Double(latency.count) / passed,
            errors: refused,
            latency: Latency(latency),
            sockets: sockets,
            generatorCores: (ownCPUSeconds() - cpu) / passed
        ).print()
    }
}

/// Sends to one room and counts what its sockets receive.
struct FanOut: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fanout",
        abstract: "One room of R sockets: deliveries a second, and how long from send to seen."
    )

    @OptionGroup var target: TargetOptions
    @OptionGroup var socket: SocketOptions

    @Option(help: "Sockets in the room; one for each line of values, from the start.")
    var receivers = 100

    @Option(help: "Events whose deliveries are not complete, at most.")
    var inFlight = 4

    @Option(help: "Events a second, instead of as many as are delivered.")
    var rate: Double?

    @Option(help: "Event that is sent; the first socket sends it.")
    var event = "message:send"

    @Option(help: "Its argument. {t} in it tells the receivers when it was sent.")
    var body = #"{"chatId":"{2}","content":"at={t} to all","clientId":"{r}-0000-4000-8000-{n}"}"#

    @Option(help: "Event that is counted.")
    var counts = "message:new"

    @Flag(help: "Ask for an acknowledgement of what is sent.")
    var acknowledged = false

    func run() throws {
        let lines = try target.lines()
        let swarm = try SocketSwarm(url: target.url, payloads: socket.payloads(receivers, lines))
        var frame = Template(
            "42\(acknowledged ? "{s}" : "")[\"\(event)\",\(body)]",
            line: lines[0],
            isFrame: true
        )
        let prefix = Array("42[\"\(counts)\"".utf8)
        var (sent, delivered): (UInt64, UInt64) = (0, 0)
        var latency = Histogram()
        var due = now()

        swarm.onPacket = { _, packet in
            guard packet.starts(with: prefix) else { return }
            delivered += 1
            // A clock reading and a search for each delivery would cost more than the delivery.
            guard rate != nil || delivered & 15 == 0, let mark = packet.position(of: "at=") else { return }
            let digits = packet[(mark + 3)...].prefix { $0 >= 48 && $0 < 58 }
            latency.add(now() &- digits.reduce(0) { $0 * 10 + UInt64($1 - 48) })
        }
        func sendWhatIsDue() throws -> Bool {
            while swarm.lost == 0 {
                if let rate {
                    guard due <= now() else { break }
                    due += UInt64(1e9 / rate)
                } else {
                    guard sent &* UInt64(receivers) < delivered + UInt64(inFlight * receivers) else { break }
                }
                sent += 1
                frame.stamp(number: sent, time: now(), slot: 10)
                try swarm.send(frame.bytes, on: 0)
            }
            return swarm.lost > 0
        }
        try swarm.open(concurrency: 64)
        due = now()
        try swarm.run(seconds: target.warmup, tick: sendWhatIsDue)
        let before = delivered
        latency = Histogram()
        let (start, cpu) = (now(), ownCPUSeconds())
        try swarm.run(seconds: target.seconds, tick: sendWhatIsDue)
        let passed = Double(now() - start) / 1e9
        guard swarm.lost == 0 else { throw BenchError.connectionsLost(swarm.lost) }
        guard delivered > before else { throw BenchError.timedOut("nothing was delivered") }
        try Report(
            seconds: passed,
            count: Int(delivered - before),
            perSecond: Double(delivered - before) / passed,
            latency: Latency(latency),
            sockets: receivers,
            generatorCores: (ownCPUSeconds() - cpu) / passed
        ).print()
    }
}
