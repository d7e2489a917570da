// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import GroupsAPI
import Modules
import PostsAPI
import SearchAPI
import UsersAPI
import UsersClient

/// A page being put together.
struct PageReading: Sendable {
    let scope: SearchScope
    let limit: Int
    let legs: [SearchLeg]
    /// Where reading goes on.
    var place: SearchPlace
    var hits: [SearchHit] = []
    /// Where the next page begins; nil at the end.
    var next: SearchPlace?

    init(scope: SearchScope, place: SearchPlace, limit: Int) {
        (self.scope, self.place, self.limit) = (scope, place, limit)
        legs = scope.legs(typos: place.isTypos)
    }
}

/// Entries that were read in one go, each with the place after it.
struct ReadRows: Sendable {
    var rows: [(row: EntryRow, after: SearchPlace)] = []
    /// Where reading goes on after all of them; nil at the end.
    var next: SearchPlace?
}

extension SearchService {
    /// Fills a page: reads entries, leaves out what the viewer may not see, and has the others' services show the rest.
    /// It reads on when that leaves too few, but not for ever.
    func read(_ page: inout PageReading) async throws {
        for _ in 0..<SearchLimits.rounds {
            let (scope, legs, place) = (page.scope, page.legs, page.place)
            let wanted = page.limit - page.hits.count
            let portion = min(SearchLimits.roundRows, wanted + wanted / 4 + 4)
            let read = try await database.read { db in
                try Self.rows(scope, legs, from: place, limit: portion, db)
            }
            let shown = try await hits(read.rows.map(\.row), scope)
            var used = 0
            for (row, _) in read.rows where page.hits.count < page.limit {
                if let hit = shown[row.doc] { page.hits.append(hit) }
                used += 1
            }
            page.next = used == read.rows.count ? read.next : read.rows[used - 1].after
            guard page.hits.count < page.limit, let next = page.next else { return }
            page.place = next
        }
    }

    /// Up to `limit` entries from a place on, through as many legs as it takes.
    static func rows(
        _ scope: SearchScope,
        _ legs: [SearchLeg],
        from start: SearchPlace,
        limit: Int,
        _ db: any SQLConnection
    ) throws -> ReadRows {
        let state = try StateStore(db).state()
        let reader = try LegReader(scope, state.active, db)
        var place = try current(start, state, legs, db)
        var read = ReadRows()
        while read.rows.count < limit, enter(&place, legs) {
            let leg = legs[place.leg]
            let most = leg.part == .lead ? SearchLimits.leadingNames - place.leading : .max
            let wanted = min(limit - read.rows.count, most)
            // One more tells whether there are any.
            let found = try reader.rows(leg, below: place.below, limit: wanted + 1)
            for row in found.prefix(wanted) {
                place.below = row.doc
                place.item = row.item
                if leg.part == .lead { place.leading += 1 }
                read.rows.append((row, place))
            }
            if found.count <= wanted {
                place.goOn(to: place.leg + 1)
            } else if leg.part == .lead, place.leading == SearchLimits.leadingNames {
                place.rest = (place.leg, place.below)
                place.goOn(to: legs.firstIndex { $0.part == .whole } ?? legs.count)
            }
        }
        // Not to promise a page that has nothing.
        while place.below == .max, enter(&place, legs) {
            guard place.below == .max, try reader.rows(legs[place.leg], below: .max, limit: 1).isEmpty else {
                break
            }
            place.goOn(to: place.leg + 1)
        }
        if place.leg < legs.count { read.next = place }
        return read
    }

    /// Whether there is a leg to read. The rest of the names begins where those in front of the list ended.
    private static func enter(_ place: inout SearchPlace, _ legs: [SearchLeg]) -> Bool {
        guard place.leg < legs.count, legs[place.leg].part == .rest else { return place.leg < legs.count }
        guard let rest = place.rest, let first = legs.firstIndex(where: { $0.part == .rest }) else {
            place.goOn(to: (legs.lastIndex { $0.part == .rest } ?? legs.count - 1) + 1)
            return place.leg < legs.count
        }
        let leg = first + rest.leg
        if place.leg < leg || place.leg == leg && place.below == .max {
            (place.leg, place.below) = (leg, rest.below)
        }
        return true
    }

    /// A place in terms of the generation that answers now. Entries have other numbers in each; the last one seen is
    /// looked up, and when it is gone too, the list goes on with the next leg.
    private static func current(
        _ place: SearchPlace,
        _ state: IndexState,
        _ legs: [SearchLeg],
        _ db: any SQLConnection
    ) throws -> SearchPlace {
        var place = place
        guard place.epoch != state.epoch else { return place }
        if place.epoch != 0 {
            if let item = place.item, place.below != .max, place.leg < legs.count {
                place.below = try number(of: item, in: legs[place.leg].shelves, state.active, db) ?? 0
            }
            if let rest = place.rest { place.rest = (rest.leg, .max) }
        }
        place.epoch = state.epoch
        return place
    }

