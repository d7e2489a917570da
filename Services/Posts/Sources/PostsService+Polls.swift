// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

extension PostsService {
    /// Votes once and for all.
    func vote(_ request: VoteInPoll, from caller: Member) async throws -> Post {
        let (seen, sight) = try await visible(request.id, to: caller.id)
        try sight.requireTakingPart(in: seen)
        let places = request.body.options.places
        let now = clock.now
        try await database.write { db in
            // The lock of the post lets one vote of a person in at a time.
            guard let record = try PostStore(db).post(request.id, forUpdate: true), let poll = record.poll
            else { throw PostsError.postNotFound(request.id) }
            try Self.check(places, for: poll, at: now)
            guard try PollStore(db).votes(by: caller.id, in: [record.id]).isEmpty else {
                throw PostsError.pollVoted
            }
            try PollStore(db).vote(places, by: caller.id, in: record.id)
            try db.publish(PollVoted(post: record.id, user: caller.id))
        }
        return try await post(request.id, for: caller.id)
    }

    private static func check(_ places: [Int], for poll: PollRecord, at now: Timestamp) throws {
        guard poll.endsAt > now else { throw PostsError.pollEnded }
        guard !places.isEmpty, places.allSatisfy(poll.options.indices.contains) else {
            throw PostsError.unfit("options", "Must name answers of this poll.")
        }
        guard poll.isMultiple || places.count == 1 else {
            throw PostsError.unfit("options", "Must be one answer.")
        }
    }

    static func poll(_ draft: PollDraft, at now: Timestamp) throws -> PollRecord {
        guard draft.options.isSound else {
            throw PostsError.unfit("poll.options", "Must be 2 to 6 different answers.")
        }
        guard PostsLimits.pollLength.contains(draft.endsAt - now) else {
            throw PostsError.unfit("poll.endsAt", "Must be from five minutes to thirty days from now.")
        }
        return PollRecord(
            options: draft.options.texts.map { ($0.text, 0) },
            isMultiple: draft.isMultiple ?? false,
            endsAt: draft.endsAt.wholeMilliseconds,
            voterCount: 0
        )
    }
}
