// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The address of a page on the web, taken apart by rules so strict that nothing else can read it differently.
///
/// Only http and https; no login; the host is a name with a dot in it, in lower case and ASCII. A host that is a number
/// in any spelling (`127.0.0.1`, `2130706433`, `0x7f.1`, `[::1]`) is refused, since what it stands for depends on who
/// reads it. It is taken apart by scalars: as characters, a delimiter and an accent after it would be one thing and no
/// delimiter.
public struct WebURL: Hashable, Sendable, CustomStringConvertible {
    /// The most bytes of an address.
    public static let longest = 2000

    /// Whether it is https.
    public let isSecure: Bool
    /// The name, in lower case, without a dot at its end.
    public let host: String
    /// The port, also when it is the usual one.
    public let port: Int
    /// The path and the query, as they are sent: it begins with `/`.
    public let target: String

    public var description: String { origin + target }

    /// The name and the port, where that is not the usual one, as a request names them.
    public var authority: String { port == (isSecure ? 443 : 80) ? host : "\(host):\(port)" }

    private var origin: String { (isSecure ? "https://" : "http://") + authority }

    /// Reads an address; nil when it breaks the rules.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.longest * 2,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
        else { return nil }
        let scheme = Array(String(text.unicodeScalars.prefix(8)).lowercased().utf8)
        guard scheme.starts(with: "https://".utf8) || scheme.starts(with: "http://".utf8) else { return nil }
        isSecure = scheme.starts(with: "https://".utf8)
        let rest = text.unicodeScalars.dropFirst(isSecure ? 8 : 7)
        let authority = rest.prefix { !Self.ends.contains($0) }
        guard let place = Self.place(authority) else { return nil }
        host = place.host
        port = place.port ?? (isSecure ? 443 : 80)
        let path = rest[authority.endIndex...].prefix { $0 != "#" }
        guard path.first != "\\" else { return nil }
        target = Self.escaped((path.first == "/" ? "" : "/") + String(path))
        guard description.utf8.count <= Self.longest else { return nil }
    }

    /// Reads what a page or a redirect points to, which may be relative to where it stands.
    public init?(_ reference: String, from base: WebURL) {
        let (scalars, first) = (reference.unicodeScalars, reference.unicodeScalars.first)
        if scalars.prefix(while: { $0 != "/" && $0 != "?" && $0 != "#" }).contains(":") {
            self.init(reference)
        } else if reference.utf8.starts(with: "//".utf8) {
            self.init((base.isSecure ? "https:" : "http:") + reference)
        } else if first == "/" {
            self.init(base.origin + reference)
        } else {
            let path = base.target.prefix { $0 != "?" }
            if first == nil || first == "?" || first == "#" {
                self.init(base.origin + path + reference)
            } else {
                let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
                self.init(base.origin + folder + reference)
            }
        }
    }

    /// What ends the name and the port.
    private static let ends: Set<Unicode.Scalar> = ["/", "?", "#", "\\"]

    /// The name and the port of what stands before the path.
    private static func place(_ authority: Substring.UnicodeScalarView) -> (host: String, port: Int?)? {
        guard !authority.contains("@") else { return nil }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var port: Int?
        if parts.count > 1, !parts[1].isEmpty {
            guard parts[1].count <= 5, parts[1].allSatisfy({ (0x30...0x39).contains($0.value) }),
                let number = Int(String(parts[1])), (1...65_535).contains(number)
            else { return nil }
            port = number
        }
        guard let first = parts.first, let host = name(String(first)) else { return nil }
        return (host, port)
    }

    /// A name of the domain name system with at least two parts, the last of which is no number.
    private static func name(_ raw: String) -> String? {
        guard raw.utf8.count <= 500, !raw.unicodeScalars.contains(where: { ends.contains($0) || $0 == "@" }),
            var host = raw.utf8.allSatisfy({ $0 < 0x80 }) ? raw : international(raw)
        else { return nil }
        host = host.lowercased()
        if host.hasSuffix(".") { host.removeLast() }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard host.utf8.count <= 253, labels.count > 1, labels.allSatisfy(isLabel), let last = labels.last,
            // No top-level domain begins with a digit, and all numbers do, also in hexadecimal.
            last.utf8.first.map({ !(0x30...0x39).contains($0) }) ?? false, last.utf8.count > 1
        else { return nil }
        return host
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
            }
    }

    /// A name in another script as the domain name system spells it.
    private static func international(_ raw: String) -> String? {
        guard !raw.unicodeScalars.contains("%"),
            let host = URLComponents(string: "https://\(raw)/")?.encodedHost,
            host.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        return host
    }

    /// Path and query with everything escaped that is not sent as it is.
    private static func escaped(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if byte > 0x20, byte < 0x7F, !#""<>\^`{|}#"#.utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
