// SPDX-License-Identifier: Apache-2.0
import Archives
import Blobs
import Core
import Endpoints
import Modules
import UsersAPI
import UsersClient

/// What an archive is made of, and the bytes of it as somebody asks for them.
struct ArchiveContents: Sendable {
    let user: UserID
    let shelves: [PersonalShelf]
    let blobs: any BlobStore
    let people: ProfileDirectory
    let madeAt: Timestamp
    /// Is told how far it is, in percent. Throws when the archive is not wanted any more.
    let report: @Sendable (Int) async throws -> Void

    /// The archive, to be read once.
    var chunks: BlobChunks {
        BlobChunks { [self] in
            let source = ArchiveSource(self)
            return { try await source.next() }
        }
    }

    /// The lists of all modules, each with the file it becomes.
    var parts: [Part] {
        shelves.flatMap { shelf in
            shelf.data.lists.map { list in
                let ending = list.isSingle ? "json" : "jsonl"
                return Part(shelf: shelf, list: list, path: "\(shelf.module)/\(list.name).\(ending)")
            }
        }
    }

    /// A list, and the file it becomes.
    struct Part: Sendable {
        let shelf: PersonalShelf
        let list: PersonalList
        let path: String

        /// The folder of the files that belong to it.
        var folder: String { "\(shelf.module)/\(list.name)/" }
    }
}

/// Makes an archive piece by piece. Belongs to one reader.
final class ArchiveSource {
    /// What is written next.
    private enum Step {
        case readme
        case list(ArchiveContents.Part)
        case files(ArchiveContents.Part)
        case index
        case end
    }

    /// What is being written.
    private enum Stage {
        case between
        case records(ArchiveContents.Part, after: PersonalPage.Place?)
        case looking(ArchiveContents.Part, after: PersonalPage.Place?)
        case files(ArchiveContents.Part, [PersonalFile], after: PersonalPage.Place?, isLast: Bool)
        case copying(BlobChunks.Iterator)
        case over
    }

    private let contents: ArchiveContents
    private var zip = ZipWriter()
    private var steps: [Step]
    private let stepCount: Int
    private var stage = Stage.between
    /// What goes on when the file that is being copied is at its end.
    private var resumed = Stage.between
    private var progress = 0
    private var index = ArchiveIndex()

    init(_ contents: ArchiveContents) {
        self.contents = contents
        let parts = contents.parts
        // Taken from the end.
        steps =
            ([.readme] + parts.map { .list($0) } + parts.filter(\.list.hasFiles).map { .files($0) } + [
                .index, .end,
            ])
            .reversed()
        stepCount = steps.count
    }

    /// The next bytes, never none; nil at the end.
    func next() async throws -> [UInt8]? {
        while true {
            try Task.checkCancellation()
            if case .over = stage { return nil }
            let bytes = try await advance()
            if !bytes.isEmpty { return bytes }
        }
    }

    private func advance() async throws -> [UInt8] {
        switch stage {
        case .between: try await begin()
        case .records(let part, let place): try await records(of: part, after: place)
        case .looking(let part, let place): try await look(for: part, after: place)
        case .files(let part, let files, let place, let isLast):
            try await open(files, of: part, after: place, isLast: isLast)
        case .copying(let chunks): try await copy(chunks)
        case .over: []
        }
    }

    // MARK: - Steps

    private func begin() async throws -> [UInt8] {
        try await reportProgress()
        switch steps.popLast() {
        case .readme: return try entry("README.txt", Array(ArchiveReadme.text(of: contents).utf8))
        case .list(let part):
            stage = .records(part, after: nil)
            index.begin(part)
            return try zip.begin(part.path, .deflated, at: contents.madeAt)
        case .files(let part):
            stage = .looking(part, after: nil)
            return []
        case .index: return try entry("index.json", try index.bytes(of: contents))
        case .end:
            stage = .over
            return zip.finish()
        case nil:
            stage = .over
            return []
        }
    }

    private func reportProgress() async throws {
        // 100 is for what is stored and told.
        let now = min(99, 100 * (stepCount - steps.count) / stepCount)
        guard now >= progress + 5 else { return }
        progress = now
        try await contents.report(now)
    }

    private func entry(_ path: String, _ bytes: [UInt8]) throws -> [UInt8] {
        var made = try zip.begin(path, .deflated, at: contents.madeAt)
        made += try zip.append(bytes)
        return made + (try zip.end())
    }

    // MARK: - Records

    private func records(
        of part: ArchiveContents.Part,
        after place: PersonalPage.Place?
    ) async throws -> [UInt8] {
        let page = try await part.shelf.page(
            of: part.list,
            of: contents.user,
            after: place,
            limit: ExportsLimits.page
        )
        let named = Set(page.records.flatMap { $0.fields.flatMap(\.value.named) })
        let people = try await contents.people.profiles(named)
        var text: [UInt8] = []
        for record in page.records {
            text += JSON.bytes(of: RecordJSON(record: record, people: people)) + [0x0A]
        }
        index.count(page.records.count)
        var bytes = text.isEmpty ? [] : try zip.append(text)
        if let next = page.next {
            stage = .records(part, after: next)
        } else {
            stage = .between
            bytes += try zip.end()
        }
        return bytes
    }

    // MARK: - Files

    private func look(
        for part: ArchiveContents.Part,
        after place: PersonalPage.Place?
    ) async throws -> [UInt8] {
        let page = try await part.shelf.page(
            of: part.list,
            of: contents.user,
            after: place,
            limit: ExportsLimits.page
        )
        let files = page.records.flatMap(part.list.files)
        stage = .files(part, files, after: page.next, isLast: page.next == nil)
        return []
    }

    private func open(
        _ files: [PersonalFile],
        of part: ArchiveContents.Part,
        after place: PersonalPage.Place?,
        isLast: Bool
    ) async throws -> [UInt8] {
        guard let file = files.first else {
            stage = isLast ? .between : .looking(part, after: place)
            return []
        }
        let rest = Stage.files(part, Array(files.dropFirst()), after: place, isLast: isLast)
        // A file that goes meanwhile is not in the archive.
        guard let key = BlobKey(file.blob), let content = try await contents.blobs.get(key) else {
            stage = rest
            return []
        }
        (stage, resumed) = (.copying(content.chunks.makeAsyncIterator()), rest)
        index.add(part.folder + file.name, type: content.stat.type)
        // Pictures are packed already.
        return try zip.begin(part.folder + file.name, .stored, at: content.stat.storedAt)
    }

    private func copy(_ chunks: BlobChunks.Iterator) async throws -> [UInt8] {
        var chunks = chunks
        guard let bytes = try await chunks.next() else {
            stage = resumed
            return try zip.end()
        }
        stage = .copying(chunks)
        return try zip.append(bytes)
    }
}
