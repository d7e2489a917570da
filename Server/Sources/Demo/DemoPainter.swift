// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A colour of light, each part from 0 to 1.
struct DemoColour: Sendable {
    var red: Double
    var green: Double
    var blue: Double

    init(_ hex: Int) {
        red = Double(hex >> 16 & 255) / 255
        green = Double(hex >> 8 & 255) / 255
        blue = Double(hex & 255) / 255
    }

    /// The colour between this one and another.
    func mixed(with other: DemoColour, _ share: Double) -> DemoColour {
        var mixed = self
        mixed.red += (other.red - red) * share
        mixed.green += (other.green - green) * share
        mixed.blue += (other.blue - blue) * share
        return mixed
    }
}

/// Draws landscapes and portraits out of a seed: the same ones every time, for as little time as can be.
struct DemoPainter {
    /// A time of day: the sky above, the sky at the horizon, what shines, the nearest hill, and words for it.
    private struct Mood {
        let zenith: DemoColour
        let horizon: DemoColour
        let light: DemoColour
        let near: DemoColour
        let words: String
    }

    private static let moods = [
        Mood(
            zenith: DemoColour(0x1D2B53),
            horizon: DemoColour(0xF7A072),
            light: DemoColour(0xFFE8B0),
            near: DemoColour(0x2B1F3A),
            words: "The sun going down behind dark hills"
        ),
        Mood(
            zenith: DemoColour(0x4A90D9),
            horizon: DemoColour(0xDDEBF7),
            light: DemoColour(0xFFFBE6),
            near: DemoColour(0x2E6B3E),
            words: "Green hills on a clear day"
        ),
        Mood(
            zenith: DemoColour(0x0B1026),
            horizon: DemoColour(0x2C3E6B),
            light: DemoColour(0xF4F1DE),
            near: DemoColour(0x060A14),
            words: "A full moon over sleeping hills"
        ),
        Mood(
            zenith: DemoColour(0x8FB8C9),
            horizon: DemoColour(0xF2E3D5),
            light: DemoColour(0xFFF4D6),
            near: DemoColour(0x4D5B66),
            words: "Mist in the valley on a pale morning"
        ),
        Mood(
            zenith: DemoColour(0x5B3A8C),
            horizon: DemoColour(0xFF8FA3),
            light: DemoColour(0xFFD6E0),
            near: DemoColour(0x1F1635),
            words: "A pink sky over purple mountains"
        ),
        Mood(
            zenith: DemoColour(0xE8B04B),
            horizon: DemoColour(0xFBE7B2),
            light: DemoColour(0xFFFFFF),
            near: DemoColour(0x8C4A2F),
            words: "Golden light over autumn hills"
        ),
    ]

    private var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    /// A landscape, and what it shows in words.
    mutating func landscape(width: Int, height: Int) -> (pixels: [UInt8], words: String) {
        let mood = Self.moods[random.number(0...Self.moods.count - 1)]
        let light = (x: fraction(0.15, 0.85) * Double(width), y: fraction(0.15, 0.5) * Double(height))
        let radius = Double(height) * fraction(0.05, 0.1)
        let ridges = (0..<4).map { depth in ridge(depth, width, height) }
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for y in 0..<height {
            let sky = mood.zenith.mixed(with: mood.horizon, min(1, Double(y) / Double(height) * 1.5))
            for x in 0..<width {
                var colour = sky
                if let nearest = ridges.lastIndex(where: { Double(y) >= $0[x] }) {
                    colour = mood.horizon.mixed(with: mood.near, 0.25 + 0.25 * Double(nearest))
                } else {
                    let (dx, dy) = (Double(x) - light.x, Double(y) - light.y)
                    let distance = (dx * dx + dy * dy).squareRoot()
                    if distance < radius {
                        colour = mood.light
                    } else if distance < radius * 4 {
                        colour = sky.mixed(with: mood.light, 0.35 * (1 - (distance - radius) / (radius * 3)))
                    }
                }
                Self.put(colour, (y * width + x) * 3, &pixels)
            }
        }
        return (pixels, mood.words)
    }

