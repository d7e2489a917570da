// SPDX-License-Identifier: Apache-2.0
import Accounts
import Activity
import Chat
import Connections
import Exports
import Feed
import Groups
import Media
import Modules
import Notifications
import Posts
import Presence
import Previews
import Search
import Users

/// The modules of Roost, and the sets of them that make a product.
enum RoostModules {
    static let all: [any ServiceModule.Type] = [
        AccountsModule.self, UsersModule.self, ConnectionsModule.self, ChatModule.self, PresenceModule.self,
        MediaModule.self, GroupsModule.self, PostsModule.self, PreviewsModule.self, FeedModule.self,
        NotificationsModule.self, ActivityModule.self, SearchModule.self, ExportsModule.self,
    ]

    private static let people = [
        "accounts", "users", "connections", "notifications", "search", "media", "exports",
    ]
    private static let talk = ["chat", "presence"]
    private static let posts = ["posts", "feed", "activity", "previews"]

    /// What each preset runs. A module that is not written yet is not named.
    static let presets: [String: [String]] = [
        "all": all.map { $0.name.description },
        "community": people + talk + posts + ["groups"],
        "pets": people + talk,
        "social": people + ["presence"] + posts,
        "messenger": people + talk,
        "connect": people + talk + posts + ["groups"],
    ]

    /// The modules that settings ask for.
    static func selected(by settings: Settings) throws -> [any ServiceModule.Type] {
        let names = try settings.list("modules", "a list of modules") { $0 }
        guard names.isEmpty else { return try ModuleSelection.named(names, among: all) }
        let preset = try settings.choice("preset", of: presets.keys.sorted())
        return try ModuleSelection.named(presets[preset] ?? [], among: all)
    }
}
