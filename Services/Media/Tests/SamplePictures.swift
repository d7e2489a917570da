// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Pictures made here, byte by byte.
enum Sample {
    /// A PNG of one row of colours after the other, not compressed.
    static func png(width: Int, height: Int) -> [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width {
                rows += [UInt8(x * 255 / max(1, width)), UInt8(y * 255 / max(1, height)), 90]
            }
        }
        return pngSignature + chunk("IHDR", header(width: width, height: height)) + chunk("IDAT", zlib(rows))
            + chunk("IEND", [])
    }

    /// A PNG that says it is much larger than its bytes.
    static func bomb(width: Int, height: Int) -> [UInt8] {
        pngSignature + chunk("IHDR", header(width: width, height: height)) + chunk("IDAT", zlib([0]))
            + chunk("IEND", [])
    }

    /// A GIF of two frames of one by one pixel: white, then black.
    static let gif: [UInt8] = {
        let frame: [UInt8] = [0x21, 0xF9, 4, 0, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2]
        return Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0xFF, 0xFF, 0xFF, 0, 0, 0]
            + frame + [0x44, 0x01, 0] + frame + [0x4C, 0x01, 0] + [0x3B]
    }()

    static let svg = Array(#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#.utf8)

    /// A JPEG with an EXIF block that says where it was taken and how it is to be turned.
    static func jpegWithPlace(width: Int, height: Int) throws -> [UInt8] {
        let plain = try converted(png(width: width, height: height), to: "jpg")
        return Array(plain[..<2]) + segment(0xE1, exif) + segment(0xFE, Array("secret comment".utf8))
            + plain[2...]
    }

    /// The bytes of the place in `jpegWithPlace`, as they stand in the file.
    static let place: [UInt8] =
        number(52) + number(1) + number(31) + number(1) + number(123_456) + number(1_000)

    /// A picture in another format, made by the program that Media uses.
    static func converted(
        _ bytes: [UInt8],
        to format: String,
        size: String = "4000x4000>"
    ) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "roost-sample-\(UUID().uuidString)"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer {
            // A folder that cannot be removed is the system's to clean up.
            try? FileManager.default.removeItem(at: folder)
        }
        let source = folder.appendingPathComponent("in.png")
        try Data(bytes).write(to: source)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/vipsthumbnail")
        process.arguments = [source.path, "-s", size, "-o", "out.\(format)"]
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        return Array(try Data(contentsOf: folder.appendingPathComponent("out.\(format)")))
    }

    // MARK: Parts

    static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        return number(UInt32(data.count)) + body + number(crc(body))
    }

    private static func header(width: Int, height: Int) -> [UInt8] {
        number(UInt32(width)) + number(UInt32(height)) + [8, 2, 0, 0, 0]
    }

    static func number(_ value: UInt32) -> [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }

    private static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 0xFF)] + data
    }

    /// Blocks of zlib (RFC 1950, 1951) that hold their bytes as they are.
    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x78, 0x01]
        var (low, high) = (UInt32(1), UInt32(0))
        for start in stride(from: 0, to: bytes.count, by: 65_535) {
            let part = bytes[start..<min(start + 65_535, bytes.count)]
            let size = UInt16(part.count)
            packed.append(part.endIndex == bytes.count ? 1 : 0)
            packed += withUnsafeBytes(of: size.littleEndian, Array.init)
            packed += withUnsafeBytes(of: (~size).littleEndian, Array.init)
            packed += part
        }
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return packed + number(high << 16 | low)
    }

    private static let crcTable: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crcTable[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    }

    /// EXIF, big-endian: to be turned by a quarter, and 52° 31' 123.456" north.
    private static var exif: [UInt8] {
        func entry(_ tag: UInt16, _ type: UInt16, _ count: UInt32, _ value: [UInt8]) -> [UInt8] {
            withUnsafeBytes(of: tag.bigEndian, Array.init) + withUnsafeBytes(of: type.bigEndian, Array.init)
                + number(count) + value
        }
        // 8 header, 2 + 2 × 12 + 4 first directory, then the one of the place at 38: 2 + 2 × 12 + 4, then its numbers.
        let first: [UInt8] =
            [0, 2] + entry(0x0112, 3, 1, [0, 6, 0, 0]) + entry(0x8825, 4, 1, number(38)) + number(0)
        let gps: [UInt8] =
            [0, 2] + entry(1, 2, 2, Array("N\0\0\0".utf8)) + entry(2, 5, 3, number(68)) + number(0)
        return Array("Exif\0\0MM\0*".utf8) + number(8) + first + gps + place
    }
}
