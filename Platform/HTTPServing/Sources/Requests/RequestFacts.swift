// SPDX-License-Identifier: Apache-2.0
import NIOHTTP1

/// What the server wants to know of a request's header, read in one pass.
struct RequestFacts {
    /// How a body is packed.
    enum BodyCoding {
        case identity, gzip, deflate, unknown
    }

    var hostCount = 0
    var host: String?
    var authorization: String?
    var contentType: String?
    var contentLength: Int?
    var isChunked = false
    var bodyCoding: BodyCoding = .identity
    var expectsContinue = false
    var userAgent: String?
    var origin: String?
    var accept: String?
    var acceptEncoding: String?
    var ifNoneMatch: String?
    var ifRange: String?
    var range: String?
    var requestID: String?
    var idempotencyKey: String?
    var forwardedFor: [String] = []
    var forwarded: [String] = []
    var upgrade: String?
    var connection: String?
    var webSocketKey: String?
    var webSocketVersion: String?
    var preflightMethod: String?
    /// Whether a field came twice that has one value, so that two programs could read different ones (RFC 9110, 5.3).
    var isAmbiguous = false

    /// Whether a body follows the header.
    var hasBody: Bool { isChunked || (contentLength ?? 0) > 0 }

    /// Whether the reply may be in gzip form. Read only where it matters, as it takes longer than the rest.
    var acceptsGzip: Bool { acceptEncoding?.acceptsCoding("gzip") ?? false }

    /// Whether the reply may be in brotli form. `*` is said by clients that were written before it, so it has no say.
    var acceptsBrotli: Bool { acceptEncoding?.acceptsCoding("br", isNamed: true) ?? false }

    /// Whether the HTTP/1.1 parser hands the connection over after this request, to whatever protocol.
    var asksForUpgrade: Bool { upgrade != nil && connection?.hasToken("upgrade") == true }

    init(_ headers: HTTPHeaders) {
        for (name, value) in headers { note(name, value) }
    }

    /// The length tells apart nearly all names, so most fields cost one comparison.
    private mutating func note(_ name: String, _ value: String) {
        switch name.utf8.count {
        case ...10: noteShort(name, value)
        case ...14: noteMedium(name, value)
        default: noteLong(name, value)
        }
    }

    private mutating func noteShort(_ name: String, _ value: String) {
        switch name.utf8.count {
        case 4 where name.isField("host"):
            host = value
            hostCount += 1
        case 5 where name.isField("range"): Self.take(value, &range, &isAmbiguous)
        case 8 where name.isField("if-range"): ifRange = value
        case 6 where name.isField("origin"): Self.take(value, &origin, &isAmbiguous)
        case 6 where name.isField("accept"): accept = value
        case 6 where name.isField("expect"): expectsContinue = value.isField("100-continue")
        case 7 where name.isField("upgrade"): upgrade = value
        case 9 where name.isField("forwarded"): forwarded.append(value)
        case 10 where name.isField("connection"): connection = connection.map { $0 + "," + value } ?? value
        case 10 where name.isField("user-agent"): userAgent = Self.cut(value)
        default: break
        }
    }

    private mutating func noteMedium(_ name: String, _ value: String) {
        switch name.utf8.count {
        case 12 where name.isField("content-type"): Self.take(value, &contentType, &isAmbiguous)
        case 12 where name.isField("x-request-id"): requestID = value
        case 13 where name.isField("authorization"): Self.take(value, &authorization, &isAmbiguous)
        case 13 where name.isField("if-none-match"): ifNoneMatch = value
        case 14 where name.isField("content-length"): contentLength = Int(value)
        default: break
        }
    }

    private mutating func noteLong(_ name: String, _ value: String) {
        switch name.utf8.count {
        case 15 where name.isField("accept-encoding"): acceptEncoding = value
        case 15 where name.isField("idempotency-key"): Self.take(value, &idempotencyKey, &isAmbiguous)
        case 15 where name.isField("x-forwarded-for"): forwardedFor.append(value)
        case 16 where name.isField("content-encoding"): bodyCoding = Self.coding(value)
        case 17 where name.isField("transfer-encoding"): isChunked = true
        case 17 where name.isField("sec-websocket-key"): Self.take(value, &webSocketKey, &isAmbiguous)
        case 21 where name.isField("sec-websocket-version"): webSocketVersion = value
        case 29 where name.isField("access-control-request-method"): preflightMethod = value
        default: break
        }
    }

    private static func take(_ value: String, _ field: inout String?, _ isAmbiguous: inout Bool) {
        if field != nil { isAmbiguous = true }
        field = value
    }

    /// Longer than any browser's; what is shown in a list of sessions need not be longer.
    private static let userAgentLimit = 512

    private static func cut(_ userAgent: String) -> String {
        userAgent.utf8.count <= userAgentLimit ? userAgent : String(userAgent.prefix(userAgentLimit))
    }

    private static func coding(_ value: String) -> BodyCoding {
        if value.isField("gzip") || value.isField("x-gzip") { return .gzip }
        if value.isField("deflate") { return .deflate }
        return value.isField("identity") || value.isEmpty ? .identity : .unknown
    }
}

extension StringProtocol {
    /// Whether the text is the given lower-case one, the case of ASCII letters aside.
    func isField(_ name: StaticString) -> Bool {
        guard utf8.count == name.utf8CodeUnitCount else { return false }
        var expected = name.utf8Start
        for byte in utf8 {
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            guard (isUpper ? byte | 0x20 : byte) == expected.pointee else { return false }
            expected += 1
        }
        return true
    }

    /// The items of a comma-separated field, without the white space around them.
    var listItems: [SubSequence] {
        split(separator: ",").map { item in
            let start = item.firstIndex { $0 != " " && $0 != "\t" } ?? item.endIndex
            let end =
                item.lastIndex { $0 != " " && $0 != "\t" }.map { item.index(after: $0) } ?? item.endIndex
            return item[start..<Swift.max(start, end)]
        }
    }

    /// Whether a comma-separated field has the given item.
    func hasToken(_ token: StaticString) -> Bool { listItems.contains { $0.isField(token) } }

    /// Whether an `Accept-Encoding` field allows a coding; `q=0` forbids it.
    func acceptsCoding(_ coding: StaticString, isNamed: Bool = false) -> Bool {
        listItems.contains { item in
            let parts = item.split(separator: ";")
            guard let name = parts.first, name.isField(coding) || (!isNamed && name.isField("*"))
            else { return false }
            let weight = parts.dropFirst().first.map { String($0.filter { $0 != " " }) } ?? ""
            return !["q=0", "q=0.0", "q=0.00", "q=0.000"].contains(weight.lowercased())
        }
    }
}
