// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Database
import Modules
import PostsAPI
import SearchAPI
import UsersAPI

// A rebuild makes a new generation beside the one that answers. From its first moment on, news go into both. Meanwhile
// everything there is is read from the services that own it, by rising ids, which is the order of time, and put in as
// something of the past: before all news, and only where no news said otherwise. When all is read, the new generation
// answers, and the old one is emptied. A rebuild that is interrupted begins again.

/// Makes the index anew out of what the services hold.
struct Rebuild: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock

    func run(_ job: RebuildIndex, _ context: JobContext) async throws { try await run() }

    /// Makes a new generation and lets it answer.
    func run() async throws {
        let generation = try await begin()
        var sources = [Source.people, .posts, .comments, .messages].map {
            SourceReader($0, peers: peers, clock: clock)
        }
        while true {
            try Task.checkCancellation()
            let portion = try await Self.next(&sources)
            guard !portion.isEmpty else { break }
            try await database.write { db in
                let writer = try IndexWriter(db)
                guard writer.state.building == generation else { throw RebuildOvertaken() }
                for found in portion { try writer.putPast(found.document, at: found.at, in: generation) }
            }
        }
        let now = clock.now
        try await database.write { db in
            let store = StateStore(db)
            guard try store.state(forUpdate: true).building == generation else { throw RebuildOvertaken() }
            try store.finish(generation, at: now)
        }
        try await empty(generation.other)
    }

    /// Chooses the generation that does not answer, and empties it.
    private func begin() async throws -> Generation {
        let generation = try await database.write { db in
            let store = StateStore(db)
            let state = try store.state(forUpdate: true)
            try store.giveUp()
            return state.active.other
        }
        try await empty(generation)
        return try await database.write { db in
            let store = StateStore(db)
            let state = try store.state(forUpdate: true)
            guard state.building == nil, state.active != generation else { throw RebuildOvertaken() }
            try store.begin(generation)
            return generation
        }
    }

    /// Empties a generation that neither answers nor is made.
    private func empty(_ generation: Generation) async throws {
        let names = ShelfTables.all(of: generation).map(\.entries) + [generation.terms]
        for name in names {
            var isMore = true
            while isMore {
                try Task.checkCancellation()
                isMore = try await database.write { db in
                    let state = try StateStore(db).state(forUpdate: true)
                    guard !state.written.contains(generation) else { throw RebuildOvertaken() }
                    return try Self.delete(from: name, db)
                }
            }
        }
        try await database.write { db in
            let state = try StateStore(db).state(forUpdate: true)
            guard !state.written.contains(generation) else { throw RebuildOvertaken() }
            try db.dialect.index.clear(generation, db)
        }
    }

    private static func delete(from table: SQLQuery, _ db: any SQLConnection) throws -> Bool {
        let limit = 5000
        let key: SQLQuery = .either(sqlite: "rowid", postgres: "ctid")
        return try db.run(
            "DELETE FROM \(table) WHERE \(key) IN (SELECT \(key) FROM \(table) LIMIT \(limit))"
        ) == limit
    }

    /// The next things of all sources together, in the order of their ids.
    private static func next(_ sources: inout [SourceReader]) async throws -> [Found] {
        var portion: [Found] = []
        while portion.count < SearchLimits.batch {
            for index in sources.indices { try await sources[index].fill() }
            let heads = sources.indices.compactMap { index in sources[index].head.map { (index, $0) } }
            guard let first = heads.min(by: { $0.1.document.item < $1.1.document.item }) else { break }
            portion.append(first.1)
            sources[first.0].advance()
        }
        return portion
    }
}

/// Another rebuild began meanwhile, or ended.
struct RebuildOvertaken: Error {}

/// A thing that was read, and the moment before it was.
private struct Found: Sendable {
    let document: IndexedDocument
    let at: Timestamp
}

/// What a rebuild reads.
private enum Source { case people, posts, comments, messages }

/// Reads one source, a portion at a time.
private struct SourceReader: Sendable {
    let source: Source
    let peers: Peers
    let clock: any WallClock
    private var found: [Found] = []
    private var place = 0
    private var last: IndexedID?
    private var isAtEnd = false

    init(_ source: Source, peers: Peers, clock: any WallClock) {
        (self.source, self.peers, self.clock) = (source, peers, clock)
    }

    /// The next thing.
    var head: Found? { place < found.count ? found[place] : nil }

    mutating func advance() { place += 1 }

    /// Reads on when there is nothing at hand.
    mutating func fill() async throws {
        guard place >= found.count, !isAtEnd else { return }
        let now = clock.now
        let documents = try await read()
        (found, place) = (documents.map { Found(document: $0, at: now) }, 0)
        last = documents.last?.item ?? last
        // A source may give fewer than asked for and go on; it ends with nothing.
        isAtEnd = documents.isEmpty
    }

    /// A source that does not run has nothing.
    private func read() async throws -> [IndexedDocument] {
        let limit = SearchLimits.scanned
        switch source {
        case .people:
            let people = try await peers.ask(ScanUsers(after: last?.id(), limit: limit))
            return (people ?? []).map { IndexedDocument($0) }
        case .posts:
            let posts = try await peers.ask(ScanPosts(after: last?.id(), limit: limit))
            return (posts ?? []).map { IndexedDocument($0) }
        case .comments:
            let comments = try await peers.ask(ScanComments(after: last?.id(), limit: limit))
            return (comments ?? []).map { IndexedDocument($0) }
        case .messages:
            let messages = try await peers.ask(ScanMessages(after: last?.id(), limit: limit))
            return (messages ?? []).map { IndexedDocument($0) }
        }
    }
}
