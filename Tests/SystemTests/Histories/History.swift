// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import FeedAPI
import GroupsAPI
import NotificationsAPI
import PostsAPI
import Testkit
import UsersAPI

/// A generator with a seed, so that a history that fails can be played again.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) ^ (state << 31)
    }
}

/// A site that does something else than the model says.
struct HistoryFailed: Error, CustomStringConvertible {
    let description: String
}

/// Plays steps on a site and on the model, and compares the two.
struct History {
    let stage: any Stage
    /// Whether all is settled after each step; otherwise steps follow each other at once, some of them side by side.
    let isCalm: Bool
    var plain: PlainSite
    var names: HistoryNames
    private(set) var played: [[PlainStep]] = []

    init(on stage: any Stage, seed: UInt64, isCalm: Bool) {
        self.stage = stage
        self.isCalm = isCalm
        plain = PlainSite(people: stage.people.count, groups: groupKinds(of: seed))
        names = HistoryNames(seed, people: stage.people, groups: stage.groups)
    }

    // MARK: Playing

    /// Plays some steps side by side, of which it does not matter which is first.
    mutating func play(_ steps: [PlainStep]) async throws {
        let steps = steps.filter(plain.canTry)
        guard !steps.isEmpty else { return }
        try await stage.passTime()
        plain.now += 1
        played.append(steps)
        var expected: [Int: Bool] = [:]
        for step in steps { expected[step.number] = plain.apply(step) }
        for (step, outcome) in try await outcomes(of: steps) {
            if expected[step.number] != (outcome != nil) {
                throw HistoryFailed(
                    description:
                        "\(step) was \(outcome == nil ? "refused" : "done"), says the model otherwise"
                )
            }
            names.note(step, outcome)
        }
        if steps.contains(where: { $0.kind == .hide || $0.kind == .unhide }) {
            // Others hear of hidden accounts by an event.
            try await stage.settle()
        }
        for step in steps where step.kind == .block {
            // Blocks end reposts by a job, which what comes next must not meet. Authors see the number on their own.
            for person in [step.by, step.other] {
                try await agree(viewers: [person]) { $0 == "posts of \(person)" }
            }
        }
        if isCalm { try await stage.settle() }
    }

    private func outcomes(of steps: [PlainStep]) async throws -> [(PlainStep, Outcome?)] {
        let (stage, names) = (stage, names)
        return try await withThrowingTaskGroup(of: (PlainStep, Outcome?).self) { group in
            for step in steps {
                group.addTask {
                    do {
                        return (step, try await stage.perform(step, names))
                    } catch is Failure {
                        return (step, nil)
                    }
                }
            }
            var found: [(PlainStep, Outcome?)] = []
            for try await outcome in group { found.append(outcome) }
            return found
        }
    }

    // MARK: Comparing

    /// Waits until everybody, or only some, see what the model says.
    func agree(
        viewers: [Int]? = nil,
        within limit: Duration? = nil,
        on isCompared: (String) -> Bool = { _ in true }
    ) async throws {
        var found: [String] = []
        do {
            try await eventually("all is as the model says", within: limit ?? stage.patience) {
                try await stage.settle()
                found = try await differences(viewers ?? Array(plain.people), isCompared)
                return found.isEmpty
            }
        } catch is WaitedInVain {
            throw HistoryFailed(description: found.joined(separator: "\n"))
        }
    }

    private func differences(_ viewers: [Int], _ isCompared: (String) -> Bool) async throws -> [String] {
        var found: [String] = []
        for viewer in viewers where !plain.hiddenOnes.contains(viewer) {
            let all = plain.views(of: viewer, readStates: isCalm)
            let expected = all.filter(isCompared)
            let seen = try await stage.views(of: viewer, names, like: expected)
            found += expected.differences(from: seen, viewer)
        }
        return found
    }

    // MARK: Making steps up

    /// Steps that can be done side by side: whichever is first, the model becomes the same. Mostly one.
    func steps(from number: Int, _ dice: inout Dice) -> [PlainStep] {
        let first = step(number, &dice)
        guard !isCalm, Int.random(in: 0..<3, using: &dice) == 0 else { return [first] }
        let others = [step(number + 1, &dice), step(number + 2, &dice)]
        for steps in [[first] + others, [first, others[0]], [first, others[1]]]
        where plain.isOneOutcome(of: steps) { return steps }
        return [first]
    }

