// SPDX-License-Identifier: Apache-2.0
public import Blobs
internal import Core

/// What every `BlobStore` promises.
public enum BlobConformance {
    /// All the checks. Each uses an area of its own, and the store may hold other blobs.
    public static let checks = writing + refusing + listing

    private typealias Check = ConformanceCheck<any BlobStore>

    private static let writing: [ConformanceCheck<any BlobStore>] = [
        Check("bytes come back in order, with size, hash and type") { store in
            let key = try key("c-whole/a.bin")
            let bytes = (0..<700_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let pieces = Pieces(bytes, by: 100_000)
            let stat = try await store.put(key, type: "image/png", limit: 1 << 20, from: pieces)
            try require(stat.size, is: 700_001, "size")
            try require(stat.type, is: "image/png", "type")
            try require(try await store.stat(key), is: stat, "stat")
            let content = try await store.get(key)
            try require(content?.stat, is: stat, "stat of content")
            let back = try await content?.collect(limit: 1 << 20)
            try require(back == bytes, "the bytes come back")
        },
        Check("the hash is the SHA-256 of the bytes") { store in
            // FIPS 180-4, the example of one block.
            let stat = try await store.put(try key("c-hash/a"), type: "a/b", limit: 3, from: Pieces("abc"))
            try require(
                stat.sha256,
                is: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                "hash"
            )
        },
        Check("an empty blob is a blob") { store in
            let key = try key("c-empty/a")
            let stat = try await store.put(key, type: "text/plain", limit: 0, from: Pieces(""))
            try require(stat.size, is: 0, "size")
            try require(try await store.get(key)?.collect(limit: 0), is: [], "bytes")
        },
        Check("what is not there is nil, and deleting it is no error") { store in
            let key = try key("c-none/a")
            try require(try await store.stat(key), is: nil, "stat")
            try require(try await store.get(key) == nil, "get")
            try await store.delete(key)
        },
        Check("a deleted blob is gone") { store in
            let key = try key("c-deleted/a")
            _ = try await store.put(key, type: "a/b", limit: 3, from: Pieces("abc"))
            try await store.delete(key)
            try require(try await store.stat(key), is: nil, "stat")
        },
        Check("a second put replaces the first, and an open reader keeps the old one") { store in
            let key = try key("c-twice/a")
            _ = try await store.put(key, type: "a/b", limit: 10, from: Pieces("first"))
            let open = try await store.get(key)
            _ = try await store.put(key, type: "c/d", limit: 10, from: Pieces("second"))
            try require(try await open?.collect(limit: 10), is: Array("first".utf8), "open reader")
            try require(try await store.get(key)?.collect(limit: 10), is: Array("second".utf8), "new reader")
            try require(try await store.stat(key)?.type, is: "c/d", "type")
        },
        Check("a range gives those bytes, cut at the end") { store in
            let key = try key("c-range/a")
            _ = try await store.put(key, type: "a/b", limit: 10, from: Pieces("0123456789"))
            for (range, text) in [(0..<1, "0"), (3..<7, "3456"), (8..<100, "89"), (0..<10, "0123456789")] {
                let wanted = Int64(range.lowerBound)..<Int64(range.upperBound)
                let content = try await store.get(key, range: wanted)
                try require(try await content?.collect(limit: 10), is: Array(text.utf8), "bytes of \(range)")
                try require(content?.range.count, is: text.utf8.count, "length of \(range)")
            }
            try await requireError("a range past the end", where: { ($0 as? Failure)?.kind == .invalid }) {
                _ = try await store.get(key, range: 10..<11)
            }
        },
        Check("many blobs are written at once") { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<30 {
                    group.addTask {
                        let key = try key("c-many/\(number)")
                        let bytes = [UInt8](repeating: UInt8(number), count: 50_000)
                        _ = try await store.put(
                            key,
                            type: "a/b",
                            limit: 1 << 20,
                            from: Pieces(bytes, by: 9000)
                        )
                        try require(try await store.get(key)?.collect(limit: 1 << 20) == bytes, "\(key)")
                    }
                }
                try await group.waitForAll()
            }
        },
        Check("of many that put one key at once, one is left whole") { store in
            let key = try key("c-race/a")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let bytes = [UInt8](repeating: UInt8(number), count: 300_000)
                        _ = try await store.put(
                            key,
                            type: "a/b",
                            limit: 1 << 20,
                            from: Pieces(bytes, by: 50_000)
                        )
                    }
                }
                try await group.waitForAll()
            }
            let left = try await store.get(key)?.collect(limit: 1 << 20) ?? []
            try require(left.count, is: 300_000, "length")
            try require(left.allSatisfy { $0 == left[0] }, "all bytes are of one writer")
        },
    ]

    private static let refusing: [ConformanceCheck<any BlobStore>] = [
        Check("more bytes than declared are refused and leave what was there") { store in
            let key = try key("c-limit/a")
            _ = try await store.put(key, type: "a/b", limit: 5, from: Pieces("12345"))
            try await requireError("six of five", where: { ($0 as? Failure)?.kind == .tooLarge }) {
                _ = try await store.put(key, type: "a/b", limit: 5, from: Pieces("123456", by: 1))
            }
            try require(try await store.get(key)?.collect(limit: 5), is: Array("12345".utf8), "the old bytes")
        },
        Check("a source that breaks leaves nothing") { store in
            let key = try key("c-broken/a")
            let source = Pieces([UInt8](repeating: 1, count: 600_000), by: 100_000, failsAtEnd: true)
            try await requireError("the source's error", where: { $0 is Pieces.Broken }) {
                _ = try await store.put(key, type: "a/b", limit: 1 << 20, from: source)
            }
            try require(try await store.stat(key), is: nil, "stat")
        },
        Check("a type that would break a header is refused") { store in
            for type in ["", "a/b\r\nX: y", "é/b", String(repeating: "a", count: 128)] {
                try await requireError("type", where: { ($0 as? Failure)?.kind == .invalid }) {
                    _ = try await store.put(try key("c-type/a"), type: type, limit: 3, from: Pieces("abc"))
                }
            }
        },
        Check("collecting more than allowed is refused") { store in
            let key = try key("c-collect/a")
            _ = try await store.put(key, type: "a/b", limit: 5, from: Pieces("12345"))
            try await requireError("collect", where: { ($0 as? Failure)?.kind == .tooLarge }) {
                _ = try await store.get(key)?.collect(limit: 4)
            }
        },
    ]

    private static let listing: [ConformanceCheck<any BlobStore>] = [
        Check("a list shows every blob of its area exactly once, page by page") { store in
            var expected: Set<BlobKey> = []
            for number in 0..<25 {
                let key = try key("c-list/n\(number)/x.bin")
                _ = try await store.put(key, type: "a/b", limit: 3, from: Pieces("abc"))
                expected.insert(key)
            }
            _ = try await store.put(try key("c-list2/other"), type: "a/b", limit: 3, from: Pieces("abc"))
            for limit in [1, 7, 25, 100] {
                let seen = try await walk(store, area: "c-list", limit: limit)
                try require(seen.count, is: 25, "number of entries by \(limit)")
                try require(Set(seen.map(\.key)) == expected, "the keys by \(limit)")
                try require(seen.allSatisfy { $0.size == 3 && $0.type == "a/b" }, "the descriptions")
            }
            let everything = Set(try await walk(store, area: nil, limit: 10).map(\.key))
            try require(everything.isSuperset(of: expected), "the list of all areas has them too")
            try require(everything.contains(try key("c-list2/other")), "and the other area")
        },
        Check("blobs deleted between two pages do not hide others") { store in
            for number in 0..<10 {
                _ = try await store.put(
                    try key("c-gaps/\(number)"),
                    type: "a/b",
                    limit: 3,
                    from: Pieces("abc")
                )
            }
            let first = try await store.list(area: "c-gaps", after: nil, limit: 4)
            for item in first.items { try await store.delete(item.key) }
            let second = try await store.list(area: "c-gaps", after: first.nextCursor, limit: 10)
            try require(second.items.count, is: 6, "the rest")
            try require(second.nextCursor, is: nil, "end")
        },
        Check("an area without blobs is empty, a wrong area or cursor refused") { store in
            let page = try await store.list(area: "c-nothing", after: nil, limit: 10)
            try require(page.items, is: [], "items")
            try require(page.nextCursor, is: nil, "cursor")
            for (area, cursor) in [("..", nil), ("a/b", nil), ("c-list", "../../etc/passwd")] {
                try await requireError("area or cursor", where: { ($0 as? Failure)?.kind == .invalid }) {
                    _ = try await store.list(area: area, after: cursor, limit: 10)
                }
            }
        },
    ]

    private static func key(_ text: String) throws -> BlobKey {
        guard let key = BlobKey(text) else { throw BrokenPromise(description: "\(text) is no key") }
        return key
    }

    private static func walk(_ store: any BlobStore, area: String?, limit: Int) async throws -> [BlobStat] {
        var (seen, cursor): ([BlobStat], String?) = ([], nil)
        for _ in 0..<1000 {
            let page = try await store.list(area: area, after: cursor, limit: limit)
            try require(page.items.count <= limit, "a page holds no more than its limit")
            seen += page.items
            cursor = page.nextCursor
            if cursor == nil { return seen }
        }
        throw BrokenPromise(description: "the list does not end")
    }
}

/// Bytes in pieces, as a body arrives, and perhaps an error at the end.
public struct Pieces: AsyncSequence, Sendable {
    /// The error at the end.
    public struct Broken: Error {}

    /// Hands out the pieces.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate var rest: ArraySlice<UInt8>
        fileprivate let size: Int
        fileprivate let failsAtEnd: Bool

        public mutating func next() async throws -> [UInt8]? {
            if rest.isEmpty {
                if failsAtEnd { throw Broken() }
                return nil
            }
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
    }

    private let bytes: [UInt8]
    private let size: Int
    private let failsAtEnd: Bool

    /// `bytes` in pieces of `size`.
    public init(_ bytes: [UInt8], by size: Int, failsAtEnd: Bool = false) {
        (self.bytes, self.size, self.failsAtEnd) = (bytes, size, failsAtEnd)
    }

    /// The UTF-8 of a text in pieces of `size`.
    public init(_ text: String, by size: Int = 1 << 20) {
        self.init(Array(text.utf8), by: size)
    }

    public func makeAsyncIterator() -> Iterator {
        Iterator(rest: bytes[...], size: size, failsAtEnd: failsAtEnd)
    }
}
