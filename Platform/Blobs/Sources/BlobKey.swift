// SPDX-License-Identifier: Apache-2.0

/// The name of a blob: an area, then one to five more parts, as in `media/0197b1c2/thumb.webp`.
///
/// Parts hold `a-z 0-9 . _ -`, do not begin with a dot and are joined by slashes, so a key can neither leave its
/// folder nor meet another one on a file system that ignores case. At most 200 bytes in all.
public struct BlobKey: Hashable, Sendable {
    /// The longest key, in bytes.
    public static let maximumLength = 200

    /// The key as text.
    public let description: String

    /// Reads a key; anything that breaks the rules is nil.
    public init?(_ text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (2...6).contains(parts.count), parts.allSatisfy(Self.isPart) else { return nil }
        description = text
    }

    /// The first part, which groups blobs of one kind.
    public var area: String { String(description.prefix { $0 != "/" }) }

    /// Everything after the first slash.
    var rest: Substring { description[description.index(after: areaEnd)...] }

    private var areaEnd: String.Index { description.firstIndex(of: "/") ?? description.startIndex }

    /// Whether `text` could be one part of a key.
    static func isPart(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first, first != UInt8(ascii: ".") else { return false }
        return text.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
            default: false
            }
        }
    }
}

extension BlobKey: CustomStringConvertible {}

extension BlobKey: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}
