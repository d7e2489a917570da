// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
import ExportsAPI
import Logging
import Modules
import UsersClient

/// Makes an export. If the process dies on the way, the file that was begun is swept away and the job begins anew.
struct BuildExport: Job {
    static let name: JobName = "exports.build"
    static let attempts = 5
    let export: ExportID
    let user: UserID
}

/// Makes the files of exports.
///
/// The archive is made while it is stored: in memory are a page of records and the names of its files, on disk is
/// nothing but the blob, which appears when it is whole.
struct ExportBuilder: Sendable {
    let exports: ExportsService
    let blobs: any BlobStore
    private let people: ProfileDirectory
    private let logger: Logger

    init(exports: ExportsService, blobs: any BlobStore, logger: Logger) {
        self.exports = exports
        self.blobs = blobs
        self.logger = logger
        people = ProfileDirectory("exports", peers: exports.peers, clock: exports.clock)
    }

    func build(_ job: BuildExport, _ context: JobContext) async throws {
        do {
            try await make(job)
        } catch {
            guard context.attempt >= BuildExport.attempts, !(error is CancellationError) else { throw error }
            logger.error(
                "An export could not be made.",
                metadata: ["export": "\(job.export)", "error": "\(String(describing: error).prefix(500))"]
            )
            try await exports.database.write { db in
                guard let record = try ExportStore(db).export(job.export, forUpdate: true),
                    record.state == .building
                else { return }
                try ExportsService.fail(record, db)
            }
        }
    }

    private func make(_ job: BuildExport) async throws {
        let key = ExportFiles.key(of: job.export, of: job.user)
        guard try await isWanted(job.export) else {
            // It was removed after its file had been stored, and this process died in between.
            return try await blobs.delete(key)
        }
        let (database, export) = (exports.database, job.export)
        let contents = ArchiveContents(
            user: job.user,
            shelves: exports.peers.personalShelves,
            blobs: blobs,
            people: people,
            madeAt: exports.clock.now.wholeMilliseconds
        ) { progress in
            let isThere = try await database.write { db in
                try ExportStore(db).setProgress(progress, of: export)
                return try ExportStore(db).export(export)?.state == .building
            }
            guard isThere else { throw ExportRemoved() }
        }
        do {
            let stat = try await blobs.put(
                key,
                type: "application/zip",
                limit: ExportsLimits.bytes,
                from: contents.chunks
            )
            try await finish(export, size: stat.size)
        } catch is ExportRemoved {
            try await blobs.delete(key)
        }
    }

    private func isWanted(_ id: ExportID) async throws -> Bool {
        try await exports.database.read { db in try ExportStore(db).export(id)?.state == .building }
    }

    /// Tells that it is ready, and lets the one before go.
    private func finish(_ id: ExportID, size: Int64) async throws {
        try await exports.database.write { db in
            let store = ExportStore(db)
            guard var record = try store.export(id, forUpdate: true), record.state == .building else {
                throw ExportRemoved()
            }
            for other in try store.exports(of: record.user, before: nil, limit: ExportsLimits.batch)
            where other.id != id && other.state != .building {
                try ExportsService.remove(other, db)
            }
            record.state = .ready
            (record.progress, record.size, record.readyAt) = (100, size, db.now.wholeMilliseconds)
            record.endsAt = (db.now + ExportsLimits.keptFor).wholeMilliseconds
            try store.update(record)
            guard let export = record.export else { return }
            try db.publish(ExportEnded(user: record.user, export: export))
        }
    }
}

/// The export that is being made is not wanted any more.
struct ExportRemoved: Error {}
