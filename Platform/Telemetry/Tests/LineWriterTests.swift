// SPDX-License-Identifier: Apache-2.0
import Foundation
import Synchronization
import Testing

@testable import Telemetry

struct LineWriterTests {
    /// Collects what is written, and can be stuck or broken.
    private final class Reader: Sendable {
        private struct State {
            var bytes: [UInt8] = []
            var error: Int32?
            var calls = 0
        }

        private let state = Mutex(State())
        private let gate = DispatchSemaphore(value: 0)
        private let isStuck: Bool

        init(isStuck: Bool = false) { self.isStuck = isStuck }

        var lines: [Substring] {
            String(decoding: state.withLock { $0.bytes }, as: UTF8.self).split(separator: "\n")
        }

        var calls: Int { state.withLock { $0.calls } }

        func fail(with error: Int32?) { state.withLock { $0.error = error } }

        func release(_ count: Int = 1000) { for _ in 0..<count { gate.signal() } }

        func take(_ buffer: UnsafeRawBufferPointer, most: Int) -> Int {
            state.withLock { $0.calls += 1 }
            if isStuck { gate.wait() }
            return state.withLock { state in
                if let error = state.error {
                    errno = error
                    return -1
                }
                state.bytes += buffer.prefix(most)
                return min(most, buffer.count)
            }
        }
    }

    private func writer(_ reader: Reader, limit: Int = 1 << 20, most: Int = .max) -> LineWriter {
        LineWriter(
            limit: limit,
            mention: { Array("dropped \($0)\n".utf8) },
            to: { reader.take($0, most: most) }
        )
    }

    @Test func `lines arrive whole and in order, however little is taken at a time`() {
        let reader = Reader()
        let writer = writer(reader, most: 7)

        for number in 0..<1000 { writer.write(Array("line \(number)\n".utf8)) }

        #expect(writer.flush(within: .seconds(10)))
        #expect(reader.lines == (0..<1000).map { "line \($0)" })
        #expect(writer.dropped == 0)
    }

    @Test func `lines from many threads are never mixed`() async {
        let reader = Reader()
        let writer = writer(reader)

        await withTaskGroup(of: Void.self) { group in
            for name in ["a", "b", "c", "d"] {
                group.addTask {
                    for _ in 0..<500 { writer.write(Array((String(repeating: name, count: 50) + "\n").utf8)) }
                }
            }
        }

        #expect(writer.flush(within: .seconds(10)))
        #expect(reader.lines.count == 2000)
        #expect(reader.lines.allSatisfy { Set($0).count == 1 && $0.count == 50 })
    }

    @Test func `a stuck reader costs lines, not time, and the log says how many`() async throws {
        let reader = Reader(isStuck: true)
        let writer = writer(reader, limit: 1000)
        writer.write(Array("first\n".utf8))
        // Once the thread holds the first line, the buffer is empty: it takes 100 lines of 10 bytes.
        try await until { reader.calls == 1 }

        for number in 100..<300 { writer.write(Array("line  \(number)\n".utf8)) }

        #expect(writer.dropped == 100)
        #expect(!writer.flush(within: .milliseconds(1)))
        #expect(!writer.flush(within: .seconds(60), unlessStuck: true), "and does not wait a minute")
        reader.release()
        #expect(writer.flush(within: .seconds(10)))
        writer.write(Array("last\n".utf8))
        #expect(writer.flush(within: .seconds(10)))
        #expect(reader.lines.count == 103)
        #expect(reader.lines.contains("dropped 100"))
        #expect(reader.lines.last == "last")
    }

    @Test func `a broken reader counts its lines as dropped and does not end the writer`() {
        let reader = Reader()
        let writer = writer(reader)
        reader.fail(with: EPIPE)
        writer.write(Array("lost\n".utf8))
        #expect(writer.flush(within: .seconds(10)))
        #expect(writer.dropped == 1)

        reader.fail(with: nil)
        writer.write(Array("seen\n".utf8))

        #expect(writer.flush(within: .seconds(10)))
        #expect(reader.lines == ["seen"])
    }

    @Test func `what was written before the writer goes still arrives`() async throws {
        let reader = Reader()
        do { writer(reader).write(Array("last words\n".utf8)) }

        try await until { reader.lines == ["last words"] }
    }
}

/// Yields until `condition` holds, at most ten seconds.
func until(_ condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while !condition() {
        try #require(ContinuousClock.now < deadline, "the condition did not come true in ten seconds")
        await Task.yield()
    }
}
