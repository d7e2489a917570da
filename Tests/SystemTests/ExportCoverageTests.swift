// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import ActivityAPI
import ChatAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import ExportsAPI
import Foundation
import GroupsAPI
import Modules
import NotificationsAPI
import PostsAPI
import Testing
import Testkit
import UsersAPI

/// What erasure finds of a person, an export made before has.
struct ExportCoverageTests {
    private static let word = "Quetzalcoatl"
    /// Tables that every service has: what is in them is on its way, and soon gone.
    private static let passing = [".outbox.", ".jobs.", ".held_events.", ".dead_events."]

    /// Rows that are of others: Grace's mute of Ada, in either order of their ids.
    private static let withheld = ["connections.history.low_id": 1, "connections.history.high_id": 1]

    @Test func `every module tells what it keeps of people, and every list can be read`() async throws {
        try await withServer(of: wholeSite, on: .sqlite) { server async throws in
            let shelves = server.site.peers.personalShelves
            #expect(Set(shelves.map(\.module)) == Set(wholeSite.map { $0.name }))
            let ada = try await server.member("ada")
            for shelf in shelves {
                #expect(Set(shelf.data.lists.map(\.name)).count == shelf.data.lists.count, "\(shelf.module)")
                for list in shelf.data.lists {
                    let page = try await shelf.page(of: list, of: ada.id, limit: 10)
                    #expect(page.records.count < 10, "\(shelf.module) \(list.name)")
                }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an export holds every row that erasure would find`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let ada = try await server.member("ada", displayName: Self.word)
            let (grace, eve) = (try await server.member("grace"), try await server.member("eve"))
            let rest = try await server.member("rest")
            try await Self.doOneOfEverything(ada, with: grace, and: eve, asking: rest)
            try await server.settle()

            let asked = try await ada.call(CreateExport())
            try await eventually("the export is made") {
                try await ada.call(GetExport(asked.id)).state == .ready
            }
            let index = try await Self.index(of: asked.id, by: ada)

            let shelves = server.site.peers.personalShelves
            let leftOut = shelves.reduce(into: Set<String>()) { $0.formUnion($1.data.leavesOut.keys) }
            for store in server.site.databases {
                let scan = TraceScan(store)
                for trace in try await scan.traces(of: ada.id) where !Self.isPassing(trace, leftOut) {
                    let exported = Self.exported(trace.description, shelves, index)
                    #expect(
                        exported + (Self.withheld[trace.description] ?? 0) >= trace.rows,
                        "\(trace): \(trace.rows) rows, \(exported) of them exported"
                    )
                }
                for trace in try await scan.traces(of: [Self.word]) where !Self.isPassing(trace, leftOut) {
                    let table = trace.description.split(separator: ".").prefix(2).joined(separator: ".")
                    let isCovered =
                        shelves.contains { $0.data.lists.contains { $0.reads(table) } }
                    #expect(isCovered, "\(trace): words in a table that no list reads")
                }
            }
        }
    }

    private static func isPassing(_ trace: Trace, _ leftOut: Set<String>) -> Bool {
        let column = trace.description
        let table = column.split(separator: ".").prefix(2).joined(separator: ".")
        return passing.contains { column.contains($0) } || leftOut.contains(column) || leftOut.contains(table)
    }

    /// How many records the lists have that cover a column.
    private static func exported(_ column: String, _ shelves: [PersonalShelf], _ index: [String: Int]) -> Int
    {
        shelves.reduce(0) { sum, shelf in
            shelf.data.lists.filter { $0.covers.contains(column) }.reduce(sum) { sum, list in
                sum + (index["\(shelf.module)/\(list.name)"] ?? 0)
            }
        }
    }

    /// How many records each file of an export has, by its path without the ending.
    private static func index(of id: ExportID, by member: TestMember) async throws -> [String: Int] {
        let file = try await member.call(GetExportFile(id))
        var bytes: [UInt8] = []
        while Int64(bytes.count) < file.size {
            bytes += try await file.read(Int64(bytes.count)..<min(file.size, Int64(bytes.count) + 65_536))
        }
        let script = """
            import io, json, sys, zipfile
            archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
            assert archive.testzip() is None
            files = json.loads(archive.read("index.json"))["files"]
            for file in files:
                if "records" in file:
                    assert archive.read(file["path"]).count(b"\\n") == file["records"], file
            print(json.dumps({file["path"].rsplit(".", 1)[0]: file.get("records", 1) for file in files}))
            """
        let output = try Self.python(script, Data(bytes))
        return try JSONDecoder().decode([String: Int].self, from: output)
    }

    private static func python(_ script: String, _ input: Data) throws -> Data {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).zip")
        try input.write(to: path)
        defer { try? FileManager.default.removeItem(at: path) }  // A temporary file.
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        python.arguments = ["python3", "-c", script]
        python.standardInput = try FileHandle(forReadingFrom: path)
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        python.waitUntilExit()
        return data
    }
}

// MARK: - One of everything

extension ExportCoverageTests {
    private static func doOneOfEverything(
        _ ada: TestMember,
        with grace: TestMember,
        and eve: TestMember,
        asking rest: TestMember
    ) async throws {
        _ = try await ada.call(UpdateUser(ada.id, .init(bio: Biography(trusted: "I am \(word)"))))
        try await write(ada, with: grace)
        try await connect(ada, with: grace, and: eve, asking: rest)
        try await talk(ada, with: grace)
        try await gather(ada, with: grace, and: eve)
    }

    private static func write(_ ada: TestMember, with grace: TestMember) async throws {
        let other = try await grace.call(CreatePost("Something else, @ada"))
        var poll = PostDraft.saying("\(word) asks #\(word), @grace")
        poll.poll = PollDraft(
            options: PollOptions(["Yes", "No"].map { PollOptionText(trusted: $0) }),
            endsAt: other.createdAt + .days(1)
        )
        let post = try await ada.call(CreatePost(poll))
        let plain = try await ada.call(CreatePost("\(word) says"))
        _ = try await ada.call(EditPost(plain.id, .init(text: PostText(trusted: "\(word) says more"))))
        _ = try await ada.call(PinPost(plain.id))
        _ = try await ada.call(VoteInPoll([0], in: post.id))
        let comment = try await ada.call(CreateComment("\(word) agrees", on: other.id))
        let answer = try await grace.call(CreateComment("Thanks, @ada", on: other.id, answering: comment.id))
        _ = try await ada.call(LikeComment(answer.id))
        _ = try await ada.call(LikePost(other.id))
        _ = try await ada.call(RepostPost(other.id))
        _ = try await ada.call(BookmarkPost(other.id))
        _ = try await grace.call(LikePost(plain.id))
        _ = try await ada.call(CreateDraft(DraftContent(.saying("\(word) later"))))
    }

    private static func connect(
        _ ada: TestMember,
        with grace: TestMember,
        and eve: TestMember,
        asking rest: TestMember
    ) async throws {
        _ = try await ada.call(FollowUser(grace.id))
        _ = try await grace.call(FollowUser(ada.id))
        _ = try await ada.call(MuteUser(grace.id))
        _ = try await grace.call(MuteUser(ada.id))
        _ = try await ada.call(UnmuteUser(grace.id))
        _ = try await ada.call(BlockUser(eve.id))
        _ = try await ada.call(UpdateConnectionSettings(isPrivate: true))
        _ = try await rest.call(FollowUser(ada.id))
        _ = try await rest.call(UpdateConnectionSettings(isPrivate: true))
        _ = try await ada.call(FollowUser(rest.id))
        _ = try await ada.call(DismissSuggestion(rest.id))
    }

    private static func talk(_ ada: TestMember, with grace: TestMember) async throws {
        let chat = try await ada.call(CreateChat(.private, with: [grace.id]))
        _ = try await ada.call(SendMessage("\(word) in private", in: chat.id))
        _ = try await grace.call(SendMessage("Who are you, @ada?", in: chat.id))
        let left = try await ada.call(CreateChat(.group, named: "Left", with: [grace.id]))
        _ = try await ada.call(SendMessage("\(word) leaves", in: left.id))
        _ = try await ada.call(RemoveChatMember(ada.id, from: left.id))
        let choice = UpdateNotificationChoice(.like, live: false)
        _ = try await ada.call(choice)
        _ = try await ada.call(UpdateActivitySettings(kinds: [.init(.comment, for: .followers)]))
    }

    private static func gather(
        _ ada: TestMember,
        with grace: TestMember,
        and eve: TestMember
    ) async throws {
        func group(_ name: String, _ kind: GroupKind, by member: TestMember) async throws -> GroupID {
            let slug = GroupSlug(trusted: name.lowercased())
            return try await member.call(
                CreateGroup(GroupName(trusted: name), slug: slug, kind: kind, hasChat: kind == .open)
            ).id
        }
        let open = try await group("Open", .open, by: grace)
        let closed = try await group("Closed", .closed, by: grace)
        let own = try await group("Own", .open, by: ada)
        _ = try await ada.call(JoinGroup(open))
        _ = try await ada.call(CreatePost(.saying("\(word) in a group") { $0.groupId = open }))
        _ = try await grace.call(ChangeGroupRole(.moderator, to: ada.id, in: open))
        let reason = GroupNote(trusted: "\(word) says no")
        _ = try await ada.call(BanFromGroup(eve.id, from: open, reason: reason))
        _ = try await ada.call(JoinGroup(closed, note: GroupNote(trusted: "\(word) asks")))
        _ = try await ada.call(InviteToGroup(grace.id, to: own))
        _ = try await ada.call(CreateGroupInviteLink(to: own))
    }
}
