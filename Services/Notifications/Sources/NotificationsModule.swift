// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
import Endpoints
public import Modules
import NotificationsAPI
import UsersAPI
import UsersClient

/// What others did that concerns a person: a list for each, built from events, and live.
public struct NotificationsModule: ServiceModule {
    public static let name: ModuleName = "notifications"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = NotificationsMigrations.all

    let notifications: NotificationsService
    private let broadcasts: NotificationBroadcasts

    public init(_ platform: Platform) throws {
        notifications = NotificationsService(
            database: platform.database,
            clock: platform.clock,
            directory: ProfileDirectory(
                "notifications-profiles",
                peers: platform.peers,
                clock: platform.clock
            )
        )
        broadcasts = NotificationBroadcasts(notifications: notifications, sockets: platform.sockets)
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        let notifications = notifications
        module.handle(ListNotifications.self, by: notifications.notifications)
        module.handle(CountUnreadNotifications.self, by: notifications.unread)
        module.handle(ReadNotifications.self, by: notifications.read)
        module.handle(DeleteNotification.self, by: notifications.delete)
        module.handle(ClearNotifications.self, by: notifications.clear)
        module.handle(GetNotificationSettings.self, by: notifications.settings)
        module.handle(UpdateNotificationChoice.self, by: notifications.update)
        module.handle(SetQuietHours.self, by: notifications.set)
        module.handle(EndQuietHours.self, by: notifications.end)
        subscribeToPosts(in: &module)
        subscribeToPeople(in: &module)
        subscribeToGroups(in: &module)
        subscribeToChats(in: &module)
        module.perform(ReconsiderActs.self, by: notifications.reconsider)
        module.perform(ForgetActs.self, by: notifications.forget)
        module.perform(ForgetThings.self, by: notifications.forget)
        module.perform(ForgetMembers.self, by: notifications.forget)
        module.perform(ErasePerson.self, by: notifications.erase)
        module.schedule("notifications.trim", .every(.hours(1)), run: notifications.trim)
        module.examine(Recount(database: notifications.database).findings)
        registerLive(in: &module)
    }

    private func subscribeToPosts(in module: inout ModuleRegistry) {
        module.subscribe(NoteNewPost())
        module.subscribe(NoteEditedPost())
        module.subscribe(ForgetDeletedPost())
        module.subscribe(NoteNewComment())
        module.subscribe(NoteEditedComment())
        module.subscribe(ForgetDeletedComment())
        module.subscribe(NoteLike())
        module.subscribe(NoteUnlike())
        module.subscribe(NoteCommentLike())
        module.subscribe(NoteCommentUnlike())
        module.subscribe(NoteRepost())
        module.subscribe(NoteUnrepost())
    }

    private func subscribeToPeople(in module: inout ModuleRegistry) {
        module.subscribe(NoteFollow())
        module.subscribe(NoteUnfollow())
        module.subscribe(NoteFollowRequest())
        module.subscribe(NoteEndOfFollowRequest())
        module.subscribe(NoteBlock())
        module.subscribe(NoteEndOfBlock())
        module.subscribe(NoteMute())
        module.subscribe(NoteEndOfMute())
        module.subscribe(NotePrivacy())
        module.subscribe(NoteHidden())
        module.subscribe(ForgetDeletedUser())
    }

    private func subscribeToGroups(in module: inout ModuleRegistry) {
        module.subscribe(NoteNewMember())
        module.subscribe(NoteFormerMember())
        module.subscribe(NoteGroupRole())
        module.subscribe(NoteGroupRequest())
        module.subscribe(NoteEndOfGroupRequest())
        module.subscribe(NoteGroupInvitation())
        module.subscribe(NoteEndOfGroupInvitation())
        module.subscribe(NoteGroupName())
        module.subscribe(ForgetDeletedGroup())
    }

    private func subscribeToChats(in module: inout ModuleRegistry) {
        module.subscribe(NoteMessage())
        module.subscribe(NoteEditedMessage())
        module.subscribe(NoteDeletedMessage())
        module.subscribe(NoteChatRead())
        module.subscribe(NoteNewChat())
        module.subscribe(NoteNewMembers())
        module.subscribe(NoteRemovedMember())
        module.subscribe(ForgetDeletedChat())
    }

    private func registerLive(in module: inout ModuleRegistry) {
        let (broadcasts, directory) = (broadcasts, notifications.directory)
        module.whenCommitted(NotificationsRaised.self, do: broadcasts.raised)
        module.whenCommitted(UnreadChanged.self, do: broadcasts.unreadChanged)
        module.atCommit(UserUpdated.self) { directory.invalidate($0.user) }
        module.atCommit(UserDeleted.self) { directory.invalidate($0.user) }
        module.atCommit(UserHiddenChanged.self) { directory.invalidate($0.user) }
    }
}
