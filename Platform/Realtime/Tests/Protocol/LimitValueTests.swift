// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Realtime

struct InboundBudgetTests {
    private let rate = InboundBudget.Rate(perSecond: 10, burst: 3)
    private let start = NIODeadline.uptimeNanoseconds(0)

    @Test func `a burst is taken at once, then packets come at the rate`() {
        var budget = InboundBudget(rate, now: start)

        #expect((0..<4).map { _ in budget.take(rate, now: start) } == [true, true, true, false])
        #expect(budget.available(rate) > start + .milliseconds(99))
        #expect(budget.take(rate, now: start + .milliseconds(99)) == false)
        #expect(budget.take(rate, now: start + .milliseconds(101)) == true)
        #expect(budget.take(rate, now: start + .milliseconds(102)) == false)
    }

    @Test func `a long pause earns no more than the burst`() {
        var budget = InboundBudget(rate, now: start)
        _ = (0..<3).map { _ in budget.take(rate, now: start) }

        let later = start + .hours(100_000)

        #expect((0..<4).map { _ in budget.take(rate, now: later) } == [true, true, true, false])
    }
}

struct OutgoingQueueTests {
    private let packet = EncodedPacket(engine: "4x".utf8)

    @Test func `a queue is full at its number of packets`() {
        let limits = OutgoingQueue.Limits(maxPackets: 2, maxBytes: 1_000)
        var queue = OutgoingQueue()

        #expect(queue.append(packet, limits: limits) == true)
        #expect(queue.append(packet, limits: limits) == true)
        #expect(queue.append(packet, limits: limits) == false)
        #expect(queue.count == 2)
    }

    @Test func `a queue is full at its number of bytes, and has room again when some are taken`() {
        let limits = OutgoingQueue.Limits(maxPackets: 100, maxBytes: packet.size * 2)
        var queue = OutgoingQueue()
        _ = queue.append(packet, limits: limits)
        _ = queue.append(packet, limits: limits)

        #expect(queue.append(packet, limits: limits) == false)
        #expect(queue.popFirst() == packet)
        #expect(queue.append(packet, limits: limits) == true)
        #expect(queue.drain().count == 2)
        #expect(queue.isEmpty && queue.bytes == 0)
    }

    @Test func `a reply takes what fits, and at least one packet`() {
        let limits = OutgoingQueue.Limits(maxPackets: 100, maxBytes: 10_000)
        var queue = OutgoingQueue()
        for _ in 0..<5 { _ = queue.append(packet, limits: limits) }

        #expect(queue.drain(upTo: 1, frames: 16).count == 1)
        #expect(queue.drain(upTo: packet.size * 2, frames: 16).count == 2)
        #expect(queue.drain(upTo: 1_000, frames: 1).count == 1)
        #expect(queue.count == 1 && queue.bytes == packet.size)
    }
}

struct TimerWheelTests {
    private let start = NIODeadline.uptimeNanoseconds(0)

    @Test func `a key comes out after its deadline, not before`() {
        var wheel = TimerWheel<Int>(tick: .milliseconds(10), slots: 16, now: start)
        wheel.insert(1, at: start + .milliseconds(25))
        wheel.insert(2, at: start + .milliseconds(30))

        #expect(wheel.advance(to: start + .milliseconds(29)).isEmpty)
        #expect(wheel.advance(to: start + .milliseconds(30)) == [1, 2])
        #expect(wheel.advance(to: start + .milliseconds(500)).isEmpty)
    }

    @Test func `a deadline that has passed comes out with the next tick`() {
        var wheel = TimerWheel<Int>(tick: .milliseconds(10), slots: 16, now: start)
        wheel.insert(1, at: start - .milliseconds(50))

        #expect(wheel.advance(to: start + .milliseconds(10)) == [1])
    }

    @Test func `a deadline beyond the ring comes out early, to be filed again`() {
        var wheel = TimerWheel<Int>(tick: .milliseconds(10), slots: 16, now: start)
        wheel.insert(1, at: start + .seconds(10))

        #expect(wheel.advance(to: start + .milliseconds(149)).isEmpty)
        #expect(wheel.advance(to: start + .milliseconds(150)) == [1])
    }

