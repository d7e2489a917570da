// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A block of internet addresses in CIDR notation: `10.0.0.0/8`, `2001:db8::/32`, or one address.
public struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    public let description: String
    private let network: UInt128
    private let mask: UInt128

    /// Reads a block. Nil when the text is none.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let address = InternetAddress(first) else { return nil }
        let width = address.isIPv4 ? 32 : 128
        var bits = width
        if parts.count == 2 {
            guard let given = Int(parts[1]), (0...width).contains(given) else { return nil }
            bits = given
        }
        // IPv4 is held as IPv4-mapped IPv6, so its prefix starts after 96 bits.
        let prefix = bits + 128 - width
        mask = prefix == 0 ? 0 : UInt128.max << UInt128(128 - prefix)
        network = address.value & mask
        description = text
    }

    /// Whether the address lies in the block.
    func contains(_ address: InternetAddress) -> Bool { address.value & mask == network }
}

/// An internet address as a number; IPv4 as IPv4-mapped IPv6, so that both forms of one address are equal.
struct InternetAddress: Sendable, Hashable, CustomStringConvertible {
    private static let mappedPrefix: UInt128 = 0xFFFF << 32

    let value: UInt128

    var isIPv4: Bool { value >> 32 == 0xFFFF }

    /// What one client is known by: an IPv4 address, or the /64 that every IPv6 site has at the least.
    var budgetKey: UInt128 { isIPv4 ? value : value & ~UInt128(UInt64.max) }

    /// As people write it; an IPv4 address that came over an IPv6 socket as IPv4.
    var description: String {
        if isIPv4 {
            return stride(from: 24, through: 0, by: -8).map { "\(value >> UInt128($0) & 0xFF)" }
                .joined(separator: ".")
        }
        // 46 is the longest text of an IPv6 address, with the zero at its end.
        var text = [CChar](repeating: 0, count: 46)
        _ = withUnsafeBytes(of: value.bigEndian) { inet_ntop(AF_INET6, $0.baseAddress, &text, 46) }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Reads an address, IPv6 with or without brackets. Nil when the text is none.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 64 else { return nil }
        var bare = Substring(text)
        if bare.hasPrefix("["), bare.hasSuffix("]") { bare = bare.dropFirst().dropLast() }
        var four: UInt32 = 0
        var sixteen: UInt128 = 0
        if inet_pton(AF_INET, String(bare), &four) == 1 {
            value = Self.mappedPrefix | UInt128(UInt32(bigEndian: four))
        } else if inet_pton(AF_INET6, String(bare), &sixteen) == 1 {
            value = UInt128(bigEndian: sixteen)
        } else {
            return nil
        }
    }
}
