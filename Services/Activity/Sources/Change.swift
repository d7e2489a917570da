// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Events
import UsersAPI

/// A change of what somebody did: that they did it, or took it back.
enum Change: Sendable {
    case done(Deed)
    case takenBack(Deed)

    var deed: Deed {
        switch self {
        case .done(let deed), .takenBack(let deed): deed
        }
    }
}

extension SQLConnection {
    /// Takes in changes that were heard of together, but of what is gone.
    func keep(_ changes: [Change]) throws {
        let store = EntryStore(self)
        let gone = try store.gone(among: Set(changes.flatMap(\.deed.concerned)))
        let kept = changes.filter { gone.isDisjoint(with: $0.deed.concerned) }
        // Everybody in the same order, so that nobody waits for one who waits for them; of one deed as they came.
        let order = kept.enumerated().sorted { left, right in
            let (one, other) = (left.element.deed, right.element.deed)
            return (one.source, one.actor, left.offset) < (other.source, other.actor, right.offset)
        }
        for change in order.map(\.element) {
            switch change {
            case .done(let deed): try store.put(deed)
            case .takenBack(let deed): try store.takeBack(deed)
            }
        }
    }

    /// Takes in that something is gone, and with it all entries about it: the first of them now, the rest in a job.
    func end(_ source: SourceID, at time: Timestamp) throws {
        let store = EntryStore(self)
        try store.bury(source, at: time)
        guard try store.forget(about: source, limit: ActivityLimits.sweep) else { return }
        try enqueue(ForgetSource(source: source))
    }
}

/// Hears of one kind of event, each of which is a change.
protocol ChangeHandler: EventHandler {
    /// What an event changes; nil for nothing.
    func change(_ event: Handled, _ delivery: Delivery) -> Change?
}

extension ChangeHandler {
    func handle(_ event: Handled, _ delivery: Delivery, in db: any SQLConnection) throws {
        try db.keep([change(event, delivery)].compactMap { $0 })
    }

    func handle(all events: [Delivered<Handled>], in db: any SQLConnection) throws {
        try db.keep(events.compactMap { change($0.event, $0.delivery) })
    }
}
