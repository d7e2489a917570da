// SPDX-License-Identifier: Apache-2.0
internal import CoreMetrics
internal import Synchronization

// What the hot path touches: one object per series, atomics only. Readers take each number by itself; a scrape in
// the middle of an observation may be one ahead in a bucket and behind in the sum, which no query can notice.

/// A number that only grows. Whole and fractional increments add up apart, because whole ones are far cheaper.
final class CounterSeries: CounterHandler, FloatingPointCounterHandler {
    private let whole = Atomic<Int64>(0)
    private let fraction = AtomicDouble()

    var value: Double { Double(whole.load(ordering: .relaxed)) + fraction.value }

    func increment(by amount: Int64) {
        // A counter that falls would read as a restart.
        if amount > 0 { whole.wrappingAdd(amount, ordering: .relaxed) }
    }

    func increment(by amount: Double) {
        if amount > 0, amount.isFinite { fraction.add(amount) }
    }

    func reset() {
        whole.store(0, ordering: .relaxed)
        fraction.set(0)
    }
}

/// A number that goes up and down.
final class GaugeSeries: MeterHandler, RecorderHandler {
    private let number = AtomicDouble()

    var value: Double { number.value }

    func set(_ value: Int64) { number.set(Double(value)) }
    func set(_ value: Double) { number.set(value) }
    func increment(by amount: Double) { number.add(amount) }
    func decrement(by amount: Double) { number.add(-amount) }
    func record(_ value: Int64) { number.set(Double(value)) }
    func record(_ value: Double) { number.set(value) }
}

/// How many observations were at most each of some bounds, and their sum.
final class HistogramSeries: TimerHandler, RecorderHandler {
    /// The most bounds, without the infinite one.
    static let mostBounds = 19

    /// The upper bounds, ascending, without the infinite one.
    let bounds: [Double]
    private let counts: InlineArray<20, Atomic<Int>>
    private let total = AtomicDouble()

    init(bounds: [Double]) {
        precondition(bounds.count <= Self.mostBounds, "A histogram has too many buckets")
        self.bounds = bounds
        counts = InlineArray { _ in Atomic(0) }
    }

    var sum: Double { total.value }

    /// The observations in each bucket by itself, the last without an upper bound.
    var bucketCounts: [Int] {
        (0...bounds.count).map { counts[$0].load(ordering: .relaxed) }
    }

    func recordNanoseconds(_ duration: Int64) { observe(Double(duration) / 1e9) }
    func record(_ value: Int64) { observe(Double(value)) }
    func record(_ value: Double) { observe(value) }

    private func observe(_ value: Double) {
        guard !value.isNaN else { return }
        var bucket = 0
        while bucket < bounds.count, value > bounds[bucket] { bucket += 1 }
        counts[bucket].wrappingAdd(1, ordering: .relaxed)
        total.add(value)
    }
}

/// A floating-point number that several threads change without a lock.
struct AtomicDouble: ~Copyable, Sendable {
    private let bits = Atomic<UInt64>(0)

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

    func add(_ amount: Double) {
        var current = bits.load(ordering: .relaxed)
        while true {
            let next = (Double(bitPattern: current) + amount).bitPattern
            let (exchanged, original) = bits.weakCompareExchange(
                expected: current,
                desired: next,
                ordering: .relaxed
            )
            if exchanged { return }
            current = original
        }
    }
}
