// SPDX-License-Identifier: Apache-2.0
import Foundation

// A picture in about thirty characters, to be shown blurred until it is loaded: the first terms of its cosine
// transform in linear light, as published at https://github.com/woltapp/blurhash/blob/master/Algorithm.md.
//
//   component (i, j) = scale × Σ colour(x, y) × cos(π i (x+½)/width) × cos(π j (y+½)/height)
//
// where the halves, which the published encoder leaves out, let the waves of one colour come out as nothing. It is written
// in base 83: the number of components, the greatest amplitude, the average colour, the other components.

/// A few pixels: red, green and blue of each, row by row from the top.
package struct Bitmap: Sendable {
    /// The pixels in a row.
    package let width: Int
    /// The rows.
    package let height: Int
    /// Three bytes for each pixel.
    package var bytes: [UInt8]

    /// Some pixels, three bytes each.
    package init(width: Int, height: Int, bytes: [UInt8]) {
        precondition(bytes.count == width * height * 3, "three bytes for each pixel")
        (self.width, self.height, self.bytes) = (width, height, bytes)
    }
}

/// Makes blur hashes.
package enum BlurHash {
    private static let digits = Array(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~".utf8
    )

    /// The hash of some pixels, with so many components across and down.
    package static func make(of picture: Bitmap, across: Int = 4, down: Int = 3) -> String {
        let light = picture.bytes.map(linear)
        var components: [(Double, Double, Double)] = []
        for j in 0..<down {
            for i in 0..<across { components.append(component(i, j, picture, light)) }
        }
        let rest = components.dropFirst()
        let greatest = rest.map { max(abs($0.0), abs($0.1), abs($0.2)) }.max() ?? 0
        let step = max(0, min(82, Int(greatest * 166 - 0.5)))
        let amplitude = Double(step + 1) / 166
        var hash = digits(of: across - 1 + (down - 1) * 9, 1) + digits(of: rest.isEmpty ? 0 : step, 1)
        let average = components.first ?? (0, 0, 0)
        hash += digits(of: standard(average.0) << 16 | standard(average.1) << 8 | standard(average.2), 4)
        for (red, green, blue) in rest {
            let (r, g, b) = (level(red / amplitude), level(green / amplitude), level(blue / amplitude))
            hash += digits(of: (r * 19 + g) * 19 + b, 2)
        }
        return String(decoding: hash, as: UTF8.self)
    }

    private static func component(
        _ i: Int,
        _ j: Int,
        _ picture: Bitmap,
        _ light: [Double]
    ) -> (Double, Double, Double) {
        let acrossWaves = (0..<picture.width).map {
            cos(.pi * Double(i) * (Double($0) + 0.5) / Double(picture.width))
        }
        var sum = (0.0, 0.0, 0.0)
        for y in 0..<picture.height {
            let wave = cos(.pi * Double(j) * (Double(y) + 0.5) / Double(picture.height))
            for x in 0..<picture.width {
                let (weight, place) = (wave * acrossWaves[x], (y * picture.width + x) * 3)
                sum.0 += weight * light[place]
                sum.1 += weight * light[place + 1]
                sum.2 += weight * light[place + 2]
            }
        }
        let scale = (i == 0 && j == 0 ? 1.0 : 2.0) / Double(picture.width * picture.height)
        return (sum.0 * scale, sum.1 * scale, sum.2 * scale)
    }

    /// The step of an amplitude from -1 to 1, of 19, finer near zero.
    private static func level(_ value: Double) -> Int {
        let root = (value < 0 ? -1.0 : 1.0) * abs(value).squareRoot()
        return max(0, min(18, Int((root * 9 + 9.5).rounded(.down))))
    }

    private static func linear(_ byte: UInt8) -> Double {
        let value = Double(byte) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private static func standard(_ light: Double) -> Int {
        let value = max(0, min(1, light))
        let standard = value <= 0.003_130_8 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
        return Int(standard * 255 + 0.5)
    }

    private static func digits(of number: Int, _ count: Int) -> [UInt8] {
        var (rest, written) = (number, [UInt8](repeating: digits[0], count: count))
        for place in written.indices.reversed() {
            written[place] = digits[rest % 83]
            rest /= 83
        }
        return written
    }
}
