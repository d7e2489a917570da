// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
import Database
import Endpoints
import PostsAPI
import Testing
import Testkit
import UsersAPI

@testable import Activity

/// Events of two kinds come in any order, each kind in its own.
struct OrderTests {
    /// All ways to put two lists into one without changing the order of either.
    static func merged<Item>(_ one: [Item], _ other: [Item]) -> [[Item]] {
        guard let first = one.first else { return [other] }
        guard let second = other.first else { return [one] }
        return merged(Array(one.dropFirst()), other).map { [first] + $0 }
            + merged(one, Array(other.dropFirst())).map { [second] + $0 }
    }

    @Test func `two lists of two have six orders`() {
        #expect(Set(Self.merged([1, 3], [2, 4])).count == 6)
    }

    @Test(arguments: TestDatabase.all)
    func `a like that is taken back and done again ends the same, whatever is heard of first`(
        _ database: TestDatabase
    ) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let (start, service) = (rig.server.clock.now, try rig.service)
            for length in 1...6 {
                let done = (1...length).filter { !$0.isMultiple(of: 2) }
                let takenBack = (1...length).filter { $0.isMultiple(of: 2) }
                for order in Self.merged(done, takenBack) {
                    let source = SourceID(at: start)
                    let changes = order.map { number -> Change in
                        let deed = Deed(
                            actor: rig.ada.id,
                            kind: .like,
                            source: source,
                            at: start + .milliseconds(number),
                            position: Int64(number)
                        )
                        return number.isMultiple(of: 2) ? .takenBack(deed) : .done(deed)
                    }
                    for change in changes {
                        try await service.database.write { db in try db.keep([change]) }
                    }
                    let standing = try await service.database.read { db in
                        try db.all(
                            "SELECT position FROM activity.entries WHERE source_id = \(source) AND is_on"
                        ) { try $0[0] as Int }
                    }
                    #expect(standing == (length.isMultiple(of: 2) ? [] : [length]), "\(order)")
                }
            }
        }
    }

    @Test(arguments: TestDatabase.all)
    func `what comes together is taken as if it came alone`(_ database: TestDatabase) async throws {
        try await ActivityRig.run(database) { rig async throws in
            let (start, service) = (rig.server.clock.now, try rig.service)
            let sources = (0..<20).map { _ in SourceID(at: start) }
            let changes = sources.flatMap { source in
                (1...3).map { number -> Change in
                    let deed = Deed(
                        actor: rig.ada.id,
                        kind: .like,
                        source: source,
                        at: start + .milliseconds(number),
                        position: Int64(number)
                    )
                    return number == 2 ? .takenBack(deed) : .done(deed)
                }
            }
            let post = PostID(of: sources[0])
            try await service.database.write { db in
                try db.end(SourceID(of: post), at: start)
                try db.keep(changes)
            }

            let standing = try await service.database.read { db in
                try db.all("SELECT position FROM activity.entries WHERE kind = 2 AND is_on") {
                    try $0[0] as Int
                }
            }
            #expect(standing == Array(repeating: 3, count: 19), "one of them is of a post that is gone")
        }
    }

    @Test(arguments: TestDatabase.all)
    func `an entry that was taken off stays off until it is done anew`(_ database: TestDatabase) async throws
    {
        try await ActivityRig.run(database) { rig async throws in
            let post = try await rig.has(rig.eve, CreatePost("Hello"))
            try await rig.has(rig.ada, LikePost(post.id))
            let entry = try #require(try await rig.circle(of: rig.grace).first)
            _ = try await rig.ada.call(DeleteActivity(entry.id))
            try await rig.has(rig.ada, LikePost(post.id))
            #expect(try await rig.told(rig.grace) == [])

            try await rig.has(rig.ada, UnlikePost(post.id))
            try await rig.has(rig.ada, LikePost(post.id))
            #expect(try await rig.told(rig.grace) == ["LIKE ada Hello"])
        }
    }
}
