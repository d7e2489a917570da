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

    /// What is known of a page and not too old; nil when it has to be read.
    func page(_ url: String, at now: Timestamp) throws -> Entry? {
        let text: String?? = try db.first(
            "SELECT preview FROM previews.pages WHERE url = \(url) AND expires_at > \(now)"
        ) { try $0[0] as String? }
        guard let text else { return nil }
        return Entry(
            preview: try text.map { try JSONDecoder().decode(LinkPreview.self, from: Data($0.utf8)) }
        )
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

    /// Whether as many pages wait to be read as may.
    func isFull() throws -> Bool {
        try db.exists(
            """
            SELECT 1 FROM previews.jobs WHERE name = \(ReadPage.name.description) AND state = 'ready'
            ORDER BY id LIMIT 1 OFFSET \(PreviewsLimits.waiting - 1)
            """
        )
    }
}
