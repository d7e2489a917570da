// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Crypto
internal import Foundation
internal import Synchronization

// While a blob is written its file is locked. The lock goes with the process however it ends, so at the next start
// an unlocked file is certainly rubbish, and a locked one belongs to another process on the same folder.

/// A blob that is being written: a file under another name until `commit`.
final class IncomingBlob: Sendable {
    private struct State {
        var size: Int64 = 0
        var hash = SHA256()
        var isFinished = false
    }

    private let layout: DiskLayout
    private let path: String
    private let descriptor: Int32
    private let write: FileCalls.Write
    private let state = Mutex(State())

    init(in layout: DiskLayout, write: @escaping FileCalls.Write) throws {
        self.layout = layout
        self.write = write
        path = "\(layout.incoming)/\(UUID().uuidString.lowercased())"
        guard let descriptor = try FileCalls.open(path, O_WRONLY | O_CREAT | O_EXCL) else {
            throw Failure.unavailable("Files cannot be stored now.", internal: "\(layout.incoming) is gone")
        }
        self.descriptor = descriptor
        flock(descriptor, LOCK_EX | LOCK_NB)
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { buffer in
            try FileCalls.writeAll(descriptor, buffer, with: write)
            state.withLock { state in
                state.size += Int64(buffer.count)
                state.hash.update(bufferPointer: buffer)
            }
        }
    }

    /// Makes the blob visible under `key`, and durable.
    func commit(as key: BlobKey, type: String, at time: Timestamp) throws -> BlobStat {
        let (size, digest) = state.withLock { ($0.size, $0.hash.finalize()) }
        let trailer = BlobTrailer(size: size, sha256: digest.hexadecimal, type: type, storedAt: time)
        try trailer.bytes.withUnsafeBytes { try FileCalls.writeAll(descriptor, $0, with: write) }
        try FileCalls.sync(descriptor)
        let target = layout.path(of: key)
        if rename(path, target) != 0 {
            guard errno == ENOENT else { throw FileCalls.failure("rename") }
            try FileCalls.makeFolder("\(layout.root)/\(key.area)")
            try FileCalls.makeFolder(layout.folder(of: key))
            guard rename(path, target) == 0 else { throw FileCalls.failure("rename") }
        }
        state.withLock { $0.isFinished = true }
        try FileCalls.syncFolder(layout.folder(of: key))
        return trailer.stat(of: key)
    }

    /// Removes the file unless it was committed.
    func discard() {
        if !state.withLock({ $0.isFinished }) { unlink(path) }
    }

    /// Removes the files that processes left when they were killed, and returns how many.
    static func sweep(_ layout: DiskLayout) throws -> Int {
        var removed = 0
        for name in try FileCalls.names(in: layout.incoming) {
            let path = "\(layout.incoming)/\(name)"
            guard let descriptor = try FileCalls.open(path, O_RDONLY) else { continue }
            defer { close(descriptor) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0, unlink(path) == 0 { removed += 1 }
        }
        return removed
    }
}

extension SHA256Digest {
    /// The digest as lower-case hexadecimal digits.
    fileprivate var hexadecimal: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
