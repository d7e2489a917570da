// SPDX-License-Identifier: Apache-2.0
import ChatAPI
import Core
import Endpoints
import GroupsAPI
import PostsAPI
import SearchAPI
import UsersAPI

/// A thing as it goes into the index.
struct IndexedDocument: Sendable {
    let kind: SearchKind
    let item: IndexedID
    var author: UserID?
    var parent: IndexedID?
    var reach = Visibility.everyone
    var label: String?
    let createdAt: Timestamp
    var terms: IndexedTerms
    /// The tags that everybody may see it has.
    var openTags: [String] = []

    var shelf: Shelf { Shelf(of: kind) }

    /// Everything whose end is its end too.
    var belongsTo: [IndexedID] {
        [item] + (author.map { [IndexedID($0)] } ?? []) + (parent.map { [$0] } ?? [])
    }

    /// A person, by their two names, and by the words of what they say about themselves.
    init(_ user: User) {
        kind = .person
        item = IndexedID(user.id)
        createdAt = user.createdAt
        // The parts of a username are words, and the display name is separate from them by a line.
        terms = IndexedTerms(of: user.username.text + "\n" + user.displayName)
        for key in Set([Fact.nameKey(user.username.text), Fact.nameKey(user.displayName)]) where !key.isEmpty
        {
            terms.marks.append(Fact.name(key))
        }
        terms.marks.append(Fact.kind(.person))
        terms.add(about: user.bio)
    }

    /// A tag that is in use.
    init(tag: String, at time: Timestamp) {
        kind = .hashtag
        item = IndexedID(tag: tag)
        label = tag
        createdAt = time
        terms = IndexedTerms(of: tag)
        terms.marks += [Fact.name(Fact.nameKey(tag)), Fact.kind(.hashtag)]
    }

    /// A group, by its name and its name in addresses, and by the words of its description.
    init(_ group: GroupFacts) {
        kind = .group
        item = IndexedID(group.id)
        createdAt = group.createdAt
        terms = IndexedTerms(of: group.slug.text + "\n" + group.name)
        for key in Set([Fact.nameKey(group.slug.text), Fact.nameKey(group.name)]) where !key.isEmpty {
            terms.marks.append(Fact.name(key))
        }
        terms.marks.append(Fact.kind(.group))
        terms.add(about: group.description)
    }

    init(_ post: PostFacts) {
        kind = .post
        item = IndexedID(post.id)
        author = post.author
        parent = post.group.map { IndexedID($0) }
        reach = post.visibility
        createdAt = post.createdAt
        terms = IndexedTerms(of: (post.contentWarning.map { $0 + "\n" } ?? "") + post.text)
        terms.marks += [Fact.kind(.post), Fact.author(post.author)] + post.hashtags.map(Fact.tag)
        if post.visibility == .everyone {
            openTags = post.hashtags
            terms.marks += post.hashtags.map(Fact.openTag)
        }
    }

    init(_ comment: CommentFacts) {
        kind = .comment
        item = IndexedID(comment.id)
        author = comment.author
        parent = IndexedID(comment.post)
        createdAt = comment.createdAt
        terms = IndexedTerms(of: comment.text)
        terms.marks += [Fact.kind(.comment), Fact.author(comment.author)]
    }

    init(_ message: MessageFacts) {
        kind = .message
        item = IndexedID(message.id)
        author = message.sender
        parent = IndexedID(message.chat)
        createdAt = message.createdAt
        terms = IndexedTerms(of: message.content)
        terms.marks += [Fact.chat(message.chat), Fact.author(message.sender)]
    }
}
