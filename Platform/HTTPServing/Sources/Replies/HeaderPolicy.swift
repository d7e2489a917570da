// SPDX-License-Identifier: Apache-2.0

/// Which standing header fields a reply gets.
enum HeaderPolicy: Int, Sendable, CaseIterable {
    /// Data for programs, never to be stored.
    case api
    /// Something a browser shows, asked for again each time.
    case page
    /// A file that never changes under its name.
    case immutable
    /// Data for programs that may be kept if it is asked for again each time.
    case revalidated
    /// A file that somebody uploaded, for the one who asked alone.
    case file
    /// A file that is saved, for the one who asked alone, and kept nowhere on the way.
    case download
    /// What speaks for itself: replies of the socket protocol.
    case bare
}

/// The standing header fields, made once.
struct StandingHeaders: Sendable {
    private let fields: [[(name: String, value: String)]]
    private let lines: [[UInt8]]

    /// - Parameter isHTTPS: Whether clients come over HTTPS and shall keep to it.
    init(isHTTPS: Bool) {
        fields = HeaderPolicy.allCases.map { Self.fields($0, isHTTPS: isHTTPS) }
        lines = fields.map { list in Array(list.map { "\($0.name): \($0.value)\r\n" }.joined().utf8) }
    }

    /// The fields as names and values.
    func fields(for policy: HeaderPolicy) -> [(name: String, value: String)] { fields[policy.rawValue] }

    /// The fields as lines of HTTP/1.1.
    func lines(for policy: HeaderPolicy) -> [UInt8] { lines[policy.rawValue] }

    private static func fields(_ policy: HeaderPolicy, isHTTPS: Bool) -> [(name: String, value: String)] {
        var fields = [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
        ]
        if isHTTPS { fields.append(("Strict-Transport-Security", "max-age=31536000; includeSubDomains")) }
        switch policy {
        case .api, .bare, .revalidated:
            // Read by scripts only, so as a document it may do nothing.
            fields.append(("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
        case .file, .download:
            // Opened as a page of its own it may do nothing, whatever a browser takes it for.
            fields.append(("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'"))
            fields.append(("Cross-Origin-Resource-Policy", "same-origin"))
        case .page, .immutable:
            fields.append(("Content-Security-Policy", contentSecurityPolicy))
            fields.append(("Permissions-Policy", permissionsPolicy))
            fields.append(("Cross-Origin-Resource-Policy", "same-origin"))
        }
        switch policy {
        case .api, .bare, .download: fields.append(("Cache-Control", "no-store"))
        case .page, .revalidated: fields.append(("Cache-Control", "no-cache"))
        case .file: fields.append(("Cache-Control", "private, max-age=86400, immutable"))
        case .immutable: fields.append(("Cache-Control", "public, max-age=31536000, immutable"))
        }
        return fields
    }

    /// 'self' covers sockets to the same host and port, `wss` for `https`, in every browser that knows CSP 3.
    private static let contentSecurityPolicy = [
        "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "media-src 'self' blob:", "connect-src 'self'", "worker-src 'self'", "manifest-src 'self'",
        "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'",
    ].joined(separator: "; ")

    /// A community has calls and shares its place; nothing else of the device is asked for.
    private static let permissionsPolicy = [
        "camera=(self)", "microphone=(self)", "geolocation=(self)", "display-capture=(self)", "payment=()",
        "usb=()", "serial=()",
    ].joined(separator: ", ")
}
