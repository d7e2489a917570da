// SPDX-License-Identifier: Apache-2.0
import Foundation

/// One page of a list and where the next begins.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    /// The items, in the order the list documents.
    public var items: [Item]
    /// What to send as `cursor` for the next page; nil at the end.
    public var nextCursor: Cursor?

    /// A page with its continuation.
    public init(items: [Item], nextCursor: Cursor? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }

    /// Cuts a page out of one row more than asked for: a row too many proves that there is a next page.
    public init(_ rows: [Item], limit: PageLimit, cursor: (Item) -> Cursor) {
        items = Array(rows.prefix(limit.value))
        nextCursor = rows.count > limit.value ? items.last.map(cursor) : nil
    }

    private enum CodingKeys: String, CodingKey { case items, nextCursor }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        items = try container.decode([Item].self, forKey: .items)
        nextCursor = try container.decodeIfPresent(Cursor.self, forKey: .nextCursor)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(nextCursor, forKey: .nextCursor)
    }
}

extension Page: Equatable where Item: Equatable {}

/// How many items a page may hold: 1 to 100, 50 when nothing is said.
public struct PageLimit: Hashable, Sendable, Codable {
    /// The most a page may hold.
    public static let most = 100
    /// What a page holds when nothing is said.
    public static let standard = PageLimit(clamping: 50)

    /// The number of items.
    public let value: Int

    /// The nearest allowed limit.
    public init(clamping value: Int) { self.value = min(max(value, 1), Self.most) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let value = try container.decode(Int.self)
        guard (1...Self.most).contains(value) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be from 1 to \(Self.most)."
            )
        }
        self.value = value
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

/// Where a list goes on: the sort key of the last item seen, opaque to clients.
///
/// The text is base64url of the fields joined by `|`, with `~p` for a `|` inside and `~~` for a `~`. It names a
/// position, not a permission: whoever sends a cursor sees only what they may see.
public struct Cursor: Hashable, Sendable, Codable, CustomStringConvertible {
    /// The longest text accepted, in characters: room for two fields of 100 characters of four bytes each.
    public static let maximumLength = 1400

    /// The fields of the sort key.
    public let fields: [String]

    /// A cursor for the given sort key.
    public init(_ fields: any CustomStringConvertible...) {
        self.fields = fields.map(\.description)
    }

    /// Reads a cursor that an earlier page gave out; anything else is nil.
    public init?(text: String) {
        guard text.utf8.count <= Self.maximumLength else { return nil }
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: base64), let joined = String(validating: data, as: UTF8.self)
        else { return nil }
        fields = joined.split(separator: "|", omittingEmptySubsequences: false).map { field in
            // From the right kind of text neither is ambiguous: every `~` in it begins one of the two pairs.
            field.split(separator: "~~", omittingEmptySubsequences: false)
                .map { $0.replacing("~p", with: "|") }.joined(separator: "~")
        }
    }

    public var description: String {
        let joined = fields.map(Self.escaped).joined(separator: "|")
        let base64 = Data(joined.utf8).base64EncodedData().lazy
            .filter { $0 != UInt8(ascii: "=") }
            .map { byte in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: byte
                }
            }
        return String(decoding: Array(base64), as: UTF8.self)
    }

    private static func escaped(_ field: String) -> String {
        // Nearly always a number or an id, and `replacing` is slow.
        guard field.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "|") }) else {
            return field
        }
        return field.replacing("~", with: "~~").replacing("|", with: "~p")
    }

    /// One field as a value, or a failure that names the cursor.
    public func field<Value: LosslessStringConvertible>(_ index: Int, as type: Value.Type) throws -> Value {
        guard fields.indices.contains(index), let value = Value(fields[index]) else {
            throw Failure.invalid("cursor", "Is not a cursor of this list.")
        }
        return value
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let cursor = Self(text: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Is not a cursor of this list."
            )
        }
        self = cursor
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
