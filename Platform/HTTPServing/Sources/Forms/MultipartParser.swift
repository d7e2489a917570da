// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

// multipart/form-data as RFC 7578 has it, and no more. Browsers and HTTP libraries write it in one way; whatever is
// written otherwise is refused, since two programs could read it differently:
//
//   --boundary CRLF  header CRLF … CRLF  bytes  CRLF --boundary  …  CRLF --boundary-- [CRLF]
//
//   no text before the first boundary or after the last; one Content-Disposition with one name; no
//   Content-Transfer-Encoding; bounds on parts, headers and texts. States: boundary → header → bytes → boundary … → end.
//
// The parser holds back as many bytes as a boundary is long, and the header of a part; all else it hands on at once.

/// What is wrong with a form.
struct MultipartProblem: Error, Equatable {
    let field: String
    let message: String

    static func body(_ message: String) -> Self { Self(field: "body", message: message) }

    var failure: Failure { .invalid(field, message) }
}

/// Takes a form apart as it arrives.
struct MultipartParser {
    /// What was found.
    enum Finding: Equatable {
        /// A field begins.
        case begin(name: String, isFile: Bool)
        /// More of its bytes.
        case bytes([UInt8])
        /// It is complete.
        case end
    }

    /// The most fields of a form.
    static let mostParts = 16
    /// The most bytes of the header of one part.
    static let headerBytes = 2_048

    private enum State {
        case start, afterBoundary, header, bytes, end, over
    }

    /// CRLF, two dashes, the boundary.
    private let delimiter: [UInt8]
    private var state = State.start
    private var buffer: [UInt8] = []
    private var partCount = 0
    private var names: Set<String> = []

    /// A parser for a boundary that `boundary(of:)` found.
    init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

    /// The boundary that a `Content-Type` field names. Nil when it names none of 1 to 70 plain characters.
    static func boundary(of contentType: String) -> String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2,
                parts[0].trimmingCharacters(in: .whitespaces).lowercased() == "boundary"
            else { continue }
            var value = parts[1].trimmingCharacters(in: .whitespaces)[...]
            if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count > 2 {
                value = value.dropFirst().dropLast()
            }
            let isPlain = value.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
            }
            return (1...70).contains(value.utf8.count) && isPlain ? String(value) : nil
        }
        return nil
    }

    /// Whether the form is complete; the last line need not be ended.
    var isOver: Bool { state == .over || state == .end && buffer.isEmpty }

    /// Takes more of the form and hands what it finds to `report`.
    mutating func feed(
        _ bytes: some Sequence<UInt8>,
        _ report: (Finding) throws -> Void
    ) throws {
        buffer.append(contentsOf: bytes)
        while try step(report) {}
    }

    /// Goes one step. False when more bytes are needed.
    private mutating func step(_ report: (Finding) throws -> Void) throws -> Bool {
        switch state {
        case .start:
            guard buffer.count >= delimiter.count - 2 else { return false }
            guard buffer.starts(with: delimiter.dropFirst(2)) else {
                throw MultipartProblem.body("Must begin with its boundary.")
            }
            buffer.removeFirst(delimiter.count - 2)
            state = .afterBoundary
        case .afterBoundary: return try endOfBoundary()
        case .header: return try header(report)
        case .bytes: return try bytes(report)
        case .end:
            // One line break may follow, and nothing else.
            guard buffer.count <= 2, [13, 10].starts(with: buffer) else {
                throw MultipartProblem.body("Must end with its boundary.")
            }
            state = buffer.count == 2 ? .over : .end
            if state == .over { buffer = [] }
            return false
        case .over:
            guard buffer.isEmpty else { throw MultipartProblem.body("Must end with its boundary.") }
            return false
        }
        return true
    }

    private mutating func endOfBoundary() throws -> Bool {
        guard buffer.count >= 2 else { return false }
        switch (buffer[0], buffer[1]) {
        case (13, 10):
            partCount += 1
            guard partCount <= Self.mostParts else {
                throw MultipartProblem.body("Must have at most \(Self.mostParts) fields.")
            }
            state = .header
        case (UInt8(ascii: "-"), UInt8(ascii: "-")): state = .end
        default: throw MultipartProblem.body("Has a boundary that does not end its line.")
        }
        buffer.removeFirst(2)
        return true
    }

    private mutating func header(_ report: (Finding) throws -> Void) throws -> Bool {
        let end = Self.find([13, 10, 13, 10], in: buffer)
        guard end ?? buffer.count <= Self.headerBytes else {
            throw MultipartProblem.body("Has a field whose header is too long.")
        }
        guard let end else { return false }
        let field = try PartHeader(buffer[..<end])
        guard names.insert(field.name).inserted else {
            throw MultipartProblem(field: field.name, message: "Must be there once.")
        }
        try report(.begin(name: field.name, isFile: field.isFile))
        buffer.removeFirst(end + 4)
        state = .bytes
        return true
    }

    private mutating func bytes(_ report: (Finding) throws -> Void) throws -> Bool {
        let found = Self.find(delimiter, in: buffer)
        // What may be the beginning of a boundary is kept back.
        let end = found ?? max(0, buffer.count - delimiter.count + 1)
        if end > 0 { try report(.bytes(Array(buffer[..<end]))) }
        buffer.removeFirst(found == nil ? end : end + delimiter.count)
        guard found != nil else { return false }
        state = .afterBoundary
        try report(.end)
        return true
    }

    /// Where a short text begins in a longer one.
    static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        return bytes.withUnsafeBytes { all in
            needle.withUnsafeBytes { needle in
                guard let start = all.baseAddress, let wanted = needle.baseAddress else { return nil }
                let last = all.count - needle.count
                var position = 0
                while position <= last,
                    let hit = memchr(start + position, Int32(first), last - position + 1)
                {
                    position = UnsafeRawPointer(hit) - start
                    if memcmp(start + position, wanted, needle.count) == 0 { return position }
                    position += 1
                }
                return nil
            }
        }
    }
}

