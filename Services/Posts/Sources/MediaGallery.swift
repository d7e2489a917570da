// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import MediaAPI
import Modules

/// The pictures of posts, comments and drafts, which Media keeps. A site without Media has none.
struct MediaGallery: Sendable {
    let peers: Peers

    /// Some pictures as a viewer sees them; those that are gone are left out.
    func pictures(_ ids: [MediaID], for viewer: UserID) async throws -> [MediaID: Picture] {
        var found: [MediaID: Picture] = [:]
        for start in stride(from: 0, to: ids.count, by: GetPictures.most) {
            let part = Array(ids[start..<min(start + GetPictures.most, ids.count)])
            for picture in try await peers.ask(GetPictures(part, for: viewer)) ?? [] {
                found[picture.id] = picture
            }
        }
        return found
    }

    /// Takes pictures for something that is about to be stored.
    func take(
        _ ids: [MediaID],
        of owner: UserID,
        for holder: MediaHolder,
        from former: MediaHolder? = nil,
        field: String = "mediaIds"
    ) async throws {
        guard !ids.isEmpty else { return }
        guard try await peers.ask(TakeMedia(ids, of: owner, for: holder, from: former)) != nil else {
            throw PostsError.unfit(field, "Must be empty: this site keeps no pictures.")
        }
    }

    /// Takes pictures for what `store` stores, and gives them back when it fails.
    func holding<Value: Sendable>(
        _ ids: [MediaID],
        of owner: UserID,
        for holder: MediaHolder,
        from former: MediaHolder? = nil,
        field: String = "mediaIds",
        _ store: () async throws -> Value
    ) async throws -> Value {
        try await take(ids, of: owner, for: holder, from: former, field: field)
        do {
            return try await store()
        } catch {
            if let former {
                // What Media does not hear of now it finds out by itself.
                try? await take(ids, of: owner, for: former, from: holder)
            } else {
                await giveBack(ids, of: holder)
            }
            throw error
        }
    }

    /// Gives pictures back that are not shown any more.
    func giveBack(_ ids: [MediaID], of holder: MediaHolder) async {
        guard !ids.isEmpty else { return }
        // What Media does not hear of now it finds out by itself.
        _ = try? await peers.ask(GiveBackMedia(ids, of: holder))
    }
}
