// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Caching

struct ClockTableTests {
    @Test func `holds no more than its capacity and keeps what is used`() {
        var table = ClockTable<Int, String>(capacity: 10)
        var evicted = 0

        for number in 0..<100 {
            evicted += table.insert("v\(number)", for: number, until: .max, at: 0)
            #expect(table.value(for: 0, at: 0) == "v0", "the one in use stays")
        }

        #expect(table.count == 10)
        #expect(evicted == 90)
    }

    @Test func `an entry is gone at its expiry, not before`() {
        var table = ClockTable<String, Int>(capacity: 10)
        _ = table.insert(1, for: "a", until: 100, at: 0)

        #expect(table.value(for: "a", at: 99) == 1)
        #expect(table.value(for: "a", at: 100) == nil)
    }

    @Test func `expired entries leave without being asked for`() {
        var table = ClockTable<Int, Int>(capacity: 1000)
        for number in 0..<500 { _ = table.insert(number, for: number, until: 10, at: 0) }

        for number in 1000..<1300 { _ = table.insert(number, for: number, until: .max, at: 10) }

        #expect(table.count == 300)
    }

    @Test func `costs add up, and what is too dear is not kept`() {
        var table = ClockTable<Int, Int>(capacity: 100)
        for number in 0..<4 { _ = table.insert(number, for: number, until: .max, cost: 30, at: 0) }
        #expect(table.cost == 90)
        #expect(table.count == 3)

        _ = table.insert(9, for: 3, until: .max, cost: 101, at: 0)

        #expect(table.value(for: 3, at: 0) == nil, "the value it would have replaced is gone too")
        #expect(table.cost == 60)
        #expect(table.insert(8, for: 8, until: .max, cost: 100, at: 0) == 2)
        #expect(table.value(for: 8, at: 0) == 8)
    }

    @Test func `behaves like a dictionary as long as there is room`() {
        var table = ClockTable<Int, Int>(capacity: 1000)
        var model: [Int: Int] = [:]
        var generator = SeededGenerator(seed: 42)

        for step in 0..<20_000 {
            let key = Int.random(in: 0..<200, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0:
                table.remove(key)
                model[key] = nil
            case 1:
                _ = table.insert(step, for: key, until: .max, at: 0)
                model[key] = step
            case 2:
                let updated: Void? = table.update(key, at: 0) { $0 += 1 }
                #expect((updated != nil) == (model[key] != nil))
                model[key]? += 1
            default:
                #expect(table.value(for: key, at: 0) == model[key])
            }
            #expect(table.count == model.count)
            #expect(table.cost == model.count)
        }
    }
}
