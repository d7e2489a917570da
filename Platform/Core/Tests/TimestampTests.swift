// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

struct TimestampTests {
    private let foundation = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// Microseconds from 1900 to 2200.
    private let range: Range<Int64> = -2_208_988_800_000_000..<7_258_118_400_000_000

    @Test func `text agrees with Foundation from 1900 to 2200`() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            // Whole milliseconds: Foundation rounds what is between, and its dates are binary fractions.
            let milliseconds = Int64.random(in: range, using: &generator) / 1000
            let time = Timestamp(microseconds: milliseconds * 1000)
            let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)

            // Half a millisecond more, because Foundation cuts where the binary fraction falls a little short.
            #expect(time.description == (date + 0.0005).formatted(foundation))
            let parsed = try foundation.parse(time.description).timeIntervalSince1970
            #expect(abs(parsed - Double(milliseconds) / 1000) < 0.000_5)
        }
    }

    @Test func `text and moment convert both ways to the millisecond`() {
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<10_000 {
            let time = Timestamp(microseconds: Int64.random(in: range, using: &generator))
            #expect(Timestamp(time.description) == time.wholeMilliseconds)
            #expect(time.wholeMilliseconds <= time)
        }
    }

    @Test func `every day of four centuries is followed by the next`() throws {
        let calendar = Calendar(identifier: .gregorian)
        let start = Timestamp(seconds: -2_208_988_800)  // 1900-01-01
        var components = DateComponents(year: 1900, month: 1, day: 1)
        components.timeZone = .gmt
        for day in stride(from: 0, to: 146_097, by: 13) {
            let time = start + .days(day)
            let date = Date(timeIntervalSince1970: Double(time.seconds))
            let parts = calendar.dateComponents(in: .gmt, from: date)
            let text = try [#require(parts.year), #require(parts.month), #require(parts.day)]
                .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
            #expect(time.description == text + "T00:00:00.000Z")
        }
    }

    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:00.5Z", 500_000),
            ("1969-12-31T23:59:59.999999Z", -1), ("2000-02-29T12:00:00.000001Z", 951_825_600_000_001),
            ("0000-01-01T00:00:00Z", -62_167_219_200_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ] as [(String, Int64)]
    )
    func `up to six digits of a second are read`(text: String, microseconds: Int64) {
        #expect(Timestamp(text)?.microseconds == microseconds)
    }

    @Test(arguments: [
        "", "Z", "2026-01-31", "2026-01-31T09:30:00", "2026-01-31T09:30:00+00:00", "2026-01-31 09:30:00Z",
        "2026-01-31t09:30:00z", "2026-1-31T09:30:00Z", "2026-13-01T00:00:00Z", "2026-00-10T00:00:00Z",
        "2026-01-32T00:00:00Z", "2026-01-00T00:00:00Z", "2026-02-29T00:00:00Z", "2026-02-30T00:00:00Z",
        "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T09:60:00Z",
        "2026-01-31T09:30:60Z", "2026-01-31T09:30:00.Z", "2026-01-31T09:30:00.1234567Z",
        "2026-01-31T09:30:00,5Z",
        "+026-01-31T09:30:00Z", "-026-01-31T09:30:00Z", "2026-01-31T09:30:00ZZ", " 2026-01-31T09:30:00Z",
        "２026-01-31T09:30:00Z", "2026-01-31T09:30:0éZ", "2026-01-31T09:30:00.1e5Z",
        "\0\0\0\0-\0\0-\0\0T\0\0:\0\0:\0\0Z",
    ])
    func `other text is not a moment`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `moments beyond four digits of a year show as the nearest that fit`() {
        #expect(Timestamp(microseconds: .max).description == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp(microseconds: .min).description == "0000-01-01T00:00:00.000Z")
        #expect(Timestamp("9999-12-31T23:59:59.999Z")?.description == "9999-12-31T23:59:59.999Z")
        #expect(Timestamp("0000-01-01T00:00:00.000Z")?.description == "0000-01-01T00:00:00.000Z")
    }

    @Test func `whole seconds round down, before 1970 and far from it too`() {
        #expect(Timestamp(microseconds: -1).seconds == -1)
        #expect(Timestamp(microseconds: 1_999_999).seconds == 1)
        #expect(Timestamp(microseconds: 9_007_199_254_999_999).seconds == 9_007_199_254)
        #expect(Timestamp(seconds: -5).seconds == -5)
    }

    @Test func `durations add, and the difference of two moments is the duration`() {
        let time = Timestamp(seconds: 1000)

        #expect(time + .milliseconds(1500) - time == .milliseconds(1500))
        #expect(time - .hours(1) < time)
        #expect(Duration.days(2) == .hours(48) && .minutes(60) == Duration.hours(1))
        #expect(Duration.milliseconds(250).inSeconds == 0.25)
        #expect(Duration.nanoseconds(1999).wholeMicroseconds == 1)
    }

    @Test func `JSON carries a moment as its text and refuses others`() throws {
        let time = try #require(Timestamp("2026-01-31T09:30:00.250Z"))

        let data = try JSONEncoder().encode([time])

        #expect(String(decoding: data, as: UTF8.self) == #"["2026-01-31T09:30:00.250Z"]"#)
        #expect(try JSONDecoder().decode([Timestamp].self, from: data) == [time])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: Data(#"["yesterday"]"#.utf8))
        }
    }

    @Test func `the machine's clock tells the time that Foundation tells`() {
        let (before, now, after) = (Date(), SystemWallClock().now, Date())

        let seconds = Double(now.microseconds) / 1e6
        #expect(seconds >= before.timeIntervalSince1970 - 0.001)
        #expect(seconds <= after.timeIntervalSince1970 + 0.001)
    }
}