    @Test func `after a long sleep everything is due once`() {
        var wheel = TimerWheel<Int>(tick: .milliseconds(10), slots: 16, now: start)
        for key in 0..<100 { wheel.insert(key, at: start + .milliseconds(Int64(key))) }

        #expect(Set(wheel.advance(to: start + .hours(1))) == Set(0..<100))
        wheel.insert(7, at: start + .hours(1) + .milliseconds(20))
        #expect(wheel.advance(to: start + .hours(1) + .milliseconds(20)) == [7])
    }
}

struct ConnectionTableTests {
    @Test func `a namespace is joined, used and left`() {
        var table = ConnectionTable()

        #expect(table.connect(0, maxNamespaces: 2) == .admit)
        #expect(table.receive(0) == .close)
        #expect(table.admitted(0) == true)
        #expect(table.receive(0) == .deliver)
        #expect(table.connect(0, maxNamespaces: 2) == .refuse("Already connected"))
        #expect(table.disconnect(0) == .leave)
        #expect(table.receive(0) == .ignore)
        #expect(table.disconnect(0) == .ignore)
        #expect(table.connect(0, maxNamespaces: 2) == .admit)
    }

    @Test func `a client may be in a limited number of namespaces`() {
        var table = ConnectionTable()
        _ = table.connect(0, maxNamespaces: 2)
        _ = table.connect(1, maxNamespaces: 2)

        #expect(table.connect(2, maxNamespaces: 2) == .refuse("Too many namespaces"))
    }

    @Test func `one that left before the decision is not let in`() {
        var table = ConnectionTable()
        _ = table.connect(0, maxNamespaces: 2)
        _ = table.disconnect(0)

        #expect(table.admitted(0) == false)
        #expect(table.isUnused)
    }

    @Test func `speaking to a namespace one never joined is the end`() {
        #expect(ConnectionTable().receive(3) == .close)
        #expect(ConnectionTable().receive(nil) == .close)
    }
}

struct RecoveryLogTests {
    private let start = NIODeadline.uptimeNanoseconds(0)
    private let limits = RecoveryLog.Limits(
        window: .seconds(120),
        maxPackets: 5,
        maxBytes: 10_000,
        maxClients: 2
    )
    private let me = SocketID(.random())

    private func absent(
        rooms: Set<String>,
        since: UInt64 = 0,
        at time: NIODeadline? = nil
    ) -> RecoveryLog.Absent {
        RecoveryLog.Absent(
            id: me,
            identity: "ada",
            namespace: 0,
            rooms: rooms,
            ownRooms: [],
            since: since,
            leftAt: time ?? start
        )
    }

    private func send(
        _ target: RecoveryTarget,
        to log: inout RecoveryLog,
        namespace: Int = 0,
        at time: NIODeadline? = nil
    ) -> UInt64 {
        let offset = log.nextOffset()
        log.append(
            RecoveryLog.Entry(
                offset: offset,
                sentAt: time ?? start,
                namespace: namespace,
                target: target,
                packet: EncodedPacket(engine: "4x".utf8)
            ),
            limits: limits
        )
        return offset
    }

    @Test func `a client gets what its rooms and itself were sent after its offset`() {
        var log = RecoveryLog()
        let seen = send(.room("a", except: nil), to: &log)
        let mine = send(.room("a", except: nil), to: &log)
        _ = send(.room("b", except: nil), to: &log)
        _ = send(.room("a", except: me), to: &log)
        let direct = send(.socket(me), to: &log)

        let missed = log.missed(by: absent(rooms: ["a"]), after: seen, stillIn: ["a", "b"], limit: 10)

        #expect(missed?.map(\.offset) == [mine, direct])
    }

