// SPDX-License-Identifier: Apache-2.0
public import NIOCore

/// The files of the web app.
public protocol StaticAssets: Sendable {
    /// The file at a path, already percent-decoded, that begins with a slash.
    ///
    /// `isNavigation` says that a browser asks for a page to show, so that an app that draws its own pages may
    /// answer with its first one.
    func asset(at path: String, isNavigation: Bool) -> StaticAsset?
}

/// One file of the web app, ready to be sent.
public struct StaticAsset: Sendable {
    /// Its bytes.
    public let bytes: ByteBuffer
    /// Its bytes in gzip form; nil where that is no smaller.
    public let gzip: ByteBuffer?
    /// Its bytes in brotli form, smaller yet; nil where there are none.
    public let brotli: ByteBuffer?
    /// Its media type.
    public let contentType: String
    /// Stands for its bytes. With the quotes.
    public let etag: String
    /// Whether the bytes never change under this name.
    public let isImmutable: Bool

    /// A file.
    public init(
        bytes: ByteBuffer,
        gzip: ByteBuffer? = nil,
        brotli: ByteBuffer? = nil,
        contentType: String,
        etag: String,
        isImmutable: Bool = false
    ) {
        self.bytes = bytes
        self.gzip = gzip
        self.brotli = brotli
        self.contentType = contentType
        self.etag = etag
        self.isImmutable = isImmutable
    }
}

extension StaticAsset {
    /// The smallest form that a client takes, and its name.
    fileprivate func form(for facts: RequestFacts) -> (bytes: ByteBuffer, coding: String?) {
        if let brotli, facts.acceptsBrotli { return (brotli, "br") }
        if let gzip, facts.acceptsGzip { return (gzip, "gzip") }
        return (bytes, nil)
    }
}

extension Reply {
    /// A file of the web app, or 304 when the client has it.
    init(_ asset: StaticAsset, _ facts: RequestFacts) {
        let policy: HeaderPolicy = asset.isImmutable ? .immutable : .page
        var fields = [(name: "ETag", value: asset.etag)]
        if asset.gzip != nil || asset.brotli != nil { fields.append(("Vary", "Accept-Encoding")) }
        if facts.ifNoneMatch?.matches(etag: asset.etag) == true {
            self.init(status: 304, policy: policy, fields: fields)
        } else {
            let (bytes, coding) = asset.form(for: facts)
            if let coding { fields.append(("Content-Encoding", coding)) }
            self.init(
                status: 200,
                body: .buffer(bytes),
                contentType: asset.contentType,
                policy: policy,
                fields: fields
            )
        }
        isCompressible = false
    }
}
