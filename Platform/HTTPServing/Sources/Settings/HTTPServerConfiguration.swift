// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Where and how the server listens, and what it allows.
public struct HTTPServerConfiguration: Sendable {
    /// The address to listen on; `0.0.0.0` or `::` for all.
    public var host = "127.0.0.1"
    /// The port; 0 for any free one.
    public var port = 8080
    /// The certificate; nil for plain HTTP.
    public var tls: TLSFiles?
    /// Whether HTTP/2 is offered to clients that come over TLS.
    public var offersHTTP2 = true
    /// Whether clients reach this server over HTTPS that a proxy ends; a certificate of our own implies it.
    public var isBehindHTTPS = false
    /// The folder where the files of forms are written until they are read, under no name.
    public var formFolder = NSTemporaryDirectory()
    /// What is too large or too many.
    public var limits = HTTPLimits()
    /// What is too slow.
    public var timeouts = HTTPTimeouts()
    /// The origins of other sites whose pages may call the API, as in `https://app.example.org`; `*` for all.
    public var crossOrigins: Set<String> = []
    /// The proxies whose word on the client's address is taken.
    public var trustedProxies: [AddressRange] = []
    /// The only addresses that are served; empty for all.
    public var allowedAddresses: [AddressRange] = []
    /// The addresses that are not served.
    public var deniedAddresses: [AddressRange] = []
    /// How many requests are allowed in which time; nil for no limit, for benchmarks and tests.
    public var rateLimits: RateLimits? = RateLimits()
    /// Whether text is sent compressed to clients that accept it.
    public var compressesReplies = true

    /// The defaults: plain HTTP on the loopback interface, port 8080.
    public init() {}
}

/// The files of a certificate, in PEM form.
public struct TLSFiles: Sendable, Hashable {
    /// The certificate and those that vouch for it.
    public var certificateChain: String
    /// The private key of the certificate.
    public var privateKey: String

    /// The files at the given paths.
    public init(certificateChain: String, privateKey: String) {
        (self.certificateChain, self.privateKey) = (certificateChain, privateKey)
    }
}

/// What is too large or too many.
public struct HTTPLimits: Sendable, Hashable {
    /// The most bytes of all header fields of a request together.
    public var headerBytes = 16_384
    /// The most header fields of a request.
    public var headerFields = 100
    /// The most bytes of a path with its query.
    public var uriBytes = 8_192
    /// The most connections, sockets included; further ones are told 503.
    public var connections = 20_000
    /// The most requests that are answered at once, waiting polls of sockets aside; further ones are told 503.
    public var concurrentRequests = 2_000
    /// The most forms with files that arrive at once; further ones are told 503.
    public var concurrentForms = 64
    /// The most requests that one HTTP/2 connection may have open.
    public var streamsPerConnection = 100
    /// The most bytes a client may still send after it was refused, before the connection is cut.
    public var bytesAfterRefusal = 262_144
    /// The most bytes of replies that are kept for repeated requests with an `Idempotency-Key`.
    public var idempotencyBytes = 33_554_432

    /// The defaults.
    public init() {}
}

/// What is too slow.
public struct HTTPTimeouts: Sendable, Hashable {
    /// From the first byte of a request to the end of its header.
    public var header: Duration = .seconds(10)
    /// From the header to the end of the body, whatever its size.
    public var body: Duration = .seconds(120)
    /// After this the body has to have arrived at the least rate.
    public var bodyGrace: Duration = .seconds(10)
    /// The least rate of a body, in bytes a second.
    public var bodyBytesPerSecond = 1_024
    /// From the end of a request to its reply.
    public var reply: Duration = .seconds(60)
    /// How long a connection may be without a request.
    public var idle: Duration = .seconds(75)
    /// How long a client may leave a reply unread.
    public var write: Duration = .seconds(60)
    /// How long a TLS handshake may take.
    public var handshake: Duration = .seconds(10)
    /// How long requests may take to finish when the server stops.
    public var drain: Duration = .seconds(10)

    /// The defaults.
    public init() {}
}
