// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Media
import MediaAPI
import Posts
import PostsAPI
import UsersAPI

/// The pictures of the demo community, drawn here: those of some posts, and a face for nearly everybody.
enum DemoPictures {
    /// Every so manieth post shows something.
    private static let everyNth = 9
    private static let (width, height) = (640, 400)
    /// Those who never found a picture of themselves.
    private static let faceless: Set = ["bjorn", "eve", "pavel"]

    /// Adds pictures to some posts, and returns them.
    static func add(to past: inout [PastPublication]) -> [PastPicture] {
        var pictures: [PastPicture] = []
        var posts = 0
        for index in past.indices {
            guard case .published(let id, let text, let visibility, let mentions, _) = past[index].deed else {
                continue
            }
            posts += 1
            guard posts % everyNth == 0 else { continue }
            let act = past[index]
            let count = posts % (everyNth * 4) == 0 ? 3 : 1
            let shown = (0..<count).map {
                picture(number: pictures.count + $0, of: id, by: act.user, at: act.at)
            }
            pictures += shown
            let deed = PastPublication.Deed.published(
                id,
                text,
                visibility: visibility,
                mentions: mentions,
                media: shown.map(\.id)
            )
            past[index] = PastPublication(deed, by: act.user, at: act.at)
        }
        return pictures
    }

    private static func picture(
        number: Int,
        of post: PostID,
        by user: UserID,
        at time: Timestamp
    ) -> PastPicture {
        var random = SeededGenerator(seed: 0x5049_4354 + UInt64(number))
        var painter = DemoPainter(seed: UInt64(number))
        let (pixels, words) = painter.landscape(width: width, height: height)
        let half = DemoPainter.shrunk(pixels, width: width, height: height, by: 2)
        let sketch = DemoPainter.shrunk(half, width: width / 2, height: height / 2, by: 20)
        return PastPicture(
            id: MediaID(at: time, using: &random),
            owner: user,
            post: post,
            alt: words,
            at: time,
            files: [
                .medium: PNGWriter.file(width: width, height: height, pixels: pixels),
                .small: PNGWriter.file(width: width / 2, height: height / 2, pixels: half),
            ],
            width: width,
            height: height,
            sketch: Bitmap(width: width / 40, height: height / 40, bytes: sketch)
        )
    }

    /// The faces of people.
    static func portraits(of people: [User]) -> [PastPortrait] {
        people.enumerated().filter { !faceless.contains($0.element.username.text) }.map { index, person in
            var random = SeededGenerator(seed: 0x4641_4345 + UInt64(index))
            var painter = DemoPainter(seed: 1_000 + UInt64(index))
            let large = painter.portrait(side: 384)
            let small = DemoPainter.shrunk(large, width: 384, height: 384, by: 3)
            return PastPortrait(
                id: PortraitID(high: random.next(), low: random.next()),
                user: person.id,
                at: person.createdAt,
                files: [
                    .large: PNGWriter.file(width: 384, height: 384, pixels: large),
                    .small: PNGWriter.file(width: 128, height: 128, pixels: small),
                ]
            )
        }
    }
}