    private func step(_ number: Int, _ dice: inout Dice) -> PlainStep {
        var kind = PlainStep.Kind.allCases.randomElement(using: &dice) ?? .publish
        // There should be something to do the other things with.
        let likely: [PlainStep.Kind] = [
            .publish, .publish, .comment, .follow, .like, .repost, .join, .invite,
        ]
        if Int.random(in: 0..<3, using: &dice) == 0 { kind = likely.randomElement(using: &dice) ?? kind }
        if kind == .readAll && !isCalm || kind == .hide && !stage.canHide { kind = .publish }
        var step = PlainStep(
            kind: kind,
            number: number,
            by: plain.people.randomElement(using: &dice) ?? 0,
            other: plain.people.randomElement(using: &dice) ?? 0
        )
        step.visibility =
            [.everyone, .everyone, .followers, .onlyMe].randomElement(using: &dice) ?? .everyone
        step.word = Int.random(in: 0..<HistoryNames.wordCount, using: &dice)
        step.isTagged = Int.random(in: 0..<3, using: &dice) == 0
        step.mentions = Bool.random(using: &dice)
        step.post = plain.posts.keys.sorted().randomElement(using: &dice) ?? 0
        choosePlace(of: &step, &dice)
        return step
    }

    private func choosePlace(of step: inout PlainStep, _ dice: inout Dice) {
        switch step.kind {
        case .publish:
            if Int.random(in: 0..<3, using: &dice) == 0 {
                step.group = plain.groups.indices.randomElement(using: &dice)
            }
        case .join, .leave, .invite, .admit, .refuse, .ban, .unban, .promote, .demote:
            step.group = plain.groups.indices.randomElement(using: &dice)
            // Most of it is for the owner.
            if step.kind != .join, step.kind != .leave, Bool.random(using: &dice),
                let owner = plain.people.first
            {
                step = step.by(owner)
            }
        case .comment:
            let answered = plain.comments.keys.sorted().randomElement(using: &dice)
            if let answered, Bool.random(using: &dice), let comment = plain.comments[answered] {
                (step.comment, step.post) = (answered, comment.post)
            }
        case .editComment, .deleteComment, .likeComment, .unlikeComment:
            step.comment = plain.comments.keys.sorted().randomElement(using: &dice)
        default: break
        }
        chooseAuthor(of: &step, &dice)
    }

    /// What only an author may do is mostly done by them.
    private func chooseAuthor(of step: inout PlainStep, _ dice: inout Dice) {
        guard Int.random(in: 0..<4, using: &dice) > 0 else { return }
        switch step.kind {
        case .edit, .delete: if let post = plain.posts[step.post] { step = step.by(post.author) }
        case .editComment, .deleteComment:
            if let comment = step.comment.flatMap({ plain.comments[$0] }) { step = step.by(comment.author) }
        case .unhide: if let hidden = plain.hiddenOnes.sorted().first { step = step.by(hidden) }
        case .accept, .decline:
            if let asked = plain.requests.sorted(by: { ($0.one, $0.other) < ($1.one, $1.other) }).first {
                step = step.by(asked.other)
                step.other = asked.one
            }
        case .admit, .refuse:
            if let group = step.group, let asking = plain.groups[group].requests.sorted().first {
                step.other = asking
            }
        default: break
        }
    }
}

extension PlainStep {
    /// The same done by somebody else.
    func by(_ person: Int) -> PlainStep {
        var step = PlainStep(kind: kind, number: number, by: person, other: other)
        (step.post, step.comment, step.group) = (post, comment, group)
        (step.visibility, step.word, step.isTagged, step.mentions) = (visibility, word, isTagged, mentions)
        return step
    }
}

extension PlainSite {
    /// Whether some steps make the same of a site, and are allowed or refused alike, in whichever order they are done.
    func isOneOutcome(of steps: [PlainStep]) -> Bool {
        guard Set(steps.map(\.by)).count == steps.count, steps.count(where: \.isActing) <= 1,
            steps.allSatisfy(canTry)
        else { return false }
        var outcome: ([Int: Bool], PlainSite)?
        for order in steps.orders {
            var (site, allowed) = (self, [Int: Bool]())
            site.now += 1
            for step in order {
                guard site.canTry(step) else { return false }
                allowed[step.number] = site.apply(step)
            }
            if let outcome, outcome != (allowed, site) { return false }
            outcome = (allowed, site)
        }
        return true
    }
}

extension [PlainStep] {
    /// All orders that these can be in.
    fileprivate var orders: [[PlainStep]] {
        guard count > 1 else { return [self] }
        return indices.flatMap { index in
            var rest = self
            let first = rest.remove(at: index)
            return rest.orders.map { [first] + $0 }
        }
    }
}
