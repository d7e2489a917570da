// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

// Each flight is one task that loads, and the callers that wait for it. A caller leaves when the load ends or when
// its own task is cancelled, whichever is first; the last to leave by cancellation takes the load with it. The map
// holds a flight exactly as long as it can still be joined: results and errors are shared, never kept.

/// Lets concurrent callers of the same key share one load.
public final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Value, any Error>

    private struct Flight {
        let number: UInt64
        let task: Task<Void, Never>
        var waiters: [UInt64: Waiter] = [:]
    }

    private struct State {
        var flights: [Key: Flight] = [:]
        var lastNumber: UInt64 = 0

        mutating func nextNumber() -> UInt64 {
            lastNumber += 1
            return lastNumber
        }
    }

    private let state = Mutex(State())

    /// Nothing under way.
    public init() {}

    /// The number of loads under way.
    public var count: Int { state.withLock { $0.flights.count } }

    /// The number of callers that wait for a load.
    public var waiting: Int {
        state.withLock { state in state.flights.values.reduce(0) { $0 + $1.waiters.count } }
    }

    /// Returns what `load` returns, or joins the load of the same key that is under way.
    ///
    /// When the calling task is cancelled the call throws `CancellationError` at once; the load goes on as long as
    /// anyone else waits for it.
    public func value(
        for key: Key,
        load: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let ticket = state.withLock { $0.nextNumber() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                join(key, as: ticket, waiter, load: load)
            }
        } onCancel: {
            leave(key, ticket)
        }
    }

    private func join(
        _ key: Key,
        as ticket: UInt64,
        _ waiter: Waiter,
        load: @escaping @Sendable () async throws -> Value
    ) {
        let isJoined = state.withLock { state in
            // A cancellation handler that ran before this point found nobody to release; this check sees it.
            guard !Task.isCancelled else { return false }
            if state.flights[key] == nil {
                let number = state.nextNumber()
                state.flights[key] = Flight(
                    number: number,
                    task: Task { [self] in await run(key, number, load) }
                )
            }
            state.flights[key]?.waiters[ticket] = waiter
            return true
        }
        if !isJoined { waiter.resume(throwing: CancellationError()) }
    }

    private func run(_ key: Key, _ number: UInt64, _ load: @Sendable () async throws -> Value) async {
        let result: Result<Value, any Error>
        do {
            result = .success(try await load())
        } catch {
            result = .failure(error)
        }
        let waiters = state.withLock { state in
            // A flight that everyone left may have been replaced by a newer one.
            guard state.flights[key]?.number == number else { return [Waiter]() }
            return state.flights.removeValue(forKey: key).map { Array($0.waiters.values) } ?? []
        }
        for waiter in waiters { waiter.resume(with: result) }
    }

    private func leave(_ key: Key, _ ticket: UInt64) {
        let (waiter, abandoned) = state.withLock { state in
            guard let waiter = state.flights[key]?.waiters.removeValue(forKey: ticket) else {
                return (Waiter?.none, Task<Void, Never>?.none)
            }
            let isLast = state.flights[key]?.waiters.isEmpty ?? false
            return (waiter, isLast ? state.flights.removeValue(forKey: key)?.task : nil)
        }
        abandoned?.cancel()
        waiter?.resume(throwing: CancellationError())
    }
}
