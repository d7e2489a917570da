// SPDX-License-Identifier: Apache-2.0

/// Finds the address a request came from, behind the proxies that are trusted.
///
/// Each proxy appends the address it was called from. So the list is read from the right, and the first address that is
/// no trusted proxy is the client: whatever stands left of it, the client may have written itself.
struct ClientAddress: Equatable {
    /// As it is given to services and to the log.
    let text: String
    let address: InternetAddress?

    init(text: String, address: InternetAddress?) {
        (self.text, self.address) = (text, address)
    }

    /// The client of a connection, taking the word of trusted proxies.
    init(peer: ClientAddress, _ facts: RequestFacts, trusting proxies: [AddressRange]) {
        var client = peer
        if !proxies.isEmpty, Self.isTrusted(peer.address, proxies) {
            for hop in Self.hops(facts).reversed() {
                // A name that hides the address, or nonsense: what a trusted proxy saw last is the best there is.
                guard let address = InternetAddress(hop) else { break }
                client = ClientAddress(text: Self.bare(hop), address: address)
                guard Self.isTrusted(address, proxies) else { break }
            }
        }
        self = client
    }

    private static func isTrusted(_ address: InternetAddress?, _ proxies: [AddressRange]) -> Bool {
        guard let address else { return false }
        return proxies.contains { $0.contains(address) }
    }

    /// The addresses in the order they were added. `X-Forwarded-For` wins, as more proxies write it.
    private static func hops(_ facts: RequestFacts) -> [Substring] {
        guard facts.forwardedFor.isEmpty else {
            return facts.forwardedFor.flatMap(\.listItems).map(withoutPort)
        }
        return facts.forwarded.flatMap(\.listItems).compactMap { element in
            for pair in element.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].filter({ $0 != " " }).isField("for") else { continue }
                return withoutPort(parts[1].trimmed("\""))
            }
            return nil
        }
    }

    /// Cuts `192.0.2.1:4711` and `[2001:db8::1]:4711` at the port.
    private static func withoutPort(_ text: Substring) -> Substring {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return text[...end] }
        guard text.filter({ $0 == ":" }).count == 1, let colon = text.firstIndex(of: ":") else { return text }
        return text[..<colon]
    }

    private static func bare(_ text: Substring) -> String {
        String(text.hasPrefix("[") ? text.dropFirst().dropLast() : text)
    }
}

extension Substring {
    /// Without the given character at both ends.
    func trimmed(_ character: Character) -> Substring {
        var rest = self
        if rest.first == character { rest = rest.dropFirst() }
        if rest.last == character { rest = rest.dropLast() }
        return rest
    }
}
