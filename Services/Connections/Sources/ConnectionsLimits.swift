// SPDX-License-Identifier: Apache-2.0

/// The limits of Connections.
enum ConnectionsLimits {
    /// The most people one may follow: a home feed reads from all of them.
    static let following = 10_000
    /// The most requests of one person that wait for an answer.
    static let sentRequests = 500
    /// The most people one may block.
    static let blocks = 10_000
    /// The most people one may mute.
    static let mutes = 10_000
    /// How many dismissed suggestions are remembered for one person, the latest.
    static let dismissals = 1000
    /// How many changes between two people are remembered, the latest.
    static let history = 100
    /// From how many of those one follows, the latest, suggestions are made.
    static let suggesters = 200
    /// Who follows more than this says little by it, and costs much: no suggestions come from them.
    static let followingOfSuggester = 1000
    /// With how many people the ties of an account that is gone are ended in one transaction. On PostgreSQL events of
    /// all services wait for the oldest transaction, so that it has to be short.
    static let departureBatch = 40
    /// How many people with wrong counters `roost doctor` names.
    static let findings = 20
}
