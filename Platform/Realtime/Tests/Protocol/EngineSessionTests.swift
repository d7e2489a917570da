// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Realtime

struct EngineSessionTests {
    private let timing = EngineSession.Timing(
        pingInterval: .milliseconds(300),
        pingTimeout: .milliseconds(200),
        upgradeTimeout: .milliseconds(1_000),
        connectTimeout: .milliseconds(5_000),
        slack: .milliseconds(40)
    )
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func session(_ transport: EngineSession.Transport = .polling) -> EngineSession {
        EngineSession(transport: transport, now: start, timing: timing)
    }

    private func at(_ milliseconds: Int64) -> NIODeadline { start + .milliseconds(milliseconds) }

    private func receive(
        _ packet: String,
        in session: inout EngineSession,
        from source: EngineSession.Source = .polling,
        at time: Int64 = 0
    ) -> EngineSession.Action {
        session.receive(
            packet.utf8.first ?? 0,
            isProbe: packet.hasSuffix("probe"),
            from: source,
            now: at(time),
            timing: timing
        )
    }

    @Test func `a ping is due after the interval, its pong after the timeout`() {
        var session = session()

        #expect(session.nextTick(timing) == at(300))
        #expect(session.tick(now: at(299), timing: timing) == .nothing)
        #expect(session.tick(now: at(300), timing: timing) == .ping)
        #expect(session.nextTick(timing) == at(500))
        #expect(session.tick(now: at(499), timing: timing) == .nothing)
        #expect(session.tick(now: at(500), timing: timing) == .close(.pingTimeout))
    }

    @Test func `a pong moves the next ping one interval on`() {
        var session = session()
        _ = session.tick(now: at(300), timing: timing)

        #expect(receive("3", in: &session, at: 350) == .ignore)

        #expect(session.nextTick(timing) == at(650))
        #expect(session.tick(now: at(500), timing: timing) == .nothing)
    }

    @Test func `a late timer does not lengthen the deadline of a pong`() {
        var session = session()

        #expect(session.tick(now: at(330), timing: timing) == .ping)
        #expect(session.tick(now: at(500), timing: timing) == .close(.pingTimeout))
    }

    @Test func `after a sleep of the server the client has its full time`() {
        var session = session()

        #expect(session.tick(now: at(5_000 - 1), timing: timing) == .ping)
        #expect(session.nextTick(timing) == at(5_000))
        session.setConnected(true, now: at(5_000), timing: timing)
        #expect(session.nextTick(timing) == at(5_199))
    }

    @Test func `while we do not read, a pong is not overdue`() {
        var session = session()
        _ = session.tick(now: at(300), timing: timing)

        session.readingResumed(now: at(450))

        #expect(session.tick(now: at(500), timing: timing) == .nothing)
        #expect(session.tick(now: at(650), timing: timing) == .close(.pingTimeout))
    }

    @Test func `a client that joins no namespace is closed`() {
        var session = session()
        session.setConnected(true, now: at(0), timing: timing)
        session.setConnected(false, now: at(100), timing: timing)
        _ = session.tick(now: at(300), timing: timing)
        _ = receive("3", in: &session, at: 5_050)

        #expect(session.tick(now: at(5_099), timing: timing) == .nothing)
        #expect(session.tick(now: at(5_100), timing: timing) == .close(.connectTimeout))
    }

    @Test(arguments: [
        ("4x", EngineSession.Action.deliver), ("6", .ignore), ("3", .ignore), ("1", .close(.transportClosed)),
        ("0", .close(.parseError)), ("2", .close(.parseError)), ("5", .close(.parseError)),
        ("x", .close(.parseError)),
    ])
    func `a packet is delivered, ignored or the end`(_ packet: String, _ expected: EngineSession.Action) {
        var session = session()

        #expect(receive(packet, in: &session) == expected)
    }

    @Test func `a WebSocket takes over after probe and upgrade packet`() {
        var session = session()

        #expect(session.beginUpgrade(now: at(0), timing: timing) == true)
        #expect(session.beginUpgrade(now: at(0), timing: timing) == false)
        #expect(receive("2probe", in: &session, from: .webSocket) == .answerProbe)
        #expect(receive("4x", in: &session, from: .polling) == .deliver)
        #expect(receive("5", in: &session, from: .webSocket) == .finishUpgrade)
        #expect(session.transport == .webSocket)
        #expect(session.beginUpgrade(now: at(0), timing: timing) == false)
    }

    @Test(arguments: ["2", "3probe", "4x", "5"])
    func `a WebSocket that does not probe is refused`(_ packet: String) {
        var session = session()
        _ = session.beginUpgrade(now: at(0), timing: timing)

        #expect(receive(packet, in: &session, from: .webSocket) == .close(.parseError))
    }

    @Test func `an upgrade that is not finished in time is abandoned, and polling goes on`() {
        var session = session()
        _ = session.beginUpgrade(now: at(0), timing: timing)
        _ = receive("2probe", in: &session, from: .webSocket)
        _ = session.tick(now: at(300), timing: timing)
        _ = receive("3", in: &session, at: 900)

        #expect(session.tick(now: at(1_000), timing: timing) == .abandonUpgrade)

        #expect(session.transport == .polling)
        #expect(session.beginUpgrade(now: at(1_100), timing: timing) == true)
    }

    @Test func `a closed session has nothing to do`() {
        var session = session()
        session.close()

        #expect(receive("4x", in: &session) == .ignore)
        #expect(session.tick(now: at(9_000), timing: timing) == .nothing)
    }
}
