// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

struct IDTests {
    private enum Thing {}

    /// RFC 9562, appendix A.6: a UUID version 7 of 2022-02-22T19:22:22Z.
    private let example = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

    @Test func `the example of RFC 9562 reads as its fields`() throws {
        let id = try #require(ID<Thing>(example.uppercased()))

        #expect(id.high >> 16 == 0x017F_22E2_79B0)
        #expect(id.high >> 12 & 0xF == 7)
        #expect(id.high & 0xFFF == 0xCC3)
        #expect(id.low >> 62 == 0b10)
        #expect(id.low & 0x3FFF_FFFF_FFFF_FFFF == 0x18C4_DC0C_0C07_398F)
        #expect(id.description == example)
    }

    @Test func `a new id of the example's moment has the example's layout`() throws {
        var generator = FixedGenerator(value: 0x18C4_DC0C_0C07_398F << 2)
        let time = try #require(Timestamp("2022-02-22T19:22:22.000Z"))

        // 0xCC3 of 4096 parts of a millisecond are 797 whole microseconds, which come out as 0xCC0.
        let id = ID<Thing>(at: time + .microseconds(797), using: &generator)

        #expect(id.description == "017f22e2-79b0-7cc0-98c4-dc0c0c07398f")
    }

    @Test func `version and variant are right whatever the time and the random bits`() {
        var generator = SystemRandomNumberGenerator()
        for microseconds in [Int64.min, -1, 0, 1, 999, 1000, 1_800_000_000_000_000, Int64.max] {
            let id = ID<Thing>(at: Timestamp(microseconds: microseconds), using: &generator)
            #expect(id.high >> 12 & 0xF == 7)
            #expect(id.low >> 62 == 0b10)
        }
    }

    @Test func `ids sort by the microsecond they were made in, as values, as text and as bytes`() {
        var generator = SeededGenerator(seed: 3)
        var time = Timestamp(seconds: 1_800_000_000)
        var ids: [ID<Thing>] = []
        for _ in 0..<5000 {
            ids.append(ID(at: time, using: &generator))
            time = time + .microseconds(Int64.random(in: 1...3000, using: &generator))
        }

        #expect(ids == ids.sorted())
        #expect(ids.map(\.description) == ids.map(\.description).sorted())
        #expect(Set(ids).count == ids.count)
    }

    @Test func `many ids of one moment differ`() {
        let time = Timestamp(seconds: 1_800_000_000)

        #expect(Set((0..<10_000).map { _ in ID<Thing>(at: time) }).count == 10_000)
    }

    @Test func `text and id convert both ways, as Foundation does it`() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let id = ID<Thing>(high: generator.next(), low: generator.next())
            #expect(ID<Thing>(id.description) == id)
            #expect(try #require(UUID(uuidString: id.description)).uuidString.lowercased() == id.description)
        }
    }

    @Test(arguments: [
        "", "0", "017f22e2", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
        "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c0739}",
        "017f22e2_79b0-7cc3-98c4-dc0c0c07398f", "g17f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398\0", " 017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "-17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c0739é",
        "017f22e27-9b0-7cc3-98c4-dc0c0c07398f", "' OR 1=1 -- aaaaaaaaaaaaaaaaaaaaaaaa",
        "０17f22e2-79b0-7cc3-98c4-dc0c0c0739",
    ])
    func `other text is not an id`(text: String) {
        #expect(ID<Thing>(text) == nil)
    }

    @Test func `JSON carries an id as its text and refuses others`() throws {
        let id = try #require(ID<Thing>(example))

        let data = try JSONEncoder().encode([id])

        #expect(String(decoding: data, as: UTF8.self) == "[\"\(example)\"]")
        #expect(try JSONDecoder().decode([ID<Thing>].self, from: data) == [id])
        for bad in ["[1]", "[null]", "[\"x\"]", "[[]]"] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode([ID<Thing>].self, from: Data(bad.utf8))
            }
        }
    }
}

/// Always the same number.
private struct FixedGenerator: RandomNumberGenerator {
    let value: UInt64

    func next() -> UInt64 { value }
}

/// Repeatable random numbers (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
