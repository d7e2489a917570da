// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import ChatAPI
import ConnectionsAPI
import Core
import Database
import Endpoints
import Modules
import PostsAPI
import Testing
import Testkit
import UsersAPI

/// Whoever deletes their account takes with them what they wrote and what was known of them.
struct ErasureTests {
    /// A word that stands in everything the person has.
    private static let word = "Quetzalcoatl"
    /// Events stay for an hour after they were handled, and jobs until they are done.
    private static let passing = [".outbox.", ".jobs."]

    private func leave(_ ada: TestMember, with grace: TestMember) async throws {
        let word = Self.word
        _ = try await ada.call(UpdateUser(ada.id, .init(bio: Biography(trusted: "I am \(word)"))))
        let post = try await ada.call(CreatePost("\(word) says #\(word)"))
        _ = try await ada.call(EditPost(post.id, .init(text: PostText(trusted: "\(word) says more"))))
        let other = try await grace.call(CreatePost("Something else"))
        _ = try await ada.call(CreateComment("\(word) agrees", on: other.id))
        _ = try await ada.call(LikePost(other.id))
        _ = try await ada.call(BookmarkPost(other.id))
        _ = try await ada.call(FollowUser(grace.id))
        let chat = try await ada.call(CreateChat(.private, with: [grace.id]))
        _ = try await ada.call(SendMessage("\(word) in private", in: chat.id))
        _ = try await grace.call(SendMessage("Who are you?", in: chat.id))
    }

    private func traces(of word: String, on server: TestServer) async throws -> [String] {
        var found: [String] = []
        for database in server.site.databases {
            found += try await TraceScan(database).traces(of: [word]).map(\.description)
        }
        return found
    }

    @Test(arguments: TestDatabase.all)
    func `nothing that a deleted person wrote or was called is left`(_ database: TestDatabase) async throws {
        try await withServer(of: wholeSite, on: database) { server async throws in
            let ada = try await server.member("ada", displayName: Self.word)
            let grace = try await server.member("grace")
            try await leave(ada, with: grace)
            let places = try await traces(of: Self.word, on: server)
            for place in ["users.users.display_name", "posts.posts.text", "chat.messages.content"] {
                #expect(places.contains(place), "the scan sees what is there")
            }

            _ = try await ada.call(DeleteUser(ada.id))

            try await eventually("nothing is left") {
                try await traces(of: Self.word, on: server)
                    .filter { place in !Self.passing.contains { place.contains($0) } } == []
            }
            let email = "ada@example.org"
            #expect(
                try await traces(of: email, on: server)
                    .filter { place in !Self.passing.contains { place.contains($0) } } == []
            )
        }
    }
}
