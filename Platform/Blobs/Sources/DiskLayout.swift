// SPDX-License-Identifier: Apache-2.0

// <root>/<area>/<two hexadecimal digits>/<rest of the key, with "," for "/">
// <root>/.incoming/<random>            files being written
//
// The digits are a hash of the rest: 256 folders an area, so that a million blobs make 4,000 names a folder. "," is
// not allowed in keys, so names and keys translate both ways.

/// Where the blobs of a disk store lie.
struct DiskLayout: Sendable {
    let root: String

    var incoming: String { root + "/.incoming" }

    func folder(of key: BlobKey) -> String { "\(root)/\(key.area)/\(Self.shard(of: key))" }

    func path(of key: BlobKey) -> String { folder(of: key) + "/" + Self.name(of: key) }

    static func name(of key: BlobKey) -> String {
        String(key.rest.map { $0 == "/" ? "," : $0 })
    }

    /// The key of a file found on disk; nil when it is none of ours.
    static func key(area: String, name: String) -> BlobKey? {
        BlobKey(area + "/" + String(name.map { $0 == "," ? "/" : $0 }))
    }

    /// FNV-1a, folded to one byte.
    static func shard(of key: BlobKey) -> String {
        var hash: UInt32 = 2_166_136_261
        for byte in key.rest.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let folded = UInt8(truncatingIfNeeded: hash ^ hash >> 8 ^ hash >> 16 ^ hash >> 24)
        return (folded < 16 ? "0" : "") + String(folded, radix: 16)
    }
}
