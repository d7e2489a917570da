// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI
import PostsAPI

extension PostsService {
    /// Keeps a draft.
    func create(_ request: CreateDraft, from caller: Member) async throws -> Draft {
        let now = clock.now
        try Self.requireContent(request.body.post, "post.text")
        try Self.checkTime(request.body.publishAt, at: now)
        let record = DraftRecord(
            id: ids.next(at: now),
            author: caller.id,
            post: request.body.post,
            publishAt: request.body.publishAt?.wholeMilliseconds,
            updatedAt: now.wholeMilliseconds
        )
        let holder = MediaHolder(draft: record.id)
        try await gallery.holding(record.media, of: caller.id, for: holder, field: "post.mediaIds") {
            try await database.write { db in
                guard try !DraftStore(db).isFull(caller.id) else { throw PostsError.tooManyDrafts }
                try DraftStore(db).insert(record)
                try Self.schedule(record, db)
            }
        }
        return try await drafts([record], of: caller.id)[0]
    }

    private func drafts(_ records: [DraftRecord], of author: UserID) async throws -> [Draft] {
        let pictures = try await gallery.pictures(records.flatMap(\.media), for: author)
        return records.map { $0.draft(pictures) }
    }

    /// One's drafts.
    func drafts(_ request: ListDrafts, from caller: Member) async throws -> Page<Draft> {
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: DraftID.self)
        let rows = try await database.read { db in
            try DraftStore(db).page(of: caller.id, before: before, limit: limit.value + 1)
        }
        let page = RowPage(rows, limit: limit) { Cursor($0.id) }
        return Page(items: try await drafts(page.rows, of: caller.id), nextCursor: page.next)
    }

    /// Replaces what a draft holds, and when it publishes itself.
    func replace(_ request: ReplaceDraft, from caller: Member) async throws -> Draft {
        let now = clock.now
        try Self.requireContent(request.body.post, "post.text")
        try Self.checkTime(request.body.publishAt, at: now)
        let media = request.body.post.mediaIds?.ids ?? []
        let holder = MediaHolder(draft: request.id)
        if !media.isEmpty {
            try await database.read { db in
                guard try DraftStore(db).draft(request.id)?.author == caller.id else {
                    throw PostsError.draftNotFound(request.id)
                }
            }
            try await gallery.take(media, of: caller.id, for: holder, field: "post.mediaIds")
        }
        let (record, former) = try await database.write { db in
            var record = try Self.own(request.id, of: caller.id, db)
            let former = record.media
            record.post = request.body.post
            record.publishAt = request.body.publishAt?.wholeMilliseconds
            record.problem = nil
            record.updatedAt = now.wholeMilliseconds
            try DraftStore(db).update(record)
            try Self.schedule(record, db)
            return (record, former)
        }
        await gallery.giveBack(former.filter { !media.contains($0) }, of: holder)
        return try await drafts([record], of: caller.id)[0]
    }

    /// Throws a draft away.
    func delete(_ request: DeleteDraft, from caller: Member) async throws -> NoReply {
        let media = try await database.write { db in
            let record = try Self.own(request.id, of: caller.id, db)
            _ = try DraftStore(db).delete(record.id)
            return record.media
        }
        await gallery.giveBack(media, of: MediaHolder(draft: request.id))
        return NoReply()
    }

    /// Publishes a draft now: the post is there and the draft is gone in one transaction.
    func publish(_ request: PublishDraft, from caller: Member) async throws -> Post {
        let draft = try await database.read { db in try DraftStore(db).draft(request.id) }
        guard let draft, draft.author == caller.id else { throw PostsError.draftNotFound(request.id) }
        let prepared = try await prepare(draft.post, by: caller.id)
        let former = MediaHolder(draft: request.id)
        let record = try await gallery.holding(
            prepared.media,
            of: caller.id,
            for: prepared.holder,
            from: former
        ) {
            try await database.write { db in
                guard try DraftStore(db).delete(request.id) else {
                    throw PostsError.draftNotFound(request.id)
                }
                return try prepared.insert(db)
            }
        }
        return try await rendering.fresh(record)
    }

    /// Publishes a draft whose time has come. The draft's end, the post and the end of the job are one transaction, so
    /// it happens once, whatever crashes. A draft that was changed meanwhile has another time, and another job.
    func publish(_ job: PublishScheduled, _ context: JobContext) async throws {
        let draft = try await database.read { db in try DraftStore(db).draft(job.draft) }
        guard let draft, draft.publishAt == job.publishAt else { return }
        do {
            let prepared = try await prepare(draft.post, by: draft.author)
            let former = MediaHolder(draft: draft.id)
            try await gallery.holding(prepared.media, of: draft.author, for: prepared.holder, from: former) {
                try await database.write { db in
                    // A draft that was changed meanwhile gets its pictures back, which an error does.
                    guard try DraftStore(db).draft(job.draft, forUpdate: true)?.updatedAt == draft.updatedAt
                    else { throw DraftChanged() }
                    _ = try DraftStore(db).delete(job.draft)
                    _ = try prepared.insert(db)
                    try context.finish(in: db)
                }
            }
        } catch is DraftChanged {
            return
        } catch let error as any ServiceError where error.failure.kind != .unavailable {
            // Trying again would not help: what it quotes is gone, or its poll would already be over.
            try await database.write { db in
                guard var draft = try DraftStore(db).draft(job.draft, forUpdate: true),
                    draft.publishAt == job.publishAt
                else { return }
                draft.publishAt = nil
                draft.problem = error.failure.problems.first?.message ?? error.failure.message
                try DraftStore(db).update(draft)
            }
        }
    }

    private static func schedule(_ draft: DraftRecord, _ db: any SQLConnection) throws {
        guard let time = draft.publishAt else { return }
        try db.enqueue(PublishScheduled(draft: draft.id, publishAt: time), runAt: time)
    }

    private static func own(_ id: DraftID, of user: UserID, _ db: any SQLConnection) throws -> DraftRecord {
        guard let record = try DraftStore(db).draft(id, forUpdate: true), record.author == user else {
            throw PostsError.draftNotFound(id)
        }
        return record
    }

    private static func checkTime(_ time: Timestamp?, at now: Timestamp) throws {
        guard let time, !PostsLimits.scheduleAhead.contains(time - now) else { return }
        throw PostsError.unfit("publishAt", "Must be from a minute to a year from now.")
    }
}

/// A draft is not any more what it was when its publication began.
private struct DraftChanged: Error {}

/// Publishes a draft at its time.
struct PublishScheduled: Job {
    static let name: JobName = "posts.publish-scheduled"
    let draft: DraftID
    /// The time it was asked for; a draft that was given another one has another job.
    let publishAt: Timestamp
}
