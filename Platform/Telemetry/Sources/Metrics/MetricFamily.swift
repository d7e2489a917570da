// SPDX-License-Identifier: Apache-2.0
internal import Synchronization

/// The label names and values of one series, as they are written: sanitised, escaped, sorted by name.
struct MetricLabels: Hashable, Sendable {
    /// The longest value, in characters.
    static let longestValue = 120

    /// `a="x",b="y"`, or nothing.
    let text: String

    init(_ dimensions: [(String, String)]) {
        guard !dimensions.isEmpty else {
            text = ""
            return
        }
        var values: [String: String] = [:]
        for (name, value) in dimensions { values[MetricName.label(name)] = value }
        text = values.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            .joined(separator: ",")
    }

    /// The labels with one more, as buckets need it.
    func with(_ name: String, _ value: String) -> String {
        (text.isEmpty ? "" : text + ",") + "\(name)=\"\(value)\""
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value.unicodeScalars.prefix(longestValue) {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}

/// All series of one name. When there are too many, the rest share one whose labels all say `overflow`.
final class MetricFamily<Series: AnyObject & Sendable>: Sendable {
    private struct State {
        var series: [MetricLabels: Series] = [:]
        var overflow: (labels: MetricLabels, series: Series)?
        var overflows = 0
        var help: String?
    }

    let name: String
    private let limit: Int
    private let makeSeries: @Sendable () -> Series
    private let state = Mutex(State())

    init(name: String, limit: Int, makeSeries: @escaping @Sendable () -> Series) {
        self.name = name
        self.limit = limit
        self.makeSeries = makeSeries
    }

    /// Returns the series with these labels, the same for the same labels.
    func series(_ dimensions: [(String, String)]) -> Series {
        let labels = MetricLabels(dimensions)
        return state.withLock { state in
            if let known = state.series[labels] { return known }
            if state.series.count < limit {
                let fresh = makeSeries()
                state.series[labels] = fresh
                return fresh
            }
            state.overflows += 1
            if let overflow = state.overflow { return overflow.series }
            let rest = makeSeries()
            state.overflow = (MetricLabels(dimensions.map { ($0.0, "overflow") }), rest)
            return rest
        }
    }

    /// Every series with its labels, sorted by them.
    var all: [(labels: MetricLabels, series: Series)] {
        state.withLock { state in
            var all = state.series.map { (labels: $0.key, series: $0.value) }
            if let overflow = state.overflow { all.append(overflow) }
            return all.sorted { $0.labels.text < $1.labels.text }
        }
    }

    /// How often somebody asked for a series and was given the shared one.
    var overflows: Int { state.withLock { $0.overflows } }
}
