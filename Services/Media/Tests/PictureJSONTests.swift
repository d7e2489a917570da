// SPDX-License-Identifier: Apache-2.0
import Core
import MediaAPI
import Testing
import Testkit

/// Pictures write their own JSON: it must be what their fields say.
struct PictureJSONTests {
    @Test func `a picture`() throws {
        let picture = Picture(
            id: ID(high: 1, low: 2),
            urls: PictureURLs(small: "/s", medium: "/m", large: "/l"),
            width: 3,
            height: 4,
            blurHash: "L\"6",
            alt: "A\ntree"
        )
        #expect(JSON.bytes(of: picture) == (try jsonByFields(picture)))
        #expect(JSON.bytes(of: picture.urls) == (try jsonByFields(picture.urls)))
    }
}
