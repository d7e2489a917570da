// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Synchronization
import Testing
import Testkit

@testable import Blobs

struct DiskBlobStoreTests {
    @Test(arguments: BlobConformance.checks)
    func `keeps every promise of a blob store`(_ check: ConformanceCheck<any BlobStore>) async throws {
        try await withFolder { folder in
            try await check.run(try DiskBlobStore(folder: folder))
            #expect(try incoming(folder).isEmpty, "nothing half-written is left")
        }
    }

    @Test func `a blob survives a restart, byte for byte`() async throws {
        try await withFolder { folder in
            let key = try #require(BlobKey("a/b"))
            let stat = try await DiskBlobStore(folder: folder).put(
                key,
                type: "a/b",
                limit: 10,
                from: Pieces("hello")
            )

            let again = try DiskBlobStore(folder: folder)

            #expect(try await again.stat(key) == stat)
            #expect(try await again.get(key)?.collect(limit: 10) == Array("hello".utf8))
        }
    }

    @Test func `half-written files of a killed process are removed at the start, those of a living one not`()
        async throws
    {
        try await withFolder { folder in
            _ = try DiskBlobStore(folder: folder)
            try Data("rubbish".utf8).write(to: URL(fileURLWithPath: folder + "/.incoming/orphan"))
            let living = try IncomingBlob(in: DiskLayout(root: folder), write: FileCalls.write)

            let store = try DiskBlobStore(folder: folder)

            #expect(store.sweptAtStart == 1)
            #expect(try incoming(folder).count == 1)
            _ = try living.commit(as: try #require(BlobKey("a/b")), type: "a/b", at: Timestamp(seconds: 0))
            #expect(try incoming(folder).isEmpty)
        }
    }

    @Test(arguments: [0, 100, 300_000, 700_000])
    func `a full disk is unavailable and leaves no rubbish`(room: Int) async throws {
        try await withFolder { folder in
            let left = Mutex(room)
            let store = try store(in: folder) { descriptor, bytes in
                let count = left.withLock { left in
                    let count = min(left, bytes.count)
                    left -= count
                    return count
                }
                if count > 0 {
                    return FileCalls.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes[..<count]))
                }
                errno = ENOSPC
                return -1
            }
            let key = try #require(BlobKey("a/b"))
            let source = Pieces([UInt8](repeating: 1, count: 700_000), by: 65_536)

            let failure = await #expect(throws: Failure.self) {
                try await store.put(key, type: "a/b", limit: 1 << 20, from: source)
            }

            #expect(failure?.kind == .unavailable)
            #expect(try incoming(folder).isEmpty)
            #expect(try await store.stat(key) == nil)
        }
    }

    @Test func `interrupted and short writes lose nothing`() async throws {
        try await withFolder { folder in
            let calls = Atomic(0)
            let store = try store(in: folder) { descriptor, bytes in
                guard calls.add(1, ordering: .relaxed).newValue % 3 != 0 else {
                    errno = EINTR
                    return -1
                }
                return FileCalls.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(777)))
            }
            let key = try #require(BlobKey("a/b"))
            let bytes = (0..<20_000).map { UInt8(truncatingIfNeeded: $0) }

            _ = try await store.put(key, type: "a/b", limit: 1 << 20, from: Pieces(bytes, by: 5000))

            #expect(try await store.get(key)?.collect(limit: 1 << 20) == bytes)
        }
    }

    @Test func `a cancelled upload leaves nothing`() async throws {
        try await withFolder { folder in
            let store = try DiskBlobStore(folder: folder)
            let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
            source.yield([UInt8](repeating: 1, count: 400_000))
            let key = try #require(BlobKey("a/b"))
            let upload = Task { try await store.put(key, type: "a/b", limit: 1 << 20, from: stream) }
            try await until { try incoming(folder).count == 1 }

            upload.cancel()

            await #expect(throws: CancellationError.self) { try await upload.value }
            #expect(try incoming(folder).isEmpty)
            #expect(try await store.stat(key) == nil)
        }
    }

    @Test func `a damaged file is an error to read and no obstacle to a list`() async throws {
        try await withFolder { folder in
            let store = try DiskBlobStore(folder: folder)
            let (good, bad) = (try #require(BlobKey("a/good")), try #require(BlobKey("a/bad")))
            for key in [good, bad] {
                _ = try await store.put(key, type: "a/b", limit: 9, from: Pieces("text"))
            }
            try Data("cut".utf8).write(to: URL(fileURLWithPath: DiskLayout(root: folder).path(of: bad)))

            await #expect(throws: DamagedBlob.self) { try await store.get(bad) }
            #expect(try await store.list(area: "a", after: nil, limit: 10).items.map(\.key) == [good])
        }
    }

    @Test func `files and folders are private to the server`() async throws {
        try await withFolder { folder in
            let store = try DiskBlobStore(folder: folder)
            let key = try #require(BlobKey("a/b"))
            _ = try await store.put(key, type: "a/b", limit: 9, from: Pieces("text"))

            let layout = DiskLayout(root: folder)
            #expect(try mode(layout.path(of: key)) == 0o600)
            #expect(try mode(layout.folder(of: key)) == 0o700)
        }
    }

    private func store(in folder: String, write: @escaping FileCalls.Write) throws -> DiskBlobStore {
        try DiskBlobStore(folder: folder, threads: 2, waiting: 100, clock: SystemWallClock(), write: write)
    }

    private func incoming(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/.incoming")
    }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }
}

/// Runs a test in a new folder and removes it.
private func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "roost-blobs-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }  // A left-over folder fails no test.
    try await body(folder)
}

/// Yields until `condition` holds, at most ten seconds.
private func until(_ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while try await !condition() {
        try #require(ContinuousClock.now < deadline, "the condition did not come true in ten seconds")
        await Task.yield()
    }
}
