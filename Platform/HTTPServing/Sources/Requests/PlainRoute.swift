// SPDX-License-Identifier: Apache-2.0

/// A path that is no endpoint and is answered with what a closure returns: `/health/live`, `/metrics`.
public struct PlainRoute: Sendable {
    /// What to answer.
    public struct Content: Sendable {
        /// The HTTP status.
        public var status: Int
        /// The media type.
        public var contentType: String
        /// The body.
        public var body: [UInt8]
        /// Stands for the body, so that a client that has it already is told 304. With the quotes.
        public var etag: String?
        /// Whether a browser shows it, so that it may load scripts and styles of this site.
        public var isPage: Bool

        /// Content.
        public init(
            _ body: [UInt8],
            contentType: String,
            status: Int = 200,
            etag: String? = nil,
            isPage: Bool = false
        ) {
            self.body = body
            self.contentType = contentType
            self.status = status
            self.etag = etag
            self.isPage = isPage
        }
    }

    /// The whole path.
    public let path: String
    /// Whether it counts as a request in the metrics and the limits; health checks and scrapes do not.
    public let isLimited: Bool
    /// Makes the answer to a GET.
    public let content: @Sendable () async throws -> Content

    /// A path and what answers it.
    public init(
        _ path: String,
        isLimited: Bool = true,
        content: @escaping @Sendable () async throws -> Content
    ) {
        (self.path, self.isLimited, self.content) = (path, isLimited, content)
    }
}

extension Reply {
    /// Content of a plain route, or 304 when the client has it.
    init(_ content: PlainRoute.Content, ifNoneMatch: String?) {
        let policy: HeaderPolicy = content.isPage ? .page : content.etag == nil ? .api : .revalidated
        self.init(
            status: content.status,
            body: .bytes(content.body),
            contentType: content.contentType,
            policy: policy
        )
        guard let etag = content.etag else { return }
        if ifNoneMatch?.matches(etag: etag) == true {
            self.init(status: 304, policy: policy)
        }
        fields.append(("ETag", etag))
    }
}

extension String {
    /// Whether an `If-None-Match` field names the given tag; weak and strong ones count the same there.
    func matches(etag: String) -> Bool {
        let opaque = etag.hasPrefix("W/") ? etag.dropFirst(2) : etag[...]
        return listItems.contains { item in
            item == "*" || (item.hasPrefix("W/") ? item.dropFirst(2) : item) == opaque
        }
    }
}
