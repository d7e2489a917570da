// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Posts
import PostsAPI
import UsersAPI

extension DemoPosts {
    /// Every so manieth of what neighbours write is a question with answers to choose from.
    private static let everyNthPoll = 60

    /// Has the neighbours write so many posts, spread over the year and all of them.
    mutating func writeEveryday(_ wanted: Int) {
        let writers = Array(people.enumerated().dropFirst(DemoPerson.all.count))
        guard wanted > 0, !writers.isEmpty else { return }
        var phrasing = DemoPhrasing()
        for number in 0..<wanted {
            let place = number % writers.count
            let (index, author) = writers[place]
            let language = DemoNeighbours.tongue(of: index - DemoPerson.all.count).language
            let start = max(author.createdAt + .hours(3), today - .days(Self.days))
            let span = max(7_200, Int((today - start).inSeconds))
            let at = daytime(start + .seconds(random.number(0...span - 3600)))
            if number % Self.everyNthPoll == Self.everyNthPoll - 1 {
                ask(language, by: author, at: at)
            } else if let line = Self.daily[language]?.randomElement(using: &random) {
                phrasing.begin()
                write(phrasing.fill(line, cast: [:], &random).text, language, by: author, at: at)
            }
        }
    }

    private mutating func write(_ text: String, _ language: String, by author: User, at time: Timestamp) {
        let id = PostID(at: time, using: &random)
        add(.published(id, text, visibility: .everyone, mentions: []), by: author, at: time)
        count += 1
        let readers = readers(of: author, at: time, random.number(0...9))
        for reader in readers { add(.liked(id), by: reader, after: time, within: 40 * 3600) }
        if random.happens(35), let answers = Self.replies[language] {
            for reader in readers.prefix(random.number(1...3)) {
                answer(id, answers, by: reader, after: time)
            }
        }
        if random.happens(3), let reader = readers.last {
            add(.reposted(id), by: reader, after: time, within: 20 * 3600)
        }
    }

    private mutating func ask(_ language: String, by author: User, at time: Timestamp) {
        guard let parts = Self.questions[language]?.randomElement(using: &random)?.split(separator: "|")
        else {
            return
        }
        let id = PostID(at: time, using: &random)
        let options = parts.dropFirst().map(String.init)
        let end = time + .days(random.number(2...14))
        add(.asked(id, String(parts[0]), options: options, until: end), by: author, at: time)
        count += 1
        for reader in readers(of: author, at: time, random.number(8...40)) {
            let choice = min(random.number(0...options.count - 1), random.number(0...options.count - 1))
            add(.voted(id, choice), by: reader, after: time, within: 40 * 3600)
        }
    }

    private mutating func answer(_ post: PostID, _ answers: [String], by reader: User, after time: Timestamp)
    {
        let at = moment(after: time, within: 30 * 3600)
        let text = answers[random.number(0...answers.count - 1)]
        add(.commented(CommentID(at: at, using: &random), on: post, text), by: reader, at: at)
    }

    /// Some different people who were there.
    private mutating func readers(of author: User, at time: Timestamp, _ wanted: Int) -> [User] {
        var chosen: [User] = []
        var ids: Set<UserID> = [author.id]
        for _ in 0..<wanted * 2 where chosen.count < wanted {
            let reader = people[random.number(0...people.count - 1)]
            if reader.createdAt < time, ids.insert(reader.id).inserted { chosen.append(reader) }
        }
        return chosen
    }

    private mutating func add(_ deed: PastPublication.Deed, by user: User, at time: Timestamp) {
        past.append(PastPublication(deed, by: user.id, at: time))
    }
}
