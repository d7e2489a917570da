// SPDX-License-Identifier: Apache-2.0
public import Database
public import Modules

/// Who follows, blocks and mutes whom.
public struct ConnectionsModule: ServiceModule {
    public static let name: ModuleName = "connections"
    public static let calls: [ModuleName] = ["users"]
    public static let migrations: [Migration] = []

    public init(_ platform: Platform) throws {}

    public func register(in module: inout ModuleRegistry) {}
}
