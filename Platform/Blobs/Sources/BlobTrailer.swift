// SPDX-License-Identifier: Apache-2.0
internal import Core

// A blob on disk is its bytes, then one block of 512 bytes that describes them: five lines of ASCII, the rest zeros.
// In one file, bytes and description appear and vanish together; at its end, because the hash is known last, and
// because tools that look at the beginning of a file still recognise it.

/// The description of a blob at the end of its file.
struct BlobTrailer: Equatable {
    /// The length of the block, in bytes.
    static let length = 512
    private static let magic = "ROOSTBLOB1"

    let size: Int64
    let sha256: String
    let type: String
    let storedAt: Timestamp

    var bytes: [UInt8] {
        let lines = [Self.magic, "\(size)", sha256, type, "\(storedAt.microseconds)", ""]
        let text = Array(lines.joined(separator: "\n").utf8)
        precondition(text.count <= Self.length, "The type is longer than was checked")
        return text + [UInt8](repeating: 0, count: Self.length - text.count)
    }

    init(size: Int64, sha256: String, type: String, storedAt: Timestamp) {
        self.size = size
        self.sha256 = sha256
        self.type = type
        self.storedAt = storedAt
    }

    /// Reads the block of a file of `fileSize` bytes; nil when it is not one or not of this file.
    init?(_ bytes: [UInt8], fileSize: Int64) {
        guard bytes.count == Self.length else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 6, lines[0] == Self.magic, let size = Int64(lines[1]), lines[2].utf8.count == 64,
            let microseconds = Int64(lines[4]), size + Int64(Self.length) == fileSize
        else { return nil }
        self.init(
            size: size,
            sha256: String(lines[2]),
            type: String(lines[3]),
            storedAt: Timestamp(microseconds: microseconds)
        )
    }

    func stat(of key: BlobKey) -> BlobStat {
        BlobStat(key: key, size: size, sha256: sha256, type: type, storedAt: storedAt)
    }
}
