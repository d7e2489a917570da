// SPDX-License-Identifier: Apache-2.0

/// A walk over the folders of a disk store, in the order area, shard, name.
struct DiskListing {
    let layout: DiskLayout
    let area: String?
    let after: BlobKey?

    /// Up to `limit` blobs; the damaged ones are left out.
    func page(limit: Int) throws -> BlobPage {
        var items: [BlobStat] = []
        for area in try areas() {
            for shard in try FileCalls.names(in: "\(layout.root)/\(area)")
            where isReached(area: area, shard: shard) {
                for name in try FileCalls.names(in: "\(layout.root)/\(area)/\(shard)") {
                    guard let key = DiskLayout.key(area: area, name: name), isPast(key, name: name) else {
                        continue
                    }
                    if items.count == limit {
                        return BlobPage(items: items, nextCursor: items.last?.key.description)
                    }
                    if let stat = try stat(of: key) { items.append(stat) }
                }
            }
        }
        return BlobPage(items: items, nextCursor: nil)
    }

    private func areas() throws -> [String] {
        if let area { return [area] }
        let all = try FileCalls.names(in: layout.root)
        guard let after else { return all }
        return all.filter { $0 >= after.area }
    }

    private func isReached(area: String, shard: String) -> Bool {
        guard let after else { return true }
        return (area, shard) >= (after.area, DiskLayout.shard(of: after))
    }

    private func isPast(_ key: BlobKey, name: String) -> Bool {
        guard let after else { return true }
        return (key.area, DiskLayout.shard(of: key), name)
            > (after.area, DiskLayout.shard(of: after), DiskLayout.name(of: after))
    }

    private func stat(of key: BlobKey) throws -> BlobStat? {
        do {
            return try OpenBlob(key, in: layout)?.stat
        } catch is DamagedBlob {
            return nil
        }
    }
}
