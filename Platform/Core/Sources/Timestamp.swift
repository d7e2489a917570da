// SPDX-License-Identifier: Apache-2.0

/// A moment in UTC, in whole microseconds since 1970. Stored as an integer, sent as RFC 3339 with milliseconds.
public struct Timestamp: Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// A moment so many microseconds after 1970.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A moment so many whole seconds after 1970.
    public init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        (microseconds - microseconds.modulo(1_000_000)) / 1_000_000
    }

    /// The moment cut to whole milliseconds, which is what the API shows.
    public var wholeMilliseconds: Timestamp {
        Timestamp(microseconds: microseconds - microseconds.modulo(1000))
    }
}

extension Timestamp: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    /// The moment `duration` later.
    public static func + (time: Self, duration: Duration) -> Self {
        Self(microseconds: time.microseconds + duration.wholeMicroseconds)
    }

    /// The moment `duration` earlier.
    public static func - (time: Self, duration: Duration) -> Self {
        Self(microseconds: time.microseconds - duration.wholeMicroseconds)
    }

    /// The time from `right` to `left`.
    public static func - (left: Self, right: Self) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }
}

extension Duration {
    /// The duration in whole microseconds; fractions are cut.
    public var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    /// The duration in seconds, with its fraction.
    public var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }

    /// A number of hours.
    public static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    /// A number of minutes.
    public static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    /// A number of days of 24 hours.
    public static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC with milliseconds, 24 characters: `2026-01-31T09:30:00.250Z`.
    ///
    /// The format has four digits for the year; moments outside the years 0 to 9999 show as the nearest inside.
    public var description: String {
        String(unsafeUninitializedCapacity: 24) { buffer in
            write(to: buffer)
            return 24
        }
    }

    /// 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z, as whole days from 1970.
    private static let earliestShown: Int64 = -719_528 * 86_400 * 1_000_000
    private static let latestShown: Int64 = 2_932_897 * 86_400 * 1_000_000 - 1

    /// Writes the 24 characters into the start of `buffer`.
    public func write(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        let shown = min(max(microseconds, Self.earliestShown), Self.latestShown)
        let milliseconds = (shown - shown.modulo(1000)) / 1000
        let days = (milliseconds - milliseconds.modulo(86_400_000)) / 86_400_000
        let ofDay = milliseconds.modulo(86_400_000)
        let date = CivilDate(daysSince1970: days)
        func digits(_ value: Int64, _ count: Int, at start: Int) {
            var rest = value
            for offset in (0..<count).reversed() {
                buffer[start + offset] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
        }
        digits(date.year, 4, at: 0)
        buffer[4] = UInt8(ascii: "-")
        digits(date.month, 2, at: 5)
        buffer[7] = UInt8(ascii: "-")
        digits(date.day, 2, at: 8)
        buffer[10] = UInt8(ascii: "T")
        digits(ofDay / 3_600_000, 2, at: 11)
        buffer[13] = UInt8(ascii: ":")
        digits(ofDay / 60_000 % 60, 2, at: 14)
        buffer[16] = UInt8(ascii: ":")
        digits(ofDay / 1000 % 60, 2, at: 17)
        buffer[19] = UInt8(ascii: ".")
        digits(ofDay % 1000, 3, at: 20)
        buffer[23] = UInt8(ascii: "Z")
    }

    /// Parses RFC 3339 in UTC (`Z` only), with no fraction or one of up to six digits.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[bytes.count - 1] == UInt8(ascii: "Z") else { return nil }
        func number(_ range: Range<Int>) -> Int64? {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            }
            return value
        }
        let separators: [(Int, Character)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
        guard separators.allSatisfy({ bytes[$0.0] == $0.1.asciiValue }),
            let year = number(0..<4), let month = number(5..<7), (1...12).contains(month),
            let day = number(8..<10), (1...31).contains(day), let hour = number(11..<13), hour < 24,
            let minute = number(14..<16), minute < 60, let second = number(17..<19), second < 60
        else { return nil }
        var fraction: Int64 = 0
        if bytes.count > 20 {
            let digits = bytes.count - 21
            guard bytes[19] == UInt8(ascii: "."), (1...6).contains(digits),
                let value = number(20..<(20 + digits))
            else { return nil }
            fraction = (digits..<6).reduce(value) { scaled, _ in scaled * 10 }
        }
        let days = CivilDate(year: year, month: month, day: day).daysSince1970
        // A day that its month does not have comes back as one of the next month.
        guard CivilDate(daysSince1970: days).day == day else { return nil }
        let ofDay = hour * 3600 + minute * 60 + second
        self.init(microseconds: (days * 86_400 + ofDay) * 1_000_000 + fraction)
    }
}

extension Timestamp: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be a time in UTC, as in 2026-01-31T09:30:00.250Z."
            )
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A day of the proleptic Gregorian calendar.
///
/// The conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`
/// (https://howardhinnant.github.io/date_algorithms.html); Foundation's calendar is two orders slower.
private struct CivilDate {
    var year: Int64
    var month: Int64
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        (self.year, self.month, self.day) = (year, month, day)
    }

    init(daysSince1970 days: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}

extension Int64 {
    /// The remainder with the sign of the divisor, so that times before 1970 split as later ones do.
    fileprivate func modulo(_ divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
