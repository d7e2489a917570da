// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension FeedModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [],
        leavesOut: [
            "feed.acts": "made out of posts and connections; nothing here is not there",
            "feed.entries": "made out of posts and connections; nothing here is not there",
            "feed.ties": "made out of posts and connections; nothing here is not there",
            "feed.people": "made out of posts and connections; nothing here is not there",
            "feed.gone": "made out of posts and connections; nothing here is not there",
        ]
    )
}
