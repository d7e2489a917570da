// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
import ExportsAPI
import Modules

/// What the verbs of Exports share.
struct ExportsService: Sendable {
    let database: any ServiceDatabase
    let peers: Peers
    let clock: any WallClock
    let files: ExportFiles

    /// Asks for an export.
    func create(_ request: CreateExport, from caller: Member) async throws -> DataExport {
        let now = clock.now.wholeMilliseconds
        let record = ExportRecord(
            id: ExportID(at: now),
            user: caller.id,
            state: .building,
            progress: 0,
            createdAt: now,
            endsAt: now + ExportsLimits.makingTime
        )
        do {
            try await database.write { db in
                let store = ExportStore(db)
                let times = try store.times(of: caller.id, since: now - ExportsLimits.day)
                let isUnderWay = try store.exports(of: caller.id, before: nil, limit: ExportsLimits.batch)
                    .contains { $0.state == .building }
                guard !isUnderWay else { throw ExportsError.underWay }
                if times.count >= ExportsLimits.perDay, let first = times.first {
                    throw ExportsError.tooMany(retryAfter: first + ExportsLimits.day - now)
                }
                try store.insert(record)
                try db.enqueue(BuildExport(export: record.id, user: caller.id))
            }
        } catch let error as DatabaseError where error.kind == .uniqueViolation {
            // Two at the same time: the index lets one through.
            throw ExportsError.underWay
        }
        guard let export = record.export else {
            preconditionFailure("what was just asked for is not removed")
        }
        return export
    }

    /// One's exports.
    func list(_ request: ListExports, from caller: Member) async throws -> Page<DataExport> {
        let limit = request.limit ?? .standard
        let before = try request.cursor?.field(0, as: ExportID.self)
        let records = try await database.read { db in
            try ExportStore(db).exports(of: caller.id, before: before, limit: limit.value + 1)
        }
        return Page(records.compactMap(\.export), limit: limit) { Cursor($0.id) }
    }

    /// One of them.
    func export(_ request: GetExport, from caller: Member) async throws -> DataExport {
        let record = try await database.read { db in try Self.own(request.id, of: caller.id, db) }
        guard let export = record.export else { throw ExportsError.notFound }
        return export
    }

    /// Removes one, or stops making it: the job finds that it is gone.
    func delete(_ request: DeleteExport, from caller: Member) async throws -> NoReply {
        try await database.write { db in
            let record = try Self.own(request.id, of: caller.id, db, forUpdate: true)
            try Self.remove(record, db)
        }
        return NoReply()
    }

    /// Makes an address that works without a token.
    func address(_ request: CreateExportAddress, from caller: Member) async throws -> ExportAddress {
        let until = (clock.now + ExportsLimits.addressLife).wholeMilliseconds
        let key = Self.newKey()
        return try await database.write { db in
            var record = try Self.own(request.id, of: caller.id, db, forUpdate: true)
            guard record.state == .ready else { throw ExportsError.notReady }
            (record.addressKey, record.addressUntil) = (key, min(until, record.endsAt))
            try ExportStore(db).update(record)
            return ExportAddress(
                url: "/api/v1/exports/\(record.id)/file?key=\(key)",
                expiresAt: min(until, record.endsAt)
            )
        }
    }

    /// The file, for its owner or whoever was given its address.
    func file(_ request: GetExportFile, from caller: Caller) async throws -> FileReply {
        let record = try await database.read { db in try ExportStore(db).export(request.id) }
        guard let record, record.state == .ready, record.endsAt > clock.now,
            mayRead(record, key: request.key, caller),
            let file = try await files.reply(record, named: Self.fileName(of: record))
        else { throw ExportsError.notFound }
        return file
    }

    private func mayRead(_ record: ExportRecord, key: ExportKey?, _ caller: Caller) -> Bool {
        guard let key else { return caller.member?.id == record.user }
        guard let known = record.addressKey, let until = record.addressUntil, until > clock.now else {
            return false
        }
        // Compared to the end, so that the time tells nothing.
        let difference = zip(known.utf8, key.text.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        return difference == 0 && known.utf8.count == key.text.utf8.count
    }

    private static func fileName(of record: ExportRecord) -> String {
        "export-\(record.createdAt.description.prefix(10)).zip"
    }

    /// 256 random bits.
    private static func newKey() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let word = String(generator.next() as UInt64, radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
    }

    private static func own(
        _ id: ExportID,
        of user: UserID,
        _ db: any SQLConnection,
        forUpdate: Bool = false
    ) throws -> ExportRecord {
        guard let record = try ExportStore(db).export(id, forUpdate: forUpdate), record.user == user,
            record.state != .removed
        else { throw ExportsError.notFound }
        return record
    }

    /// Takes the file away and lets the row count for the rest of its day.
    static func remove(_ record: ExportRecord, _ db: any SQLConnection) throws {
        var record = record
        record.state = .removed
        (record.addressKey, record.addressUntil) = (nil, nil)
        record.endsAt = max(record.createdAt + ExportsLimits.day, db.now)
        try ExportStore(db).update(record)
        try db.enqueue(DeleteExportFiles(CollectionOfOne(record)))
    }
}
