// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Foundation
import NotificationsAPI
import UsersAPI

/// A way to tell somebody something. A further one, push or e-mail, is a case here, a line in `channels`, and whoever
/// hears `notification.raised` for it.
enum NotificationChannel: String, Codable, Sendable, CaseIterable {
    /// The list.
    case inApp
    /// Connected devices, at once.
    case live
}

/// Who is told of what, by which channels: the only place that decides it.
struct NotificationRouter {
    private let db: any SQLConnection
    private let people: PeopleStore

    init(_ db: any SQLConnection) {
        self.db = db
        people = PeopleStore(db)
    }

    /// The channels by which somebody is told of something new; none when they are not told at all.
    func channels(for user: UserID, of kind: NotificationKind, at time: Timestamp) throws -> Set<NotificationChannel> {
        let choice = try people.choice(of: user, on: kind)
        // What is not on the list is nowhere.
        guard choice.inApp else { return [] }
        var channels: Set<NotificationChannel> = [.inApp]
        if choice.live, try mayInterrupt(user, at: time) { channels.insert(.live) }
        return channels
    }

    /// Whether one person's further act is too much for another within an hour.
    func isFlood(_ deed: Deed) throws -> Bool {
        try ActStore(db).count(
            by: deed.actor,
            for: deed.user,
            in: (deed.at - .hours(1))...deed.at,
            limit: NotificationsLimits.actsOfOneActor
        ) >= NotificationsLimits.actsOfOneActor
    }

    /// Whether something happened just now and outside somebody's quiet hours.
    private func mayInterrupt(_ user: UserID, at time: Timestamp) throws -> Bool {
        guard db.now - time < NotificationsLimits.announcedFor else { return false }
        return try people.quietHours(of: user)?.contains(db.now) != true
    }
}

extension QuietHours {
    /// Whether a moment lies in these hours, where the person is. From and to the same time is all day.
    func contains(_ time: Timestamp) -> Bool {
        guard let zone = TimeZone(identifier: timeZone.text) else { return false }
        let date = Date(timeIntervalSince1970: Double(time.seconds))
        let seconds = (Int(time.seconds) + zone.secondsFromGMT(for: date)) % 86_400
        let minute = (seconds + 86_400) % 86_400 / 60
        guard from.minutes < to.minutes else { return minute >= from.minutes || minute < to.minutes }
        return (from.minutes..<to.minutes).contains(minute)
    }
}

extension TimeZoneName {
    /// Whether there is such a zone.
    var isKnown: Bool { TimeZone(identifier: text) != nil }
}