    /// The height of a chain of hills above each column, nearer ones lower and wilder.
    private mutating func ridge(_ depth: Int, _ width: Int, _ height: Int) -> [Double] {
        let base = Double(height) * (0.5 + 0.13 * Double(depth))
        let waves = (1...4).map { wave in
            (
                length: fraction(0.7, 1.3) * Double(wave) * (2 + Double(depth)),
                shift: fraction(0, 2 * .pi),
                height: Double(height) * 0.07 / Double(wave)
            )
        }
        return (0..<width).map { x in
            waves.reduce(base) { $0 + sin(Double(x) / Double(width) * $1.length + $1.shift) * $1.height }
        }
    }

    /// A face of one colour before a ground of another.
    mutating func portrait(side: Int) -> [UInt8] {
        let ground = Self.hue(fraction(0, 1), 0.45, 0.9)
        let other = Self.hue(fraction(0, 1), 0.5, 0.75)
        let skin = [0xF1C9A5, 0xE0AC7E, 0xC68642, 0x8D5524, 0x5C3A1E][random.number(0...4)]
        let (face, clothes) = (DemoColour(skin), Self.hue(fraction(0, 1), 0.6, 0.6))
        let hair = DemoColour([0x2B1B12, 0x5A3A22, 0xB5793A, 0x9A9A9A, 0x1A1A1A][random.number(0...4)])
        let isLong = random.happens(50)
        var pixels = [UInt8](repeating: 0, count: side * side * 3)
        for y in 0..<side {
            for x in 0..<side {
                let (u, v) = (Double(x) / Double(side) - 0.5, Double(y) / Double(side) - 0.5)
                var colour = ground.mixed(with: other, v + 0.5)
                if Self.isInside(u, v - (isLong ? 0.02 : -0.1), 0.25, isLong ? 0.32 : 0.24) { colour = hair }
                if Self.isInside(u, v - 0.55, 0.42, 0.33) { colour = clothes }
                if Self.isInside(u, v + 0.02, 0.19, 0.24) { colour = face }
                let isEye = Self.isInside(abs(u) - 0.075, v + 0.05, 0.018, 0.024)
                let isMouth =
                    Self.isInside(u, v - 0.07, 0.08, 0.05) && !Self.isInside(u, v - 0.045, 0.1, 0.05)
                if isEye || isMouth { colour = DemoColour(0x2A2020) }
                Self.put(colour, (y * side + x) * 3, &pixels)
            }
        }
        return pixels
    }

    /// A picture of half the width and height, or less: the average of each square.
    static func shrunk(_ pixels: [UInt8], width: Int, height: Int, by factor: Int) -> [UInt8] {
        let (newWidth, newHeight) = (width / factor, height / factor)
        var small = [UInt8](repeating: 0, count: newWidth * newHeight * 3)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                for part in 0..<3 {
                    var sum = 0
                    for dy in 0..<factor {
                        for dx in 0..<factor {
                            sum += Int(pixels[((y * factor + dy) * width + x * factor + dx) * 3 + part])
                        }
                    }
                    small[(y * newWidth + x) * 3 + part] = UInt8(sum / (factor * factor))
                }
            }
        }
        return small
    }

    private mutating func fraction(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * Double(random.number(0...10_000)) / 10_000
    }

    private static func isInside(_ u: Double, _ v: Double, _ width: Double, _ height: Double) -> Bool {
        (u / width) * (u / width) + (v / height) * (v / height) < 1
    }

    private static func hue(_ hue: Double, _ saturation: Double, _ value: Double) -> DemoColour {
        func part(_ shift: Double) -> Int {
            let place = abs((hue * 6 + shift).truncatingRemainder(dividingBy: 6) - 3) - 1
            return Int(value * (1 - saturation + saturation * max(0, min(1, place))) * 255)
        }
        return DemoColour(part(0) << 16 | part(4) << 8 | part(2))
    }

    private static func put(_ colour: DemoColour, _ place: Int, _ pixels: inout [UInt8]) {
        pixels[place] = UInt8(colour.red * 255)
        pixels[place + 1] = UInt8(colour.green * 255)
        pixels[place + 2] = UInt8(colour.blue * 255)
    }
}
