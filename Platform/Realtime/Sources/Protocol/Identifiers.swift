// SPDX-License-Identifier: Apache-2.0

/// 128 bits that nobody can guess, printed as 22 characters of base64url.
struct RandomID: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    init(high: UInt64, low: UInt64) {
        (self.high, self.low) = (high, low)
    }

    /// A fresh one from the system's generator.
    static func random() -> RandomID {
        RandomID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    /// Reads what `text` printed; nil for anything else.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count == 22 else { return nil }
        var bits: (high: UInt64, low: UInt64) = (0, 0)
        for (index, character) in text.utf8.enumerated() {
            guard let value = Self.value(of: character) else { return nil }
            // 21 characters hold 126 bits, the last one the remaining two.
            let width: UInt64 = index == 21 ? 2 : 6
            guard value < (1 << width) else { return nil }
            bits.high = bits.high << width | bits.low >> (64 - width)
            bits.low = bits.low << width | value
        }
        self.init(high: bits.high, low: bits.low)
    }

    var text: String {
        String(unsafeUninitializedCapacity: 22) { output in
            var (high, low) = (self.high, self.low)
            for index in (0..<22).reversed() {
                let width: UInt64 = index == 21 ? 2 : 6
                output[index] = Self.alphabet[Int(low & ((1 << width) - 1))]
                low = low >> width | high << (64 - width)
                high >>= width
            }
            return 22
        }
    }

    private static func value(of character: UInt8) -> UInt64? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}

/// The public name of one client within one namespace.
public struct SocketID: Hashable, Sendable, CustomStringConvertible {
    let bits: RandomID

    init(_ bits: RandomID) { self.bits = bits }

    /// Reads the text of an id; nil when it is none.
    public init?(_ text: String) {
        guard let bits = RandomID(text) else { return nil }
        self.bits = bits
    }

    /// The 22 characters that the client knows as `socket.id`.
    public var description: String { bits.text }
}

/// The secret name of one Engine.IO session. Its last 16 bits say which event loop owns the session,
/// so a poll finds its session without a table that all loops would share.
struct EngineID: Hashable, Sendable {
    let bits: RandomID

    static func random(hub: Int) -> EngineID {
        let random = RandomID.random()
        return EngineID(bits: RandomID(high: random.high, low: random.low & ~0xffff | UInt64(hub & 0xffff)))
    }

    init(bits: RandomID) { self.bits = bits }

    init?(_ text: some StringProtocol) {
        guard let bits = RandomID(text) else { return nil }
        self.bits = bits
    }

    var hub: Int { Int(bits.low & 0xffff) }
    var text: String { bits.text }
}
