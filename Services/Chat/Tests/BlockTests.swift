// SPDX-License-Identifier: Apache-2.0
import Accounts
import ChatAPI
import Connections
import ConnectionsAPI
import Core
import Database
import Endpoints
import Testing
import Testkit
import UsersAPI

@testable import Chat

struct BlockTests {
    /// Ada and eve, who have a private chat and then a block between them, and grace.
    private func afterBlock(
        _ database: TestDatabase,
        _ body: (TestServer, _ ada: TestMember, _ eve: TestMember, _ grace: TestMember, Chat) async throws ->
            Void
    ) async throws {
        try await withServer(ChatModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let grace = try await server.member("grace")
            let chat = try await ada.call(CreateChat(.private, with: [eve.id]))
            _ = try await ada.call(BlockUser(eve.id))
            try await server.settle()
            _ = try await server.newEvents()
            try await body(server, ada, eve, grace, chat)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `in a private chat nothing is said while one blocks the other`(
        _ database: TestDatabase
    ) async throws {
        try await afterBlock(database) { server, ada, eve, _, chat async throws in
            let fromEve = try await eve.refusal(of: SendMessage("Hello?", in: chat.id))
            let fromAda = try await ada.refusal(of: SendMessage("And stay away", in: chat.id))

            #expect(fromEve.code == .chatUnreachable && fromEve.kind == .forbidden)
            #expect(fromAda.code == .chatBlocking && fromAda.kind == .conflict)
            #expect(try await server.newEvents() == [])

            _ = try await ada.call(UnblockUser(eve.id))
            try await server.settle()
            _ = try await eve.call(SendMessage("Hello!", in: chat.id))
            _ = try await ada.call(SendMessage("Hello.", in: chat.id))
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what was said before is not changed, but may be taken back`(_ database: TestDatabase) async throws {
        try await withServer(ChatModule.self, ConnectionsModule.self, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let chat = try await ada.call(CreateChat(.private, with: [eve.id]))
            let message = try await eve.call(SendMessage("Hello", in: chat.id, clientId: "1"))
            _ = try await ada.call(BlockUser(eve.id))
            try await server.settle()

            #expect(
                try await eve.refusal(of: EditMessage(message.id, to: "Read this")).code
                    == .chatUnreachable
            )
            // What arrived is told again to whoever did not hear the answer.
            #expect(try await eve.call(SendMessage("Hello", in: chat.id, clientId: "1")).id == message.id)
            _ = try await eve.call(DeleteMessage(message.id))
            #expect(try await ada.call(ListMessages(in: chat.id)).items.map(\.isDeleted) == [true])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `no chat is opened with who blocks or is blocked`(_ database: TestDatabase) async throws {
        try await afterBlock(database) { server, ada, eve, grace, _ async throws in
            #expect(try await eve.refusal(of: CreateChat(.private, with: [ada.id])).code == .userNotFound)
            #expect(try await ada.refusal(of: CreateChat(.private, with: [eve.id])).code == .chatBlocking)
            for (one, other) in [(ada, eve), (eve, ada)] {
                let group = CreateChat(.group, named: "Two", with: [grace.id, other.id])
                #expect(try await one.refusal(of: group).code == .userNotFound)
                let own = try await one.call(
                    CreateChat(.group, named: "One", with: [grace.id])
                )
                _ = try await server.newEvents()
                #expect(
                    try await one.refusal(of: AddChatMembers([other.id], to: own.id)).code == .userNotFound
                )
            }
            #expect(try await server.newEvents() == [])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `in a group both go on, and mentions across the block reach nobody`(
        _ database: TestDatabase
    ) async throws {
        try await afterBlock(database) { server, ada, eve, grace, _ async throws in
            let group = try await grace.call(
                CreateChat(.group, named: "All", with: [ada.id, eve.id])
            )

            let fromEve = try await eve.call(SendMessage("@ada and @grace, hello", in: group.id))
            let fromAda = try await ada.call(SendMessage("@eve, no", in: group.id))
            let edited = try await eve.call(EditMessage(fromEve.id, to: "@ada @grace"))

            #expect(fromEve.mentions == [grace.id] && edited.mentions == [grace.id])
            #expect(fromAda.mentions.isEmpty)
            #expect(
                try await server.events(of: MessageSent.self).map(\.message.mentions) == [[grace.id], []]
            )
        }
    }

    @Test(arguments: TestDatabase.all)
    func `the end of a block that is heard before its beginning stays the end`(
        _ database: TestDatabase
    ) async throws {
        let migrations = ChatModule.migrations
        try await database.withDatabase("chat", migrations: migrations) { chat in
            let (ada, eve) = (UserID(high: 1, low: 1), UserID(high: 2, low: 2))
            try await chat.write { db in
                let blocks = BlockStore(db)
                try blocks.note(false, by: ada, of: eve, step: 2)
                try blocks.note(true, by: ada, of: eve, step: 1)
            }
            #expect(try await chat.read { db in try !BlockStore(db).isBlocking(ada, eve) })

            try await chat.write { db in try BlockStore(db).note(true, by: ada, of: eve, step: 3) }
            #expect(try await chat.read { db in try BlockStore(db).isBlocking(ada, eve) })
            #expect(try await chat.read { db in try BlockStore(db).cut([ada], from: eve) } == [ada])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `nobody who is blocked is seen typing`(_ database: TestDatabase) async throws {
        try await withServer(
            ChatModule.self,
            ConnectionsModule.self,
            AccountsModule.self,
            on: database
        ) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let chat = try await ada.call(CreateChat(.private, with: [eve.id]))
            _ = try await ada.call(BlockUser(eve.id))
            try await server.settle()
            let socket = try await eve.connect()

            let reply = try await socket.emit("typing:start", #"{"chatId":"\#(chat.id)"}"#)

            #expect(reply.contains("chat.unreachable"))
            #expect(!server.rooms.broadcasts.contains { $0.event == "typing:user" })
        }
    }
}
