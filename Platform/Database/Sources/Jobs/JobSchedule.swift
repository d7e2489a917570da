// SPDX-License-Identifier: Apache-2.0
import Core

/// When recurring work runs.
public enum JobSchedule: Sendable, Hashable {
    /// Again and again, this long after the last time.
    case every(Duration)
    /// At the times of a cron line in UTC: minute, hour, day of the month, month, day of the week (0 is Sunday).
    ///
    /// A field is `*`, a number, a range `1-5`, a step `*/15` or `0-30/10`, or a list of these with commas.
    case cron(String)

    /// The text that tells whether a schedule was changed.
    var spec: String {
        switch self {
        case .every(let pause): "every \(pause.wholeMicroseconds)"
        case .cron(let line): "cron \(line)"
        }
    }

    /// The first time after `time`.
    func next(after time: Timestamp) throws -> Timestamp {
        switch self {
        case .every(let pause):
            guard pause >= .seconds(1) else { throw InvalidSchedule(text: spec) }
            return time + pause
        case .cron(let line): return try CronLine(line).next(after: time)
        }
    }
}

/// A schedule that means nothing or never comes.
struct InvalidSchedule: Error, CustomStringConvertible {
    let text: String
    var description: String { "\(text) is not a schedule" }
}

/// The five fields of a cron line.
struct CronLine {
    private let text: String
    private let minutes: Set<Int>
    private let hours: Set<Int>
    private let days: Set<Int>
    private let months: Set<Int>
    private let weekdays: Set<Int>
    /// As in every cron: when both fields of days are restricted, either may match.
    private let eitherDay: Bool

    init(_ text: String) throws {
        let fields = text.split(separator: " ").map(String.init)
        guard fields.count == 5 else { throw InvalidSchedule(text: text) }
        func values(_ index: Int, _ range: ClosedRange<Int>) throws -> Set<Int> {
            guard let values = Self.values(fields[index], range) else { throw InvalidSchedule(text: text) }
            return values
        }
        self.text = text
        minutes = try values(0, 0...59)
        hours = try values(1, 0...23)
        days = try values(2, 1...31)
        months = try values(3, 1...12)
        weekdays = Set(try values(4, 0...7).map { $0 % 7 })
        eitherDay = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
    }

    func next(after time: Timestamp) throws -> Timestamp {
        let minute = time.seconds / 60 + 1
        let (firstDay, firstMinute) = minute.floored(by: 1440)
        // The rarest day, 29 February on a given weekday, comes back within 40 years.
        for day in firstDay..<(firstDay + 40 * 366) where matches(day: day) {
            let earliest = day == firstDay ? Int(firstMinute) : 0
            for candidate in earliest..<1440
            where hours.contains(candidate / 60) && minutes.contains(candidate % 60) {
                return Timestamp(seconds: (day * 1440 + Int64(candidate)) * 60)
            }
        }
        throw InvalidSchedule(text: text)
    }

    private func matches(day: Int64) -> Bool {
        // The first ten characters of a time are its date; reading them back spares a second calendar here.
        let date = Timestamp(seconds: day * 86_400).description.utf8.map { Int($0) - 48 }
        let month = date[5] * 10 + date[6]
        let dayOfMonth = date[8] * 10 + date[9]
        // 1970-01-01 was a Thursday.
        let weekday = Int((day + 4).floored(by: 7).remainder)
        guard months.contains(month) else { return false }
        let byDay = days.contains(dayOfMonth)
        let byWeekday = weekdays.contains(weekday)
        return eitherDay ? byDay || byWeekday : byDay && byWeekday
    }

    private static func values(_ field: String, _ range: ClosedRange<Int>) -> Set<Int>? {
        var found: Set<Int> = []
        for part in field.split(separator: ",", omittingEmptySubsequences: false) {
            let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
            guard let first = pieces.first, pieces.count <= 2 else { return nil }
            let step = pieces.count == 2 ? Int(pieces[1]) : 1
            guard let step, step > 0, let span = self.span(first, range, isStepped: pieces.count == 2)
            else { return nil }
            found.formUnion(stride(from: span.lowerBound, through: span.upperBound, by: step))
        }
        return found
    }

    private static func span(
        _ text: Substring,
        _ range: ClosedRange<Int>,
        isStepped: Bool
    ) -> ClosedRange<Int>? {
        if text == "*" { return range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends.first, let low = first, range.contains(low), ends.count <= 2 else {
            return nil
        }
        guard ends.count == 2 else { return low...(isStepped ? range.upperBound : low) }
        guard let high = ends[1], range.contains(high), high >= low else { return nil }
        return low...high
    }
}

extension Int64 {
    /// Division that rounds down, for times before 1970.
    fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let remainder = ((self % divisor) + divisor) % divisor
        return ((self - remainder) / divisor, remainder)
    }
}
