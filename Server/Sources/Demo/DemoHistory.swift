// SPDX-License-Identifier: Apache-2.0
import Chat
import ChatAPI
import Core
import Endpoints
import UsersAPI

/// Writes what the demo community said in the last year: a value that only depends on the day and the size.
struct DemoHistory {
    /// A chat while it is written.
    private struct Stage {
        let id: ChatID
        let members: [DemoPerson]
        var phrasing = DemoPhrasing()
        /// Scripts not played yet in this round.
        var unplayed: [DemoScript] = []
        /// The first lines of the scripts played last.
        var recent: [String] = []
        /// What was said, in its order.
        var sent: [MessageID] = []
        /// Nothing may be said before this: the conversation before still goes on.
        var freeFrom: Timestamp
    }

    /// The days that the history covers.
    static let days = 360
    /// Since when the newcomer is there, in days before today.
    static let newcomerDay = 40

    /// Midnight of today in UTC; nothing happens after it.
    let today: Timestamp
    /// How many times as many conversations as planned.
    let scale: Double
    private(set) var acts: [PastAct] = []
    private(set) var messageCount = 0
    private(set) var chatCount = 0
    private let people: [DemoPerson]
    private let ids: [Username: UserID]
    private let scripts: DemoScripts
    private let fifty = Set(DemoPerson.all.map(\.username))
    private var random = SeededGenerator(seed: 0x0052_4F4F_5354)

    init(people: [DemoPerson], ids: [Username: UserID], today: Timestamp, scale: Double) throws {
        self.people = people
        self.ids = ids
        self.today = today
        self.scale = scale
        scripts = try DemoScripts()
        for group in DemoGroup.all { write(group) }
        for (one, other) in pairs() { write(one, other) }
        let order = acts.indices.sorted { (acts[$0].at, $0) < (acts[$1].at, $1) }
        acts = order.map { acts[$0] }
    }

    // MARK: Chats

    private mutating func write(_ group: DemoGroup) {
        let named = group.members.compactMap(person)
        let rest = group.isChannel ? people.filter { !group.members.contains($0.username.text) } : []
        let members = named + rest
        let early = members.filter { $0.username.text != "eve" }
        let opened = moment(daysAgo: Self.days, hour: 8) + .minutes(random.number(0...600))
        var stage = Stage(id: ChatID(at: opened, using: &random), members: members, freeFrom: opened)
        let kind: ChatKind = group.isChannel ? .channel : .group
        add(
            .opened(
                kind,
                name: group.name,
                description: group.description,
                owner: id(named[0]),
                members: early.map(id)
            ),
            stage,
            opened
        )
        for admin in named.dropFirst().prefix(group.admins) {
            add(.promoted(id(admin)), stage, opened + .minutes(5))
        }
        if early.count < members.count, let eve = person("eve") {
            add(.joined([id(eve)]), stage, moment(daysAgo: Self.newcomerDay, hour: 6))
        }
        chatCount += 1
        let count = max(1, Int((Double(group.conversations) * scale).rounded()))
        if group.isChannel { post(group, count, &stage) } else { converse(group, count, &stage) }
        catchUp(group, stage)
    }

    /// A channel's messages, evenly over the months and in the order they are written down.
    private mutating func post(_ group: DemoGroup, _ count: Int, _ stage: inout Stage) {
        let all = scripts[group.topic]
        let writers = Array(stage.members.prefix(group.admins + 1))
        for index in 0..<count {
            let day = Self.days - 1 - index * (Self.days - 2) / max(1, count - 1)
            let script = all[index % all.count]
            // The last two are news to ada.
            let mayBeAda = index < count - 2
            let writer =
                writers.filter { !isNamed($0, in: script) && (mayBeAda || $0.username.text != "ada") }
                .randomElement(using: &random)
                ?? writers[writers.count - 1]
            let others = stage.members.filter { !writers.contains($0) }.shuffled(using: &random)
            let cast = Dictionary(uniqueKeysWithValues: zip("abc", [writer] + others.prefix(2)))
            let start = moment(daysAgo: day, hour: 9) + .minutes(random.number(0...540))
            play(script, cast, at: start, &stage)
            if random.happens(60) { someRead(&stage, percent: 30) }
        }
    }

    private mutating func converse(_ group: DemoGroup, _ count: Int, _ stage: inout Stage) {
        let days = conversationDays(count)
        var isWelcomed = !stage.members.contains { $0.username.text == "eve" }
        for (index, day) in days.enumerated() {
            let isHere = day < Self.newcomerDay
            var members = stage.members.filter { isHere || $0.username.text != "eve" }
            // The last conversations of some groups went on without ada, who has not read them.
            if index == days.count - 1, Self.unreadTopics.contains(group.topic) {
                members.removeAll { $0.username.text == "ada" }
            }
            let isWelcome = isHere && !isWelcomed
            let script = isWelcome ? scripts["new"][0] : nextScript(for: group.topic, &stage)
            if isWelcome { isWelcomed = true }
            let cast = cast(script, from: members, first: isWelcome ? "eve" : nil)
            play(script, cast, at: start(daysAgo: day), &stage)
            someRead(&stage, percent: 45)
        }
    }

