// SPDX-License-Identifier: Apache-2.0
import Core

/// A place in a list of what was found: a leg and an entry in it.
struct SearchPlace: Sendable {
    /// Whether words with a wrong letter are looked for.
    var isTypos = false
    /// The leg it is in.
    var leg = 0
    /// Only entries of that leg with smaller numbers follow.
    var below = Int64.max
    /// Where the names in front of the list ended: the leg and the entry that the rest goes on from; nil when all of
    /// them are in front.
    var rest: (leg: Int, below: Int64)?
    /// How many names are in front so far.
    var leading = 0
    /// The generation that the numbers are of, and the last entry seen, by which it is found in another one.
    var epoch = 0
    var item: IndexedID?

    init() {}

    init(_ cursor: Cursor) throws {
        isTypos = try cursor.field(0, as: Int.self) == 1
        leg = try cursor.field(1, as: Int.self)
        below = try cursor.field(2, as: Int64.self)
        let restLeg = try cursor.field(3, as: Int.self)
        if restLeg >= 0 { rest = (restLeg, try cursor.field(4, as: Int64.self)) }
        leading = try cursor.field(5, as: Int.self)
        epoch = try cursor.field(6, as: Int.self)
        item = IndexedID(try cursor.field(7, as: String.self))
        guard leg >= 0, below >= 0 else { throw Failure.invalid("cursor", "Is not a cursor of this list.") }
    }

    /// Goes to the beginning of a leg.
    mutating func goOn(to leg: Int) { (self.leg, below) = (leg, .max) }

    var cursor: Cursor {
        Cursor(
            isTypos ? 1 : 0,
            leg,
            below,
            rest?.leg ?? -1,
            rest?.below ?? 0,
            leading,
            epoch,
            item?.description ?? "-"
        )
    }
}
