// SPDX-License-Identifier: Apache-2.0
import Core

/// The JSON of a value by its `encode(to:)`, although it can write its own: what its `write(to:)` is compared with.
public func jsonByFields(_ value: some Encodable) throws -> [UInt8] {
    try JSON.encode(ByFields(value: value))
}

/// Hides that its value writes itself.
private struct ByFields<Value: Encodable>: Encodable {
    let value: Value

    func encode(to encoder: any Encoder) throws { try value.encode(to: encoder) }
}
