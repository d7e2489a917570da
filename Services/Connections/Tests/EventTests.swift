// SPDX-License-Identifier: Apache-2.0
import ConnectionsAPI
import Core
import Endpoints
import Testing

@Suite struct EventTests {
    private let ada = UserID(high: 1, low: 1)
    private let eve = UserID(high: 2, low: 2)
    private let now = Timestamp(seconds: 1)

    @Test func `whatever happens between two people has one key, whoever acts`() {
        let keys: Set<String> = [
            FollowStarted(follower: ada, followee: eve, at: now, step: 1).orderingKey,
            FollowEnded(follower: eve, followee: ada, at: now, step: 1).orderingKey,
            FollowRequested(follower: ada, followee: eve, at: now, step: 1).orderingKey,
            FollowRequestEnded(follower: eve, followee: ada, accepted: true, at: now, step: 1).orderingKey,
            BlockStarted(blocker: ada, blocked: eve, at: now, step: 1).orderingKey,
            BlockEnded(blocker: eve, blocked: ada, at: now, step: 1).orderingKey,
            MuteStarted(muter: ada, muted: eve, at: now, step: 1).orderingKey,
            MuteEnded(muter: eve, muted: ada, at: now, step: 1).orderingKey,
        ]
        #expect(keys == ["\(ada):\(eve)"])
    }
}
