// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Endpoints
import Modules
import PostsAPI
import SearchAPI
import UsersAPI
import UsersClient

/// What the verbs of Search share.
struct SearchService: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock
    let directory: ProfileDirectory
    let ties: SearchTies
    let memberships: Memberships

    /// Finds things of all kinds.
    func find(_ request: SearchEverything, from caller: Member) async throws -> Page<SearchHit> {
        let limit = (request.limit ?? .standard).value
        let place = try request.cursor.map(SearchPlace.init) ?? SearchPlace()
        let asked = Asked(request)
        guard let scope = try await scope(asked, for: caller) else { return Page(items: []) }
        var reading = PageReading(scope: scope, place: place, limit: limit)
        try await read(&reading)
        // Nothing at all: perhaps a letter is wrong.
        if reading.hits.isEmpty, request.cursor == nil, reading.next == nil, scope.query.hasWords {
            var start = SearchPlace()
            start.isTypos = true
            reading = PageReading(scope: scope, place: start, limit: limit)
            try await read(&reading)
        }
        return Page(items: reading.hits, nextCursor: reading.next?.cursor)
    }

    /// What is suggested while somebody types.
    func suggest(_ request: SuggestSearch, from caller: Member) async throws -> Page<SearchHit> {
        var text = request.q.text
        var kinds: Set<SearchKind> = [.person, .hashtag]
        if text.hasPrefix("@") { kinds = [.person] }
        if text.hasPrefix("#") { kinds = [.hashtag] }
        if kinds.count == 1 { text.removeFirst() }
        var asked = Asked(text)
        asked.kinds = kinds
        guard var scope = try await scope(asked, for: caller) else { return Page(items: []) }
        scope.byNameOnly = true
        for isTypos in [false, true] where scope.query.hasWords {
            var place = SearchPlace()
            place.isTypos = isTypos
            var reading = PageReading(scope: scope, place: place, limit: SuggestSearch.most)
            try await read(&reading)
            if !reading.hits.isEmpty { return Page(items: reading.hits) }
        }
        return Page(items: [])
    }

    /// What a request asks for, taken apart.
    struct Asked {
        var query: SearchQuery
        var kinds: Set<SearchKind>
        var author: UserID?
        var from: Timestamp?
        var to: Timestamp?

        init(_ text: String) {
            query = SearchQuery(text)
            kinds = Set(SearchKind.allCases)
        }

        init(_ request: SearchEverything) {
            self.init(request.q.text)
            if let wanted = request.kinds?.kinds, !wanted.isEmpty { kinds = wanted }
            add(author: request.author, hashtag: request.hashtag, from: request.from, to: request.to)
        }

        init(_ request: CountSearch) {
            self.init(request.q.text)
            add(author: request.author, hashtag: request.hashtag, from: request.from, to: request.to)
        }

        private mutating func add(author: UserID?, hashtag: HashtagText?, from: Timestamp?, to: Timestamp?) {
            self.author = author
            if let tag = hashtag.map({ SearchQuery.tag($0.text) }), !query.tags.contains(tag) {
                query.tags.append(tag)
            }
            self.from = [from, query.after].compactMap { $0 }.max()
            self.to = [to, query.before].compactMap { $0 }.min()
        }
    }

    /// Looks up what other services know. Nil when nothing can be found.
    func scope(_ asked: Asked, for caller: Member) async throws -> SearchScope? {
        guard !asked.query.isEmpty || asked.author != nil else { return nil }
        var scope = SearchScope(query: asked.query, kinds: asked.kinds, viewer: caller.id)
        (scope.author, scope.from, scope.to) = (asked.author, asked.from, asked.to)
        if !asked.query.authors.isEmpty {
            let names = Set(asked.query.authors.map { Username($0) })
            // Nobody is two people.
            guard names.count == 1, let name = names.first ?? nil,
                let author = try await directory.ids(of: [name]).first,
                scope.author == nil || scope.author == author
            else { return nil }
            scope.author = author
        }
        if scope.kinds.contains(.message) { scope.chats = try await memberships.chats(of: caller.id) }
        return scope.shelves.isEmpty ? nil : scope
    }
}
