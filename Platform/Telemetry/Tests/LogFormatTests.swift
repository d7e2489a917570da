// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Logging
import Testing

@testable import Telemetry

struct LogFormatTests {
    private func line(
        _ message: String,
        _ metadata: Logger.Metadata = [:],
        _ format: LogFormat = .json
    ) -> String {
        let time = Timestamp("2026-01-31T09:30:00.250Z") ?? Timestamp(seconds: 0)
        let entry = LogEntry(time: time, level: .warning, label: "chat", message: message, metadata: metadata)
        return String(decoding: entry.line(format), as: UTF8.self)
    }

    private func object(_ line: String) throws -> [String: Any] {
        #expect(line.hasSuffix("\n") && line.dropLast().allSatisfy { !$0.isNewline }, "one line")
        return try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `a line is a JSON object with the request first`() {
        let line = line(
            "Slow query",
            [
                "zone": "z", "user": "u1", "requestId": "r1", "ms": .stringConvertible(12),
                "ok": .stringConvertible(true),
            ]
        )

        #expect(
            line == """
                {"time":"2026-01-31T09:30:00.250Z","level":"warning","label":"chat","message":"Slow query",\
                "requestId":"r1","user":"u1","ms":12,"ok":true,"zone":"z"}

                """
        )
    }

    @Test func `nested metadata is flattened, secrets at every depth hidden`() throws {
        let object = try object(
            line(
                "m",
                [
                    "http": ["path": "/x", "headers": ["authorization": "Bearer abc", "host": "h"]],
                    "list": ["a", "b"], "url": "http://u:pw@h/",
                ]
            )
        )

        #expect(object["http.path"] as? String == "/x")
        #expect(object["http.headers.authorization"] as? String == "***")
        #expect(object["http.headers.host"] as? String == "h")
        #expect(object["list"] as? String == "[\"a\", \"b\"]" || object["list"] as? String == "[a, b]")
        #expect(object["url"] as? String == "http://u:***@h/")
    }

    @Test func `no text can begin another line or drive a terminal`() throws {
        let evil = "a\nb\r\t\u{0}\u{1B}[2J\u{7F}\u{85}\u{9B}31m\u{2028}\u{2029}\u{202E}\u{FEFF}\"\\é漢🦉"
        for format in LogFormat.allCases {
            let line = line(evil, [evil: "\(evil)", "n": ["x": "\(evil)"]], format)
            let harmful = line.dropLast().unicodeScalars.filter { scalar in
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
                    || scalar.properties.isWhitespace && scalar != " "
            }
            // The colours are ours: an escape character before and after the level.
            #expect(harmful.count == (format == .colored ? 2 : 0), "\(format)")
        }

        #expect(try object(line(evil))["message"] as? String == evil, "and JSON brings it back whole")
    }

    @Test func `metadata cannot pose as the line's own fields`() throws {
        let object = try object(line("real", ["message": "false", "level": "x", "time": "y"]))

        #expect(object["message"] as? String == "real")
        #expect(object["level"] as? String == "warning")
        #expect(object["metadata.message"] as? String == "false")
    }

    @Test func `a line has a longest length and is still JSON`() throws {
        let long = String(repeating: "x\n", count: 100_000)
        let many = Dictionary(
            uniqueKeysWithValues: (0..<500).map { ("k\($0)", Logger.MetadataValue.string(long)) }
        )

        let line = line(long, many)

        #expect(line.utf8.count < LogEntry.lineLimit + LogEntry.valueLimit + 1000)
        #expect(try object(line)["truncated"] as? Bool == true)
    }

    @Test func `text for people has aligned levels and quotes what needs it`() {
        #expect(
            line("Hello", ["a": "b", "c": "d e"], .text)
                == "09:30:00.250 WARNING  chat: Hello a=b c=\"d e\"\n"
        )
        #expect(line("Hello", [:], .colored) == "09:30:00.250 \u{1B}[33mWARNING \u{1B}[0m chat: Hello\n")
    }
}
