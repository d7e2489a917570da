// SPDX-License-Identifier: Apache-2.0
public import CoreMetrics
internal import Synchronization

/// Keeps every metric of the process and writes them out for Prometheus.
///
/// It is the backend of swift-metrics: code makes a `Counter`, `Meter`, `Gauge`, `Recorder` or `Timer` once, keeps
/// it and changes it without locks. Timers become histograms in seconds; recorders that aggregate become
/// histograms of plain numbers. Series live as long as the registry, since one that vanishes reads as a restart.
public final class MetricsRegistry: MetricsFactory {
    /// The media type of `exposition`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Upper bounds for times, in seconds: from half a millisecond to a minute.
    public static let secondsBuckets: [Double] = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ]
    /// Upper bounds for sizes and counts.
    public static let numberBuckets: [Double] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 10_000, 50_000, 100_000, 1_000_000, 10_000_000,
    ]

    private struct State {
        var counters: [String: MetricFamily<CounterSeries>] = [:]
        var gauges: [String: MetricFamily<GaugeSeries>] = [:]
        var histograms: [String: MetricFamily<HistogramSeries>] = [:]
        var readings: [String: Reading] = [:]
        var kinds: [String: MetricKind] = [:]
        var help: [String: String] = [:]
        var conflicts = 0

        /// Reserves a name; false when another kind has it or there are too many.
        mutating func claim(_ name: String, _ kind: MetricKind) -> Bool {
            let isFree = kinds[name].map { $0 == kind } ?? (kinds.count < MetricsRegistry.mostFamilies)
            if isFree { kinds[name] = kind } else { conflicts += 1 }
            return isFree
        }
    }

    /// A number that is asked for at each scrape.
    private struct Reading: Sendable {
        let kind: MetricKind
        let read: @Sendable () -> Double
    }

    /// The most names of metrics.
    private static let mostFamilies = 2000

    private let seriesLimit: Int
    private let state = Mutex(State())

    /// An empty registry, with up to `seriesLimit` series for each metric.
    public init(seriesLimit: Int = 500) {
        self.seriesLimit = seriesLimit
    }

    /// Says in one sentence what the metric with this label counts; shown as its HELP line.
    public func describe(_ label: String, _ text: String) {
        state.withLock { $0.help[label] = text }
    }

    /// Adds a gauge that is read at every scrape, for numbers that something keeps anyway. `read` must be quick.
    public func addGauge(_ label: String, _ help: String, read: @escaping @Sendable () -> Double) {
        addReading(label, help, kind: .gauge, read)
    }

    /// Adds a counter that is read at every scrape.
    public func addCounter(_ label: String, _ help: String, read: @escaping @Sendable () -> Double) {
        addReading(label, help, kind: .counter, read)
    }

    private func addReading(
        _ label: String,
        _ help: String,
        kind: MetricKind,
        _ read: @escaping @Sendable () -> Double
    ) {
        let name = MetricName.family(label, kind: kind)
        state.withLock { state in
            guard state.claim(name, kind) else { return }
            state.readings[name] = Reading(kind: kind, read: read)
            state.help[label] = help
        }
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions) }
        let name = MetricName.family(label, kind: .histogram)
        let bounds = name.hasSuffix("_seconds") ? Self.secondsBuckets : Self.numberBuckets
        return histogram(name, dimensions, bounds: bounds)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = MetricName.family(label, kind: .histogram, unit: "seconds")
        return histogram(name, dimensions, bounds: Self.secondsBuckets)
    }

    // Handlers of the same labels are shared, so the end of one of their owners ends nothing.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
        let name = MetricName.family(label, kind: .counter)
        let family = state.withLock { state in
            guard state.claim(name, .counter) else { return MetricFamily<CounterSeries>?.none }
            if let known = state.counters[name] { return known }
            let family = MetricFamily(name: name, limit: seriesLimit) { CounterSeries() }
            state.counters[name] = family
            return family
        }
        return family?.series(dimensions) ?? CounterSeries()
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        let name = MetricName.family(label, kind: .gauge)
        let family = state.withLock { state in
            guard state.claim(name, .gauge) else { return MetricFamily<GaugeSeries>?.none }
            if let known = state.gauges[name] { return known }
            let family = MetricFamily(name: name, limit: seriesLimit) { GaugeSeries() }
            state.gauges[name] = family
            return family
        }
        return family?.series(dimensions) ?? GaugeSeries()
    }

    private func histogram(
        _ name: String,
        _ dimensions: [(String, String)],
        bounds: [Double]
    ) -> HistogramSeries {
        let family = state.withLock { state in
            guard state.claim(name, .histogram) else { return MetricFamily<HistogramSeries>?.none }
            if let known = state.histograms[name] { return known }
            let family = MetricFamily(name: name, limit: seriesLimit) { HistogramSeries(bounds: bounds) }
            state.histograms[name] = family
            return family
        }
        return family?.series(dimensions) ?? HistogramSeries(bounds: bounds)
    }
}

extension MetricsRegistry {
    /// Everything, in the text format of Prometheus, version 0.0.4, sorted by name.
    public func exposition() -> String {
        let state = state.withLock { $0 }
        var text = MetricsText(help: state.help)
        for family in state.counters.values { text.add(family) }
        for family in state.gauges.values { text.add(family) }
        for family in state.histograms.values { text.add(family) }
        for (name, reading) in state.readings { text.add(name, reading.kind, reading.read()) }
        ProcessMetrics.current()?.add(to: &text)
        text.addOverflows(conflicts: state.conflicts)
        return text.finished()
    }
}
