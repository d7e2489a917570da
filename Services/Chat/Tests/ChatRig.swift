// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Testkit
import UsersAPI

@testable import Chat

/// Three people on a server that chats: two who talk and one who is kept out.
struct ChatRig {
    let server: TestServer
    let ada: TestMember
    let grace: TestMember
    let eve: TestMember

    /// Runs a test with the cast.
    static func run(_ database: TestDatabase, _ body: (ChatRig) async throws -> Void) async throws {
        try await withServer(ChatModule.self, on: database) { server async throws in
            let rig = ChatRig(
                server: server,
                ada: try await server.member("ada"),
                grace: try await server.member("grace"),
                eve: try await server.member("eve")
            )
            _ = try await server.newEvents()
            try await body(rig)
        }
    }

    /// The PRIVATE chat of ada and grace.
    func pair() async throws -> Chat { try await ada.call(CreateChat(.private, with: [grace.id])) }

    /// A group or channel that ada owns and grace is in.
    func group(_ kind: ChatKind = .group) async throws -> Chat {
        try await ada.call(CreateChat(kind, named: "Analytical engines", with: [grace.id]))
    }

    /// The changes somebody sees from a place on, a page at a time.
    func changes(
        for member: TestMember,
        since: SyncCursor? = nil,
        limit: Int = 100
    ) async throws -> (changes: [Change], next: Cursor) {
        var all: [Change] = []
        var cursor = since
        while true {
            let page = try await member.call(SyncChats(since: cursor, limit: PageLimit(clamping: limit)))
            all += page.changes
            cursor = SyncCursor(page.next)
            guard page.hasMore else { return (all, page.next) }
        }
    }

    /// The role of somebody in a chat; nil when they are not in it.
    func role(of user: TestMember, in chat: Chat, seenBy member: TestMember) async throws -> ChatRole? {
        try await member.call(ListChatMembers(of: chat.id)).items.first { $0.user.id == user.id }?.role
    }
}