    private mutating func write(_ one: DemoPerson, _ other: DemoPerson) {
        let isNew = one.username.text == "eve" || other.username.text == "eve"
        // The fifty talk; the neighbours have said hello.
        let isAmongTheFifty = fifty.isSuperset(of: [one.username, other.username])
        let planned = Double(isAmongTheFifty ? random.number(5...9) : 1) * scale
        let days = conversationDays(max(1, Int(planned.rounded()))).map {
            isNew ? min($0, Self.newcomerDay - 1) : $0
        }
        let opened = start(daysAgo: days[0])
        var stage = Stage(id: ChatID(at: opened, using: &random), members: [one, other], freeFrom: opened)
        add(
            .opened(.private, name: nil, description: "", owner: nil, members: [id(one), id(other)]),
            stage,
            opened
        )
        chatCount += 1
        for (index, day) in days.enumerated() {
            let script = nextScript(between: one, other, &stage)
            let isLast = index == days.count - 1
            let isUnread =
                isLast && one.username.text == "ada" && Self.unreadFriends.contains(other.username.text)
            let pair = isUnread || random.happens(50) ? [other, one] : [one, other]
            let cast = Dictionary(uniqueKeysWithValues: zip("ab", pair))
            play(script, cast, at: start(daysAgo: day), &stage, until: isUnread ? one : nil)
            guard !isUnread, let last = stage.sent.last else { continue }
            for reader in pair { read(last, reader, stage) }
        }
    }

    /// The groups and friends that have something new for ada.
    private static let unreadTopics: Set = ["garden", "film", "kitchen"]
    private static let unreadFriends: Set = ["jonas", "eve", "hana"]

    /// Everybody's friends: the given ones, and two more for each.
    private mutating func pairs() -> [(DemoPerson, DemoPerson)] {
        var seen: Set<Set<Username>> = []
        var result: [(DemoPerson, DemoPerson)] = []
        func add(_ one: DemoPerson, _ other: DemoPerson) {
            guard one.username != other.username, seen.insert([one.username, other.username]).inserted else {
                return
            }
            result.append((one, other))
        }
        for (one, other) in DemoGroup.pairs {
            if let one = person(one), let other = person(other) { add(one, other) }
        }
        for one in people where one.username.text != "ada" {
            let others = people.filter { $0.username.text != "ada" }.shuffled(using: &random).prefix(1)
            for other in others { add(one, other) }
        }
        return result
    }

    // MARK: Conversations

    /// Plays a script; everything after today's midnight is left out, and everything from `silent` on.
    private mutating func play(
        _ script: DemoScript,
        _ cast: [Character: DemoPerson],
        at start: Timestamp,
        _ stage: inout Stage,
        until silent: DemoPerson? = nil
    ) {
        stage.phrasing.begin()
        var time = max(start, stage.freeFrom)
        var sent: [MessageID] = []
        for line in script.lines {
            guard let speaker = cast[line.role], speaker.username != silent?.username else { break }
            let (text, named) = stage.phrasing.fill(line.text, cast: cast, &random)
            // A thought, then typing at some five characters a second.
            time = time + line.pause + .milliseconds(random.number(4_000...150_000) + text.count * 190)
            // What is said long after the rest is said by day.
            let hour = (time - today).inSeconds / 3600
            let hourOfDay = hour - (hour / 24).rounded(.down) * 24
            if line.pause >= .hours(2), hourOfDay < 7 {
                time = time + .seconds(Int((7.5 - hourOfDay) * 3600))
            }
            guard time < today - .minutes(5) else { break }
            let message = MessageID(at: time, using: &random)
            let before = line.before.map { stage.phrasing.fill($0, cast: cast, &random).text }
            let reply = line.replyTo.flatMap { $0 < sent.count ? sent[$0] : nil }
            add(
                .said(message, by: id(speaker), before ?? text, replyTo: reply, mentions: named.map(id)),
                stage,
                time
            )
            if before != nil { add(.edited(message, text), stage, time + .seconds(random.number(8...50))) }
            if line.isDeleted { add(.deleted(message), stage, time + .seconds(random.number(4...30))) }
            sent.append(message)
            stage.sent.append(message)
            messageCount += 1
        }
        stage.freeFrom = time + .minutes(45)
    }

    /// Who plays the roles: nobody who is spoken of by name, and for lines in Arabic or Japanese who speaks it.
    private mutating func cast(
        _ script: DemoScript,
        from members: [DemoPerson],
        first: String? = nil
    ) -> [Character: DemoPerson] {
        var free = members.filter { !isNamed($0, in: script) || $0.username.text == first }.shuffled(
            using: &random
        )
        if let first, let index = free.firstIndex(where: { $0.username.text == first }) {
            free.insert(free.remove(at: index), at: 0)
        }
        var cast: [Character: DemoPerson] = [:]
        for role in script.roles {
            let language = script.language(of: role)
            let index = free.firstIndex { person in language.map(person.languages.contains) ?? true }
            guard !free.isEmpty else { break }
            cast[role] = free.remove(at: index ?? 0)
        }
        return cast
    }

