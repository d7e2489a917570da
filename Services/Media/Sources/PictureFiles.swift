// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
import MediaAPI

/// The files of pictures among the site's blobs.
struct PictureFiles: Sendable {
    let blobs: any BlobStore

    static func key(of id: MediaID, _ size: PictureSize) -> BlobKey { key("media/\(id)/\(size.rawValue)") }
    static func key(of id: PortraitID, _ size: PortraitSize) -> BlobKey {
        key("portraits/\(id)/\(size.rawValue)")
    }

    static func keys(of id: MediaID) -> [BlobKey] { PictureSize.allCases.map { key(of: id, $0) } }
    static func keys(of id: PortraitID) -> [BlobKey] { PortraitSize.allCases.map { key(of: id, $0) } }

    private static func key(_ text: String) -> BlobKey {
        guard let key = BlobKey(text) else { preconditionFailure("ids and sizes are parts of keys") }
        return key
    }

    func store(_ bytes: [UInt8], under key: BlobKey, type: String = "image/webp") async throws {
        let chunks = BlobChunks {
            var rest: [UInt8]? = bytes
            return {
                defer { rest = nil }
                return rest
            }
        }
        _ = try await blobs.put(key, type: type, limit: Int64(MediaLimits.fileBytes), from: chunks)
    }

    /// A file to be sent; nil when there is none.
    func reply(_ key: BlobKey) async throws -> FileReply? {
        guard let stat = try await blobs.stat(key) else { return nil }
        return FileReply(contentType: stat.type, size: stat.size, etag: "\"\(stat.sha256.prefix(32))\"") {
            [blobs] range in
            guard !range.isEmpty else { return [] }
            guard let content = try await blobs.get(key, range: range) else { throw MediaError.fileNotFound }
            return try await content.collect(limit: MediaLimits.fileBytes)
        }
    }

    /// Deletes files of pictures that are gone. Those that are gone themselves do not matter.
    func delete(_ job: DeleteFiles, _ context: JobContext) async throws {
        for key in job.keys.compactMap(BlobKey.init) { try await blobs.delete(key) }
    }
}

/// Deletes files.
struct DeleteFiles: Job {
    static let name: JobName = "media.delete-files"
    let keys: [String]

    init(_ keys: [BlobKey]) { self.keys = keys.map(\.description) }
}
