// SPDX-License-Identifier: Apache-2.0

/// The number of a term in the vocabulary of a generation.
typealias TermID = Int64

/// What an entry has to have, in terms.
indirect enum MatchExpression: Sendable, Equatable {
    /// Terms one after the other.
    case phrase([TermID])
    case all([MatchExpression])
    case any([MatchExpression])
    case but(MatchExpression, not: MatchExpression)

    /// One term.
    static func term(_ id: TermID) -> MatchExpression { .phrase([id]) }
}

extension TermID {
    /// The term as both full-text engines are told it: digits and small letters, so nothing of a text ever reaches
    /// their query languages.
    var token: String { String(self, radix: 36) }
}
