// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Activity. How long entries live is a setting, `activity-days`.
enum ActivityLimits {
    /// The most entries kept of one person: a like every two hours for 90 days. What a page reads of one who likes
    /// without end has to have one too.
    static let kept = 1000
    /// How many rows one transaction deletes, or brings in.
    static let sweep = 500
    /// How long it is remembered that something is gone or was taken back, for news of it that come late.
    static let goneFor: Duration = .days(7)
    /// How many entries are read at once for a page.
    static let portion = 100
    /// How often a page reads on when the viewer may not see what was read.
    static let rounds = 5
    /// The most entries that stand together.
    static let together = 50
    /// How long after the first of them the last of those that stand together was done.
    static let togetherWithin: Duration = .days(1)
    /// How many of those that stand together are shown.
    static let shown = 5
    /// How many characters of a text stand in an entry.
    static let excerpt = 120
}
