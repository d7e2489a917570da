// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Database
import Endpoints
import Events
import UsersAPI

/// Notes whose accounts are hidden: to everybody else they are like somebody who blocks them.
struct NoteHidden: EventHandler {
    static let name: HandlerName = "connections.note-hidden"  // Durable: never rename.

    func handle(_ event: UserHiddenChanged, _ delivery: Delivery, in db: any SQLConnection) throws {
        let people = PeopleStore(db)
        // The event of an account that is gone by now may come after that of its end.
        guard try !people.hasDeparted(anyOf: [event.user]) else { return }
        try people.note(event.user, isHidden: event.isHidden)
        try db.publish(HiddenTiesChanged(user: event.user, isHidden: event.isHidden))
    }
}
