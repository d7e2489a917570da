// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// What a person may add to their profile, shown there alone. Nil is nothing, or nothing for the one who asks.
public struct ProfileDetails: Codable, Sendable, Equatable {
    /// How they want to be spoken of.
    public var pronouns: String?
    /// Where they say they are.
    public var location: String?
    /// Their page elsewhere.
    public var website: String?
    /// The day they were born.
    public var birthday: CalendarDay?

    /// Some details.
    public init(
        pronouns: String? = nil,
        location: String? = nil,
        website: String? = nil,
        birthday: CalendarDay? = nil
    ) {
        self.pronouns = pronouns
        self.location = location
        self.website = website
        self.birthday = birthday
    }
}

/// How a person wants to be spoken of: up to 40 characters; empty for nothing.
public struct Pronouns: TextValue {
    public static let length = 0...40
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// Where a person says they are: up to 100 characters; empty for nothing.
public struct PlaceName: TextValue {
    public static let length = 0...100
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// A page elsewhere: an http or https address of up to 300 plain characters without a login in it; empty for none.
public struct WebsiteAddress: Codable, Hashable, Sendable, SchemaProviding {
    /// The most characters.
    public static let most = 300
    /// The address.
    public let text: String

    public static var schema: Schema {
        .text(
            0...most,
            pattern: #"^$|^[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.:\[\]-]+([/?#][!#-;=?-\[\]_a-z~]*)?$"#,
            example: "https://example.org/ada"
        )
    }

    /// Checks an address; nil when it breaks the rules.
    public init?(_ raw: String) {
        guard Self.isFine(raw) else { return nil }
        text = raw
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let address = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be an http or https address of at most \(Self.most) characters."
            )
        }
        self = address
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private static func isFine(_ raw: String) -> Bool {
        guard !raw.isEmpty else { return true }
        guard raw.utf8.count <= most else { return false }
        // Neither what ends an attribute or begins a tag nor what browsers take for another sign, like \ for /.
        let isPlain = raw.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && !#""<>\^`{|}"#.utf8.contains(byte)
        }
        let lowered = raw.lowercased()
        guard isPlain, let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else {
            return false
        }
        let host = lowered.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        // A login before an @ shows one host and leads to another.
        return !host.isEmpty
            && host.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || "-.:[]".utf8.contains(byte)
            }
    }
}

/// A day of the calendar, as `1815-12-10`, from 1900 on.
public struct CalendarDay: Codable, Hashable, Sendable, SchemaProviding, CustomStringConvertible {
    public let year: Int
    public let month: Int
    public let day: Int

    public static var schema: Schema {
        .text(10...10, pattern: "^(19|[2-9][0-9])[0-9]{2}-[0-1][0-9]-[0-3][0-9]$", example: "1990-12-10")
    }

    public var description: String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(padded(month))-\(padded(day))"
    }

    /// Reads a day; nil when there is no such day.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.map(\.utf8.count) == [4, 2, 2],
            text.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            year >= 1900, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The moment the day begins, in universal time.
    public var start: Timestamp {
        // Days since 1970 by the civil calendar, with the year taken to begin in March.
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Timestamp(seconds: Int64(era * 146_097 + dayOfEra - 719_468) * 86_400)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let day = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be a day like 1990-12-10."
            )
        }
        self = day
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// The day somebody was born; empty for none.
public struct Birthday: Codable, Hashable, Sendable, SchemaProviding {
    /// The day; nil takes it away.
    public let day: CalendarDay?

    public static var schema: Schema {
        .text(
            0...10,
            pattern: "^$|^(19|[2-9][0-9])[0-9]{2}-[0-1][0-9]-[0-3][0-9]$",
            example: "1990-12-10"
        )
    }

    /// A day, or none.
    public init(_ day: CalendarDay?) { self.day = day }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        day = try container.decode(String.self).isEmpty ? nil : container.decode(CalendarDay.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(day?.description ?? "")
    }
}
