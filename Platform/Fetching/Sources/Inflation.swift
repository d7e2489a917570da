// SPDX-License-Identifier: Apache-2.0
import CZlib

/// Unpacks what servers packed.
enum Inflation {
    /// 15 bits of window, plus 32 to tell gzip and zlib by their first bytes.
    private static let windowBits: Int32 = 15 + 32

    /// The first bytes of what is packed, as many as the limit allows. What was cut off at its end gives what there is; it
    /// throws when nothing can be read.
    static func expand(_ bytes: [UInt8], limit: Int) throws(WebFailure) -> [UInt8] {
        // The stream must not move between two calls, so it stands in memory of its own.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let status = inflateInit2_(stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .malformed }
        defer { inflateEnd(stream) }
        var input = bytes
        var result = Z_OK
        let output = input.withUnsafeMutableBufferPointer { source in
            // One call: it ends with the packed bytes, with the room for the unpacked ones, or at the first mistake.
            [UInt8](unsafeUninitializedCapacity: limit) { room, count in
                stream.pointee.next_in = source.baseAddress
                stream.pointee.avail_in = UInt32(clamping: source.count)
                stream.pointee.next_out = room.baseAddress
                stream.pointee.avail_out = UInt32(clamping: limit)
                result = inflate(stream, Z_SYNC_FLUSH)
                count = limit - Int(stream.pointee.avail_out)
            }
        }
        guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR || !output.isEmpty else {
            throw .malformed
        }
        return output
    }
}
