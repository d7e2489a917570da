// SPDX-License-Identifier: Apache-2.0
import NIOCore

/// A body that is read piece by piece while it is sent, each when the one before has left.
struct ReplyStream: Sendable {
    /// Bytes read and sent at once, and the longest body that is not sent in pieces.
    static let pieceSize = 256 << 10

    let range: Range<Int64>
    let read: @Sendable (Range<Int64>) async throws -> [UInt8]

    /// Sends everything through `write`, which returns when its piece has left the process.
    func send(_ write: (ByteBuffer) async throws -> Void) async throws {
        var start = range.lowerBound
        while start < range.upperBound {
            try Task.checkCancellation()
            let end = min(range.upperBound, start + Int64(Self.pieceSize))
            let bytes = try await read(start..<end)
            // Fewer would leave the client waiting for the rest of what the header promised.
            guard bytes.count == Int(end - start) else { throw CutShort() }
            try await write(ByteBuffer(bytes: bytes))
            start = end
        }
    }

    /// What is sent has become shorter.
    struct CutShort: Error {}
}
