// SPDX-License-Identifier: Apache-2.0

/// The families of metrics that the text format knows.
enum MetricKind: String, Sendable {
    case counter
    case gauge
    case histogram
}

/// Turns the dotted labels of code and libraries into names that Prometheus accepts.
///
/// Ours begin with `roost.` and so come out as `roost_…`; other libraries keep their own first word.
enum MetricName {
    /// The longest name and label name, in bytes.
    static let maximumLength = 160

    /// The name of a family: `_total` ends every counter and nothing else.
    static func family(_ label: String, kind: MetricKind, unit: String? = nil) -> String {
        var name = sanitised(label, allowing: UInt8(ascii: ":"))
        while name.hasSuffix("_total") { name.removeLast("_total".count) }
        if let unit, !name.hasSuffix("_" + unit) { name += "_" + unit }
        return kind == .counter ? name + "_total" : name
    }

    /// The name of a label. `le` and names that begin with two underscores belong to Prometheus.
    static func label(_ label: String) -> String {
        let name = sanitised(label, allowing: nil)
        return name == "le" || name.hasPrefix("__") ? "label_" + name.drop { $0 == "_" } : name
    }

    private static func sanitised(_ text: String, allowing extra: UInt8?) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8.prefix(maximumLength) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"):
                bytes.append(byte)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if bytes.isEmpty { bytes.append(UInt8(ascii: "_")) }
                bytes.append(byte)
            case extra:
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "_"))
            }
        }
        return bytes.isEmpty ? "unnamed" : String(decoding: bytes, as: UTF8.self)
    }
}
