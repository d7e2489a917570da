// SPDX-License-Identifier: Apache-2.0
public import Core
import Endpoints

// Pictures stand in pages of posts, which are written more often than anything else.

extension Picture: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("urls", urls)
            json.member("width", width)
            json.member("height", height)
            json.member("blurHash", blurHash)
            json.member("alt", alt)
        }
    }
}

extension PictureURLs: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("small", small)
            json.member("medium", medium)
            json.member("large", large)
        }
    }
}
