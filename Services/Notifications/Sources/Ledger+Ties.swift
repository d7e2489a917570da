// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import NotificationsAPI
import UsersAPI

extension Ledger {
    /// Changes what is between a person and somebody else, and what the person is told of them.
    mutating func change(
        _ user: UserID,
        with other: UserID,
        _ body: (inout NotificationTie) -> Void
    ) throws {
        let people = PeopleStore(db)
        try people.lock(user)
        guard try !people.isGone([ThingID(user), ThingID(other)]) else { return }
        let ties = TieStore(db)
        let old = try ties.tie(of: user, with: other)
        var new = old
        body(&new)
        try ties.set(new, of: user, with: other)
        if old.ignores != new.ignores || old.cutUntil != new.cutUntil {
            try reconsiderAll(.doneBy(other, for: user))
            try reconsiderChats(of: user, with: other)
        }
        if old.isCut != new.isCut || old.follows.isOn != new.follows.isOn {
            try reconsiderAll(.onPostsOf(other, for: user))
        }
    }

    /// Begins or ends a block between two people, for both.
    mutating func block(_ one: UserID, _ other: UserID, isOn: Bool, step: Int, at time: Timestamp) throws {
        try change(one, with: other) { tie in
            tie.blocks.set(isOn, step: step)
            tie.cut(until: time)
        }
        try change(other, with: one) { tie in
            tie.isBlocked.set(isOn, step: step)
            tie.cut(until: time)
        }
    }

    /// Takes in that somebody's account is hidden, or is there again.
    mutating func change(_ person: UserID, isHidden: Bool) throws {
        let people = PeopleStore(db)
        try people.lock(person)
        guard try !people.isGone([ThingID(person)]) else { return }
        try people.setHidden(isHidden, person)
        try reconsiderAll(.by(person))
        try reconsiderAll(.onPosts(of: person))
        for (chat, user) in try ChatStore(db).receivers(of: person) { try refresh(chat, of: user) }
    }

    /// Begins to forget somebody whose account is gone, whoever they were to others.
    mutating func forget(_ person: UserID, at time: Timestamp) throws {
        try PeopleStore(db).lock(person)
        try PeopleStore(db).bury(ThingID(person), at: time)
        try db.enqueue(ErasePerson(user: person))
    }
}