    private func isNamed(_ person: DemoPerson, in script: DemoScript) -> Bool {
        script.words.contains(person.username.text)
            || script.words.contains(DemoScript.fold(person.firstName))
    }

    /// Takes a script; those of a new round that were played lately come last.
    private static func draw(_ stage: inout Stage, from round: () -> [DemoScript]) -> DemoScript {
        if stage.unplayed.isEmpty {
            let scripts = round()
            let recent = Set(stage.recent)
            let isRecent = { (script: DemoScript) in recent.contains(script.lines[0].text) }
            stage.unplayed = scripts.filter(isRecent) + scripts.filter { !isRecent($0) }
        }
        let script = stage.unplayed.removeLast()
        stage.recent = Array((stage.recent + [script.lines[0].text]).suffix(3))
        return script
    }

    /// The next script of a group: its own, and two of those that fit everywhere.
    private mutating func nextScript(for topic: String, _ stage: inout Stage) -> DemoScript {
        Self.draw(&stage) {
            let others = scripts["any"].shuffled(using: &random).prefix(2)
            return (scripts[topic] + others).shuffled(using: &random)
        }
    }

    private mutating func nextScript(
        between one: DemoPerson,
        _ other: DemoPerson,
        _ stage: inout Stage
    ) -> DemoScript {
        Self.draw(&stage) {
            let shared = one.languages.intersection(other.languages).sorted().flatMap { scripts["two." + $0] }
            let english = scripts["two"].shuffled(using: &random).prefix(8)
            return (english + shared).filter { !isNamed(one, in: $0) && !isNamed(other, in: $0) }
                .shuffled(using: &random)
        }
    }

    // MARK: Receipts

    /// Some of those who are there read what was said.
    private mutating func someRead(_ stage: inout Stage, percent: Int) {
        guard let last = stage.sent.last else { return }
        let isNewcomerHere = stage.freeFrom > moment(daysAgo: Self.newcomerDay - 1, hour: 0)
        for member in stage.members where member.username.text != "ada" && random.happens(percent) {
            if isNewcomerHere || member.username.text != "eve" { read(last, member, stage) }
        }
    }

    /// At the end: ada has read what her groups said, except in those that hold something new.
    private mutating func catchUp(_ group: DemoGroup, _ stage: Stage) {
        guard let last = stage.sent.last, let ada = stage.members.first(where: { $0.username.text == "ada" })
        else { return }
        // Two posts of the channel, or most of the last conversation, which went on without her.
        let unread = group.topic == "announcements" ? 2 : Self.unreadTopics.contains(group.topic) ? 7 : 0
        read(stage.sent.dropLast(unread).last ?? last, ada, stage)
    }

    private mutating func read(_ message: MessageID, _ reader: DemoPerson, _ stage: Stage) {
        let time = stage.freeFrom - .minutes(45) + .seconds(random.number(20...2400))
        add(.read(message, by: id(reader)), stage, min(time, today - .seconds(1)))
    }

    // MARK: Times and names

    private mutating func add(_ deed: PastAct.Deed, _ stage: Stage, _ time: Timestamp) {
        acts.append(PastAct(deed, in: stage.id, at: time.wholeMilliseconds))
    }

    private func moment(daysAgo: Int, hour: Int) -> Timestamp { today - .days(daysAgo) + .hours(hour) }

    /// A moment of a day when people write: from breakfast to late in the evening.
    private mutating func start(daysAgo: Int) -> Timestamp {
        moment(daysAgo: daysAgo, hour: 7) + .seconds(random.number(0...15 * 3600))
    }

    /// The days of conversations, the oldest first; more of late than long ago.
    private mutating func conversationDays(_ count: Int) -> [Int] {
        (0..<count).map { _ in
            let share = Double(random.number(0...10_000)) / 10_000
            return 1 + Int(share * share.squareRoot() * Double(Self.days - 4))
        }.sorted(by: >)
    }

    private func id(_ person: DemoPerson) -> UserID { ids[person.username] ?? UserID(high: 0, low: 0) }

    private func person(_ username: String) -> DemoPerson? { people.first { $0.username.text == username } }
}

extension DemoScript {
    /// The language a role speaks: as the script says, or as far as its letters tell, Arabic or Japanese.
    fileprivate func language(of role: Character) -> String? {
        if let language = languages[role] { return language }
        for line in lines where line.role == role {
            for scalar in line.text.unicodeScalars {
                if (0x0600...0x06FF).contains(scalar.value) { return "ar" }
                if (0x3040...0x30FF).contains(scalar.value) { return "ja" }
            }
        }
        return nil
    }
}
