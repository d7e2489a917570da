// SPDX-License-Identifier: Apache-2.0
public import Database
import GroupsAPI
public import Modules

/// Communities: groups of people, who may join them, and who looks after them.
public struct GroupsModule: ServiceModule {
    public static let name: ModuleName = "groups"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations: [Migration] = []

    public init(_ platform: Platform) throws {}

    public func register(in module: inout ModuleRegistry) {}
}
