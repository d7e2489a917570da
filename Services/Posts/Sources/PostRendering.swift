// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import GroupsAPI
import MediaAPI
import PostsAPI
import UsersAPI
import UsersClient

/// Puts stored posts together with the profiles, marks and quotes they are shown with, for one viewer.
struct PostRendering: Sendable {
    let shelf: PostShelf
    let directory: ProfileDirectory
    let ties: TieDirectory
    let gallery: MediaGallery
    let clock: any WallClock

    /// The posts of these ids that the viewer may see, in the same order.
    func posts(_ wanted: [GetPosts.Wanted], for viewer: UserID) async throws -> [Post] {
        let selection = try await shelf.posts(wanted.map(\.id), for: viewer)
        return try await posts(wanted, from: selection, for: viewer)
    }

    /// Stored posts as the viewer sees them, in the same order, without those they may not see.
    func posts(_ records: [PostRecord], for viewer: UserID) async throws -> [Post] {
        try await posts(records.map { GetPosts.Wanted($0.id) }, for: viewer)
    }

    /// One post, or nil when the viewer may not see it.
    func post(_ id: PostID, for viewer: UserID) async throws -> Post? {
        try await posts([GetPosts.Wanted(id)], for: viewer).first
    }

    /// A post that was written a moment ago, by its author.
    func fresh(_ record: PostRecord) async throws -> Post {
        let selection = PostShelf.Selection(records: [record.id: record])
        let posts = try await posts([GetPosts.Wanted(record.id)], from: selection, for: record.author)
        guard let post = posts.first else { throw PostsError.postNotFound(record.id) }
        return post
    }

    private func posts(
        _ wanted: [GetPosts.Wanted],
        from selection: PostShelf.Selection,
        for viewer: UserID
    ) async throws -> [Post] {
        let quotedIDs = selection.records.values.compactMap(\.facts.quoted)
        let quotes = quotedIDs.isEmpty ? [:] : try await shelf.records(quotedIDs)
        let records = Array(selection.records.values)
        let sight = try await ties.sight(of: viewer, seeing: records, and: quotes.values.map(\.author))
        var people = Set(records.lazy.map(\.author))
        for quote in quotes.values { people.insert(quote.author) }
        for item in wanted { if let reposter = item.repostedBy { people.insert(reposter) } }
        let profiles = try await directory.profiles(people)
        let media = (Array(selection.records.values) + quotes.values).filter(sight.sees)
            .flatMap { $0.facts.media ?? [] }
        let pictures = media.isEmpty ? [:] : try await gallery.pictures(media, for: viewer)
        let page = RenderedPage(sight: sight, quotes: quotes, profiles: profiles, pictures: pictures)
        let now = clock.now
        return wanted.compactMap { item in
            guard let record = selection.records[item.id], sight.sees(record) else { return nil }
            return page.post(record, selection.marks[item.id], repostedBy: item.repostedBy, at: now)
        }
    }
}

/// What the posts of one page have in common.
private struct RenderedPage {
    let sight: Sight
    let quotes: [PostID: PostRecord]
    let profiles: [UserID: User]
    let pictures: [MediaID: Picture]

    func post(_ record: PostRecord, _ marks: OwnMarks?, repostedBy: UserID?, at now: Timestamp) -> Post {
        let facts = record.facts
        return Post(
            id: facts.id,
            author: profiles[facts.author] ?? .deleted(facts.author),
            text: facts.text,
            media: media(of: record),
            visibility: facts.visibility,
            group: facts.group.flatMap(group),
            contentWarning: facts.contentWarning,
            likeCount: record.likeCount,
            commentCount: record.commentCount,
            repostCount: record.repostCount,
            likedByMe: marks?.kinds.contains(.like) ?? false,
            repostedByMe: marks?.kinds.contains(.repost) ?? false,
            bookmarkedByMe: marks?.kinds.contains(.bookmark) ?? false,
            isPinned: facts.group == nil ? record.isPinned : record.isGroupPinned,
            quotedId: facts.quoted,
            quoted: facts.quoted.flatMap(quote),
            poll: record.poll.map { poll($0, of: facts.author, marks?.votes ?? [], at: now) },
            preview: record.preview,
            mentions: facts.mentions,
            hashtags: facts.hashtags,
            repostedBy: repostedBy.map { profiles[$0] ?? .deleted($0) },
            createdAt: facts.createdAt,
            editedAt: facts.editedAt
        )
    }

    private func group(_ id: GroupID) -> PostGroup? {
        guard let standing = sight.groups[id], let slug = standing.slug, let name = standing.name else {
            return nil
        }
        return PostGroup(id: id, slug: slug, name: name)
    }

    private func media(of record: PostRecord) -> [Picture] {
        (record.facts.media ?? []).compactMap { pictures[$0] }
    }

    private func quote(_ id: PostID) -> QuotedPost? {
        guard let record = quotes[id], sight.sees(record) else { return nil }
        return QuotedPost(
            id: id,
            author: profiles[record.author] ?? .deleted(record.author),
            text: record.facts.text,
            media: media(of: record),
            contentWarning: record.facts.contentWarning,
            createdAt: record.facts.createdAt,
            editedAt: record.facts.editedAt
        )
    }

    private func poll(_ poll: PollRecord, of author: UserID, _ votes: [Int], at now: Timestamp) -> Poll {
        let hasEnded = poll.endsAt <= now
        let isOpenToSee = hasEnded || !votes.isEmpty
        return Poll(
            options: poll.options.map { PollOption(text: $0.text, votes: isOpenToSee ? $0.votes : nil) },
            isMultiple: poll.isMultiple,
            endsAt: poll.endsAt,
            hasEnded: hasEnded,
            voterCount: isOpenToSee ? poll.voterCount : nil,
            myVotes: votes
        )
    }
}
