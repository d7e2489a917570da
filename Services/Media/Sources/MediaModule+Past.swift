// SPDX-License-Identifier: Apache-2.0
package import Core
import Database
package import Endpoints
package import MediaAPI
package import PostsAPI
import UsersAPI

/// A picture of a post in the past, for demo data.
package struct PastPicture: Sendable {
    package let id: MediaID
    package let owner: UserID
    package let post: PostID
    package let alt: String
    package let at: Timestamp
    /// PNG files. What is made here needs no program that reads what strangers send.
    package let files: [PictureSize: [UInt8]]
    package let width: Int
    package let height: Int
    /// What the picture looks like, in few pixels.
    package let sketch: Bitmap

    /// A picture that `owner` showed in a post.
    package init(
        id: MediaID,
        owner: UserID,
        post: PostID,
        alt: String,
        at: Timestamp,
        files: [PictureSize: [UInt8]],
        width: Int,
        height: Int,
        sketch: Bitmap
    ) {
        self.id = id
        self.owner = owner
        self.post = post
        self.alt = alt
        self.at = at.wholeMilliseconds
        self.files = files
        self.width = width
        self.height = height
        self.sketch = sketch
    }
}

/// Somebody's profile picture, for demo data.
package struct PastPortrait: Sendable {
    package let id: PortraitID
    package let user: UserID
    package let at: Timestamp
    /// PNG files.
    package let files: [PortraitSize: [UInt8]]

    /// A profile picture.
    package init(id: PortraitID, user: UserID, at: Timestamp, files: [PortraitSize: [UInt8]]) {
        (self.id, self.user, self.at, self.files) = (id, user, at, files)
    }

    /// Where the picture is going to be.
    package var url: String { MediaService.address(of: id, .small) }
}

extension MediaModule {
    /// How many files are stored at once: each waits for the disk.
    private static let atOnce = 8

    /// Stores pictures and profile pictures as they are, with ids and times of their own.
    package func bringIn(_ pictures: [PastPicture], _ portraits: [PastPortrait]) async throws {
        try await media.database.write { db in
            for picture in pictures { try Self.write(picture, db) }
            for portrait in portraits {
                try PortraitStore(db).begin(portrait.id, of: portrait.user, .avatar, at: portrait.at)
                _ = try PortraitStore(db).finish(portrait.id)
            }
        }
        var files = pictures.flatMap { picture in
            picture.files.map { (PictureFiles.key(of: picture.id, $0), $1) }
        }
        files += portraits.flatMap { portrait in
            portrait.files.map { (PictureFiles.key(of: portrait.id, $0), $1) }
        }
        for start in stride(from: 0, to: files.count, by: Self.atOnce) {
            let part = files[start..<min(start + Self.atOnce, files.count)]
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                for (key, bytes) in part {
                    tasks.addTask { [media] in
                        try await media.files.store(bytes, under: key, type: "image/png")
                    }
                }
                try await tasks.waitForAll()
            }
        }
    }

    private static func write(_ picture: PastPicture, _ db: any SQLConnection) throws {
        let bytes = picture.files.values.reduce(0) { $0 + Int64($1.count) }
        _ = try PictureStore(db).take(bytes, of: picture.owner)
        try PictureStore(db).insert(
            PictureRecord(
                id: picture.id,
                owner: picture.owner,
                holder: MediaHolder(.post, picture.post, of: picture.post),
                reviewAt: nil,
                isReady: true,
                width: picture.width,
                height: picture.height,
                blurHash: BlurHash.make(of: picture.sketch),
                alt: picture.alt,
                largest: picture.files[.large] != nil
                    ? .large : picture.files[.medium] != nil ? .medium : .small,
                bytes: bytes,
                createdAt: picture.at
            )
        )
    }
}
