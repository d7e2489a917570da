// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Posts.
enum PostsLimits {
    /// The most people named in one post or comment.
    static let mentions = 50
    /// The most tags read from one post.
    static let hashtags = 30
    /// How often one post may be edited; each earlier text is kept.
    static let edits = 100
    /// The most drafts of one person.
    static let drafts = 200
    /// How long a poll may run.
    static let pollLength: ClosedRange<Duration> = .minutes(5) ... .days(30)
    /// How far ahead a draft may publish itself.
    static let scheduleAhead: ClosedRange<Duration> = .minutes(1) ... .days(366)
    /// How many posts are kept in memory: about 1 KB each.
    static let cachedPosts = 50_000
    /// How long a post is kept. Changes made by this process drop it at once; this bounds what another one changed.
    static let cachedPostLifetime: Duration = .seconds(10)
    /// How many ties between two people are kept: about 100 bytes each.
    static let cachedTies = 200_000
    /// How long a tie is kept; as with posts, this bounds only what another process changed.
    static let cachedTieLifetime: Duration = .seconds(10)
    /// The days that trends look back, today included.
    static let trendDays: Int64 = 2
    /// How many trends there are.
    static let trends = 20
    /// How long trends are kept before they are counted again.
    static let trendLifetime: Duration = .seconds(60)
    /// How many rows one transaction deletes of what a post or a person left behind.
    static let sweep = 500
    /// How many links of a text are looked at for one that can be shown.
    static let links = 10
    /// The most posts that wait for one page and are shown what it says of itself.
    static let previewed = 500
    /// How often a list reads on to fill a page when what it found may not be seen.
    static let rounds = 5
}
