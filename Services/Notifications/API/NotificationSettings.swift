// SPDX-License-Identifier: Apache-2.0
import Core
public import Endpoints

/// What somebody wants to hear of, and when not.
public struct NotificationSettings: Codable, Sendable, Equatable {
    /// One choice for each kind.
    public var kinds: [NotificationChoice]
    /// When nothing is announced live; nil for never.
    public var quietHours: QuietHours?

    /// Some settings.
    public init(kinds: [NotificationChoice], quietHours: QuietHours?) {
        (self.kinds, self.quietHours) = (kinds, quietHours)
    }
}

/// By which channels somebody hears of a kind.
public struct NotificationChoice: Codable, Sendable, Equatable {
    public var kind: NotificationKind
    /// Whether it comes onto the list.
    public var inApp: Bool
    /// Whether connected devices are told at once. What is not on the list is not told either.
    public var live: Bool

    /// A choice.
    public init(kind: NotificationKind, inApp: Bool, live: Bool) {
        (self.kind, self.inApp, self.live) = (kind, inApp, live)
    }
}

/// A part of each day in which notifications come onto the list and are not announced.
public struct QuietHours: Codable, Sendable, Equatable {
    /// When it begins.
    public var from: TimeOfDay
    /// When it ends; earlier than `from` for the next morning.
    public var to: TimeOfDay
    /// Whose days: the name of a time zone, `Europe/Berlin`.
    public var timeZone: TimeZoneName

    /// A part of each day.
    public init(from: TimeOfDay, to: TimeOfDay, timeZone: TimeZoneName) {
        (self.from, self.to, self.timeZone) = (from, to, timeZone)
    }
}

/// A time of day by the clock on the wall, `22:30`.
public struct TimeOfDay: Codable, Hashable, Sendable, SchemaProviding, CustomStringConvertible {
    /// Minutes since midnight, 0 to 1,439.
    public let minutes: Int

    public static var schema: Schema { .text(5...5, pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]$", example: "22:30") }

    /// A time of day; minutes beyond a day are cut off.
    public init(minutes: Int) { self.minutes = min(max(minutes, 0), 24 * 60 - 1) }

    /// Reads `22:30`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
        let digits = [bytes[0], bytes[1], bytes[3], bytes[4]].map { Int($0) - Int(UInt8(ascii: "0")) }
        guard digits.allSatisfy((0...9).contains) else { return nil }
        let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
        guard hour < 24, minute < 60 else { return nil }
        minutes = hour * 60 + minute
    }

    public var description: String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let time = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "Must be a time of day like 22:30."
            )
        }
        self = time
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The name of a time zone, as the IANA keeps them: 1 to 64 characters.
public struct TimeZoneName: TextValue {
    public static let length = 1...64
    public let text: String
    public init(trusted text: String) { self.text = text }
}

/// What one wants to hear of.
public struct GetNotificationSettings: Endpoint {
    public static let route: Route = .get("/notifications/settings")
    public static let summary = "Get what one is notified of, by which channels, and one's quiet hours"
    public static let access: Access = .member
    public typealias Reply = NotificationSettings

    /// Asks for the settings.
    public init() {}
}

/// Changes by which channels one hears of a kind, from now on.
public struct UpdateNotificationChoice: Endpoint {
    public static let route: Route = .patch("/notifications/settings/{kind}")
    public static let summary = "Change by which channels one is notified of a kind of thing"
    public static let access: Access = .member
    public typealias Reply = NotificationSettings

    public var kind: NotificationKind
    public var body: Changes

    /// What to change; what is left out stays.
    public struct Changes: Codable, Sendable {
        public var inApp: Bool?
        public var live: Bool?
    }

    /// Changes a choice.
    public init(_ kind: NotificationKind, inApp: Bool? = nil, live: Bool? = nil) {
        self.kind = kind
        body = Changes(inApp: inApp, live: live)
    }
}

/// Chooses a part of each day in which nothing is announced.
public struct SetQuietHours: Endpoint {
    public static let route: Route = .put("/notifications/quiet-hours")
    public static let summary = "Choose a part of each day in which notifications are kept but not announced"
    public static let access: Access = .member
    public typealias Reply = NotificationSettings

    public var body: QuietHours

    /// Chooses quiet hours.
    public init(_ hours: QuietHours) { body = hours }
}

/// Has no quiet hours any more.
public struct EndQuietHours: Endpoint {
    public static let route: Route = .delete("/notifications/quiet-hours")
    public static let summary = "Have no quiet hours any more"
    public static let access: Access = .member
    public typealias Reply = NotificationSettings

    /// Ends quiet hours.
    public init() {}
}
