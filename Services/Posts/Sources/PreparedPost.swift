// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI
import PostsAPI

/// A change of a post that is ready to be made.
struct PreparedEdit: Sendable {
    let changes: EditPost.Changes
    let mentions: [UserID]
    let at: Timestamp

    /// Changes somebody's post and announces it; nothing happens where nothing is different.
    func apply(to id: PostID, by user: UserID, _ db: any SQLConnection) throws {
        let old = try PostsService.own(id, of: user, db).facts
        let new = changed(old)
        guard new != old else { return }
        guard !new.text.isEmpty || new.media != nil else {
            throw PostsError.unfit("text", "Must have 1 to 5000 characters unless there are pictures.")
        }
        if Self.readsDifferently(new, old) {
            let count = try PostStore(db).editCount(old.id)
            guard count < PostsLimits.edits else { throw PostsError.tooManyEdits }
            try PostStore(db).keep(old, number: count + 1, replacedAt: at)
        }
        try PostStore(db).update(new)
        try HashtagStore(db).set(new, isNew: false)
        try db.publish(PostEdited(new, formerVisibility: old.visibility))
    }

    private func changed(_ old: PostFacts) -> PostFacts {
        var new = old
        if let text = changes.text {
            new.text = text.text
            new.hashtags = PostParsing.hashtags(in: text.text)
            new.link = PostParsing.link(in: text.text)
            new.mentions = mentions
        }
        if let media = changes.mediaIds { new.media = media.ids.isEmpty ? nil : media.ids }
        if let visibility = changes.visibility { new.visibility = visibility }
        if let warning = changes.contentWarning {
            new.contentWarning = warning.text.isEmpty ? nil : warning.text
        }
        if Self.readsDifferently(new, old) { new.editedAt = at }
        return new
    }

    private static func readsDifferently(_ new: PostFacts, _ old: PostFacts) -> Bool {
        new.text != old.text || new.contentWarning != old.contentWarning || new.media != old.media
    }
}

/// A post that is ready to be written.
struct PreparedPost: Sendable {
    let facts: PostFacts
    let poll: PollRecord?
    let quotedAuthor: UserID?

    var media: [MediaID] { facts.media ?? [] }
    var holder: MediaHolder { MediaHolder(.post, facts.id, of: facts.id) }

    /// Writes the post and announces it.
    func insert(_ db: any SQLConnection) throws -> PostRecord {
        if let group = facts.group, try PostStore(db).isGone(group) {
            throw PostsError.groupNotFound(group)
        }
        try PostStore(db).insert(facts, hasPoll: poll != nil)
        try HashtagStore(db).set(facts, isNew: true)
        if let poll { try PollStore(db).insert(poll, of: facts.id) }
        try db.publish(PostCreated(facts, quotedAuthor: quotedAuthor))
        return PostRecord(facts: facts, poll: poll)
    }
}
