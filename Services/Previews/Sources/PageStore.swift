// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Foundation
import PreviewsAPI

/// SQL for `previews.pages`. Lives only inside a `read` or `write` block.
struct PageStore {
    /// What is known of a page.
    struct Entry {
        /// What it says of itself; nil when there is nothing to show.
        let preview: LinkPreview?
    }

    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// What is known of a page and not too old; nil when it has to be read, also when what is kept of it cannot be.
    func page(_ url: String, at now: Timestamp) throws -> Entry? {
        let text: String?? = try db.first(
            "SELECT preview FROM previews.pages WHERE url = \(url) AND expires_at > \(now)"
        ) { try $0[0] as String? }
        guard let text else { return nil }
        guard let text else { return Entry(preview: nil) }
        // What another version wrote is read anew from its page.
        guard let preview = try? JSONDecoder().decode(LinkPreview.self, from: Data(text.utf8)) else {
            return nil
        }
        return Entry(preview: preview)
    }

    func keep(_ preview: LinkPreview?, of url: String, until end: Timestamp) throws {
        let text = preview.map { String(decoding: JSON.bytes(of: $0), as: UTF8.self) }
        try db.run(
            """
            INSERT INTO previews.pages (url, preview, expires_at) VALUES (\(url), \(text), \(end))
            ON CONFLICT (url) DO UPDATE SET preview = excluded.preview, expires_at = excluded.expires_at
            """
        )
    }

    /// Forgets some of what is too old; false when there was no more.
    func forget(before now: Timestamp, limit: Int) throws -> Bool {
        try db.run(
            """
            DELETE FROM previews.pages WHERE url IN (
                SELECT url FROM previews.pages WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(limit)
            )
            """
        ) == limit
    }

    /// Whether as many pages wait to be read as may, in all or of this one's host.
    func isFull(for url: WebURL) throws -> Bool {
        try isWaiting(PreviewsLimits.waiting, "") || isWaiting(PreviewsLimits.waitingPerHost, ofHost(of: url))
    }

    private func isWaiting(_ count: Int, _ condition: SQLQuery) throws -> Bool {
        try db.exists(
            """
            SELECT 1 FROM previews.jobs WHERE name = \(ReadPage.name.description) AND state = 'ready' \(condition)
            ORDER BY id LIMIT 1 OFFSET \(count - 1)
            """
        )
    }

    /// Their key is the address. A `_` in the name of a host stands for any sign, which does no harm.
    private func ofHost(of url: WebURL) -> SQLQuery {
        let (open, closed) = ("http://\(url.authority)/%", "https://\(url.authority)/%")
        return "AND (unique_key LIKE \(open) OR unique_key LIKE \(closed))"
    }
}
