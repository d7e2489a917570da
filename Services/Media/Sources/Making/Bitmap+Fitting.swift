// SPDX-License-Identifier: Apache-2.0

extension Bitmap {
    /// The pixels of a file of bare pixels (64 bytes, then rows of three bytes each), or nil when it holds others.
    init?(barePixels file: [UInt8]) {
        guard file.count >= Self.head else { return nil }
        let numbers = file.withUnsafeBytes { bytes in
            [4, 8, 12, 20].map { Int(bytes.loadUnaligned(fromByteOffset: $0, as: Int32.self)) }
        }
        let (width, height, bands, format) = (numbers[0], numbers[1], numbers[2], numbers[3])
        guard (1...Self.side).contains(width), (1...Self.side).contains(height), bands == 3, format == 0,
            file.count >= Self.head + width * height * 3
        else { return nil }
        let end = Self.head + width * height * 3
        self.init(width: width, height: height, bytes: Array(file[Self.head..<end]))
    }

    private static let head = 64
    private static let side = 1 << 15

    /// The file that every program reads: a binary portable pixmap.
    var portablePixmap: [UInt8] { Array("P6\n\(width) \(height)\n255\n".utf8) + bytes }

    /// The picture at most so many pixels wide and high: each pixel is the average of the area it covers.
    func fitted(_ side: Int) -> Bitmap {
        let longest = max(width, height)
        guard longest > side else { return self }
        let newWidth = max(1, (width * side + longest / 2) / longest)
        let newHeight = max(1, (height * side + longest / 2) / longest)
        let across = Coverage(width, newWidth)
        let down = Coverage(height, newHeight)
        var narrow = [UInt8](repeating: 0, count: newWidth * height * 3)
        var small = [UInt8](repeating: 0, count: newWidth * newHeight * 3)
        bytes.withUnsafeBufferPointer { source in
            narrow.withUnsafeMutableBufferPointer { target in
                for row in 0..<height { across.shrink(source, row * width * 3, target, row * newWidth * 3) }
            }
        }
        narrow.withUnsafeBufferPointer { source in
            small.withUnsafeMutableBufferPointer { target in
                for row in 0..<newHeight { down.merge(source, into: target, row, length: newWidth * 3) }
            }
        }
        return Bitmap(width: newWidth, height: newHeight, bytes: small)
    }
}

/// Which pixels of a line each pixel of a shorter line covers, and how much of each, in parts of 65,536.
private struct Coverage {
    private static let whole: UInt32 = 65_536
    /// The first pixel that each covers.
    private var starts: [Int] = []
    /// The parts of as many pixels from there on, `count` for each.
    private var parts: [UInt32] = []
    private let count: Int

    init(_ length: Int, _ shorter: Int) {
        let step = Double(length) / Double(shorter)
        count = min(length, Int(step.rounded(.up)) + 1)
        for place in 0..<shorter {
            let (begin, end) = (Double(place) * step, Double(place + 1) * step)
            let first = min(Int(begin), length - count)
            var shares = (first..<first + count).map { pixel in
                let covered = min(end, Double(pixel + 1)) - max(begin, Double(pixel))
                return UInt32(max(0, covered) / step * Double(Self.whole))
            }
            // What rounding took away.
            let sum = shares.reduce(0, +)
            shares[count / 2] += Self.whole - min(Self.whole, sum)
            starts.append(first)
            parts += shares
        }
    }

    /// Writes a line of pixels of three bytes from a longer one.
    func shrink(
        _ source: UnsafeBufferPointer<UInt8>,
        _ from: Int,
        _ target: UnsafeMutableBufferPointer<UInt8>,
        _ to: Int
    ) {
        parts.withUnsafeBufferPointer { parts in
            for place in starts.indices {
                var (red, green, blue): (UInt32, UInt32, UInt32) = (32_768, 32_768, 32_768)
                var pixel = from + starts[place] * 3
                for part in place * count..<(place + 1) * count {
                    red &+= parts[part] &* UInt32(source[pixel])
                    green &+= parts[part] &* UInt32(source[pixel + 1])
                    blue &+= parts[part] &* UInt32(source[pixel + 2])
                    pixel += 3
                }
                let end = to + place * 3
                target[end] = UInt8(truncatingIfNeeded: red >> 16)
                target[end + 1] = UInt8(truncatingIfNeeded: green >> 16)
                target[end + 2] = UInt8(truncatingIfNeeded: blue >> 16)
            }
        }
    }

    /// Writes line `row` as the average of the lines of `length` bytes that it covers.
    func merge(
        _ source: UnsafeBufferPointer<UInt8>,
        into target: UnsafeMutableBufferPointer<UInt8>,
        _ row: Int,
        length: Int
    ) {
        parts.withUnsafeBufferPointer { parts in
            for place in 0..<length {
                var sum: UInt32 = 32_768
                var byte = starts[row] * length + place
                for part in row * count..<(row + 1) * count {
                    sum &+= parts[part] &* UInt32(source[byte])
                    byte += length
                }
                target[row * length + place] = UInt8(truncatingIfNeeded: sum >> 16)
            }
        }
    }
}
