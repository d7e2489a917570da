// SPDX-License-Identifier: Apache-2.0
public import Database
public import Modules

/// What can be found: people, hashtags, posts, comments and one's own messages.
public struct SearchModule: ServiceModule {
    public static let name: ModuleName = "search"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations: [Migration] = []

    public init(_ platform: Platform) throws {}

    public func register(in module: inout ModuleRegistry) {}
}
