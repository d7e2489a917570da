// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

struct JSONWriterTests {
    @Test func `a value that writes itself is what Foundation reads back`() throws {
        let plant = Plant(
            name: "a\"\\\n\r\t\u{01}\u{1F}é🌳/",
            note: nil,
            count: -7,
            isTall: true,
            id: ID(high: 0x0123_4567_89ab_7def, low: 0x8123_4567_89ab_cdef),
            seen: Timestamp(microseconds: 1_700_000_000_123_000),
            parts: ["", "root"]
        )

        let bytes = try JSON.encode(plant)

        #expect(String(decoding: bytes, as: UTF8.self).contains(#""note":null"#))
        #expect(try JSONDecoder().decode(Plant.self, from: Data(bytes)) == plant)
        #expect(JSON.bytes(of: plant) == bytes)
    }

    @Test func `a value that writes itself fits among values that do not`() throws {
        struct Bed: Encodable {
            let plants: [Plant]
            let first: Plant?
            let none: Plant?
            let depth: Double
        }
        let plant = Plant(name: "oak")

        let text = String(
            decoding: try JSON.encode(Bed(plants: [plant, plant], first: plant, none: nil, depth: 0.5)),
            as: UTF8.self
        )

        let one = String(decoding: JSON.bytes(of: plant), as: UTF8.self)
        #expect(text == #"{"plants":[\#(one),\#(one)],"first":\#(one),"none":null,"depth":0.5}"#)
    }

    @Test func `a page and its cursor`() {
        let cursor = Cursor("a", 1)
        #expect(
            String(decoding: JSON.bytes(of: Page(items: [true, false], nextCursor: cursor)), as: UTF8.self)
                == #"{"items":[true,false],"nextCursor":"\#(cursor)"}"#
        )
    }

    @Test func `a number that is nil is null, whatever its type`() throws {
        let text = String(decoding: try JSON.encode(Numbers()), as: UTF8.self)

        #expect(text == #"{"a":null,"b":null,"c":null,"d":null,"e":null,"f":null}"#)
    }
}

private struct Numbers: Codable {
    var a: Int64?
    var b: Int32?
    var c: UInt?
    var d: UInt8?
    var e: UInt64?
    var f: Float?
}

private struct Plant: Codable, Equatable {
    var name: String
    var note: String?
    var count = 0
    var isTall = false
    var id = ID<Plant>(high: 0, low: 0)
    var seen = Timestamp(microseconds: 0)
    var parts: [String] = []
}

extension Plant: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("note", note)
            json.member("count", count)
            json.member("isTall", isTall)
            json.member("id", id)
            json.member("seen", seen)
            json.member("parts", parts)
        }
    }
}
