// SPDX-License-Identifier: Apache-2.0

/// An identifier of one kind of thing: a UUID version 7 (RFC 9562), so that ids sort by the time they were made.
///
/// The parameter only tells kinds apart: `ID<Chat>` and `ID<Message>` do not mix.
public struct ID<Entity>: Hashable, Sendable {
    /// The first eight bytes, big-endian: 48 bits of Unix milliseconds, the version, 12 bits below a millisecond.
    public let high: UInt64
    /// The last eight bytes, big-endian: the variant and 62 random bits.
    public let low: UInt64

    /// Wraps the sixteen bytes of an existing UUID of any version.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes a new id for `time`, with its fraction of a millisecond in the 12 bits after the version.
    public init(at time: Timestamp) {
        var generator = SystemRandomNumberGenerator()
        self.init(at: time, using: &generator)
    }

    /// Makes a new id for `time` with random bits from `generator`, which makes demo data repeatable.
    public init(at time: Timestamp, using generator: inout some RandomNumberGenerator) {
        let microseconds = UInt64(max(0, time.microseconds))
        let (milliseconds, remainder) = microseconds.quotientAndRemainder(dividingBy: 1000)
        // RFC 9562, method 3: the fraction scaled to 12 bits, so 1000 microseconds become 4096 steps.
        let fraction = remainder * 4096 / 1000
        high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | fraction
        low = 0x8000_0000_0000_0000 | (generator.next() as UInt64) >> 2
    }
}

extension ID: Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

extension ID: LosslessStringConvertible {
    /// Parses the 36 characters of RFC 9562, in either case; anything else is nil.
    public init?(_ text: String) {
        var text = text
        let parsed = text.withUTF8 { Self.parse($0) }
        guard let parsed else { return nil }
        self = parsed
    }

    /// The 36 characters of RFC 9562, in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { buffer in
            write(to: buffer)
            return 36
        }
    }

    /// Writes the 36 characters into the start of `buffer`.
    @inlinable public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        precondition(buffer.count >= 36)
        if let start = buffer.baseAddress { writeUUID(high, low, to: start) }
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Self? {
        guard bytes.count == 36 else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (index, byte) in bytes.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let value = hexValue(byte) else { return nil }
            if digits < 16 { words.0 = words.0 << 4 | value } else { words.1 = words.1 << 4 | value }
            digits += 1
        }
        return Self(high: words.0, low: words.1)
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "Must be a UUID.")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Writes the 36 characters of a UUID. Not generic, so that it is compiled once, for ids of all kinds.
@usableFromInline func writeUUID(_ high: UInt64, _ low: UInt64, to start: UnsafeMutablePointer<UInt8>) {
    var place = start
    func digits(_ word: UInt64, _ shifts: StrideThrough<Int>) {
        for shift in shifts {
            place.pointee = hexDigit(
                UInt8(truncatingIfNeeded: word &>> UInt64(truncatingIfNeeded: shift)) & 0xF
            )
            place += 1
        }
    }
    func dash() {
        place.pointee = UInt8(ascii: "-")
        place += 1
    }
    digits(high, stride(from: 60, through: 32, by: -4))
    dash()
    digits(high, stride(from: 28, through: 16, by: -4))
    dash()
    digits(high, stride(from: 12, through: 0, by: -4))
    dash()
    digits(low, stride(from: 60, through: 48, by: -4))
    dash()
    digits(low, stride(from: 44, through: 0, by: -4))
}

private func hexDigit(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
}

private func hexValue(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
}
