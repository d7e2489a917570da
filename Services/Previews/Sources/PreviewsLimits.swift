// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Previews. How much one page may take is in `Platform/Fetching`.
enum PreviewsLimits {
    /// How long what a page says is kept, and shown below new links to it.
    static let lifetime: Duration = .days(1)
    /// How long it is remembered that a page says nothing, or that its server refuses.
    static let failureLifetime: Duration = .hours(1)
    /// How long it is remembered that nobody answered, for which this site's own network may be the reason.
    static let troubleLifetime: Duration = .minutes(10)
    /// How many pages of those that one author links to are read in a minute; the others are not shown.
    static let perAuthor = 20
    static let perAuthorWindow: Duration = .minutes(1)
    /// How many pages of one host are read in a minute.
    static let perHost = 20
    static let perHostWindow: Duration = .minutes(1)
    /// How long a link waits for its turn at its host before it is given up, and how old the news of a post may be.
    static let patience: Duration = .minutes(15)
    /// How many pages may wait to be read; the links of more are not shown.
    static let waiting = 2_000
    /// How many of them may be of one host.
    static let waitingPerHost = 100
    /// The most characters of a page's title.
    static let title = 300
    /// The most characters of what a page is about.
    static let description = 500
    /// The most characters of the name of a site.
    static let siteName = 100
    /// The most attributes of a tag that are looked at.
    static let attributes = 40
    /// The most bytes of a value or a text that are looked at.
    static let value = 8_192
    /// How many rows one transaction deletes.
    static let sweep = 500
}
