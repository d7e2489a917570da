// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

@testable import Blobs

struct BlobKeyTests {
    @Test(arguments: ["a/b", "media/0197b1c2-aaaa/thumb.webp", "a_b/c-d.e", "a/b/c/d/e/f"])
    func `a plain key is taken as it is`(text: String) throws {
        let key = try #require(BlobKey(text))

        #expect(key.description == text)
        #expect(text == key.area + "/" + key.rest)
    }

    @Test(arguments: [
        "", "/", "a", "a/", "/a", "a//b", "a/../b", "../a", "a/..", "a/.", "./a", "a/.hidden", ".incoming/x",
        "a/B", "a/b c", "a/b\0", "a/b\n", "a\\b/c", "a/é", "a/b,c", "a/%2e%2e", "a/b/c/d/e/f/g", "a/b:c",
        "~/a",
    ])
    func `a key that could leave its folder or meet another is refused`(text: String) {
        #expect(BlobKey(text) == nil)
    }

    @Test func `the longest key is taken, one byte more is not`() {
        let text = "a/" + String(repeating: "b", count: BlobKey.maximumLength - 2)

        #expect(BlobKey(text) != nil)
        #expect(BlobKey(text + "b") == nil)
    }

    @Test func `names on disk translate back to their keys and stay in two-digit folders`() throws {
        var shards: Set<String> = []
        for number in 0..<2000 {
            let key = try #require(BlobKey("area/\(number)/x.y"))
            let name = DiskLayout.name(of: key)
            #expect(!name.contains("/"))
            #expect(DiskLayout.key(area: "area", name: name) == key)
            shards.insert(DiskLayout.shard(of: key))
        }
        #expect(shards.count > 200, "the folders are used evenly")
        #expect(shards.allSatisfy { $0.count == 2 })
    }
}

struct BlobTrailerTests {
    private let trailer = BlobTrailer(
        size: 1000,
        sha256: String(repeating: "a", count: 64),
        type: "image/png",
        storedAt: .init(seconds: 5)
    )

    @Test func `a description comes back from its block`() {
        #expect(trailer.bytes.count == BlobTrailer.length)
        #expect(BlobTrailer(trailer.bytes, fileSize: 1512) == trailer)
    }

    @Test func `a block of another file or with any other content is refused`() {
        #expect(BlobTrailer(trailer.bytes, fileSize: 1511) == nil)
        #expect(BlobTrailer(Array(trailer.bytes.dropLast()), fileSize: 1512) == nil)
        #expect(BlobTrailer([UInt8](repeating: 0, count: 512), fileSize: 512) == nil)
        #expect(BlobTrailer([UInt8](repeating: 255, count: 512), fileSize: 512) == nil)
        #expect(BlobTrailer([UInt8](repeating: 10, count: 512), fileSize: 512) == nil)
    }

    @Test func `the longest type fits`() {
        let long = BlobTrailer(
            size: .max,
            sha256: String(repeating: "a", count: 64),
            type: String(repeating: "t", count: BlobLimits.typeLength),
            storedAt: .init(microseconds: .min)
        )

        #expect(long.bytes.count == BlobTrailer.length)
    }
}
