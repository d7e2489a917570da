// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import PostsAPI

/// Puts an act into the feeds of those who were not reached at once.
struct SpreadAct: Job {
    static let name: JobName = "feed.spread"

    /// An act as a job carries it.
    struct Content: Codable, Sendable {
        let id: ActID
        let post: PostID
        let actor: UserID
        let author: UserID
        let isRepost: Bool

        init(_ act: Act) {
            (id, post, actor, author, isRepost) = (act.id, act.post, act.actor, act.author, act.isRepost)
        }

        var act: Act { Act(id: id, post: post, actor: actor, author: author, isRepost: isRepost) }
    }

    let act: Content
    /// The last person reached.
    let after: UserID
}

/// Takes a post that is gone out of the rest of the feeds.
struct WithdrawPost: Job {
    static let name: JobName = "feed.withdraw"
    let post: PostID
}

/// Takes an act that others may no longer read of out of the rest of the feeds.
struct HideAct: Job {
    static let name: JobName = "feed.hide"
    let act: SpreadAct.Content
    /// Whose own feed keeps it; nil when it is gone.
    let owner: UserID?
}

/// Forgets somebody whose account is gone.
struct ErasePerson: Job {
    static let name: JobName = "feed.erase-person"
    let user: UserID
}
