// SPDX-License-Identifier: Apache-2.0
import Connections
import Core
import Endpoints
import UsersAPI

/// Who follows and mutes whom in the demo community: a value that only depends on the people and the day.
struct DemoTies {
    /// Those whose followers have to ask.
    private static let privates: Set = ["bjorn", "anneli"]
    /// Who mutes whom, and nobody need know why.
    private static let mutes = [
        ("viktor", "ravi"), ("dmitri", "rosa"), ("priya", "tomasz"), ("elena", "malik"), ("pavel", "emeka"),
        ("marta", "arjun"),
    ]
    /// The one whose request nobody has answered yet.
    private static let waiting = (from: "eve", to: "anneli")

    /// What happened, the oldest first.
    private(set) var past: [PastConnection] = []
    private let people: [User]
    private let today: Timestamp
    /// The languages of the neighbours.
    private let tongues: [String: String]
    private var random = SeededGenerator(seed: 0x0054_4945_53)

    init(people: [User], today: Timestamp) {
        (self.people, self.today) = (people, today)
        tongues = Dictionary(
            people.dropFirst(DemoPerson.all.count).enumerated().map {
                ($1.username.text, DemoNeighbours.tongue(of: $0).language)
            }
        ) { first, _ in first }
        for person in people where Self.privates.contains(person.username.text) {
            past.append(PastConnection(.wentPrivate, by: person.id, at: person.createdAt + .hours(1)))
        }
        for (one, other) in follows() { follow(one, other) }
        for (one, other) in Self.mutes {
            guard let one = person(one), let other = person(other) else { continue }
            past.append(
                PastConnection(.muted(other.id), by: one.id, at: today - .days(random.number(5...60)))
            )
        }
        if let one = person(Self.waiting.from), let other = person(Self.waiting.to) {
            past.append(PastConnection(.followed(other.id), by: one.id, at: today - .hours(14)))
        }
        let order = past.indices.sorted { (past[$0].at, $0) < (past[$1].at, $1) }
        past = order.map { past[$0] }
    }

    private func person(_ name: String) -> User? { people.first { $0.username.text == name } }

    /// Friends follow each other; of those who share a group some do; most follow the three who run the place.
    private mutating func follows() -> [(User, User)] {
        var chosen: [(User, User)] = []
        let friends = Set(DemoGroup.pairs.flatMap { [[$0.0, $0.1], [$0.1, $0.0]] })
        for one in people {
            for other in people where other.id != one.id {
                let names = [one.username.text, other.username.text]
                guard names != [Self.waiting.from, Self.waiting.to] else { continue }
                let percent = friends.contains(names) ? 95 : percent(names[0], names[1])
                if random.happens(percent) { chosen.append((one, other)) }
            }
        }
        return chosen
    }

    private func percent(_ one: String, _ other: String) -> Int {
        if ["ada", "grace", "mateo"].contains(other) { return 45 }
        if let mine = tongues[one], let theirs = tongues[other] { return mine == theirs ? 15 : 3 }
        guard tongues[one] == nil, tongues[other] == nil else { return 4 }
        let shared = DemoGroup.all.count { $0.members.contains(one) && $0.members.contains(other) }
        return [3, 40, 65][min(shared, 2)]
    }

    /// A follow some time after both were there; who is private answers within two days.
    private mutating func follow(_ one: User, _ other: User) {
        let earliest = max(one.createdAt, other.createdAt) + .hours(2)
        let hours = Int((today - earliest).inSeconds / 3600) - 72
        let at = earliest + .hours(random.number(0...max(1, hours))) + .seconds(random.number(0...3599))
        past.append(PastConnection(.followed(other.id), by: one.id, at: at))
        guard Self.privates.contains(other.username.text) else { return }
        let answer = at + .hours(random.number(1...48))
        past.append(PastConnection(.accepted(one.id), by: other.id, at: answer))
    }
}
