// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI
import UsersAPI

/// SQL for `media.portraits` and `media.keys`. Lives only inside a `read` or `write` block.
struct PortraitStore {
    let db: any SQLConnection

    init(_ db: any SQLConnection) { self.db = db }

    /// Notes a portrait whose files are about to be stored.
    func begin(_ id: PortraitID, of user: UserID, _ place: SetPicture.Place, at time: Timestamp) throws {
        try db.run(
            """
            INSERT INTO media.portraits (id, user_id, place, is_current, created_at)
            VALUES (\(id), \(user), \(place.rawValue), \(false), \(time))
            """
        )
    }

    /// Makes a portrait the current one; false when it is gone.
    func finish(_ id: PortraitID) throws -> Bool {
        try db.run("UPDATE media.portraits SET is_current = \(true) WHERE id = \(id)") > 0
    }

    /// The portraits of somebody at one place, the finished ones.
    func current(of user: UserID, _ place: SetPicture.Place) throws -> [PortraitID] {
        try db.all(
            """
            SELECT id FROM media.portraits
            WHERE user_id = \(user) AND place = \(place.rawValue) AND is_current = \(true)
            ORDER BY created_at DESC, id LIMIT \(MediaLimits.batch)
            """
        ) { try $0[0] }
    }

    func all(of user: UserID) throws -> [PortraitID] {
        try db.all(
            "SELECT id FROM media.portraits WHERE user_id = \(user) ORDER BY id LIMIT \(MediaLimits.batch)"
        ) { try $0[0] }
    }

    /// Portraits that were begun before a time and never finished.
    func unfinished(before time: Timestamp) throws -> [PortraitID] {
        try db.all(
            """
            SELECT id FROM media.portraits WHERE NOT is_current AND created_at < \(time)
            ORDER BY created_at LIMIT \(MediaLimits.batch)
            """
        ) { try $0[0] }
    }

    func exists(_ id: PortraitID) throws -> Bool {
        try db.exists("SELECT 1 FROM media.portraits WHERE id = \(id)")
    }

    /// Removes a portrait, and has its files deleted, at once or when pages that show it have been left.
    func remove(_ id: PortraitID, filesAt time: Timestamp?) throws {
        try db.run("DELETE FROM media.portraits WHERE id = \(id)")
        try db.enqueue(DeleteFiles(PictureFiles.keys(of: id)), runAt: time)
    }

    // MARK: The key that addresses are signed with

    func key() throws -> String? {
        try db.first("SELECT value FROM media.keys WHERE name = 'addresses'") { try $0[0] }
    }

    func keep(_ key: String) throws {
        try db.run(
            "INSERT INTO media.keys (name, value) VALUES ('addresses', \(key)) ON CONFLICT (name) DO NOTHING"
        )
    }
}
