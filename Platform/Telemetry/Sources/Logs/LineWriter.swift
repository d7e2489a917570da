// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Synchronization

// Whoever logs appends to a buffer under a lock and goes on; one thread takes the whole buffer and writes it. When
// the reader of the log is slow, the buffer fills to its limit and further lines are dropped and counted, since a
// server that waits for its log is a server that is down. The count is itself written as soon as there is room.

/// Writes log lines from a thread of its own, through a bounded buffer.
public final class LineWriter: Sendable {
    /// Writes bytes somewhere and returns how many, or a negative number, as write(2) does.
    public typealias Sink = @Sendable (UnsafeRawBufferPointer) -> Int

    private struct State {
        var buffer: [UInt8] = []
        var dropped = 0
        /// Dropped lines that the log already mentions.
        var mentioned = 0
        /// Bytes appended and bytes written since the start: a flush waits for the second to reach the first.
        var appended = 0
        var written = 0
        var flushes: [(until: Int, done: DispatchSemaphore)] = []
        /// What was written when a flush last gave up; as long as that does not grow, the reader is stuck.
        var stuckAt: Int?
        var isStopped = false
    }

    /// What the thread keeps, so that the writer itself can end it.
    private final class Shared: Sendable {
        let state = Mutex(State())
        let wake = DispatchSemaphore(value: 0)
    }

    private let shared = Shared()
    private let limit: Int

    /// A writer to `sink`, by default standard error, that keeps up to `limit` bytes waiting.
    ///
    /// `mention` makes the line that tells of dropped ones.
    public init(
        limit: Int = 4 << 20,
        mention: @escaping @Sendable (_ dropped: Int) -> [UInt8],
        to sink: Sink? = nil
    ) {
        self.limit = limit
        let sink = sink ?? { Foundation.write(STDERR_FILENO, $0.baseAddress, $0.count) }
        let thread = Thread { [shared] in
            while Self.writeOnce(shared, mention, sink) {}
        }
        thread.name = "roost-log"
        thread.start()
    }

    deinit {
        shared.state.withLock { $0.isStopped = true }
        shared.wake.signal()
    }

    /// The number of lines dropped since the start, because the buffer was full or the sink failed.
    public var dropped: Int { shared.state.withLock { $0.dropped } }

    /// Adds a line, which ends in a line break, or counts it as dropped. Never waits.
    public func write(_ line: [UInt8]) {
        let wasEmpty = shared.state.withLock { state in
            guard state.buffer.count + line.count <= limit else {
                state.dropped += 1
                return false
            }
            let wasEmpty = state.buffer.isEmpty
            state.buffer += line
            state.appended += line.count
            return wasEmpty
        }
        if wasEmpty { shared.wake.signal() }
    }

    /// Waits until everything added so far is written, at most `time`. True when it is.
    ///
    /// With `unlessStuck` it does not wait where an earlier flush already gave up on the reader in vain.
    @discardableResult
    public func flush(within time: Duration, unlessStuck: Bool = false) -> Bool {
        let done = DispatchSemaphore(value: 0)
        let (isDone, mayWait) = shared.state.withLock { state in
            guard state.written < state.appended else { return (true, false) }
            guard !unlessStuck || state.stuckAt != state.written else { return (false, false) }
            state.flushes.append((state.appended, done))
            return (false, true)
        }
        guard mayWait else { return isDone }
        let nanoseconds = Int(time / .nanoseconds(1))
        if done.wait(timeout: .now() + .nanoseconds(nanoseconds)) == .success { return true }
        return shared.state.withLock { state in
            state.flushes.removeAll { $0.done === done }
            state.stuckAt = state.written
            return state.written == state.appended
        }
    }

    /// Writes what is there; false when there will be no more.
    private static func writeOnce(_ shared: Shared, _ mention: (Int) -> [UInt8], _ sink: Sink) -> Bool {
        let (bytes, lines, isStopped) = shared.state.withLock { state in
            var bytes: [UInt8] = []
            swap(&bytes, &state.buffer)
            var note: [UInt8] = []
            if state.dropped > state.mentioned {
                note = mention(state.dropped - state.mentioned)
                state.mentioned = state.dropped
            }
            return (bytes, note, state.isStopped)
        }
        if bytes.isEmpty, lines.isEmpty {
            if isStopped { return false }
            shared.wake.wait()
            return true
        }
        let isWritten = writeAll(bytes, to: sink) && writeAll(lines, to: sink)
        shared.state.withLock { state in
            if !isWritten {
                let lost = bytes.count { $0 == UInt8(ascii: "\n") }
                state.dropped += lost
                // A sink that is broken would be told of its own failure for ever.
                state.mentioned += lost
            }
            state.written += bytes.count
            state.flushes.removeAll { flush in
                guard flush.until <= state.written else { return false }
                flush.done.signal()
                return true
            }
        }
        return true
    }

    private static func writeAll(_ bytes: [UInt8], to sink: Sink) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = sink(UnsafeRawBufferPointer(rebasing: rest))
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if count == 0 || errno != EINTR {
                    return false
                }
            }
            return true
        }
    }
}
