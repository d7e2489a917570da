// SPDX-License-Identifier: Apache-2.0

/// Many Socket.IO connections: opens them with bounded concurrency, answers pings, hands over the packets.
///
/// A socket goes through: connected → upgraded (101 seen) → greeted (Engine.IO handshake seen, CONNECT sent) → ready.
final class SocketSwarm: ConnectionEvents {
    private enum Phase { case connecting, upgrading, greeting, joining, ready, lost }

    private struct Member {
        var phase = Phase.connecting
        var connection: Connection?
    }

    /// Called with every Engine.IO message of a socket that is ready, its leading `4` included.
    var onPacket: (_ socket: Int, _ packet: UnsafeRawBufferPointer) throws -> Void = { _, _ in }
    /// Called when a socket is ready.
    var onReady: (_ socket: Int) throws -> Void = { _ in }
    /// Sockets that are ready.
    private(set) var ready = 0
    /// Sockets that were refused or closed.
    private(set) var lost = 0

    private let reactor: Reactor
    private let payloads: [String]
    private var members: [Member] = []

    /// Opens sockets at an address, one for each CONNECT payload.
    init(url: String, payloads: [String]) throws {
        self.payloads = payloads
        reactor = try Reactor(url: url)
        reactor.owner = self
    }

    /// Opens one socket per payload, so many at a time, and returns when all are ready.
    func open(concurrency: Int) throws {
        let limit = now() + 120_000_000_000
        try reactor.run {
            while members.count < payloads.count, members.count - ready - lost < concurrency {
                members.append(Member())
                try reactor.open()
            }
            guard lost == 0 else { throw BenchError.connectionsLost(lost) }
            guard now() < limit else { throw BenchError.timedOut("opening the sockets; \(ready) are open") }
            return ready == payloads.count
        }
    }

    /// Handles packets for a while; `tick` runs at least every millisecond and may end it by returning true.
    func run(seconds: Double, tick: () throws -> Bool = { false }) throws {
        let end = now() + UInt64(seconds * 1e9)
        try reactor.run { try tick() || now() >= end }
    }

    /// Sends bytes that are a whole WebSocket frame already.
    func send(_ frame: [UInt8], on socket: Int) throws {
        guard let connection = members[socket].connection else { return }
        try reactor.send(frame, on: connection)
    }

    func opened(_ connection: Connection) throws {
        members[connection.index] = Member(phase: .upgrading, connection: connection)
        let upgrade = """
            GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r
            Host: bench\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r
            \r\n
            """
        try reactor.send(Array(upgrade.utf8), on: connection)
    }

    func closed(_ connection: Connection) {
        if members[connection.index].phase == .ready { ready -= 1 }
        members[connection.index].phase = .lost
        lost += 1
    }

    func received(_ bytes: UnsafeRawBufferPointer, on connection: Connection) throws -> Int {
        var used = 0
        if members[connection.index].phase == .upgrading {
            guard let end = bytes.position(of: "\r\n\r\n") else { return 0 }
            guard bytes.hasPrefix("HTTP/1.1 101") else {
                throw BenchError.notUnderstood(String(decoding: bytes.prefix(200), as: UTF8.self))
            }
            members[connection.index].phase = .greeting
            used = end + 4
        }
        while let frame = Frame(UnsafeRawBufferPointer(rebasing: bytes[used...])) {
            used += frame.size
            if frame.opcode == 1 { try packet(frame.payload, on: connection) }
            if frame.opcode == 8 { lostByClose(connection) }
        }
        return used
    }

    private func packet(_ packet: UnsafeRawBufferPointer, on connection: Connection) throws {
        let socket = connection.index
        switch (members[socket].phase, packet.first) {
        case (_, UInt8(ascii: "2")):
            try reactor.send(Self.pong, on: connection)
        case (.ready, _):
            try onPacket(socket, packet)
        case (.greeting, UInt8(ascii: "0")):
            members[socket].phase = .joining
            try reactor.send(.textFrame(Array("40\(payloads[socket])".utf8)), on: connection)
        case (.joining, UInt8(ascii: "4")):
            guard packet.hasPrefix("40") else {
                throw BenchError.notUnderstood(String(decoding: packet.prefix(200), as: UTF8.self))
            }
            members[socket].phase = .ready
            ready += 1
            try onReady(socket)
        default:
            break
        }
    }

    private func lostByClose(_ connection: Connection) {
        guard members[connection.index].phase != .lost else { return }
        reactor.close(connection)
        closed(connection)
    }

    private static let pong = [UInt8].textFrame([UInt8(ascii: "3")])
}

/// The first WebSocket frame of some bytes, as a server sends it: unmasked, and whole or not there.
private struct Frame {
    let opcode: UInt8
    let payload: UnsafeRawBufferPointer
    let size: Int

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 2 else { return nil }
        opcode = bytes[0] & 0x0F
        var (head, length) = (2, Int(bytes[1] & 0x7F))
        if length >= 126 {
            let width = length == 126 ? 2 : 8
            head += width
            guard bytes.count >= head else { return nil }
            length = bytes[2..<head].reduce(0) { $0 << 8 | Int($1) }
        }
        size = head + length
        guard bytes.count >= size else { return nil }
        payload = UnsafeRawBufferPointer(rebasing: bytes[head..<size])
    }
}
