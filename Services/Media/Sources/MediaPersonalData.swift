// SPDX-License-Identifier: Apache-2.0
import Blobs
import Core
import Database
import Endpoints
import MediaAPI
import Modules

extension MediaModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [
            PersonalList(
                "pictures",
                "Your pictures, what they show in words, and which post, comment or draft they belong to.",
                covers: ["media.pictures.owner_id"],
                from: "media.pictures",
                [
                    .id("id", "id"), .text("alt", "alt"), .number("width", "width"),
                    .number("height", "height"), .text("holderKind", "holder_kind"),
                    .id("holderId", "holder_id"), .id("postId", "post_id"), .text("largest", "largest"),
                    .number("bytes", "bytes"), .time("createdAt", "created_at"),
                ],
                attachments: { pictureFiles(of: $0) }
            ) { "owner_id = \($0)" },
            PersonalList(
                "portraits",
                "Your profile pictures and covers.",
                covers: ["media.portraits.user_id"],
                from: "media.portraits",
                [
                    .id("id", "id"), .text("place", "place"), .flag("isCurrent", "is_current"),
                    .time("createdAt", "created_at"),
                ],
                attachments: { portraitFiles(of: $0) }
            ) { "user_id = \($0)" },
            PersonalList(
                "usage",
                "How much space your pictures take, in all their sizes.",
                isSingle: true,
                covers: ["media.owners.owner_id"],
                from: "media.owners",
                [
                    .person("person", "owner_id"), .number("bytes", "bytes"),
                    .number("pictures", "pictures"),
                ],
                key: ["person"]
            ) { "owner_id = \($0)" },
        ]
    )

    /// The largest size that there is of a picture; the others are made from it.
    private static func pictureFiles(of record: PersonalRecord) -> [PersonalFile] {
        guard let id = record.id("id"), let size = record.text("largest").flatMap(PictureSize.init) else {
            return []
        }
        let key = PictureFiles.key(of: MediaID(high: id.high, low: id.low), size)
        return [PersonalFile("\(id).webp", blob: key.description)]
    }

    private static func portraitFiles(of record: PersonalRecord) -> [PersonalFile] {
        guard let id = record.id("id") else { return [] }
        let size: PortraitSize = record.text("place") == "COVER" ? .cover : .large
        let key = PictureFiles.key(of: PortraitID(high: id.high, low: id.low), size)
        return [PersonalFile("\(id).webp", blob: key.description)]
    }
}
