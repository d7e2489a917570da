// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Database
import Events
import Fetching
import PostsAPI
import PreviewsAPI

/// Reads a page that is linked to. As many at once as there are workers for jobs, four in each process.
struct ReadPage: Job {
    static let name: JobName = "previews.read-page"
    /// What fails is remembered, not tried again.
    static let attempts = 3
    let url: String
    /// Since when it waits for its turn; nil at first.
    var since: Timestamp?
}

/// Has the page behind the link of a new post read.
struct PreviewLinkOfNewPost: EventHandler {
    static let name: HandlerName = "previews.new-post"  // Durable: never rename.

    func handle(_ event: PostCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PreviewsService.want(event.post.link, db)
    }
}

/// Has the page behind the link of a changed post read.
struct PreviewLinkOfEditedPost: EventHandler {
    static let name: HandlerName = "previews.edited-post"  // Durable: never rename.

    func handle(_ event: PostEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PreviewsService.want(event.post.link, db)
    }
}

/// Reads pages and remembers what they say of themselves.
struct PreviewsService: Sendable {
    let database: any ServiceDatabase
    let clock: any WallClock
    let cache: any Cache
    let web: (any WebPages)?

    /// Tells what a page says of itself, or has it read first.
    static func want(_ link: String?, _ db: any SQLConnection) throws {
        guard let link else { return }
        let store = PageStore(db)
        if let known = try store.page(link, at: db.now) {
            if let preview = known.preview { try db.publish(LinkPreviewed(preview)) }
        } else if try !store.isFull() {
            try db.enqueue(ReadPage(url: link), uniqueKey: link)
        }
    }

    /// Reads a page, unless it was read meanwhile or its host has to be given a rest.
    func read(_ job: ReadPage, _ context: JobContext) async throws {
        let now = clock.now
        let isKnown = try await database.read { db in try PageStore(db).page(job.url, at: now) != nil }
        guard !isKnown, let web, let url = WebURL(job.url) else { return }
        let admission = try await cache.admit(
            "previews.host:" + url.host,
            limit: PreviewsLimits.perHost,
            window: PreviewsLimits.perHostWindow
        )
        guard admission.allowed else {
            return try await wait(job, admission.retryAfter ?? PreviewsLimits.perHostWindow, context)
        }
        let preview = await preview(of: url, on: web)
        let lifetime = preview == nil ? PreviewsLimits.failureLifetime : PreviewsLimits.lifetime
        let end = clock.now + lifetime
        try await database.write { db in
            try PageStore(db).keep(preview, of: job.url, until: end)
            if let preview { try db.publish(LinkPreviewed(preview)) }
            try context.finish(in: db)
        }
    }

    /// Asks again later, without keeping others from their work meanwhile.
    private func wait(_ job: ReadPage, _ pause: Duration, _ context: JobContext) async throws {
        let now = clock.now
        let since = job.since ?? now
        try await database.write { db in
            try context.finish(in: db)
            guard now - PreviewsLimits.patience < since else { return }
            try db.enqueue(ReadPage(url: job.url, since: since), runAt: now + pause, uniqueKey: job.url)
        }
    }

    /// What a page says of itself. Whatever is wrong with it is the page's affair: there is nothing to show then.
    private func preview(of url: WebURL, on web: any WebPages) async -> LinkPreview? {
        guard let page = try? await web.page(at: url) else { return nil }
        guard let text = PageText.decode(page.body, contentType: page.contentType) else { return nil }
        return PageHead(text).preview(of: url.description)
    }

    /// Forgets what is too old.
    func forget() async throws {
        let now = clock.now
        var isMore = true
        while isMore {
            isMore = try await database.write { db in
                try PageStore(db).forget(before: now, limit: PreviewsLimits.sweep)
            }
        }
    }
}
