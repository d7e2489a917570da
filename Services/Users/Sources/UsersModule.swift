// SPDX-License-Identifier: Apache-2.0
import Core
public import Database
public import Modules
import UsersAPI

/// People: their profiles and the search for them.
public struct UsersModule: ServiceModule {
    public static let name: ModuleName = "users"
    public static let migrations = UsersMigrations.all

    let users: UsersService

    public init(_ platform: Platform) throws {
        users = UsersService(
            database: platform.database,
            clock: platform.clock,
            connections: ConnectionsView(peers: platform.peers),
            grace: platform.rules.deletionGrace
        )
    }

    public func register(in module: inout ModuleRegistry) {
        module.keeps(Self.personalData)
        module.handle(ListUsers.self, by: users.users)
        module.handle(SearchUsers.self, by: users.search)
        module.handle(GetUser.self, by: users.user)
        module.handle(UpdateUser.self, by: users.update)
        module.handle(GetProfilePrivacy.self, by: users.privacy)
        module.handle(UpdateProfilePrivacy.self, by: users.update)
        module.handle(GetPresenceAudiences.self, by: users.presenceAudiences)
        module.handle(DeleteUser.self, by: users.delete)
        module.handle(DeactivateUser.self, by: users.deactivate)
        module.handle(ReactivateUser.self, by: users.reactivate)
        module.handle(GetProfiles.self, by: users.profiles)
        module.handle(SetPicture.self, by: users.set)
        module.handle(EnsureProfile.self, by: users.ensure)
        module.handle(ScanUsers.self, by: users.scan)
        module.subscribe(CreateProfileOfNewAccount())
        module.schedule("users.erase-due", .every(.hours(1)), run: users.eraseDue)
    }
}
