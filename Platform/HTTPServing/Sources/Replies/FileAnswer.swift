// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints

/// What a request says of the part of a file it wants (RFC 9110, sections 13 and 14).
struct FileConditions: Sendable {
    var ifNoneMatch: String?
    var ifRange: String?
    var range: String?

    /// Which part is wanted.
    enum Part: Equatable {
        case whole
        case range(Range<Int64>)
        case unsatisfiable
    }

    /// The part of a file of this size; all of it where the request is not understood, as the standard has it. Of
    /// several ranges none is served alone: whoever asks for two gets everything.
    func part(of size: Int64, etag: String) -> Part {
        guard let range, range.hasPrefix("bytes="), ifRange == nil || ifRange == etag else { return .whole }
        let ends = range.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, !range.contains(",") else { return .whole }
        let (first, last) = (Self.number(ends[0]), Self.number(ends[1]))
        if ends[0].isEmpty {
            guard let last else { return .whole }
            return last > 0 && size > 0 ? .range(max(0, size - last)..<size) : .unsatisfiable
        }
        guard let first, ends[1].isEmpty || last != nil, last ?? first >= first else { return .whole }
        guard first < size else { return .unsatisfiable }
        return .range(first..<min(size, (last ?? size - 1) &+ 1))
    }

    /// Digits and nothing else; what does not fit is as good as the largest number.
    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return min(Int64(text) ?? .max, .max - 1)
    }
}

extension Reply {
    /// A file or the part of it that was asked for, or that the client has it.
    static func file(_ file: FileReply, _ conditions: FileConditions) async throws -> Reply {
        var reply = Reply(
            status: 200,
            policy: file.downloadName == nil ? .file : .download,
            fields: [("ETag", file.etag), ("Accept-Ranges", "bytes")]
        )
        if let name = file.downloadName {
            reply.fields.append(("Content-Disposition", "attachment; filename=\"\(name)\""))
        }
        reply.isCompressible = false
        if conditions.ifNoneMatch?.matches(etag: file.etag) == true {
            reply.status = 304
            return reply
        }
        var range = 0..<file.size
        switch conditions.part(of: file.size, etag: file.etag) {
        case .whole: break
        case .range(let part):
            range = part
            reply.status = 206
            let last = part.upperBound - 1
            reply.fields.append(("Content-Range", "bytes \(part.lowerBound)-\(last)/\(file.size)"))
        case .unsatisfiable:
            var refusal = Reply(
                Failure(.invalid, .unsatisfiableRange, "The file has no such part."),
                status: 416
            )
            refusal.fields.append(("Content-Range", "bytes */\(file.size)"))
            return refusal
        }
        reply.contentType = file.contentType
        reply.body =
            range.count > ReplyStream.pieceSize
            ? .stream(ReplyStream(range: range, read: file.read)) : .bytes(try await file.read(range))
        return reply
    }
}
