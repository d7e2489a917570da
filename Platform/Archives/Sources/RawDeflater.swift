// SPDX-License-Identifier: Apache-2.0
import CZlib
import Core

/// Compresses a stream of bytes without any form around it (RFC 1951).
///
/// Belongs to one archive, which is written by one task at a time.
final class RawDeflater {
    /// 15 bits of window; negative for nothing around the data.
    private static let windowBits: Int32 = -15
    private static let memoryLevel: Int32 = 8
    private static let step = 65_536

    // zlib refuses a stream that has moved, so it stands in memory of its own.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    init() throws {
        stream.initialize(to: z_stream())
        let status = deflateInit2_(
            stream,
            Z_DEFAULT_COMPRESSION,
            Z_DEFLATED,
            Self.windowBits,
            Self.memoryLevel,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard status == Z_OK else {
            throw Failure.unavailable("There is not enough memory.", internal: "deflateInit2: \(status)")
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Begins anew.
    func reset() throws { try check(deflateReset(stream)) }

    /// What can be written after these bytes; everything when they are the last.
    func deflate(_ bytes: [UInt8], isLast: Bool) throws -> [UInt8] {
        var input = bytes
        var output: [UInt8] = []
        try input.withUnsafeMutableBufferPointer { source in
            stream.pointee.next_in = source.baseAddress
            stream.pointee.avail_in = UInt32(source.count)
            repeat {
                output += try room(isLast ? Z_FINISH : Z_NO_FLUSH)
            } while stream.pointee.avail_out == 0
            stream.pointee.next_in = nil
        }
        return output
    }

    private func room(_ flush: Int32) throws -> [UInt8] {
        var status = Z_OK
        let chunk = [UInt8](unsafeUninitializedCapacity: Self.step) { room, count in
            stream.pointee.next_out = room.baseAddress
            stream.pointee.avail_out = UInt32(Self.step)
            status = CZlib.deflate(stream, flush)
            count = Self.step - Int(stream.pointee.avail_out)
        }
        // No input and nothing to write is no failure.
        if status != Z_STREAM_END, status != Z_BUF_ERROR { try check(status) }
        return chunk
    }

    private func check(_ status: Int32) throws {
        guard status == Z_OK else {
            throw Failure.unavailable("The archive cannot be made now.", internal: "zlib: \(status)")
        }
    }

    /// The CRC-32 of everything up to these bytes, from that of what came before.
    static func checksum(of bytes: [UInt8], after checksum: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32_z(UInt(checksum), bytes, bytes.count))
    }
}
