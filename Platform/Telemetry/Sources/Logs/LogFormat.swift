// SPDX-License-Identifier: Apache-2.0
internal import Core
internal import Logging

/// How log lines look.
public enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object a line, for machines.
    case json
    /// Aligned text, for people.
    case text
    /// Aligned text with coloured levels, for terminals.
    case colored
}

/// One thing to log, before it is a line.
struct LogEntry {
    /// Bytes of a message, of one value, and of everything together, after which a line is cut.
    static let (messageLimit, valueLimit, lineLimit) = (4096, 2048, 16_384)

    let time: Timestamp
    let level: Logger.Level
    let label: String
    let message: String
    let metadata: Logger.Metadata

    /// The line with its line break.
    func line(_ format: LogFormat) -> [UInt8] {
        var text = LogText()
        switch format {
        case .json: writeJSON(to: &text)
        case .text: writeText(to: &text, color: nil)
        case .colored: writeText(to: &text, color: level.color)
        }
        text.raw("\n")
        return text.bytes
    }

    private func writeJSON(to text: inout LogText) {
        text.raw("{\"time\":\"")
        text.raw(time.description)
        text.raw("\",\"level\":\"")
        text.raw(level.rawValue)
        text.raw("\",\"label\":")
        text.quoted(label, limit: 200)
        text.raw(",\"message\":")
        text.quoted(SecretMask.masked(message), limit: Self.messageLimit)
        for (key, value) in fields() {
            guard text.bytes.count < Self.lineLimit else {
                text.raw(",\"truncated\":true")
                break
            }
            text.raw(",")
            text.quoted(key, limit: 200)
            text.raw(":")
            switch value {
            case .plain(let literal): text.raw(literal)
            case .text(let string): text.quoted(string, limit: Self.valueLimit)
            }
        }
        text.raw("}")
    }

    private func writeText(to text: inout LogText, color: StaticString?) {
        text.raw(String(time.description.dropFirst("2026-01-31T".count).dropLast()))
        text.raw(" ")
        if let color { text.raw(color) }
        let name = level.rawValue.uppercased()
        text.raw(name + String(repeating: " ", count: max(0, 8 - name.count)))
        if color != nil { text.raw("\u{1B}[0m") }
        text.raw(" ")
        text.escaped(label, limit: 200, quotes: false)
        text.raw(": ")
        text.escaped(SecretMask.masked(message), limit: Self.messageLimit, quotes: false)
        for (key, value) in fields() {
            guard text.bytes.count < Self.lineLimit else {
                text.raw(" …")
                break
            }
            text.raw(" ")
            text.escaped(key, limit: 200, quotes: false)
            text.raw("=")
            switch value {
            case .plain(let literal): text.raw(literal)
            case .text(let string) where string.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }):
                text.quoted(string, limit: Self.valueLimit)
            case .text(let string): text.escaped(string, limit: Self.valueLimit, quotes: false)
            }
        }
    }

    private enum FieldValue {
        /// A number or truth value, as it is.
        case plain(String)
        case text(String)
    }

    /// The metadata, flattened and masked: the request first, then by name.
    private func fields() -> [(String, FieldValue)] {
        var fields: [(String, FieldValue)] = []
        for (key, value) in metadata { Self.flatten(key, value, into: &fields) }
        let first = ["requestId", "user"]
        fields.sort { left, right in
            let (rankLeft, rankRight) = (
                first.firstIndex(of: left.0) ?? 2, first.firstIndex(of: right.0) ?? 2
            )
            return rankLeft != rankRight ? rankLeft < rankRight : left.0 < right.0
        }
        return fields
    }

    private static func flatten(
        _ key: String,
        _ value: Logger.MetadataValue,
        depth: Int = 0,
        into fields: inout [(String, FieldValue)]
    ) {
        // These are the names of the line's own fields.
        let name = ["time", "level", "label", "message", "truncated"].contains(key) ? "metadata." + key : key
        guard !SecretMask.hides(key: key) else {
            fields.append((name, .text(SecretMask.mask)))
            return
        }
        switch value {
        case .dictionary(let inner) where depth < 4:
            for (innerKey, value) in inner {
                flatten(key + "." + innerKey, value, depth: depth + 1, into: &fields)
            }
        case .stringConvertible(let number as Int):
            fields.append((name, .plain("\(number)")))
        case .stringConvertible(let number as Double) where number.isFinite:
            fields.append((name, .plain("\(number)")))
        case .stringConvertible(let flag as Bool):
            fields.append((name, .plain(flag ? "true" : "false")))
        case .string(let text):
            fields.append((name, .text(SecretMask.masked(text))))
        case .stringConvertible, .array, .dictionary:
            fields.append((name, .text(SecretMask.masked("\(value)"))))
        }
    }
}

extension Logger.Level {
    /// The escape sequence that begins the colour of the level on terminals.
    fileprivate var color: StaticString {
        switch self {
        case .trace, .debug: "\u{1B}[90m"
        case .info, .notice: "\u{1B}[32m"
        case .warning: "\u{1B}[33m"
        case .error, .critical: "\u{1B}[31m"
        }
    }
}
