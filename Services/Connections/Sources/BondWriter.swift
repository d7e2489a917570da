// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints

/// Changes what is between two people: rows, counters, history and events. Lives only inside a `write` block, and
/// only after `PeopleStore.takeTurns` for both.
struct BondWriter {
    let db: any SQLConnection
    let actor: UserID
    let other: UserID
    let at: Timestamp

    private var people: PeopleStore { PeopleStore(db) }

    /// Writes changes in order, each with its event.
    func write(_ changes: [Bond.Change]) throws {
        guard !changes.isEmpty else { return }
        try people.ensure([actor, other])
        let history = HistoryStore(db, between: actor, and: other)
        var step = try history.latestStep()
        for change in changes {
            step += 1
            let (from, to) = change.whose == .mine ? (actor, other) : (other, actor)
            try history.insert(change.kind, by: from, at: at, step: step)
            try write(change.kind, from, to, step)
        }
        try history.trim(to: step - ConnectionsLimits.history)
    }

    private func write(_ kind: RelationshipChange, _ from: UserID, _ to: UserID, _ step: Int) throws {
        switch kind {
        case .followStarted:
            try add(.follows, from, to)
            try db.publish(FollowStarted(follower: from, followee: to, at: at, step: step))
        case .followEnded:
            try remove(.follows, from, to)
            try db.publish(FollowEnded(follower: from, followee: to, at: at, step: step))
        case .requestSent:
            try add(.requests, from, to)
            try db.publish(FollowRequested(follower: from, followee: to, at: at, step: step))
        case .requestAccepted, .requestEnded:
            try remove(.requests, from, to)
            let accepted = kind == .requestAccepted
            try db.publish(
                FollowRequestEnded(follower: from, followee: to, accepted: accepted, at: at, step: step)
            )
        case .blockStarted:
            try add(.blocks, from, to)
            try db.publish(BlockStarted(blocker: from, blocked: to, at: at, step: step))
        case .blockEnded:
            try remove(.blocks, from, to)
            try db.publish(BlockEnded(blocker: from, blocked: to, at: at, step: step))
        case .muteStarted:
            try add(.mutes, from, to)
            try db.publish(MuteStarted(muter: from, muted: to, at: at, step: step))
        case .muteEnded:
            try remove(.mutes, from, to)
            try db.publish(MuteEnded(muter: from, muted: to, at: at, step: step))
        }
    }

    private func add(_ table: TieTable, _ from: UserID, _ to: UserID) throws {
        try people.increase(table.tallies.from, of: from)
        if let tally = table.tallies.to { try people.increase(tally, of: to) }
        try db.run(
            "INSERT INTO \(table.name) (\(table.from), \(table.to), at) VALUES (\(from), \(to), \(at))"
        )
    }

    private func remove(_ table: TieTable, _ from: UserID, _ to: UserID) throws {
        let removed = try db.run(
            "DELETE FROM \(table.name) WHERE \(table.from) = \(from) AND \(table.to) = \(to)"
        )
        guard removed > 0 else { return }
        try people.decrease(table.tallies.from, of: from)
        if let tally = table.tallies.to { try people.decrease(tally, of: to) }
    }
}
