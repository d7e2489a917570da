// SPDX-License-Identifier: Apache-2.0
import CZlib

/// Writes pictures as PNG files (RFC 2083): eight bits of red, green and blue.
enum PNGWriter {
    /// The file of some pixels, three bytes each, row by row.
    static func file(width: Int, height: Int, pixels: [UInt8]) -> [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity((width * 3 + 1) * height)
        let stride = width * 3
        for y in 0..<height {
            // Filter 2: the difference to the row above, which in drawn pictures is mostly nothing.
            rows.append(2)
            for place in y * stride..<(y + 1) * stride {
                rows.append(pixels[place] &- (y == 0 ? 0 : pixels[place - stride]))
            }
        }
        let header = number(UInt32(width)) + number(UInt32(height)) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header)
            + chunk("IDAT", packed(rows)) + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        let sum = crc32(0, body, uInt(body.count))
        return number(UInt32(data.count)) + body + number(UInt32(truncatingIfNeeded: sum))
    }

    private static func packed(_ bytes: [UInt8]) -> [UInt8] {
        var length = compressBound(uLong(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(length))
        let status = compress2(&packed, &length, bytes, uLong(bytes.count), 6)
        precondition(status == Z_OK, "the buffer is as large as the bound says")
        return Array(packed.prefix(Int(length)))
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian, Array.init)
    }
}
