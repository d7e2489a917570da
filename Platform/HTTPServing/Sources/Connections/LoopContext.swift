// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOCore

/// Something that may take too long and is asked about once a second.
protocol TimedMember: AnyObject {
    /// Checks the deadlines.
    func tick(_ now: NIODeadline)
    /// No further requests: the server is stopping.
    func wind(down now: NIODeadline)
    /// The time to wind down is over.
    func cut()
}

/// What the connections of one event loop share, without locks.
///
/// `@unchecked Sendable`: every stored value that changes is touched on `loop` only.
final class LoopContext: @unchecked Sendable {
    let loop: any EventLoop
    let executor: LoopExecutor
    private let gateway: Gateway
    private var members: [ObjectIdentifier: any TimedMember] = [:]
    /// Channels that became sockets; they have their own limits and are cut with the rest.
    private var sockets: [ObjectIdentifier: any Channel] = [:]
    private var isTicking = false
    private(set) var isWindingDown = false

    private let idPrefix = UInt64.random(in: 0..<1 << 30)
    private var idCounter = UInt64.random(in: 0..<1 << 44)
    private var dateSecond: Int64 = -1
    private var date = ByteBuffer()
    private lazy var deflater = Deflater()

    init(_ loop: any EventLoop, _ gateway: Gateway) {
        self.loop = loop
        self.gateway = gateway
        executor = LoopExecutor(loop)
    }

    // MARK: - Members

    func enter(_ member: any TimedMember) {
        members[ObjectIdentifier(member)] = member
        if isWindingDown { member.wind(down: .now()) }
        startTicking()
    }

    func leave(_ member: any TimedMember) { members[ObjectIdentifier(member)] = nil }

    /// Remembers a channel that became a socket until it closes.
    func keep(_ channel: any Channel) {
        let key = ObjectIdentifier(channel)
        sockets[key] = channel
        channel.closeFuture.whenComplete { _ in self.sockets[key] = nil }
    }

    func windDown() {
        isWindingDown = true
        for member in members.values { member.wind(down: .now()) }
    }

    func cut() {
        for member in members.values { member.cut() }
        for channel in sockets.values { channel.close(promise: nil) }
    }

    private func startTicking() {
        guard !isTicking else { return }
        isTicking = true
        loop.scheduleTask(in: gateway.tickInterval) { self.tick() }
    }

    private func tick() {
        isTicking = false
        let now = NIODeadline.now()
        for member in members.values { member.tick(now) }
        gateway.metrics.report()
        if !members.isEmpty { startTicking() }
    }

    // MARK: - Things made often

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// An id for a request: 6 characters of this loop and run, 9 that count. 15 fit in a string without memory of
    /// its own.
    func nextRequestID() -> String {
        idCounter = (idCounter + 1) & (1 << 45 - 1)
        var rest = UInt128(idPrefix) << 45 | UInt128(idCounter)
        return String(unsafeUninitializedCapacity: 15) { characters in
            for position in stride(from: 14, through: 0, by: -1) {
                characters[position] = Self.alphabet[Int(rest & 31)]
                rest >>= 5
            }
            return 15
        }
    }

    /// The line of the `Date` field, made anew once a second.
    func dateLine(at now: NIODeadline) -> ByteBuffer {
        let second = Int64(now.uptimeNanoseconds / 1_000_000_000)
        if second != dateSecond {
            dateSecond = second
            date = ByteBuffer(string: "Date: \(HTTPDate.text(Int64(time(nil))))\r\n")
        }
        return date
    }

    /// The value of the `Date` field.
    func dateText(at now: NIODeadline) -> String {
        let line = dateLine(at: now)
        return line.getString(at: line.readerIndex + 6, length: line.readableBytes - 8) ?? ""
    }

    func compress(_ bytes: UnsafeRawBufferPointer) -> ByteBuffer? { deflater?.compress(bytes) }
}

/// Dates as HTTP writes them.
enum HTTPDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT` for seconds since 1970.
    static func text(_ seconds: Int64) -> String {
        var clock = time_t(seconds)
        var parts = tm()
        gmtime_r(&clock, &parts)
        let weekday = days[Int(seconds / 86_400 % 7)]
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map(padded).joined(separator: ":")
        let day = "\(padded(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(Int(parts.tm_year) + 1_900)"
        return "\(weekday), \(day) \(time) GMT"
    }

    private static func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// Runs what follows a wait of a request on the event loop of its connection, so that the reply needs no further hop.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