    @Test func `a room the client is no longer in is not replayed`() {
        var log = RecoveryLog()
        _ = send(.room("a", except: nil), to: &log)

        #expect(log.missed(by: absent(rooms: ["a"]), after: 0, stillIn: [], limit: 10)?.isEmpty == true)
    }

    @Test func `other namespaces are not replayed`() {
        var log = RecoveryLog()
        _ = send(.room("a", except: nil), to: &log, namespace: 1)

        #expect(log.missed(by: absent(rooms: ["a"]), after: 0, stillIn: ["a"], limit: 10)?.isEmpty == true)
    }

    @Test func `once packets are forgotten there is no way back to before them`() {
        var log = RecoveryLog()
        for _ in 0..<6 { _ = send(.room("a", except: nil), to: &log) }

        #expect(log.missed(by: absent(rooms: ["a"]), after: 0, stillIn: ["a"], limit: 10) == nil)
        #expect(log.missed(by: absent(rooms: ["a"]), after: 1, stillIn: ["a"], limit: 10)?.count == 5)
    }

    @Test func `packets are forgotten by bytes and by age`() {
        var log = RecoveryLog()
        let tight = RecoveryLog.Limits(window: .seconds(120), maxPackets: 100, maxBytes: 9, maxClients: 2)
        for offset in 1...3 as ClosedRange<UInt64> {
            log.append(
                RecoveryLog.Entry(
                    offset: log.nextOffset(),
                    sentAt: start + .seconds(Int64(offset)),
                    namespace: 0,
                    target: .room("a", except: nil),
                    packet: EncodedPacket(engine: "4x".utf8)
                ),
                limits: tight
            )
        }
        #expect(log.missed(by: absent(rooms: ["a"]), after: 0, stillIn: ["a"], limit: 10) == nil)
        #expect(log.missed(by: absent(rooms: ["a"]), after: 1, stillIn: ["a"], limit: 10)?.count == 2)

        _ = send(.room("a", except: nil), to: &log, at: start + .seconds(200))
        #expect(log.missed(by: absent(rooms: ["a"]), after: 2, stillIn: ["a"], limit: 10) == nil)
    }

    @Test func `more than the limit is not replayed at all`() {
        var log = RecoveryLog()
        for _ in 0..<4 { _ = send(.room("a", except: nil), to: &log) }

        #expect(log.missed(by: absent(rooms: ["a"]), after: 0, stillIn: ["a"], limit: 3) == nil)
    }

    @Test func `an offset from the future is refused`() {
        #expect(RecoveryLog().missed(by: absent(rooms: []), after: 1, stillIn: [], limit: 3) == nil)
    }

    @Test func `a client is kept once, for the window, among a limited number`() {
        var log = RecoveryLog()
        let keys = [RandomID.random(), .random(), .random()]
        for key in keys { log.leave(key, absent(rooms: []), limits: limits) }
        for key in keys { log.settle(key) }

        #expect(log.absentCount == 2)
        #expect(log.take(keys[2], now: start, limits: limits) == nil)
        #expect(log.take(keys[0], now: start, limits: limits) != nil)
        #expect(log.take(keys[0], now: start, limits: limits) == nil)
        #expect(log.take(keys[1], now: start + .seconds(121), limits: limits) == nil)
    }

    @Test func `a client cannot come back before the service knows that it left`() {
        var log = RecoveryLog()
        let key = RandomID.random()
        log.leave(key, absent(rooms: []), limits: limits)

        #expect(log.take(key, now: start, limits: limits) == nil)
    }

    @Test func `those who are away are moved and put out like the others`() {
        var log = RecoveryLog()
        let key = RandomID.random()
        log.leave(key, absent(rooms: ["user:ada", "chat"]), limits: limits)

        log.updateAbsent(namespace: 0, in: "user:ada") {
            $0.rooms.remove("chat")
            return true
        }
        log.updateAbsent(namespace: 0, in: "chat") { _ in false }
        #expect(log.absentCount == 1)

        log.updateAbsent(namespace: 0, in: "user:ada") { _ in false }
        #expect(log.absentCount == 0)
    }
}
