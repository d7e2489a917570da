// SPDX-License-Identifier: Apache-2.0
public import Core

/// Keeps large objects: on local disk, or behind the S3 API with the same promises.
///
/// A blob appears whole or not at all, and survives a power cut once `put` returned. Whoever reads one while it is
/// replaced or deleted reads the old one to its end.
public protocol BlobStore: Sendable {
    /// Stores what `chunks` delivers under `key`, over whatever was there. More than `limit` bytes are refused
    /// with `tooLarge`; a full disk is `unavailable`. When anything fails nothing changes.
    func put<Chunks: AsyncSequence & Sendable>(
        _ key: BlobKey,
        type: String,
        limit: Int64,
        from chunks: Chunks
    ) async throws -> BlobStat where Chunks.Element == [UInt8]

    /// Opens a blob, or the part of it in `range` (cut at its end); nil when there is none. A range that begins
    /// past the end is refused as `invalid`.
    func get(_ key: BlobKey, range: Range<Int64>?) async throws -> BlobContent?

    /// Describes a blob; nil when there is none.
    func stat(_ key: BlobKey) async throws -> BlobStat?

    /// Deletes a blob; nothing happens where there is none.
    func delete(_ key: BlobKey) async throws

    /// Lists blobs, of one area or of all, in an order of the store's own. A blob that exists throughout appears
    /// exactly once.
    func list(area: String?, after cursor: String?, limit: Int) async throws -> BlobPage
}

extension BlobStore {
    /// Opens a whole blob; nil when there is none.
    public func get(_ key: BlobKey) async throws -> BlobContent? {
        try await get(key, range: nil)
    }
}

/// What is known of a blob without reading it.
public struct BlobStat: Hashable, Sendable {
    /// Its name.
    public let key: BlobKey
    /// Its length in bytes.
    public let size: Int64
    /// The SHA-256 of its bytes, as 64 lower-case hexadecimal digits.
    public let sha256: String
    /// Its media type, as it was given.
    public let type: String
    /// When it was stored.
    public let storedAt: Timestamp

    /// A description with all its parts.
    public init(key: BlobKey, size: Int64, sha256: String, type: String, storedAt: Timestamp) {
        self.key = key
        self.size = size
        self.sha256 = sha256
        self.type = type
        self.storedAt = storedAt
    }
}

/// An open blob.
public struct BlobContent: Sendable {
    /// The whole blob.
    public let stat: BlobStat
    /// Which of its bytes follow.
    public let range: Range<Int64>
    /// The bytes, to be read once.
    public let chunks: BlobChunks

    /// An open blob with its bytes.
    public init(stat: BlobStat, range: Range<Int64>, chunks: BlobChunks) {
        self.stat = stat
        self.range = range
        self.chunks = chunks
    }

    /// Reads everything into memory, refusing more than `limit` bytes.
    public func collect(limit: Int) async throws -> [UInt8] {
        guard range.count <= limit else {
            throw Failure(.tooLarge, .tooLarge, "The file is larger than \(limit) bytes.")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        for try await chunk in chunks { bytes += chunk }
        return bytes
    }
}

/// The bytes of a blob, piece by piece as the reader asks for them.
public struct BlobChunks: AsyncSequence, Sendable {
    public typealias Element = [UInt8]
    /// Returns the next piece, or nil at the end.
    public typealias Next = () async throws -> [UInt8]?

    /// Reads the pieces in order.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let nextChunk: Next

        public mutating func next() async throws -> [UInt8]? { try await nextChunk() }
    }

    private let start: @Sendable () -> Next

    /// The pieces that the function made by `start` returns.
    public init(_ start: @escaping @Sendable () -> Next) {
        self.start = start
    }

    public func makeAsyncIterator() -> Iterator { Iterator(nextChunk: start()) }
}

/// One page of a list of blobs.
public struct BlobPage: Sendable {
    /// The blobs, whole descriptions.
    public let items: [BlobStat]
    /// What to pass as `after` for the next page; nil at the end.
    public let nextCursor: String?

    /// A page with its continuation.
    public init(items: [BlobStat], nextCursor: String?) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

/// What a blob store accepts.
public enum BlobLimits {
    /// The longest media type, in bytes.
    public static let typeLength = 127
    /// The most blobs a page of a list holds.
    public static let pageSize = 1000

    /// Refuses what is not a plain media type, because it is sent back as a header.
    public static func check(type: String) throws {
        let isPlain = type.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard (1...typeLength).contains(type.utf8.count), isPlain else {
            throw Failure.invalid("type", "Must be a media type of at most \(typeLength) characters.")
        }
    }
}
