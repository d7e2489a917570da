// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Feed.
enum FeedLimits {
    /// How many feeds get a post in the transaction that learns of it. Of up to 200 events in one transaction that
    /// makes 20,000 rows, about a tenth of a second.
    static let spreadAtOnce = 100
    /// How many feeds one transaction of a job writes to.
    static let spreadBatch = 1000
    /// From so many listeners on, what an account publishes is looked up by its readers instead of written to each.
    static let pulledFrom = 10_000
    /// The most looked-up accounts that one person's feed is merged from.
    static let pulledAccounts = 200
    /// How many posts of an account come into the feed of a new follower.
    static let backfill = 50
    /// The most entries kept for one person. A feed ends there: what is older stands on the profiles.
    static let entries = 1000
    /// How many people's feeds one transaction trims.
    static let trimBatch = 100
    /// How many rows one transaction deletes of what is gone.
    static let sweep = 1000
    /// The most accounts whose posts one socket is told of.
    static let rooms = 2000
    /// How long it is remembered that something is gone, for news of it that come late.
    static let goneFor: Duration = .days(7)
    /// How often a page reads on when posts may not be seen any more.
    static let rounds = 5
}
