// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

/// What the body of a request is written in.
public enum BodyKind: Sendable, Hashable {
    /// JSON, held in memory.
    case json
    /// `multipart/form-data` (RFC 7578), its files written to disk as they arrive.
    case form

    /// The media type of such a body.
    public var mediaType: String {
        switch self {
        case .json: "application/json"
        case .form: "multipart/form-data"
        }
    }
}

/// A form as it arrived: its texts, and its files on disk.
public struct FormBody: Sendable {
    /// The texts by the names of their fields.
    public var texts: [String: String]
    /// The files by the names of their fields.
    public var files: [String: UploadedFile]
    /// Tells whether two forms are the same, for requests that are sent again.
    public var fingerprint: UInt64

    /// A form.
    public init(texts: [String: String] = [:], files: [String: UploadedFile] = [:], fingerprint: UInt64 = 0) {
        (self.texts, self.files, self.fingerprint) = (texts, files, fingerprint)
    }
}

/// A file that a client sent, on disk under no name: it is gone when the last reference to it is.
///
/// Neither its name nor the type that the client claims are kept: they prove nothing, so nobody shall rely on them.
public final class UploadedFile: Codable, Sendable, SchemaProviding {
    /// The open file, for reading at any place.
    public let descriptor: Int32
    /// Its length in bytes.
    public let size: Int64

    public static var schema: Schema { .string(Schema.StringFacts(format: "binary")) }

    /// Takes over an open file.
    public init(descriptor: Int32, size: Int64) { (self.descriptor, self.size) = (descriptor, size) }

    /// A file with the given bytes, for tests and for data that is made here.
    public convenience init(_ bytes: [UInt8], in folder: String? = nil) throws {
        let path = (folder ?? NSTemporaryDirectory()) + "/" + UUID().uuidString
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Failure.unavailable("Files cannot be stored now.", internal: "errno \(errno) at \(path)")
        }
        unlink(path)
        self.init(descriptor: descriptor, size: Int64(bytes.count))
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor,
                    buffer.baseAddress?.advanced(by: written),
                    bytes.count - written,
                    off_t(written)
                )
            }
            guard count > 0 else {
                throw Failure.unavailable(
                    "Files cannot be stored now.",
                    internal: "errno \(errno) while writing"
                )
            }
            written += count
        }
    }

    deinit { close(descriptor) }

    /// Reads up to `count` bytes at a place; fewer at the end of the file. Blocks.
    public func read(count: Int, at offset: Int64) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = 0
            while filled < count {
                let place = buffer.baseAddress?.advanced(by: filled)
                let read = pread(descriptor, place, count - filled, off_t(offset) + off_t(filled))
                if read < 0, errno == EINTR { continue }
                guard read > 0 else { return }
                filled += read
            }
        }
    }

    public convenience init(from decoder: any Decoder) throws {
        if let form = decoder as? FormFileDecoder {
            self.init(descriptor: dup(form.file.descriptor), size: form.file.size)
        } else if decoder is any SchemaSampling {
            self.init(descriptor: -1, size: 0)
        } else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "Must be a file.")
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(
            self,
            .init(codingPath: encoder.codingPath, debugDescription: "A file is sent in a form only.")
        )
    }
}

/// A decoder that only wants to know the shape of a type.
protocol SchemaSampling {}

/// A file as the reply of an endpoint: sent whole or in part, or not at all to whom has it.
public struct FileReply: Codable, Sendable, SchemaProviding {
    /// Its media type.
    public let contentType: String
    /// Its length in bytes.
    public let size: Int64
    /// Stands for its bytes. With the quotes.
    public let etag: String
    /// What it is called when it is saved; nil for what is shown, not saved.
    public let downloadName: String?
    /// Gives the bytes of a range within it. A long range is asked for in pieces.
    public let read: @Sendable (Range<Int64>) async throws -> [UInt8]

    public static var schema: Schema { .nothing }

    /// A file that never changes under its address, for the one who asks alone.
    public init(
        contentType: String,
        size: Int64,
        etag: String,
        downloadName: String? = nil,
        read: @escaping @Sendable (Range<Int64>) async throws -> [UInt8]
    ) {
        (self.contentType, self.size, self.etag, self.read) = (contentType, size, etag, read)
        self.downloadName = downloadName
    }

    public init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(
            .init(codingPath: decoder.codingPath, debugDescription: "A file is not decoded.")
        )
    }

    public func encode(to encoder: any Encoder) throws {
        throw EncodingError.invalidValue(
            self,
            .init(codingPath: encoder.codingPath, debugDescription: "A file is not encoded.")
        )
    }
}
