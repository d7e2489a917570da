// SPDX-License-Identifier: Apache-2.0

/// Counts durations in buckets of about 1.6 % width, so that a percentile costs no memory per sample.
///
/// Values below 64 ns have a bucket each. Above, every power of two is cut into 64 buckets: the position of the
/// highest bit picks the power, the next six bits the bucket.
struct Histogram {
    private var counts = [UInt64](repeating: 0, count: 64 * 40)
    /// Number of samples.
    private(set) var count: UInt64 = 0
    /// Longest sample, in nanoseconds.
    private(set) var longest: UInt64 = 0

    /// Adds one duration, in nanoseconds.
    mutating func add(_ nanoseconds: UInt64) {
        counts[min(Self.bucket(of: nanoseconds), counts.count - 1)] += 1
        count += 1
        longest = max(longest, nanoseconds)
    }

    /// Returns the duration that the given share of samples did not exceed, in nanoseconds.
    func percentile(_ share: Double) -> UInt64 {
        let wanted = UInt64((Double(count) * share).rounded(.up))
        var seen: UInt64 = 0
        for (bucket, samples) in counts.enumerated() {
            seen += samples
            if samples > 0, seen >= wanted { return min(Self.upperBound(of: bucket), longest) }
        }
        return longest
    }

    private static func bucket(of value: UInt64) -> Int {
        guard value >= 64 else { return Int(value) }
        let shift = 57 - value.leadingZeroBitCount
        return (shift + 1) * 64 + Int(value >> UInt64(shift)) - 64
    }

    private static func upperBound(of bucket: Int) -> UInt64 {
        guard bucket >= 64 else { return UInt64(bucket) }
        let shift = UInt64(bucket / 64 - 1)
        return (UInt64(bucket % 64 + 64) << shift) + (1 << shift) - 1
    }
}
