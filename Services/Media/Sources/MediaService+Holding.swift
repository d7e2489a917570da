// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import MediaAPI

extension MediaService {
    /// Some pictures for a viewer who is known to see what holds them.
    func pictures(_ request: GetPictures, from caller: Caller) async throws -> [Picture] {
        let selection = request.body
        guard selection.ids.count <= GetPictures.most else {
            throw Failure.invalid("ids", "Must have at most \(GetPictures.most) pictures.")
        }
        let records = try await shelf.records(selection.ids)
        return try selection.ids.compactMap { id in
            guard let record = records[id], record.isReady else { return nil }
            return try picture(record, for: selection.viewer)
        }
    }

    /// Takes pictures for something that is about to be stored.
    func take(_ request: TakeMedia, from caller: Caller) async throws -> NoReply {
        let body = request.body
        guard body.ids.count <= TakeMedia.most else {
            throw Failure.invalid("ids", "Must have at most \(TakeMedia.most) pictures.")
        }
        let reviewAt = clock.now + MediaLimits.takenFor
        try await database.write { db in
            let store = PictureStore(db)
            let records = try store.pictures(body.ids, forUpdate: true)
            for id in body.ids {
                guard let record = records.first(where: { $0.id == id }), record.owner == body.owner,
                    record.isReady
                else { throw MediaError.notFound(id) }
                let isFree =
                    record.holder == nil || record.holder == body.holder || record.holder == body.formerHolder
                guard isFree else { throw MediaError.inUse }
                guard record.holder != body.holder else { continue }
                try store.setHolder(body.holder, of: id, reviewAt: reviewAt)
            }
        }
        shelf.invalidate(body.ids)
        return NoReply()
    }

    /// Gives pictures back.
    func giveBack(_ request: GiveBackMedia, from caller: Caller) async throws -> NoReply {
        let body = request.body
        let reviewAt = clock.now + MediaLimits.unusedFor
        try await database.write { db in
            let store = PictureStore(db)
            for record in try store.pictures(body.ids, forUpdate: true) where record.holder == body.holder {
                try store.setHolder(nil, of: record.id, reviewAt: reviewAt)
            }
        }
        shelf.invalidate(body.ids)
        return NoReply()
    }
}
