// SPDX-License-Identifier: Apache-2.0
import Chat
import ChatAPI
import Core
import Endpoints
import Testing
import UsersAPI

@testable import roost

struct DemoHistoryTests {
    private static let today = Timestamp(seconds: 1_790_035_200)

    private static func history(scale: Double = 1) throws -> DemoHistory {
        let ids = Dictionary(
            uniqueKeysWithValues: DemoPerson.all.enumerated().map {
                ($1.username, UserID(high: 1, low: UInt64($0)))
            }
        )
        return try DemoHistory(people: DemoPerson.all, ids: ids, today: today, scale: scale)
    }

    @Test
    func `the same day has the same history`() throws {
        let first = try Self.history().acts.map { "\($0)" }
        let second = try Self.history().acts.map { "\($0)" }

        #expect(first == second)
    }

    @Test
    func `fifty people write some thousands of messages, none of them after midnight`() throws {
        let history = try Self.history()

        #expect(DemoPerson.all.count == 50)
        #expect(Set(DemoPerson.all.map(\.username)).count == 50)
        #expect((3_000...4_500).contains(history.messageCount))
        #expect(history.acts.allSatisfy { $0.at < Self.today })
        #expect(history.acts.map(\.at) == history.acts.map(\.at).sorted())
    }

    @Test
    func `no gap of a script stays open and nothing is too long to be sent`() throws {
        for act in try Self.history().acts {
            guard case .said(_, _, let text, _, _) = act.deed else { continue }
            #expect(MessageText(text) != nil)
            #expect(!text.contains { "{}$~".contains($0) }, "\(text)")
        }
    }

    @Test
    func `only members speak, read and are told that they were named`() throws {
        var members: [ChatID: Set<UserID>] = [:]
        var messages: Set<MessageID> = []
        for act in try Self.history().acts {
            let inside = members[act.chat] ?? []
            switch act.deed {
            case .opened(_, _, _, _, let people): members[act.chat] = Set(people)
            case .joined(let people): members[act.chat, default: []].formUnion(people)
            case .promoted(let user): #expect(inside.contains(user))
            case .said(let id, let sender, _, let reply, let mentions):
                #expect(inside.isSuperset(of: mentions + [sender]))
                #expect(reply.map(messages.contains) ?? true)
                #expect(messages.insert(id).inserted)
            case .edited(let id, _), .deleted(let id): #expect(messages.contains(id))
            case .read(let id, let user): #expect(messages.contains(id) && inside.contains(user))
            }
        }
        #expect(members.count > 60)
    }

    @Test
    func `a script that cannot be read is named`() throws {
        #expect(throws: DemoScriptError.self) { try DemoScript.parse("# garden\na>3: There is no line 3.") }
        #expect(throws: DemoScriptError.self) { try DemoScript.parse("a: There is no topic.") }
        #expect(throws: DemoScriptError.self) { try DemoScript.parse("# garden\n+2w\na: What is a w?") }
    }
}
