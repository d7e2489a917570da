// SPDX-License-Identifier: Apache-2.0

/// The address a request asks for, cut into path and query.
struct RequestTarget {
    /// As it came, without scheme, host and query.
    let path: Substring
    /// As it came, without the question mark.
    let query: Substring

    /// Reads the target of a request line: `/path?query` or `http://host/path?query`. Nil when it is neither, or has
    /// anything but printable ASCII.
    init?(_ uri: String) {
        guard uri.isPrintable, !uri.utf8.containsByte(UInt8(ascii: "#")) else { return nil }
        var rest = Substring(uri)
        if rest.utf8.first != UInt8(ascii: "/") {
            guard let scheme = ["http://", "https://"].first(where: { rest.hasPrefix($0) }) else {
                return nil
            }
            rest = rest.dropFirst(scheme.count)
            rest = rest.utf8.firstIndex(of: UInt8(ascii: "/")).map { rest[$0...] } ?? "/"
        }
        if rest.utf8.containsByte(UInt8(ascii: "?")), let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = rest[..<mark]
            query = rest[rest.utf8.index(after: mark)...]
        } else {
            path = rest
            query = ""
        }
    }
}

extension StringProtocol {
    /// Whether all of it is ASCII that one can see.
    var isPrintable: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            // Without an early exit the compiler looks at many bytes at once.
            var isClean = true
            for byte in bytes { isClean = isClean && byte > 0x20 && byte < 0x7F }
            return isClean
        } ?? utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

extension Sequence<UInt8> {
    /// Whether the byte is there; in contiguous memory much faster than `contains`.
    func containsByte(_ byte: UInt8) -> Bool {
        withContiguousStorageIfAvailable { bytes in
            for candidate in bytes where candidate == byte { return true }
            return false
        } ?? contains(byte)
    }
}

/// A path cut at its slashes and percent-decoded.
struct PathParts {
    private enum Storage {
        /// Nothing was encoded.
        case asItCame(Substring)
        case decoded([UInt8])
    }

    private let storage: Storage
    private let parts: [Range<Int>]

    /// Cuts a path that begins with a slash. Nil when a percent sign is not followed by two hexadecimal digits.
    init?(_ path: Substring) {
        if path.utf8.containsByte(UInt8(ascii: "%")) {
            var bytes: [UInt8] = []
            var parts: [Range<Int>] = []
            for part in path.utf8.dropFirst().split(
                separator: UInt8(ascii: "/"),
                omittingEmptySubsequences: false
            ) {
                guard let decoded = Self.decode(part) else { return nil }
                parts.append(bytes.count..<bytes.count + decoded.count)
                bytes += decoded
            }
            storage = .decoded(bytes)
            self.parts = parts
        } else {
            storage = .asItCame(path)
            parts = Self.cut(path.utf8)
        }
    }

    /// Gives the bytes and, for each part, where in them it is.
    func withParts<Result>(_ body: (UnsafeBufferPointer<UInt8>, [Range<Int>]) -> Result) -> Result {
        switch storage {
        case .asItCame(var path): path.withUTF8 { body($0, parts) }
        case .decoded(let bytes): bytes.withUnsafeBufferPointer { body($0, parts) }
        }
    }

    /// The decoded path, each part behind a slash.
    ///
    /// Nil when it is not UTF-8, or has control characters, or steps as in `..`.
    var text: String? {
        withParts { bytes, parts in
            var text: [UInt8] = []
            for part in parts {
                // Nothing here is a folder one could climb out of; what tries to is not looked at.
                guard !bytes[part].elementsEqual([0x2E]), !bytes[part].elementsEqual([0x2E, 0x2E]) else {
                    return nil
                }
                text.append(UInt8(ascii: "/"))
                text += bytes[part]
            }
            guard text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
            return String(validating: text, as: UTF8.self)
        }
    }

    private static func cut(_ path: Substring.UTF8View) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        parts.reserveCapacity(8)
        var start = 1
        var position = 0
        for byte in path {
            if byte == UInt8(ascii: "/"), position > 0 {
                parts.append(start..<position)
                start = position + 1
            }
            position += 1
        }
        parts.append(min(start, position)..<position)
        return parts
    }

    private static func decode(_ part: Substring.UTF8View) -> [UInt8]? {
        var bytes: [UInt8] = []
        var iterator = part.makeIterator()
        while let byte = iterator.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