    private static func number(
        of item: IndexedID,
        in shelves: [Shelf],
        _ generation: Generation,
        _ db: any SQLConnection
    ) throws -> Int64? {
        for shelf in shelves {
            let tables = ShelfTables(shelf: shelf, generation: generation)
            let doc: Int64? = try db.value("SELECT doc FROM \(tables.entries) WHERE item = \(item)")
            if let doc { return doc }
        }
        return nil
    }

    // MARK: Things

    /// What some entries are about, by their numbers, as far as the viewer may see it.
    private func hits(_ rows: [EntryRow], _ scope: SearchScope) async throws -> [Int64: SearchHit] {
        guard !rows.isEmpty else { return [:] }
        let sight = try await sight(on: rows, scope)
        let seen = rows.filter(sight.sees)
        let items = try await items(seen, for: scope.viewer)
        let highlights = Highlights(scope.query)
        var hits: [Int64: SearchHit] = [:]
        for row in seen {
            guard let item = items[row.item] else { continue }
            let id = row.label ?? row.item.description
            var excerpt = highlights.excerpt(of: item.words)
            if let about = item.about, !excerpt.contains(where: \.isMatch) {
                excerpt = highlights.excerpt(of: about)
            }
            hits[row.doc] = SearchHit(kind: row.kind, id: id, highlight: excerpt, item: item)
        }
        return hits
    }

    /// What is between the viewer and those who decide whether some entries are seen.
    func sight(on rows: [EntryRow], _ scope: SearchScope) async throws -> SearchSight {
        var sight = try await ties.sight(of: scope.viewer, on: rows.flatMap(SearchSight.people))
        sight.asked = scope.author
        let groups = Set(rows.compactMap(\.group)).sorted()
        for start in stride(from: 0, to: groups.count, by: GetGroupStandings.most) {
            let some = Array(groups[start..<min(start + GetGroupStandings.most, groups.count)])
            for standing in try await peers.ask(GetGroupStandings(of: scope.viewer, in: some)) ?? [] {
                sight.groups[standing.group] = standing
            }
        }
        return sight
    }

    /// The things themselves, from the services that own them, in one call to each.
    private func items(_ rows: [EntryRow], for viewer: UserID) async throws -> [IndexedID: SearchItem] {
        var items: [IndexedID: SearchItem] = [:]
        let people = rows.filter { $0.kind == .person }.map { UserID(high: $0.item.high, low: $0.item.low) }
        for user in try await directory.profiles(people).values where user != .deleted(user.id) {
            items[IndexedID(user.id)] = .person(user)
        }
        let posts = rows.filter { $0.kind == .post }.map { GetPosts.Wanted($0.item.id()) }
        if !posts.isEmpty {
            for post in try await peers.ask(GetPosts(posts, for: viewer)) ?? [] {
                items[IndexedID(post.id)] = .post(post)
            }
        }
        let comments: [CommentID] = rows.filter { $0.kind == .comment }.map { $0.item.id() }
        if !comments.isEmpty {
            for comment in try await peers.ask(GetComments(comments, for: viewer)) ?? [] {
                items[IndexedID(comment.id)] = .comment(comment)
            }
        }
        let messages: [MessageID] = rows.filter { $0.kind == .message }.map { $0.item.id() }
        if !messages.isEmpty {
            for message in try await peers.ask(GetMessages(messages, for: viewer)) ?? [] {
                items[IndexedID(message.id)] = .message(message)
            }
        }
        let groups: [GroupID] = rows.filter { $0.kind == .group }.map { $0.item.id() }
        if !groups.isEmpty {
            for group in try await peers.ask(GetGroups(groups, for: viewer)) ?? [] {
                items[IndexedID(group.id)] = .group(group)
            }
        }
        let tags = rows.filter { $0.kind == .hashtag }
        if !tags.isEmpty { try await add(tags, to: &items) }
        return items
    }

    private func add(_ tags: [EntryRow], to items: inout [IndexedID: SearchItem]) async throws {
        let names = tags.compactMap(\.label)
        let uses = try await database.read { db in
            let terms = TermStore(db, try StateStore(db).state().active)
            return try terms.known(names.map(Fact.openTag)).mapValues(\.docs)
        }
        for row in tags {
            guard let tag = row.label, let count = uses[Fact.openTag(tag)] else { continue }
            items[row.item] = .hashtag(FoundHashtag(tag: tag, postCount: count))
        }
    }
}

extension SearchItem {
    /// What somebody, or a group, says about itself.
    var about: String? {
        switch self {
        case .person(let user): user.bio.isEmpty ? nil : user.bio
        case .group(let group): group.description.isEmpty ? nil : group.description
        case .hashtag, .post, .comment, .message: nil
        }
    }

    /// What an excerpt is made of.
    var words: String {
        switch self {
        case .person(let user): user.displayName + " @" + user.username.text
        case .hashtag(let tag): "#" + tag.tag
        case .group(let group): group.name
        case .post(let post): post.text
        case .comment(let comment): comment.text
        case .message(let message): message.content
        }
    }
}
