// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Search.
enum SearchLimits {
    // MARK: Texts

    /// The longest word kept, in Unicode scalars; longer ones are cut there, in texts and in queries.
    static let wordLength = 40
    /// How many terms of one text are kept: a post of 5,000 characters has about 1,000.
    static let termsOfText = 3000

    // MARK: Queries

    /// How many words, and runs of a script without spaces, a query may have; the others are not looked at.
    static let words = 8
    /// How many phrases, excluded words and tags each a query may have.
    static let extras = 4
    /// From so many letters on, a word is also taken for the beginning of words.
    static let prefixFrom = 2
    /// From so many letters on, a word is also looked for inside of words.
    static let innerFrom = 3
    /// From so many letters on, a word may have a wrong letter.
    static let typoFrom = 4
    /// How many words one word of a query stands for, the most frequent first.
    static let expansions = 24
    /// How many words are compared for each half of a word with a wrong letter.
    static let typoCandidates = 2000
    /// How many entries of the vocabulary are looked through for a beginning.
    static let prefixScan = 5000

    // MARK: Pages

    /// How many people, hashtags and groups stand before the texts of a mixed page.
    static let leadingNames = 10
    /// How often a page reads on when what was found may not be seen.
    static let rounds = 12
    /// The most rows of one round.
    static let roundRows = 200
    /// How far things of a kind are counted.
    static let counted = 200
    /// The most chats that messages are looked for in: those active last.
    static let chats = 500
    /// The longest excerpt, in characters.
    static let excerpt = 160
    /// How many characters stand before the first match of an excerpt.
    static let excerptLead = 40

    // MARK: Upkeep

    /// How many entries one transaction removes or rebuilds.
    static let batch = 200
    /// How many things a rebuild asks a service for at once.
    static let scanned = 500
    /// How long it is remembered that something is gone, for news of it that come late.
    static let goneFor: Duration = .days(7)
    /// How long ties are kept before they are asked for again, and how many.
    static let tieLifetime: Duration = .minutes(1)
    static let ties = 100_000
    /// How many PostgreSQL rows are read newest first for frequent words, before the index is asked for all.
    static let recentRows = 20_000
    /// Up to so many entries an index is asked for all of them at once.
    static let fewEntries = 5000
    /// How many portions of pages one tidying of an index merges, and how many pages each.
    static let mergeRounds = 5000
    static let mergePages = 500
}
