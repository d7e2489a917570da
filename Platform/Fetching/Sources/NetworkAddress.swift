// SPDX-License-Identifier: Apache-2.0
import Foundation

/// An address in a network, version 4 or 6.
public struct NetworkAddress: Hashable, Sendable, CustomStringConvertible {
    /// Its bytes in the order of the network: 4 or 16.
    public let bytes: [UInt8]

    /// Reads an address in its usual form, without brackets and without a zone.
    public init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        bytes = withUnsafeBytes(of: &six) { Array($0) }
    }

    /// An address of 4 or 16 bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    public var description: String {
        guard bytes.count == 16 else { return bytes.map { "\($0)" }.joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { place in
            String(Int(bytes[place]) << 8 | Int(bytes[place + 1]), radix: 16)
        }.joined(separator: ":")
    }

    /// Whether it is somewhere on the internet: not on this machine or in its neighbourhood, no group, no form in which
    /// another address is wrapped, and nothing set aside (IANA's registries of special-purpose addresses).
    public var isPublic: Bool {
        guard bytes.count == 16 else { return !Self.closed4.contains { $0.contains(bytes) } }
        // What is given out of version 6 begins with 001. Everything else is closed: loopback, unique local, link-local,
        // multicast, and the addresses of version 4 that are mapped, translated (64:ff9b::/96) or compatible.
        return Self.open6.contains(bytes) && !Self.closed6.contains { $0.contains(bytes) }
    }

    private static let open6 = Prefix([0x20], 3)

    private static let closed6 = [
        Prefix([0x20, 0x01, 0x00], 23),  // Protocols, Teredo and ORCHID among them.
        Prefix([0x20, 0x01, 0x0D, 0xB8], 32),  // Documentation.
        Prefix([0x20, 0x02], 16),  // 6to4: an address of version 4 follows.
        Prefix([0x3F, 0xFF, 0x00], 20),  // Documentation.
    ]

    private static let closed4 = [
        Prefix([0], 8),  // This network.
        Prefix([10], 8), Prefix([172, 16], 12), Prefix([192, 168], 16),  // Private.
        Prefix([100, 64], 10),  // Shared by customers of a provider.
        Prefix([127], 8),  // Loopback.
        Prefix([169, 254], 16),  // Link-local, where clouds keep their secrets.
        Prefix([168, 63, 129, 16], 32),  // Public by its number, but Azure's own service for its machines.
        Prefix([192, 0, 0], 24), Prefix([192, 0, 2], 24),  // Protocols, documentation.
        Prefix([192, 31, 196], 24), Prefix([192, 52, 193], 24), Prefix([192, 175, 48], 24),  // AS112, AMT.
        Prefix([192, 88, 99], 24),  // 6to4 relays.
        Prefix([198, 18], 15),  // Benchmarks.
        Prefix([198, 51, 100], 24), Prefix([203, 0, 113], 24),  // Documentation.
        Prefix([224], 4), Prefix([240], 4),  // Multicast, reserved, broadcast.
    ]
}

/// The addresses that begin with the same bits.
private struct Prefix: Sendable {
    let bytes: [UInt8]
    let bits: Int

    init(_ bytes: [UInt8], _ bits: Int) { (self.bytes, self.bits) = (bytes, bits) }

    func contains(_ address: [UInt8]) -> Bool {
        for (place, byte) in bytes.enumerated() {
            let left = bits - place * 8
            guard left > 0 else { break }
            let mask: UInt8 = left >= 8 ? 0xFF : ~(0xFF >> UInt8(left))
            guard address[place] & mask == byte & mask else { return false }
        }
        return true
    }
}

/// Where strangers may send this site.
public struct AddressPolicy: Sendable {
    let allows: @Sendable (NetworkAddress, _ port: Int) -> Bool

    /// A rule of one's own, for tests.
    public init(_ allows: @escaping @Sendable (NetworkAddress, _ port: Int) -> Bool) { self.allows = allows }

    /// The internet, at the ports of the web.
    public static let publicWeb = AddressPolicy { address, port in
        address.isPublic && (port == 80 || port == 443)
    }
}
