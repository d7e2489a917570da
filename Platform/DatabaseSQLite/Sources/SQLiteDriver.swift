// SPDX-License-Identifier: Apache-2.0
public import Core
public import Database
public import Foundation

/// Opens one SQLite file a service in a folder.
public struct SQLiteDriver: DatabaseDriver {
    private let folder: URL
    private let clock: any WallClock

    /// A driver for the given folder, which is made if need be.
    public init(folder: URL, clock: any WallClock = SystemWallClock()) {
        self.folder = folder
        self.clock = clock
    }

    public func open(_ service: String) async throws -> any ServiceDatabase {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return try SQLiteDatabase(
            service, file: folder.appendingPathComponent(service + ".sqlite").path, clock: clock)
    }
}
