// SPDX-License-Identifier: Apache-2.0

/// How large a demo community with a story is.
struct DemoSize: Sendable {
    /// How many people there are, at least the fifty.
    let people: Int
    /// How many posts there are outside of groups, at least what the fifty wrote.
    let posts: Int

    /// What `make run` shows.
    static let full = DemoSize(people: 200, posts: 3_000)
    /// The fifty alone, for tests in a hurry.
    static let small = DemoSize(people: 50, posts: 0)
}
