// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Endpoints
import UsersAPI

/// Makes a page out of entries as they are read, the latest first: what one person did of one kind in a row stands
/// together.
///
/// It is stable while somebody pages through: an item ends where the next begins, and the cursor stands between the
/// two, so every entry is in one item of one page, however many came in above.
struct PageBuilder {
    private let limit: Int
    private let groups: Bool
    private var items: [ActivityEntry] = []
    /// When the latest of the last item was done.
    private var began: Timestamp?
    /// The last entry that was taken in or passed over.
    private(set) var place: ActivityID?
    /// Whether there are as many items as there may be, and another begins.
    private(set) var isFull = false

    /// An empty page of up to `limit` items.
    init(limit: Int, groups: Bool) { (self.limit, self.groups) = (limit, groups) }

    /// Takes in an entry, or passes over one that may not be seen; does nothing once the page is full.
    mutating func take(_ row: EntryRow, _ seen: (actor: User, subject: ActivitySubject)?) {
        guard !isFull else { return }
        if let seen, !join(row, seen.subject) {
            guard items.count < limit else {
                isFull = true
                return
            }
            began = row.at
            items.append(
                ActivityEntry(
                    id: row.id,
                    kind: row.kind,
                    actor: seen.actor,
                    subject: seen.subject,
                    createdAt: row.at.wholeMilliseconds
                )
            )
        }
        place = row.id
    }

    /// Adds an entry to the last item, if it belongs there.
    private mutating func join(_ row: EntryRow, _ subject: ActivitySubject) -> Bool {
        guard groups, let last = items.indices.last, let began else { return false }
        guard items[last].actor.id == row.actor, items[last].kind == row.kind,
            items[last].count < ActivityLimits.together, began - row.at <= ActivityLimits.togetherWithin
        else { return false }
        items[last].count += 1
        if items[last].others.count < ActivityLimits.shown - 1 { items[last].others.append(subject) }
        return true
    }

    /// The page; `isEnd` says that there is nothing after what was taken in.
    func page(isEnd: Bool) -> Page<ActivityEntry> {
        Page(items: items, nextCursor: isEnd && !isFull ? nil : place.map { Cursor($0) })
    }
}
