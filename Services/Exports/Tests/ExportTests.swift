// SPDX-License-Identifier: Apache-2.0
import Accounts
import Core
import Database
import Endpoints
@testable import Exports
import ExportsAPI
import Foundation
import Modules
import Posts
import PostsAPI
import Testing
import Testkit
import UsersAPI

/// Asking for everything one has, getting it, and its end.
struct ExportTests {
    private static let modules: [any ServiceModule.Type] = [ExportsModule.self, PostsModule.self]

    @Test(arguments: TestDatabase.all)
    func `somebody gets what they have, and is told when it is ready`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules + [AccountsModule.self], on: database) { server async throws in
            let (ada, grace) = (try await server.member("ada"), try await server.member("grace"))
            let post = try await ada.call(CreatePost("Hello \"world\", @grace"))
            _ = try await grace.call(CreatePost("Not Ada's"))
            let socket = try await ada.connect()

            let asked = try await ada.call(CreateExport())
            #expect(asked.state == .building)
            #expect(asked.size == nil)
            let told = try await socket.next("export:ended")
            let export = try await ada.call(GetExport(asked.id))
            let archive = try await ada.archive(export)

            #expect(told.json.contains(#""state":"READY""#))
            #expect(export.state == .ready)
            #expect(export.progress == 100)
            #expect(try #require(export.size) > 0)
            #expect(export.expiresAt == (server.clock.now + .days(7)).wholeMilliseconds)
            #expect(try await ada.call(ListExports()).items == [export])
            let posts = try archive.records("posts/posts.jsonl")
            #expect(posts.map { $0["id"] as? String } == [post.id.description])
            #expect(posts.first?["text"] as? String == "Hello \"world\", @grace")
            let mentions = posts.first?["mentions"] as? [[String: String]]
            #expect(mentions?.first?["username"] == "grace")
            #expect(
                try archive.records("accounts/account.json").first?["email"] as? String == "ada@example.org"
            )
            #expect(archive.files.values.allSatisfy { !$0.contains("Not Ada's") && !$0.contains("argon2") })
            let readme = try #require(archive.files["README.txt"])
            let index = try #require(archive.files["index.json"])
            for name in archive.files.keys where name != "README.txt" && name != "index.json" {
                #expect(readme.contains(name), "\(name)")
                #expect(index.contains(name), "\(name)")
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an export is its owner's alone`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let (ada, eve) = (try await server.member("ada"), try await server.member("eve"))
            let root = try await server.member("root")
            let export = try await ada.makeExport()
            let address = try await ada.call(CreateExportAddress(export.id))
            let key = ExportKey(String(try #require(address.url.split(separator: "=").last)))

            for other in [eve, root] {
                #expect(try await other.refusal(of: GetExport(export.id)).code == .exportNotFound)
                #expect(try await other.refusal(of: GetExportFile(export.id)).kind == .notFound)
                #expect(try await other.refusal(of: DeleteExport(export.id)).kind == .notFound)
                #expect(try await other.refusal(of: CreateExportAddress(export.id)).kind == .notFound)
                #expect(try await other.call(ListExports()).items.isEmpty)
            }
            #expect(try await server.refusalOfStranger(GetExportFile(export.id)).kind == .notFound)
            let wrong = ExportKey(String(repeating: "0", count: 64))
            #expect(try await ada.refusal(of: GetExportFile(export.id, key: wrong)).kind == .notFound)
            let file = try await server.stranger(GetExportFile(export.id, key: key))
            #expect(file.size == export.size)
            #expect(file.downloadName?.hasSuffix(".zip") == true)

            _ = try await ada.call(CreateExportAddress(export.id))
            #expect(try await server.refusalOfStranger(GetExportFile(export.id, key: key)).kind == .notFound)
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an address works for an hour, the file for a week`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let ada = try await server.member("ada")
            let export = try await ada.makeExport()
            let address = try await ada.call(CreateExportAddress(export.id))
            let key = ExportKey(String(try #require(address.url.split(separator: "=").last)))
            #expect(address.expiresAt == (server.clock.now + .hours(1)).wholeMilliseconds)

            server.clock.advance(by: .minutes(61))
            #expect(try await server.refusalOfStranger(GetExportFile(export.id, key: key)).kind == .notFound)
            server.clock.advance(by: .days(7))
            #expect(try await ada.refusal(of: GetExportFile(export.id)).kind == .notFound)
            try await server.exports.end()
            #expect(try await ada.refusal(of: GetExport(export.id)).code == .exportNotFound)
            try await server.requireNoExportFiles()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `one is made at a time, and some a day`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let ada = try await server.member("ada")
            let first = try await ada.makeExport()
            let second = try await ada.makeExport()
            // The newer takes the place of the older.
            #expect(try await ada.call(ListExports()).items == [second])
            #expect(try await ada.refusal(of: GetExportFile(first.id)).kind == .notFound)
            let third = try await ada.makeExport()
            _ = try await ada.call(DeleteExport(third.id))
            #expect(try await ada.call(ListExports()).items.isEmpty)
            #expect(try await ada.refusal(of: DeleteExport(third.id)).code == .exportNotFound)

            let refusal = try await ada.refusal(of: CreateExport())
            #expect(refusal.code == .exportTooMany)
            #expect(try #require(refusal.retryAfter) > .hours(23))
            try await server.requireNoExportFiles()

            server.clock.advance(by: .hours(25))
            _ = try await ada.makeExport()
        }
    }

    @Test(arguments: TestDatabase.all)
    func `of two at the same time one is asked for`(_ database: TestDatabase) async throws {
        try await withServer(of: Self.modules, on: database) { server async throws in
            let ada = try await server.member("ada")
            let codes = await withTaskGroup(of: ErrorCode?.self) { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        do {
                            _ = try await ada.call(CreateExport())
                            return nil
                        } catch {
                            return (error as? Failure)?.code ?? .internalError
                        }
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }
            }
            let expected: Set<ErrorCode?> = [nil, .exportUnderWay, .exportTooMany]
            #expect(Set(codes).isSubset(of: expected))
            #expect((1...3).contains(codes.count { $0 == nil }))
        }
    }
}
