// SPDX-License-Identifier: Apache-2.0
public import Core

/// Reads pages of the web: the way out of the site, for what strangers ask it to look at.
public protocol WebPages: Sendable {
    /// The page behind an address, after redirects. Throws `WebFailure`, or what this machine itself has trouble with.
    func page(at url: WebURL) async throws -> WebPage
}

/// A page as it came.
public struct WebPage: Sendable {
    /// Where it was found in the end.
    public let url: WebURL
    /// What kind it says it is, with parameters: `text/html; charset=utf-8`.
    public let contentType: String
    /// Its first bytes, unpacked.
    public let body: [UInt8]

    /// A page.
    public init(url: WebURL, contentType: String, body: [UInt8]) {
        (self.url, self.contentType, self.body) = (url, contentType, body)
    }
}

/// Why there is no page.
public enum WebFailure: Error, Equatable {
    /// The address leads where strangers must not send this site.
    case forbidden
    /// The name is unknown, nobody answers, or the certificate is not right.
    case unreachable
    /// It took too long.
    case timedOut
    /// It goes from one address to the next without end.
    case tooManyRedirects
    /// The server refuses.
    case status(Int)
    /// It is not of a kind that is read.
    case notAPage
    /// The answer is not well-formed.
    case malformed
}

/// How much of others' time and room a page may take.
public struct WebLimits: Sendable {
    /// How many redirects are followed.
    public var redirects = 3
    /// How long everything may take together, from the name to the last byte.
    public var time: Duration = .seconds(5)
    /// How much of a page is read, and how much of it once it is unpacked. What matters stands at the beginning.
    public var body = 512 * 1024
    /// How much may come around the body.
    public var head = 64 * 1024
    /// The kinds of pages that are read.
    public var kinds: Set<String> = ["text/html", "application/xhtml+xml"]

    /// The usual limits.
    public init() {}
}
