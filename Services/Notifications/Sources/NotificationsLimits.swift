// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Notifications.
enum NotificationsLimits {
    /// The most notifications kept for one person.
    static let kept = 1000
    /// How long a notification is kept after something last happened to it.
    static let lifetime: Duration = .days(90)
    /// How many characters of a text stand in a notification.
    static let excerpt = 120
    /// How many of those who did something are shown.
    static let actors = 3
    /// How many acts of one notification are counted: "a thousand and more" people like a post.
    static let counted = 1000
    /// The most acts of one person that another is notified of within an hour: who likes, names or answers more often
    /// than that is not heard.
    static let actsOfOneActor = 60
    /// What happened longer ago is not announced live: it was brought in, or held up.
    static let announcedFor: Duration = .minutes(15)
    /// Up to how many members all are told of every message of a chat; in larger ones those who are named in it.
    static let toldMembers = 100
    /// How many messages of a chat are remembered: unread ones beyond are not counted.
    static let messages = 200
    /// How long it is remembered that something is gone, for news of it that come late.
    static let goneFor: Duration = .days(7)
    /// How many rows one transaction deletes or looks at again.
    static let sweep = 500
}
