// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
import Events
import ExportsAPI
import Modules
import UsersAPI

/// Removes the exports of somebody whose account is gone. One that is being made finds its row gone at its end.
struct RemoveExportsOfDeletedUser: EventHandler {
    static let name: HandlerName = "exports.remove-of-deleted"  // Durable: never rename.

    func handle(_ event: UserDeleted, _ delivery: Delivery, in db: any SQLConnection) throws {
        let store = ExportStore(db)
        let records = try store.all(of: event.user)
        for record in records { try store.delete(record.id) }
        if !records.isEmpty { try db.enqueue(DeleteExportFiles(records)) }
    }
}

extension ExportsService {
    /// Removes what has had its time, and gives up what has been made for too long.
    func end() async throws {
        var isMore = true
        while isMore {
            try Task.checkCancellation()
            let now = clock.now
            isMore = try await database.write { db in
                let ended = try ExportStore(db).ended(at: now)
                for record in ended {
                    switch record.state {
                    case .building: try Self.fail(record, db)
                    case .ready: try Self.remove(record, db)
                    case .failed, .removed: try ExportStore(db).delete(record.id)
                    }
                }
                return ended.count == ExportsLimits.batch
            }
        }
    }

    /// Tells that an export could not be made. It is shown for a week.
    static func fail(_ record: ExportRecord, _ db: any SQLConnection) throws {
        var record = record
        record.state = .failed
        record.endsAt = db.now + ExportsLimits.keptFor
        try ExportStore(db).update(record)
        try db.enqueue(DeleteExportFiles(CollectionOfOne(record)))
        guard let export = record.export else { return }
        try db.publish(ExportEnded(user: record.user, export: export))
    }

    /// What is wrong: files that no row speaks of.
    func findings() async throws -> [String] {
        var findings: [String] = []
        var cursor: String?
        repeat {
            let page = try await files.blobs.list(area: "exports", after: cursor, limit: BlobLimits.pageSize)
            for blob in page.items {
                let name = blob.key.description.split(separator: "/").last?.dropLast(4) ?? ""
                guard let id = ExportID(String(name)) else { continue }
                let record = try await database.read { db in try ExportStore(db).export(id) }
                // While it is removed or made, its file may be there.
                if record == nil { findings.append("exports: the file \(blob.key) belongs to no export.") }
            }
            cursor = page.nextCursor
        } while cursor != nil
        return findings
    }
}
