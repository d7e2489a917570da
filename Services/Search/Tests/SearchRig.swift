// SPDX-License-Identifier: Apache-2.0
import Chat
import ChatAPI
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import Posts
import PostsAPI
import SearchAPI
import Testing
import Testkit
import UsersAPI

@testable import Search

/// Three people who search: grace follows ada, eve knows neither.
struct SearchRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast.
    static func run(_ database: TestDatabase, _ body: (SearchRig) async throws -> Void) async throws {
        try await withSearchServer(database) { server in
            let rig = SearchRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            for member in [rig.ada, rig.grace, rig.eve] {
                try await rig.name(member, member.user.displayName)
            }
            _ = try await rig.grace.call(FollowUser(rig.ada.id))
            try await server.settle()
            try await body(rig)
        }
    }

    var module: SearchModule { get throws { try #require(server.site.module(SearchModule.self)) } }
    var database: any ServiceDatabase { get throws { try module.search.database } }

    /// Gives somebody a name.
    func name(_ member: TestMember, _ name: String) async throws {
        _ = try await member.call(UpdateUser(member.id, .init(displayName: DisplayName(trusted: name))))
    }

    /// The words of what somebody finds once all that happened has arrived.
    func find(
        _ text: String,
        as member: TestMember,
        _ kinds: Set<SearchKind>? = nil
    ) async throws -> [String] {
        try await server.settle()
        return try await member.call(SearchEverything(text, kinds: kinds)).items.map(\.words)
    }

    /// Everything somebody finds, a page at a time.
    func findAll(
        _ text: String,
        as member: TestMember,
        _ kinds: Set<SearchKind>? = nil,
        pages limit: Int
    ) async throws -> [SearchHit] {
        var (hits, cursor) = ([SearchHit](), Cursor?.none)
        repeat {
            let request = SearchEverything(text, kinds: kinds, limit: limit, cursor: cursor)
            let page = try await member.call(request)
            #expect(page.items.count == limit || page.nextCursor == nil, "only the last page is short")
            hits += page.items
            cursor = page.nextCursor
        } while cursor != nil
        return hits
    }

    /// The terms that the vocabulary has.
    func vocabulary() async throws -> Set<String> {
        try await database.read { db in
            let generation = try StateStore(db).state().active
            return Set(try db.all("SELECT text FROM \(generation.terms)") { try $0[0] as String })
        }
    }

    /// How many of each kind somebody finds; kinds of which there is nothing are left out.
    func counts(_ text: String, as member: TestMember) async throws -> [SearchKind: Int] {
        try await server.settle()
        let counts = try await member.call(CountSearch(text)).counts.filter { $0.count > 0 }
        return Dictionary(uniqueKeysWithValues: counts.map { ($0.kind, $0.count) })
    }
}

/// Runs a server that has everything there is to search, and an index.
func withSearchServer<Value>(
    _ database: TestDatabase,
    _ body: (TestServer) async throws -> Value
) async throws -> Value {
    let modules: [any ServiceModule.Type] = [
        SearchModule.self, PostsModule.self, ConnectionsModule.self, ChatModule.self,
    ]
    return try await withServer(of: modules, on: database) { server in
        let search = try #require(server.site.module(SearchModule.self)).search
        try await eventually("the first index is there") {
            try await search.database.read { db in try StateStore(db).state().builtAt != nil }
        }
        return try await body(server)
    }
}

extension SearchHit {
    /// What tests compare: the words of a thing, and a sign for people and tags.
    var words: String {
        switch item {
        case .person(let user): "@" + user.username.text
        case .hashtag(let tag): "#" + tag.tag
        case .post(let post): post.text
        case .comment(let comment): comment.text
        case .message(let message): message.content
        }
    }

    /// The excerpt with its marks in brackets.
    var marked: String { highlight.map { $0.isMatch ? "[\($0.text)]" : $0.text }.joined() }
}
