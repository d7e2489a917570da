// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Testkit
import Testing
import UsersAPI

@testable import Chat

/// Pages of what was said are kept; these tests ask for the same page again after whatever could make it stale.
struct HistoryPageTests {
    private func page(_ rig: ChatRig, _ request: ListMessages) async throws -> Page<Message> {
        let first = try await rig.ada.call(request)
        #expect(try await rig.grace.call(request) == first, "the kept page is the page")
        return first
    }

    @Test(arguments: TestDatabase.all)
    func `a page asked for again has what was said, changed and taken back since`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            let newest = ListMessages(in: chat.id, limit: PageLimit(clamping: 2))
            let first = try await rig.ada.call(SendMessage("One", in: chat.id))
            #expect(try await page(rig, newest).items.map(\.content) == ["One"])

            let second = try await rig.grace.call(SendMessage("Two", in: chat.id))
            _ = try await rig.ada.call(SendMessage("Three", in: chat.id))
            let after = try await page(rig, newest)
            #expect(after.items.map(\.content) == ["Three", "Two"])
            var older = newest
            older.cursor = after.nextCursor
            #expect(try await page(rig, older).items == [first])

            _ = try await rig.ada.call(EditMessage(first.id, content: MessageText(trusted: "One, again")))
            _ = try await rig.grace.call(DeleteMessage(second.id))
            #expect(try await page(rig, older).items.map(\.content) == ["One, again"])
            #expect(try await page(rig, newest).items.map(\.isDeleted) == [false, true])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a page asked for again has the names that people have now`(
        _ database: TestDatabase
    ) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.ada.call(SendMessage("Hello", in: chat.id))
            _ = try await page(rig, ListMessages(in: chat.id))

            let name = "Countess of Lovelace"
            _ = try await rig.ada.call(UpdateUser(rig.ada.id, .init(displayName: DisplayName(trusted: name))))

            let again = try await page(rig, ListMessages(in: chat.id))
            #expect(again.items.map(\.sender.displayName) == [name])
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a kept page is for members only`(_ database: TestDatabase) async throws {
        try await ChatRig.run(database) { rig async throws in
            let chat = try await rig.group()
            _ = try await rig.ada.call(SendMessage("Hello", in: chat.id))
            _ = try await page(rig, ListMessages(in: chat.id))

            #expect(try await rig.eve.refusal(of: ListMessages(in: chat.id)).code == .chatNotFound)
            _ = try await rig.grace.call(RemoveChatMember(rig.grace.id, from: chat.id))
            #expect(try await rig.grace.refusal(of: ListMessages(in: chat.id)).code == .chatNotFound)
        }
    }
}
