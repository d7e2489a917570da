// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import UsersAPI

/// What is between two people, seen by one of them: a pure value with the rules of how it may change.
///
/// A follow goes `no → yes`, or `no → requested → yes` where the account is private, and back to `no`. While one of
/// the two blocks the other, neither follows nor asks.
struct Bond: Sendable, Equatable {
    /// Whether one of the two follows the other.
    enum Following: Sendable, Equatable { case no, requested, yes }

    /// What one of the two does.
    struct Side: Sendable, Equatable {
        var following: Following = .no
        var blocks = false
        var mutes = false
    }

    /// Whose side something is about.
    enum Whose: Sendable, Equatable { case mine, theirs }

    /// What one may do about another.
    enum Act: Sendable, Equatable {
        case follow(asksFirst: Bool)
        case unfollow, removeFollower
        case accept, decline
        case block, unblock
        case mute, unmute
        /// Ends everything on both sides, because one of the two is gone.
        case dissolve
    }

    /// One step from an act to what it makes of the bond.
    struct Change: Sendable, Equatable {
        let kind: RelationshipChange
        let whose: Whose

        init(_ kind: RelationshipChange, _ whose: Whose) { (self.kind, self.whose) = (kind, whose) }
    }

    var mine = Side()
    var theirs = Side()

    /// Whether one of the two blocks the other.
    var isCut: Bool { mine.blocks || theirs.blocks }

    /// What the one who sees it may know.
    var relationship: Relationship {
        Relationship(
            following: mine.following == .yes,
            followedBy: theirs.following == .yes,
            requested: mine.following == .requested,
            requestedBy: theirs.following == .requested,
            blocking: mine.blocks,
            muting: mine.mutes
        )
    }

    /// Does something, and says what changed, in order; nothing when it was so already.
    mutating func apply(_ act: Act) throws(ConnectionsError) -> [Change] {
        switch act {
        case .follow(let asksFirst): return try follow(asksFirst: asksFirst)
        case .unfollow: return endFollowing(.mine)
        case .removeFollower: return theirs.following == .yes ? endFollowing(.theirs) : []
        case .accept: return try accept()
        case .decline: return theirs.following == .requested ? endFollowing(.theirs) : []
        case .block: return block()
        case .unblock: return unblock(.mine)
        case .mute: return try mute()
        case .unmute: return unmute(.mine)
        case .dissolve:
            return [Whose.mine, .theirs].flatMap { endFollowing($0) + unblock($0) + unmute($0) }
        }
    }

    private mutating func follow(asksFirst: Bool) throws(ConnectionsError) -> [Change] {
        // Who is blocked must not learn it: to them the person is not there.
        guard !theirs.blocks else { throw .userNotFound }
        guard !mine.blocks else { throw .blocking }
        switch (mine.following, asksFirst) {
        case (.yes, _), (.requested, true):
            return []
        case (.no, true):
            mine.following = .requested
            return [Change(.requestSent, .mine)]
        case (.no, false):
            mine.following = .yes
            return [Change(.followStarted, .mine)]
        case (.requested, false):
            // The account went public since.
            mine.following = .yes
            return [Change(.requestAccepted, .mine), Change(.followStarted, .mine)]
        }
    }

    private mutating func accept() throws(ConnectionsError) -> [Change] {
        switch theirs.following {
        case .yes: return []
        case .no: throw .requestNotFound
        case .requested:
            theirs.following = .yes
            return [Change(.requestAccepted, .theirs), Change(.followStarted, .theirs)]
        }
    }

    private mutating func block() -> [Change] {
        guard !mine.blocks else { return [] }
        let ended = endFollowing(.mine) + endFollowing(.theirs)
        mine.blocks = true
        return ended + [Change(.blockStarted, .mine)]
    }

    private mutating func mute() throws(ConnectionsError) -> [Change] {
        guard !mine.mutes else { return [] }
        guard !theirs.blocks else { throw .userNotFound }
        mine.mutes = true
        return [Change(.muteStarted, .mine)]
    }

    private mutating func endFollowing(_ whose: Whose) -> [Change] {
        let before = self[whose].following
        self[whose].following = .no
        switch before {
        case .no: return []
        case .requested: return [Change(.requestEnded, whose)]
        case .yes: return [Change(.followEnded, whose)]
        }
    }

    private mutating func unblock(_ whose: Whose) -> [Change] {
        guard self[whose].blocks else { return [] }
        self[whose].blocks = false
        return [Change(.blockEnded, whose)]
    }

    private mutating func unmute(_ whose: Whose) -> [Change] {
        guard self[whose].mutes else { return [] }
        self[whose].mutes = false
        return [Change(.muteEnded, whose)]
    }

    private subscript(_ whose: Whose) -> Side {
        get { whose == .mine ? mine : theirs }
        set { if whose == .mine { mine = newValue } else { theirs = newValue } }
    }
}
