// SPDX-License-Identifier: Apache-2.0
public import Core
internal import Foundation

/// Blobs as files in a folder, see `DiskLayout`.
///
/// Written under another name, flushed, renamed, and the folder flushed. All file calls run on the store's own
/// threads.
public final class DiskBlobStore: BlobStore {
    /// Bytes a file is read and written by.
    private static let pieceSize = 256 << 10

    private let layout: DiskLayout
    private let threads: BlockingThreads
    private let clock: any WallClock
    private let write: FileCalls.Write

    /// The number of half-written files that this start found and removed.
    public let sweptAtStart: Int

    /// Opens the store in a folder, which is created; its parent has to be there.
    ///
    /// Up to `threads` file calls run at once and `waiting` more wait.
    public convenience init(
        folder: String,
        threads: Int = 4,
        waiting: Int = 1024,
        clock: any WallClock = SystemWallClock()
    ) throws {
        try self.init(
            folder: folder,
            threads: threads,
            waiting: waiting,
            clock: clock,
            write: FileCalls.write
        )
    }

    init(
        folder: String,
        threads: Int,
        waiting: Int,
        clock: any WallClock,
        write: @escaping FileCalls.Write
    ) throws {
        layout = DiskLayout(root: folder)
        try FileCalls.makeFolder(layout.root)
        try FileCalls.makeFolder(layout.incoming)
        // `names` leaves hidden files out and nothing in the folder is hidden.
        sweptAtStart = try IncomingBlob.sweep(layout)
        self.threads = BlockingThreads(name: "roost-files", count: threads, queueLimit: waiting)
        self.clock = clock
        self.write = write
    }

    public func put<Chunks: AsyncSequence & Sendable>(
        _ key: BlobKey,
        type: String,
        limit: Int64,
        from chunks: Chunks
    ) async throws -> BlobStat where Chunks.Element == [UInt8] {
        try BlobLimits.check(type: type)
        let file = try await threads.run { [layout, write] in try IncomingBlob(in: layout, write: write) }
        do {
            try await copy(chunks, to: file, limit: limit)
            try Task.checkCancellation()
            let time = clock.now
            return try await threads.run { try file.commit(as: key, type: type, at: time) }
        } catch {
            // A clean-up must happen even when the threads are too busy: then here, it is one call.
            do { try await threads.run { file.discard() } } catch { file.discard() }
            throw error
        }
    }

    public func get(_ key: BlobKey, range: Range<Int64>?) async throws -> BlobContent? {
        guard let file = try await threads.run({ [layout] in try OpenBlob(key, in: layout) }) else {
            return nil
        }
        let size = file.stat.size
        let range = range ?? 0..<size
        guard range.lowerBound >= 0, range.lowerBound < size || range.isEmpty && range.lowerBound == size
        else {
            throw Failure.invalid("range", "Begins after the end of the file.")
        }
        let clamped = range.lowerBound..<min(range.upperBound, size)
        return BlobContent(stat: file.stat, range: clamped, chunks: chunks(of: file, in: clamped))
    }

    public func stat(_ key: BlobKey) async throws -> BlobStat? {
        try await threads.run { [layout] in try OpenBlob(key, in: layout)?.stat }
    }

    public func delete(_ key: BlobKey) async throws {
        try await threads.run { [layout] in
            guard unlink(layout.path(of: key)) == 0 else {
                if errno == ENOENT || errno == ENOTDIR { return }
                throw FileCalls.failure("unlink")
            }
            try FileCalls.syncFolder(layout.folder(of: key))
        }
    }

    public func list(area: String?, after cursor: String?, limit: Int) async throws -> BlobPage {
        if let area, !BlobKey.isPart(area.utf8) {
            throw Failure.invalid("area", "Is not an area of blobs.")
        }
        let start = cursor.map { BlobKey($0) }
        if case .some(.none) = start { throw Failure.invalid("cursor", "Is not a cursor of this list.") }
        let limit = min(max(limit, 1), BlobLimits.pageSize)
        return try await threads.run { [layout] in
            try DiskListing(layout: layout, area: area, after: start ?? nil).page(limit: limit)
        }
    }

    private func copy<Chunks: AsyncSequence>(
        _ chunks: Chunks,
        to file: IncomingBlob,
        limit: Int64
    ) async throws where Chunks.Element == [UInt8] {
        var size: Int64 = 0
        var pending: [UInt8] = []
        for try await chunk in chunks {
            size += Int64(chunk.count)
            guard size <= limit else {
                throw Failure(.tooLarge, .tooLarge, "The file is larger than \(limit) bytes.")
            }
            pending += chunk
            if pending.count >= Self.pieceSize {
                let piece = pending
                pending = []
                try await threads.run { try file.append(piece) }
            }
        }
        let rest = pending
        if !rest.isEmpty { try await threads.run { try file.append(rest) } }
    }

    private func chunks(of file: OpenBlob, in range: Range<Int64>) -> BlobChunks {
        BlobChunks { [threads] in
            var offset = range.lowerBound
            return {
                let start = offset
                let count = min(Int64(Self.pieceSize), range.upperBound - start)
                guard count > 0 else { return nil }
                let piece = try await threads.run { try file.read(count: Int(count), at: start) }
                offset += count
                return piece
            }
        }
    }
}
