// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// People are to be told of notifications. Whoever tells them, over sockets, by push or by mail, hears this.
public struct NotificationsRaised: Event {
    public static let name: EventName = "notification.raised"
    /// One notification of one person.
    public struct Raised: Codable, Sendable, Equatable {
        public let user: UserID
        public let notification: NotificationID
        public let kind: NotificationKind

        /// A notification of a person.
        public init(user: UserID, notification: NotificationID, kind: NotificationKind) {
            (self.user, self.notification, self.kind) = (user, notification, kind)
        }
    }

    /// Who is told, and of what.
    public let raised: [Raised]
    public var orderingKey: String { raised.first?.user.description ?? "" }

    /// News for some people.
    public init(_ raised: [Raised]) { self.raised = raised }
}
