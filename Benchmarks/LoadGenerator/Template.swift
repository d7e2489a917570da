// SPDX-License-Identifier: Apache-2.0

/// Bytes to send, rendered once, with places of fixed width where numbers are written before each use.
///
/// `{1}` to `{9}` stand for the columns of a line of values and `{r}` for eight digits that are the same all through
/// a run. `{n}` becomes twelve digits that no other request has, `{t}` the time in nanoseconds in eighteen digits,
/// `{s}` a slot in two digits.
struct Template {
    /// What to send, after `stamp`.
    private(set) var bytes: [UInt8] = []
    private var numbers: [Int] = []
    private var time: Int?
    private var slot: Int?

    /// The digits that tell one run from another.
    static let run = String(UInt32.random(in: 10_000_000...99_999_999))

    init(_ text: String, line: [String], isFrame: Bool = false) {
        render(Array(text.utf8), line: line)
        guard isFrame else { return }
        let head = [UInt8].textFrame(bytes).count - bytes.count
        bytes = .textFrame(bytes)
        numbers = numbers.map { $0 + head }
        time = time.map { $0 + head }
        slot = slot.map { $0 + head }
    }

    private mutating func render(_ source: [UInt8], line: [String]) {
        var index = 0
        while index < source.count {
            let isPlace =
                source[index] == UInt8(ascii: "{") && index + 2 < source.count
                && source[index + 2] == UInt8(ascii: "}")
            if isPlace, fill(source[index + 1], line: line) {
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
    }

    /// Writes the numbers into their places.
    mutating func stamp(number: UInt64, time: UInt64 = 0, slot: Int = 0) {
        for place in numbers { write(number, at: place, width: 12) }
        if let place = self.time { write(time, at: place, width: 18) }
        if let place = self.slot { write(UInt64(slot), at: place, width: 2) }
    }

    private mutating func fill(_ name: UInt8, line: [String]) -> Bool {
        switch name {
        case UInt8(ascii: "n"):
            numbers.append(bytes.count)
            bytes += [UInt8](repeating: 48, count: 12)
        case UInt8(ascii: "t"):
            time = bytes.count
            bytes += [UInt8](repeating: 48, count: 18)
        case UInt8(ascii: "s"):
            slot = bytes.count
            bytes += [48, 48]
        case UInt8(ascii: "r"):
            bytes += Array(Self.run.utf8)
        case UInt8(ascii: "1")...UInt8(ascii: "9"):
            let column = Int(name) - 49
            guard column < line.count else { return false }
            bytes += Array(line[column].utf8)
        default:
            return false
        }
        return true
    }

    private mutating func write(_ number: UInt64, at place: Int, width: Int) {
        var rest = number
        for offset in (0..<width).reversed() {
            bytes[place + offset] = 48 + UInt8(rest % 10)
            rest /= 10
        }
    }
}

extension [UInt8] {
    /// Wraps a text in one masked WebSocket text frame.
    ///
    /// The mask is four zeros: a valid mask that leaves the payload as it is, so that it can be patched in place.
    static func textFrame(_ payload: [UInt8]) -> [UInt8] {
        let size = payload.count
        let length: [UInt8] =
            size < 126
            ? [0x80 | UInt8(size)]
            : size < 65_536
                ? [0x80 | 126, UInt8(size >> 8), UInt8(size & 0xFF)]
                : [0x80 | 127] + (0..<8).map { UInt8(truncatingIfNeeded: size >> (56 - 8 * $0)) }
        return [0x81] + length + [0, 0, 0, 0] + payload
    }
}
