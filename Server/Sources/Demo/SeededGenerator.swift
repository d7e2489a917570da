// SPDX-License-Identifier: Apache-2.0

/// Random numbers that are the same in every run: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Nothing here needs to be secret; it needs to be repeatable, which the system's generator is not.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number within bounds.
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True in so many of a hundred cases.
    mutating func happens(_ percent: Int) -> Bool { number(1...100) <= percent }
}