/// The header of one part: what the field is called and whether it is a file.
private struct PartHeader {
    let name: String
    let isFile: Bool

    init(_ bytes: ArraySlice<UInt8>) throws {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MultipartProblem.body("Has a field whose header is not UTF-8.")
        }
        var disposition: Substring?
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !line.utf8.contains(where: { $0 < 0x20 && $0 != 9 }) else {
                throw MultipartProblem.body("Has a field whose header is not well-formed.")
            }
            switch parts[0].lowercased() {
            case "content-disposition" where disposition == nil: disposition = parts[1]
            case "content-disposition", "content-transfer-encoding":
                throw MultipartProblem.body("Has a field whose header may be read in two ways.")
            default: break  // What the client says of the type proves nothing.
            }
        }
        guard let disposition else { throw MultipartProblem.body("Has a field without a name.") }
        let fields = try Self.parameters(disposition)
        guard let name = fields["name"], (1...64).contains(name.utf8.count) else {
            throw MultipartProblem.body("Has a field without a name.")
        }
        self.name = name
        isFile = fields["filename"] != nil || fields["filename*"] != nil
    }

    /// The parameters of ` form-data; name="file"; filename="a.jpg"`. A quote is written as `%22` or `\"`.
    private static func parameters(_ text: Substring) throws -> [String: String] {
        let problem = MultipartProblem.body("Has a field whose header is not well-formed.")
        var rest = text.drop { $0 == " " || $0 == "\t" }
        guard rest.lowercased().hasPrefix("form-data") else { throw problem }
        rest = rest.dropFirst("form-data".count)
        var fields: [String: String] = [:]
        while true {
            rest = rest.drop { $0 == " " || $0 == "\t" }
            guard !rest.isEmpty else { return fields }
            guard rest.first == ";" else { throw problem }
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let key = rest.prefix { $0 != "=" && $0 != ";" }.lowercased()
            rest = rest.dropFirst(key.count)
            guard rest.first == "=", !key.isEmpty, fields[key] == nil else { throw problem }
            rest = rest.dropFirst()
            guard rest.first == "\"" else {
                let value = rest.prefix { $0 != ";" && $0 != " " }
                fields[key] = String(value)
                rest = rest.dropFirst(value.count)
                continue
            }
            rest = rest.dropFirst()
            var value = ""
            while let next = rest.first, next != "\"" {
                rest = rest.dropFirst()
                if next == "\\", let escaped = rest.first, escaped == "\"" || escaped == "\\" {
                    value.append(escaped)
                    rest = rest.dropFirst()
                } else {
                    value.append(next)
                }
            }
            guard rest.first == "\"" else { throw problem }
            rest = rest.dropFirst()
            fields[key] = value
        }
    }
}
