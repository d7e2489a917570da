// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
@testable import Exports
import ExportsAPI
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

/// Exports whose making is broken off, and exports of accounts that go.
struct EndingTests {
    private static let modules: [any ServiceModule.Type] = [ExportsModule.self, PostsModule.self]

    @Test(arguments: TestDatabase.all)
    func `an export goes with its account`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            _ = try await ada.makeExport()
            // Hers may still be under way when the account goes.
            _ = try await eve.call(CreateExport())
            _ = try await eve.call(DeleteUser(eve.id))
            _ = try await ada.call(DeleteUser(ada.id))
            for member in [ada, eve] {
                try await eventually("nothing is left") {
                    try await Self.traces(of: member.id, on: server).isEmpty
                }
            }
            try await server.requireNoExportFiles()
            #expect(try await server.site.findings().filter { $0.hasPrefix("exports") } == [])
        }
    }

    private static func traces(of user: UserID, on server: TestServer) async throws -> [String] {
        let database = try server.exports.database
        // Events stay for an hour after they were handled.
        return try await TraceScan(database).traces(of: user).map(\.description)
            .filter { !$0.contains(".outbox.") }
    }

    /// A record of an export as a process that died left it.
    private static func begin(_ server: TestServer, of user: UserID) async throws -> ExportRecord {
        let now = server.clock.now.wholeMilliseconds
        let record = ExportRecord(
            id: ExportID(at: now),
            user: user,
            state: .building,
            progress: 40,
            createdAt: now,
            endsAt: now + ExportsLimits.makingTime
        )
        try await server.exports.database.write { db in try ExportStore(db).insert(record) }
        return record
    }

    private static func store(_ record: ExportRecord, on server: TestServer) async throws {
        let chunks = BlobChunks {
            var rest: [UInt8]? = [1, 2, 3]
            return {
                defer { rest = nil }
                return rest
            }
        }
        let key = ExportFiles.key(of: record.id, of: record.user)
        _ = try await server.module.builder.blobs.put(key, type: "application/zip", limit: 10, from: chunks)
    }

    @Test(arguments: TestDatabase.all)
    func `one that was stored and not told of is made again`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let ada = try await server.member("ada")
            let record = try await Self.begin(server, of: ada.id)
            try await Self.store(record, on: server)

            // What the next process does with the job of the one that died.
            try await server.exports.database.write { db in
                try db.enqueue(BuildExport(export: record.id, user: ada.id))
            }

            let export = try await ada.waited(for: record.id)
            #expect(export.state == .ready)
            #expect(try await ada.archive(export).files["users/profile.json"]?.contains("ada") == true)
            #expect(try await server.exportFiles().count == 1)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `a file that was stored for nobody is removed`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let ada = try await server.member("ada")
            let record = try await Self.begin(server, of: ada.id)
            try await Self.store(record, on: server)
            try await server.exports.database.write { db in try ExportStore(db).delete(record.id) }
            #expect(try await server.site.findings().contains { $0.contains(record.id.description) })

            try await server.exports.database.write { db in
                try db.enqueue(BuildExport(export: record.id, user: ada.id))
            }

            try await server.requireNoExportFiles()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one that cannot be made is given up, and another may be asked for`(
        _ database: TestDatabase
    ) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let ada = try await server.member("ada")
            let record = try await Self.begin(server, of: ada.id)
            #expect(try await ada.refusal(of: CreateExport()).code == .exportUnderWay)
            #expect(try await ada.refusal(of: CreateExportAddress(record.id)).code == .exportNotReady)
            #expect(try await ada.refusal(of: GetExportFile(record.id)).kind == .notFound)

            server.clock.advance(by: ExportsLimits.makingTime)
            try await server.exports.end()

            let failed = try await ada.call(GetExport(record.id))
            #expect(failed.state == .failed)
            #expect(try await server.events(of: ExportEnded.self).map(\.export) == [failed])
            #expect(try await ada.makeExport().state == .ready)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `long lists are read to their end`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let ada = try await server.member("ada")
            let count = 2 * ExportsLimits.page + 1
            for number in 0..<count { _ = try await ada.call(CreatePost("Number \(number)")) }

            let archive = try await ada.archive(try await ada.makeExport())

            let texts = try archive.records("posts/posts.jsonl").map { $0["text"] as? String }
            #expect(texts == (0..<count).map { "Number \($0)" })
        }
    }
}
