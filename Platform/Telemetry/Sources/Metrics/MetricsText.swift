// SPDX-License-Identifier: Apache-2.0

/// Collects families as blocks of lines, see
/// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format.
struct MetricsText {
    private let help: [String: String]
    private var blocks: [(name: String, text: String)] = []
    private var overflows: [(name: String, count: Int)] = []

    /// `help` holds sentences by the labels that code uses.
    init(help: [String: String]) {
        var byName: [String: String] = [:]
        for (label, sentence) in help {
            for kind in [MetricKind.counter, .gauge, .histogram] {
                byName[MetricName.family(label, kind: kind)] = sentence
            }
            byName[MetricName.family(label, kind: .histogram, unit: "seconds")] = sentence
        }
        self.help = byName
    }

    mutating func add(_ family: MetricFamily<CounterSeries>) {
        add(family.name, .counter, overflows: family.overflows) { lines in
            for (labels, series) in family.all { Self.line(&lines, family.name, labels.text, series.value) }
        }
    }

    mutating func add(_ family: MetricFamily<GaugeSeries>) {
        add(family.name, .gauge, overflows: family.overflows) { lines in
            for (labels, series) in family.all { Self.line(&lines, family.name, labels.text, series.value) }
        }
    }

    mutating func add(_ family: MetricFamily<HistogramSeries>) {
        add(family.name, .histogram, overflows: family.overflows) { lines in
            for (labels, series) in family.all {
                var count = 0
                for (bucket, inBucket) in series.bucketCounts.enumerated() {
                    count += inBucket
                    let bound = bucket < series.bounds.count ? series.bounds[bucket] : .infinity
                    Self.line(
                        &lines,
                        family.name + "_bucket",
                        labels.with("le", Self.number(bound)),
                        Double(count)
                    )
                }
                Self.line(&lines, family.name + "_sum", labels.text, series.sum)
                Self.line(&lines, family.name + "_count", labels.text, Double(count))
            }
        }
    }

    /// Adds a metric of a single number.
    mutating func add(_ name: String, _ kind: MetricKind, _ value: Double, help sentence: String? = nil) {
        add(name, kind, help: sentence) { Self.line(&$0, name, "", value) }
    }

    /// Adds what the registry could not keep apart, so that it can be noticed.
    mutating func addOverflows(conflicts: Int) {
        let name = "roost_metrics_overflows_total"
        let overflows = overflows
        add(name, .counter, help: "Requests for a series beyond the limit of its metric.") { lines in
            for (metric, count) in overflows.sorted(by: { $0.name < $1.name }) {
                Self.line(&lines, name, "metric=\"\(metric)\"", Double(count))
            }
        }
        add(
            "roost_metrics_conflicts_total",
            .counter,
            Double(conflicts),
            help: "Requests for a metric whose name is taken by another kind, or beyond the limit of names."
        )
    }

    func finished() -> String {
        blocks.sorted { $0.name < $1.name }.map(\.text).joined()
    }

    private mutating func add(
        _ name: String,
        _ kind: MetricKind,
        overflows: Int = 0,
        help sentence: String? = nil,
        _ body: (inout String) -> Void
    ) {
        if overflows > 0 { self.overflows.append((name, overflows)) }
        var lines = "# HELP \(name) \(Self.escaped(sentence ?? help[name] ?? name))\n"
        lines += "# TYPE \(name) \(kind.rawValue)\n"
        body(&lines)
        blocks.append((name, lines))
    }

    private static func line(_ lines: inout String, _ name: String, _ labels: String, _ value: Double) {
        lines += labels.isEmpty ? "\(name) \(number(value))\n" : "\(name){\(labels)} \(number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        // Up to 2^53 whole numbers are exact, and shorter without a fraction.
        return value.magnitude < 9e15 && value == value.rounded() ? "\(Int64(value))" : "\(value)"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }
}
