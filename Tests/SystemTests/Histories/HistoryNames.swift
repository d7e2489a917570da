// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import GroupsAPI
import NotificationsAPI
import PostsAPI
import UsersAPI

/// What things are called on a site and in the model: ids there, numbers here.
struct HistoryNames: Sendable {
    /// Letters that are in no word of another history, each twice so that no two are one typo apart.
    let mark: String
    let people: [User]
    let groups: [GroupID]
    var posts: [Int: PostID] = [:]
    var comments: [Int: CommentID] = [:]
    var postOfComment: [Int: PostID] = [:]
    var groupPosts: Set<Int> = []

    private static let words = ["stone", "garden", "water"]
    static let wordCount = words.count

    init(_ seed: UInt64, people: [User], groups: [GroupID]) {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        var (rest, mark) = (Int(seed % 17_576), "")
        for _ in 0..<3 {
            mark += String(repeating: letters[rest % 26], count: 2)
            rest /= 26
        }
        (self.mark, self.people, self.groups) = (mark, people, groups)
    }

    func word(_ number: Int) -> String { Self.words[number] + mark }
    var tag: String { "tag" + mark }

    /// The text of a post or comment.
    func text(_ step: PlainStep) -> String {
        var parts = [word(step.word)]
        if step.isTagged { parts.append("#" + tag) }
        if let mention = step.mention { parts.append("@" + people[mention].username.text) }
        return parts.joined(separator: " ")
    }

    func isInGroup(_ post: Int) -> Bool { groupPosts.contains(post) }
    func number(of user: UserID) -> Int? { people.firstIndex { $0.id == user } }
    func number(of post: PostID) -> Int? { posts.first { $0.value == post }?.key }
    func number(of comment: CommentID) -> Int? { comments.first { $0.value == comment }?.key }
    func number(of group: GroupID) -> Int? { groups.firstIndex(of: group) }
}
