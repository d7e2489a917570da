// SPDX-License-Identifier: Apache-2.0

/// JSON as Roost sends and stores it: compact, UTF-8, every declared key present, nil as `null`.
public enum JSON {
    /// Encodes one value.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let buffer = JSONBuffer()
        try buffer.write(value)
        return buffer.json.bytes
    }

    /// Encodes one value as the reply of a successful call: `{"success":true,"data":…}`.
    public static func envelope(_ value: some Encodable) throws -> [UInt8] {
        let buffer = JSONBuffer()
        buffer.json.append(opening)
        try buffer.write(value)
        buffer.json.append("}")
        return buffer.json.bytes
    }

    /// The JSON of a value that writes its own.
    public static func bytes(of value: some JSONWritable) -> [UInt8] {
        var json = JSONWriter()
        value.write(to: &json)
        return json.bytes
    }

    /// Wraps JSON that was encoded before as the reply of a successful call.
    public static func envelope(encoded: [UInt8]) -> [UInt8] {
        var json = JSONWriter(capacity: opening.utf8CodeUnitCount + encoded.count + 1)
        json.append(opening)
        encoded.withUnsafeBufferPointer { json.append($0) }
        json.append("}")
        return json.bytes
    }

    /// Encodes a failure as every refused call is answered: `{"success":false,"error":{…}}`.
    public static func envelope(_ failure: Failure) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("success", false)
            json.member("error", failure)
        }
        return json.bytes
    }

    private static let opening: StaticString = #"{"success":true,"data":"#
}

extension Failure: JSONWritable {
    /// What callers are told; the text for the log stays here.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("code", code.description)
            json.member("message", message)
            if !problems.isEmpty { json.member("details", problems) }
        }
    }
}

extension Failure.Problem: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("field", field)
            json.member("message", message)
        }
    }
}
