// SPDX-License-Identifier: Apache-2.0
import Core

/// Fills the gaps of the scripts played in one chat. Words come from shuffled decks, so that the next garden
/// conversation is about another plant.
struct DemoPhrasing {
    private var decks: [String: [String]] = [:]
    private var bound: [String: String] = [:]
    private var picks: [Int: Int] = [:]

    /// Forgets what the last script was about.
    mutating func begin() {
        bound = [:]
        picks = [:]
    }

    /// The words of a line, and who is named in it.
    mutating func fill(
        _ text: String,
        cast: [Character: DemoPerson],
        _ random: inout SeededGenerator
    ) -> (text: String, named: [DemoPerson]) {
        var result = ""
        var named: [DemoPerson] = []
        var rest = text[...]
        while let character = rest.popFirst() {
            if character == "{", let end = rest.firstIndex(of: "}") {
                result += choice(rest[..<end], &random)
                rest = rest[rest.index(after: end)...]
            } else if character == "@" || character == "$", let role = rest.first, let person = cast[role],
                rest.dropFirst().first.map({ !$0.isLetter && !$0.isNumber }) ?? true
            {
                rest.removeFirst()
                result += character == "@" ? "@\(person.username)" : person.firstName
                if character == "@" { named.append(person) }
            } else {
                result.append(character)
            }
        }
        return (result, named)
    }

    private mutating func choice(_ gap: Substring, _ random: inout SeededGenerator) -> String {
        let options = gap.split(separator: "|")
        if options.count > 1 {
            // The same place in all lists of the same length: the cat of line 1 is the cat of line 2.
            let index = picks[options.count] ?? random.number(0...options.count - 1)
            picks[options.count] = index
            return String(options[index])
        }
        let name = String(gap)
        if let value = bound[name] { return value }
        let value = number(gap, &random) ?? draw(name, &random)
        bound[name] = value
        return value
    }

    private func number(_ gap: Substring, _ random: inout SeededGenerator) -> String? {
        let bounds = gap.split(separator: "-").compactMap { Int($0) }
        guard bounds.count == 2, bounds[0] < bounds[1] else { return nil }
        return String(random.number(bounds[0]...bounds[1]))
    }

    private mutating func draw(_ name: String, _ random: inout SeededGenerator) -> String {
        let kind = name.last?.isNumber == true ? String(name.dropLast()) : name
        if decks[kind, default: []].isEmpty { decks[kind] = DemoWords.all[kind]?.shuffled(using: &random) }
        return decks[kind]?.popLast() ?? name
    }
}
