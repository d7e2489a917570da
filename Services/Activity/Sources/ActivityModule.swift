// SPDX-License-Identifier: Apache-2.0
import ActivityAPI
import Core
public import Database
import Endpoints
public import Modules
import UsersAPI
import UsersClient

/// What happened in one's circle: a timeline built from events.
public struct ActivityModule: ServiceModule {
    public static let name: ModuleName = "activity"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations = ActivityMigrations.all

    let activity: ActivityService

    public init(_ platform: Platform) throws {
        activity = ActivityService(
            database: platform.database,
            clock: platform.clock,
            witnesses: Witnesses(
                peers: platform.peers,
                directory: ProfileDirectory(
                    "activity-profiles",
                    peers: platform.peers,
                    clock: platform.clock
                )
            ),
            life: platform.rules.activityLife
        )
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(ListActivity.self, by: activity.circle)
        module.handle(ListUserActivity.self, by: activity.person)
        module.handle(DeleteActivity.self, by: activity.delete)
        module.handle(GetActivitySettings.self, by: activity.settings)
        module.handle(UpdateActivitySettings.self, by: activity.update)
        module.subscribe(NoteLike())
        module.subscribe(NoteUnlike())
        module.subscribe(NoteComment())
        module.subscribe(ForgetDeletedComment())
        module.subscribe(NoteRepost())
        module.subscribe(NoteUnrepost())
        module.subscribe(ForgetDeletedPost())
        module.subscribe(NoteFollow())
        module.subscribe(NoteUnfollow())
        module.subscribe(NoteMute())
        module.subscribe(NoteUnmute())
        module.subscribe(NotePicture())
        module.subscribe(NoteHidden())
        module.subscribe(ForgetDeletedUser())
        module.subscribe(NoteMember())
        module.subscribe(NoteFormerMember())
        module.subscribe(ForgetDeletedGroup())
        module.perform(ForgetSource.self, by: activity.forget)
        module.perform(ErasePerson.self, by: activity.erase)
        module.schedule("activity.trim", .every(.hours(1)), run: activity.trim)
        let directory = activity.witnesses.directory
        module.atCommit(UserUpdated.self) { directory.invalidate($0.user) }
        module.atCommit(UserDeleted.self) { directory.invalidate($0.user) }
        module.atCommit(UserHiddenChanged.self) { directory.invalidate($0.user) }
    }
}
