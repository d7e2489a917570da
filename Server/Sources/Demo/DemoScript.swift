// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation

// A script is a small conversation, written like a play:
//
//     # garden                             where it may be played; # lang b=de: and b speaks German
//     a: Who has the {tool}?               person a speaks; {tool} is a word from DemoWords, the same in all lines
//     b>1: Behind the {pots|door}.         b answers line 1; one of the words, at the same place in all lines
//     +40m                                 forty minutes later (m, h or d)
//     a: Got {4-6}! ~~ Got {4-6}! Thanks!  said first like this, edited to that
//     b!: Oops                             said and taken back
//     a: @b thanks, $b                     @ names somebody so that they are told, $ is their first name

/// One line of a script, or a pause before the next.
struct DemoLine: Sendable {
    var role: Character
    /// The index of the line it answers.
    var replyTo: Int?
    var isDeleted: Bool
    var text: String
    /// What it was before it was edited.
    var before: String?
    /// How much later than usual it is said.
    var pause: Duration
}

/// A small conversation with gaps for people and words.
struct DemoScript: Sendable {
    let topic: String
    let lines: [DemoLine]
    /// What roles have to speak besides English, where the script says so.
    let languages: [Character: String]

    /// The roles, in the order of the alphabet.
    var roles: [Character] { Set(lines.map(\.role)).union(namedRoles).sorted() }

    /// The words in it, folded, so that nobody speaks of themselves by name.
    let words: Set<String>

    private var namedRoles: [Character] {
        lines.flatMap { line in
            "abcdef".filter { line.text.contains("$\($0)") || line.text.contains("@\($0) ") }
        }
    }

    /// Reads scripts, which are divided by empty lines.
    static func parse(_ text: String) throws -> [DemoScript] {
        try text.split(separator: "\n\n").map { try DemoScript(block: $0) }
    }

    private init(block: Substring) throws {
        var rows = block.split(separator: "\n")
        guard let header = rows.first, header.hasPrefix("# ") else {
            throw DemoScriptError(line: String(block))
        }
        rows.removeFirst()
        var lines: [DemoLine] = []
        var pause: Duration = .zero
        for row in rows {
            if row.hasPrefix("+") {
                pause = try Self.pause(row)
                continue
            }
            lines.append(try Self.line(row, after: pause, number: lines.count))
            pause = .zero
        }
        let marks = header.dropFirst(2).split(separator: " ")
        guard let first = marks.first else { throw DemoScriptError(line: String(header)) }
        topic = String(first)
        languages = Dictionary(
            marks.dropFirst().compactMap { mark in
                mark.first.map { ($0, String(mark.dropFirst(2))) }
            }
        ) { _, new in new }
        self.lines = lines
        words = Set(Self.fold(String(block)).split { !$0.isLetter }.map(String.init))
    }

    /// Lower case, without accents.
    static func fold(_ text: String) -> String {
        text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "en"))
    }

    private static func pause(_ row: Substring) throws -> Duration {
        guard let number = Int(row.dropFirst().dropLast()) else { throw DemoScriptError(line: String(row)) }
        switch row.last {
        case "m": return .minutes(number)
        case "h": return .hours(number)
        case "d": return .days(number)
        default: throw DemoScriptError(line: String(row))
        }
    }

    private static func line(_ row: Substring, after pause: Duration, number: Int) throws -> DemoLine {
        guard let colon = row.range(of: ": "), let role = row.first else {
            throw DemoScriptError(line: String(row))
        }
        var marks = row[..<colon.lowerBound].dropFirst()
        let isDeleted = marks.hasSuffix("!")
        if isDeleted { marks = marks.dropLast() }
        let reply = marks.hasPrefix(">") ? Int(marks.dropFirst()).map { $0 - 1 } : nil
        guard marks.isEmpty || reply.map({ (0..<number).contains($0) }) == true else {
            throw DemoScriptError(line: String(row))
        }
        let versions = row[colon.upperBound...].replacing("\\n", with: "\n").components(separatedBy: " ~~ ")
        return DemoLine(
            role: role,
            replyTo: reply,
            isDeleted: isDeleted,
            text: versions[versions.count - 1],
            before: versions.count > 1 ? versions[0] : nil,
            pause: pause
        )
    }
}

/// A line of a script that cannot be read.
struct DemoScriptError: Error, CustomStringConvertible {
    let line: String
    var description: String { "A line of the demo scripts cannot be read: \(line)" }
}

/// The scripts of the demo community, by topic.
struct DemoScripts: Sendable {
    private let byTopic: [String: [DemoScript]]

    init() throws {
        let all = try [Self.doing, Self.thinking, Self.private, Self.channels].flatMap(DemoScript.parse)
        byTopic = Dictionary(grouping: all, by: \.topic)
    }

    subscript(topic: String) -> [DemoScript] { byTopic[topic] ?? [] }
}
