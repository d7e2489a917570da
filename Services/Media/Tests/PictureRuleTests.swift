// SPDX-License-Identifier: Apache-2.0
import Core
import Endpoints
import Testing

@testable import Media

struct PictureRuleTests {
    @Test func `one colour has a hash without waves`() {
        let grey = Bitmap(width: 4, height: 4, bytes: [UInt8](repeating: 128, count: 48))
        let hash = BlurHash.make(of: grey)
        #expect(hash.count == 28)
        // Components 4 × 3, no amplitude, 0x808080 in base 83, eleven times nothing.
        #expect(hash.hasPrefix("L0"))
        #expect(hash.hasSuffix(String(repeating: "fQ", count: 11)))
    }

    @Test func `a hash says more of a picture that is brighter on one side`() {
        var bytes: [UInt8] = []
        for _ in 0..<8 { for x in 0..<8 { bytes += [UInt8(x * 36), 0, 0] } }
        let hash = BlurHash.make(of: Bitmap(width: 8, height: 8, bytes: bytes), across: 2, down: 1)
        #expect(hash.count == 8)
        #expect(hash.hasPrefix("1"))
        #expect(!hash.hasSuffix("fQ"))
    }

    @Test func `only pixels stay in a WebP file`() throws {
        func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
            Array(name.utf8) + [UInt8(data.count), 0, 0, 0] + data + (data.count % 2 == 1 ? [0] : [])
        }
        func file(_ chunks: [UInt8]) -> [UInt8] {
            let body = Array("WEBP".utf8) + chunks
            return Array("RIFF".utf8) + [UInt8(body.count), 0, 0, 0] + body
        }
        let head = chunk("VP8X", [0x3C, 0, 0, 0, 9, 0, 0, 9, 0, 0])
        let (alpha, pixels) = (chunk("ALPH", [1, 2, 3]), chunk("VP8 ", [4, 5]))
        let extras = chunk("EXIF", [7]) + chunk("XMP ", [8, 9])
        #expect(BareWebP.make(of: file(head + chunk("ICCP", [6]) + pixels + extras)) == file(pixels))
        let bareHead = chunk("VP8X", [0x10, 0, 0, 0, 9, 0, 0, 9, 0, 0])
        #expect(BareWebP.make(of: file(head + alpha + pixels + extras)) == file(bareHead + alpha + pixels))
        #expect(BareWebP.make(of: file(head + chunk("ANIM", [1, 2]) + pixels)) == nil)
        #expect(BareWebP.make(of: file(extras)) == nil)
        #expect(BareWebP.make(of: Array("RIFF".utf8)) == nil)
        #expect(BareWebP.make(of: Array(file(pixels).dropLast(2))) == nil)
    }

    @Test func `pixmaps are read in colour and grey, and nothing else`() throws {
        let colour = try Bitmap(portablePixmap: Array("P6\n# by hand\n1 2\n255\n".utf8) + [1, 2, 3, 4, 5, 6])
        #expect((colour.width, colour.height) == (1, 2))
        #expect(colour.bytes == [1, 2, 3, 4, 5, 6])
        #expect(try Bitmap(portablePixmap: Array("P5 2 1 255 ".utf8) + [1, 2]).bytes == [1, 1, 1, 2, 2, 2])
        for bad in ["P6 1 1 255 ", "P3 1 1 255 abc", "P6 1 1 65535 abc", "P6", "P6 9 9"] {
            #expect(throws: PictureProblem.damaged) { try Bitmap(portablePixmap: Array(bad.utf8)) }
        }
    }
}
