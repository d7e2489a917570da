// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A file in the store is not what was written: cut, or changed by something else.
struct DamagedBlob: Error, CustomStringConvertible {
    let key: BlobKey

    var description: String { "blob \(key) is damaged" }
}

/// A blob open for reading, until the last reference goes.
final class OpenBlob: Sendable {
    let stat: BlobStat
    private let descriptor: Int32

    /// Opens a blob; nil when there is none.
    init?(_ key: BlobKey, in layout: DiskLayout) throws {
        guard let descriptor = try FileCalls.open(layout.path(of: key), O_RDONLY) else { return nil }
        do {
            stat = try Self.stat(of: key, descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Reads exactly `count` bytes.
    func read(count: Int, at offset: Int64) throws -> [UInt8] {
        let bytes = try FileCalls.read(descriptor, count: count, at: offset)
        guard bytes.count == count else { throw DamagedBlob(key: stat.key) }
        return bytes
    }

    private static func stat(of key: BlobKey, _ descriptor: Int32) throws -> BlobStat {
        let fileSize = try FileCalls.size(descriptor)
        let start = fileSize - Int64(BlobTrailer.length)
        guard start >= 0 else { throw DamagedBlob(key: key) }
        let block = try FileCalls.read(descriptor, count: BlobTrailer.length, at: start)
        guard let trailer = BlobTrailer(block, fileSize: fileSize) else { throw DamagedBlob(key: key) }
        return trailer.stat(of: key)
    }
}
