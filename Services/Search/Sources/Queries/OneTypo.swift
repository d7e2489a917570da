// SPDX-License-Identifier: Apache-2.0

/// Whether two words differ by one wrong letter.
enum OneTypo {
    /// One letter too many, too few or another one, or two neighbours in each other's place.
    static func lies(between one: String, and other: String) -> Bool {
        let (one, other) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
        guard one != other, abs(one.count - other.count) <= 1 else { return false }
        var start = 0
        while start < min(one.count, other.count), one[start] == other[start] { start += 1 }
        var end = 0
        while end < min(one.count, other.count) - start,
            one[one.count - 1 - end] == other[other.count - 1 - end]
        { end += 1 }
        let (left, right) = (one[start..<(one.count - end)], other[start..<(other.count - end)])
        if left.count <= 1, right.count <= 1 { return true }
        return left.count == 2 && right.count == 2 && left.first == right.last && left.last == right.first
    }
}
