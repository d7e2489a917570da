// SPDX-License-Identifier: Apache-2.0
import Core

/// The limits of Media.
enum MediaLimits {
    /// The most pixels of a picture: a phone's largest photo, decoded to a quarter of a gigabyte.
    static let pixels = 64_000_000
    /// The most pixels of one side.
    static let side = 20_000
    /// The most bytes of one person's pictures, in all their sizes.
    static let bytes: Int64 = 2 << 30
    /// The most pictures of one person.
    static let pictures = 20_000
    /// The most pictures of one person that are not used yet.
    static let unused = 60
    /// How many pictures are made at once.
    static let workers = 2
    /// How many more wait for that; one more is told to come back.
    static let waiting = 24
    /// How long whoever comes too many waits.
    static let retryAfter: Duration = .seconds(5)
    /// How long the making of one size of one picture may take.
    static let makingTime: Duration = .seconds(20)
    /// The most bytes one size of a picture may take.
    static let fileBytes = 8 << 20
    /// The most bytes of bare pixels that sizes are made of: less than twice the largest size each way.
    static let photoBytes = 24 << 20
    /// How long a picture is kept that nothing holds.
    static let unusedFor: Duration = .hours(24)
    /// When it is looked whether what took a picture was stored.
    static let takenFor: Duration = .hours(1)
    /// When it is looked whether an edited post still holds its pictures.
    static let afterEdit: Duration = .seconds(60)
    /// How long a replaced profile picture is still there for pages that show it.
    static let replacedFor: Duration = .hours(1)
    /// How long an upload may take to be stored.
    static let storing: Duration = .hours(1)
    /// How many pictures one transaction reviews or removes.
    static let batch = 100
    /// How many pictures are kept in memory: about 300 bytes each.
    static let cachedPictures = 50_000
    /// How long one is kept. Changes made by this process drop it at once; this bounds what another one changed.
    static let cachedLifetime: Duration = .seconds(10)
    /// Addresses of pictures change this often and work for one to two such periods.
    static let addressPeriod: Int64 = 12 * 3600
}
