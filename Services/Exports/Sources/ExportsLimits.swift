// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Exports.
enum ExportsLimits {
    /// How many exports one may ask for within a day, removed ones included.
    static let perDay = 3
    /// What a day is.
    static let day: Duration = .hours(24)
    /// How long a file is kept.
    static let keptFor: Duration = .days(7)
    /// How long the address of a file works.
    static let addressLife: Duration = .hours(1)
    /// How long the making of one may take until it counts as failed.
    static let makingTime: Duration = .hours(24)
    /// The most bytes of a file: twice the most that one's pictures may take.
    static let bytes: Int64 = 4 << 30
    /// How many records are read at once: with the longest posts about 2 MB.
    static let page = 200
    /// The largest piece of a file that is sent at once.
    static let pieceBytes = 1 << 20
    /// How many exports one transaction removes.
    static let batch = 100
}
