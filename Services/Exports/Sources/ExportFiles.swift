// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
import ExportsAPI

/// The files of exports among the site's blobs.
///
/// The owner's id is part of the name, so that a scan for what somebody left finds a file that was forgotten.
struct ExportFiles: Sendable {
    let blobs: any BlobStore

    static func key(of id: ExportID, of user: UserID) -> BlobKey {
        guard let key = BlobKey("exports/\(user)/\(id).zip") else {
            preconditionFailure("ids are parts of keys")
        }
        return key
    }

    /// A file to be sent; nil when there is none.
    func reply(_ record: ExportRecord, named name: String) async throws -> FileReply? {
        let key = Self.key(of: record.id, of: record.user)
        guard let stat = try await blobs.stat(key) else { return nil }
        return FileReply(
            contentType: stat.type,
            size: stat.size,
            etag: "\"\(stat.sha256.prefix(32))\"",
            downloadName: name
        ) { [blobs] range in
            guard !range.isEmpty else { return [] }
            guard let content = try await blobs.get(key, range: range) else { throw ExportsError.notFound }
            return try await content.collect(limit: ExportsLimits.pieceBytes)
        }
    }

    func delete(_ job: DeleteExportFiles, _ context: JobContext) async throws {
        for key in job.keys.compactMap(BlobKey.init) { try await blobs.delete(key) }
    }
}

/// Deletes files of exports. Those that are gone themselves do not matter.
struct DeleteExportFiles: Job {
    static let name: JobName = "exports.delete-files"
    let keys: [String]

    init(_ records: some Sequence<ExportRecord>) {
        keys = records.map { ExportFiles.key(of: $0.id, of: $0.user).description }
    }
}
