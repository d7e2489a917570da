// SPDX-License-Identifier: Apache-2.0
import Caching
import Core
import Database
import Endpoints
import Events
import Fetching
import Logging
import Metrics
import PostsAPI
import PreviewsAPI

/// Reads a page that is linked to. As many at once as there are workers for jobs, four in each process.
struct ReadPage: Job {
    static let name: JobName = "previews.read-page"
    /// What fails is remembered, not tried again.
    static let attempts = 3
    let url: String
    /// Who linked to it first; nil in jobs from before authors were looked at.
    var author: UserID?
    /// Since when it waits for its turn; nil at first.
    var since: Timestamp?
}

/// Has the page behind the link of a new post read.
struct PreviewLinkOfNewPost: EventHandler {
    static let name: HandlerName = "previews.new-post"  // Durable: never rename.

    func handle(_ event: PostCreated, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PreviewsService.want(event.post, since: delivery.publishedAt, db)
    }
}

/// Has the page behind the link of a changed post read.
struct PreviewLinkOfEditedPost: EventHandler {
    static let name: HandlerName = "previews.edited-post"  // Durable: never rename.

    func handle(_ event: PostEdited, _ delivery: Delivery, in db: any SQLConnection) throws {
        try PreviewsService.want(event.post, since: delivery.publishedAt, db)
    }
}

/// Reads pages and remembers what they say of themselves.
struct PreviewsService: Sendable {
    let database: any ServiceDatabase
    let clock: any WallClock
    let cache: any Cache
    let web: (any WebPages)?
    let logger: Logger

    /// What came of reading a page.
    private enum Outcome: Sendable {
        case preview(LinkPreview)
        /// The page says nothing, or its server refuses.
        case nothing
        /// Nobody answered; that may change soon.
        case trouble

        var preview: LinkPreview? {
            if case .preview(let preview) = self { preview } else { nil }
        }

        /// How long it is kept.
        var lifetime: Duration {
            switch self {
            case .preview: PreviewsLimits.lifetime
            case .nothing: PreviewsLimits.failureLifetime
            case .trouble: PreviewsLimits.troubleLifetime
            }
        }

        /// What it is called in metrics.
        var name: String {
            switch self {
            case .preview: "preview"
            case .nothing: "nothing"
            case .trouble: "trouble"
            }
        }
    }

    /// Tells what the page that a post links to says of itself, or has it read first.
    ///
    /// What its author alone sees is kept from the page's owner as well: the page is read once others may see the post. Old
    /// news, from when nobody listened, is let go.
    static func want(_ post: PostFacts, since: Timestamp, _ db: any SQLConnection) throws {
        guard let link = post.link, let url = WebURL(link), since > db.now - PreviewsLimits.patience else {
            return
        }
        let store = PageStore(db)
        if let known = try store.page(link, at: db.now) {
            if let preview = known.preview { try db.publish(LinkPreviewed(preview)) }
        } else if try post.visibility != .onlyMe && !store.isFull(for: url) {
            try db.enqueue(ReadPage(url: link, author: post.author), uniqueKey: link)
        }
    }

    /// Reads a page, unless it was read meanwhile, its author wants too many, or its host has to be given a rest.
    func read(_ job: ReadPage, _ context: JobContext) async throws {
        let now = clock.now
        let isKnown = try await database.read { db in try PageStore(db).page(job.url, at: now) != nil }
        guard !isKnown, let web, let url = WebURL(job.url), try await mayAsk(job) else { return }
        let admission = try await cache.admit(
            "previews.host:" + url.host,
            limit: PreviewsLimits.perHost,
            window: PreviewsLimits.perHostWindow
        )
        guard admission.allowed else {
            return try await wait(job, admission.retryAfter ?? PreviewsLimits.perHostWindow, context)
        }
        let outcome = try await outcome(of: url, on: web)
        Counter(label: "roost_previews_pages_total", dimensions: [("outcome", outcome.name)]).increment()
        let end = clock.now + outcome.lifetime
        try await database.write { db in
            try PageStore(db).keep(outcome.preview, of: job.url, until: end)
            if let preview = outcome.preview { try db.publish(LinkPreviewed(preview)) }
            try context.finish(in: db)
        }
    }

    /// Whether its author may have one more page read. Who waited for a host already was let through before.
    private func mayAsk(_ job: ReadPage) async throws -> Bool {
        guard let author = job.author, job.since == nil else { return true }
        return try await cache.admit(
            "previews.author:\(author)",
            limit: PreviewsLimits.perAuthor,
            window: PreviewsLimits.perAuthorWindow
        ).allowed
    }

    /// Asks again later, without keeping others from their work meanwhile. Those that wait for the same host are spread, as
    /// all of them are told the same moment, at which only the first would be let through.
    private func wait(_ job: ReadPage, _ pause: Duration, _ context: JobContext) async throws {
        let now = clock.now
        let since = job.since ?? now
        let window = PreviewsLimits.perHostWindow
        let spread = Duration.microseconds(Int64.random(in: 0..<(2 * window.wholeMicroseconds)))
        let again = now + max(pause, window / 2) + spread
        try await database.write { db in
            try context.finish(in: db)
            guard now - PreviewsLimits.patience < since else { return }
            try db.enqueue(
                ReadPage(url: job.url, author: job.author, since: since),
                runAt: again,
                uniqueKey: job.url
            )
        }
    }

    /// What a page says of itself. Whatever is wrong with it is the page's affair: there is nothing to show then.
    private func outcome(of url: WebURL, on web: any WebPages) async throws -> Outcome {
        let page: WebPage
        do {
            page = try await web.page(at: url)
        } catch let failure as WebFailure {
            return failure == .unreachable || failure == .timedOut ? .trouble : .nothing
        } catch let error as CancellationError {
            throw error
        } catch {
            logger.warning(
                "A page could not be read.",
                metadata: ["host": "\(url.host)", "error": "\(String(describing: error).prefix(500))"]
            )
            return .trouble
        }
        guard let text = PageText.decode(page.body, contentType: page.contentType),
            let preview = PageHead(text).preview(of: url.description)
        else { return .nothing }
        return .preview(preview)
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
