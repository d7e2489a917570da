// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Posts
import PostsAPI
import UsersAPI

/// What the demo community published in the last year: a value that only depends on the people, the day and how much
/// it is.
struct DemoPosts {
    /// The days that the posts cover.
    static let days = 360
    /// Those whose posts only followers see.
    private static let quiet: Set = ["bjorn", "anneli"]
    /// Of a hundred posts with one of these tags, how many somebody passes on.
    private static let passedOn = ["river": 60, "repaircafe": 40, "kitchen": 25, "choir": 40, "walks": 30]

    /// What happened, the oldest first.
    var past: [PastPublication] = []
    var count = 0
    let people: [User]
    private let ids: [Username: UserID]
    let today: Timestamp
    var random = SeededGenerator(seed: 0x504F_5354_53)

    /// What the first fifty wrote, and what the neighbours did until there are `count` posts.
    init(people: [User], today: Timestamp, count wanted: Int = 0) {
        (self.people, self.today) = (people, today)
        ids = Dictionary(people.map { ($0.username, $0.id) }) { first, _ in first }
        var lines: [Username: [String]] = [:]
        for text in [Self.first, Self.second, Self.third] {
            for line in text.split(separator: "\n") {
                let parts = line.split(separator: ": ", maxSplits: 1)
                guard parts.count == 2, let name = Username(String(parts[0])) else { continue }
                lines[name, default: []].append(String(parts[1]))
            }
        }
        for person in people { publish(lines[person.username] ?? [], by: person) }
        writeEveryday(wanted - count)
        let order = past.indices.sorted { (past[$0].at, $0) < (past[$1].at, $1) }
        past = order.map { past[$0] }
    }

    /// Spreads what somebody wrote over their time here, in its order, with gaps of different length.
    private mutating func publish(_ texts: [String], by person: User) {
        let start = max(person.createdAt + .hours(3), today - .days(Self.days))
        let span = Int((today - start).inSeconds)
        let places = texts.map { _ in random.number(0...span - 3600) }.sorted()
        for (text, place) in zip(texts, places) {
            publish(text, by: person, at: daytime(start + .seconds(place)))
        }
    }

    /// Nobody but the bakers and nurses writes in the small hours; they write at noon here as well.
    mutating func daytime(_ time: Timestamp) -> Timestamp {
        let hour = Int(time.seconds % 86_400) / 3600
        let moved = hour < 6 ? time + .hours(6) : time
        return min(moved, today - .minutes(random.number(20...600)))
    }

    private mutating func publish(_ text: String, by author: User, at time: Timestamp) {
        let id = PostID(at: time, using: &random)
        let mentions = MarkedWords.find(after: "@", in: text) { $0.isASCII && ($0.isLetter || $0 == "_") }
            .compactMap { Username(String($0)).flatMap { ids[$0] } }
        past.append(
            PastPublication(
                .published(id, text, visibility: .everyone, mentions: mentions),
                by: author.id,
                at: time
            )
        )
        count += 1
        let readers = people.filter { $0.id != author.id && $0.createdAt < time }.shuffled(using: &random)
        let isQuiet = Self.quiet.contains(author.username.text)
        let likes = isQuiet ? random.number(0...3) : random.number(0...6) + random.number(0...10)
        for reader in readers.prefix(likes) { add(.liked(id), by: reader, after: time, within: 40 * 3600) }
        if !isQuiet { comment(on: id, text, by: readers.suffix(6), after: time) }
        let tags = MarkedWords.find(after: "#", in: text) { $0.isLetter || $0.isNumber }.map(String.init)
        let chance = isQuiet ? 0 : tags.compactMap { Self.passedOn[$0] }.max() ?? 4
        if random.happens(chance), let reader = readers.first {
            add(.reposted(id), by: reader, after: time, within: 20 * 3600)
        }
    }

    private mutating func comment(
        on id: PostID,
        _ text: String,
        by readers: ArraySlice<User>,
        after time: Timestamp
    ) {
        let tag = MarkedWords.find(after: "#", in: text) { $0.isLetter || $0.isNumber }.first.map(String.init)
        let fitting = (tag.flatMap { Self.answers[$0] } ?? []).shuffled(using: &random)
        let general = Self.generalAnswers.shuffled(using: &random)
        let wanted = random.happens(55) ? random.number(1...3) : 0
        for (reader, answer) in zip(readers.prefix(wanted), fitting.prefix(2) + general) {
            let at = moment(after: time, within: 30 * 3600)
            let comment = CommentID(at: at, using: &random)
            past.append(PastPublication(.commented(comment, on: id, answer), by: reader.id, at: at))
        }
    }

    mutating func add(
        _ deed: PastPublication.Deed,
        by user: User,
        after time: Timestamp,
        within seconds: Int
    ) {
        past.append(PastPublication(deed, by: user.id, at: moment(after: time, within: seconds)))
    }

    /// A moment after another, more likely soon than late, and before today.
    mutating func moment(after time: Timestamp, within seconds: Int) -> Timestamp {
        let share = Double(random.number(1...1000)) / 1000
        return min(time + .seconds(60 + Int(share * share * Double(seconds))), today - .seconds(1))
    }
}
