// SPDX-License-Identifier: Apache-2.0
import CoreMetrics
import Foundation
import Testing

@testable import Telemetry

struct MetricsRegistryTests {
    private let registry = MetricsRegistry(seriesLimit: 5)

    /// The lines of one family, without those of the process.
    private func lines(_ name: String) -> [String] {
        registry.exposition().split(separator: "\n").map(String.init)
            .filter {
                $0.hasPrefix(name) || $0.hasPrefix("# HELP \(name) ") || $0.hasPrefix("# TYPE \(name) ")
            }
    }

    @Test func `a counter adds up over all who made it`() {
        registry.describe("roost.things.done", "Things done.")
        Counter(label: "roost.things.done", dimensions: [("kind", "a")], factory: registry).increment(by: 2)
        Counter(label: "roost.things.done", dimensions: [("kind", "a")], factory: registry).increment()
        Counter(label: "roost.things.done", dimensions: [("kind", "b")], factory: registry).increment()
        FloatingPointCounter(label: "roost.things.done", dimensions: [("kind", "b")], factory: registry)
            .increment(by: 0.5)

        #expect(
            lines("roost_things_done_total") == [
                "# HELP roost_things_done_total Things done.", "# TYPE roost_things_done_total counter",
                #"roost_things_done_total{kind="a"} 3"#, #"roost_things_done_total{kind="b"} 1.5"#,
            ]
        )
    }

    @Test func `a counter never falls`() {
        let counter = registry.makeCounter(label: "c", dimensions: [])
        counter.increment(by: 5)
        counter.increment(by: -3)
        registry.makeFloatingPointCounter(label: "c", dimensions: []).increment(by: -.infinity)

        #expect(lines("c_total").last == "c_total 5")
    }

    @Test func `meters and gauges hold the latest number`() {
        let meter = Meter(label: "queue.length", factory: registry)
        meter.set(10)
        meter.increment(by: 2.5)
        meter.decrement(by: 1)
        Gauge(label: "temperature", factory: registry).record(-3)

        #expect(lines("queue_length").last == "queue_length 11.5")
        #expect(lines("temperature").last == "temperature -3")
        #expect(lines("temperature").contains("# TYPE temperature gauge"))
    }

    @Test func `a timer is a histogram in seconds, its buckets cumulative`() {
        let timer = Timer(label: "request.duration", dimensions: [("route", "/x")], factory: registry)
        timer.recordMilliseconds(1)
        timer.recordMilliseconds(3)
        timer.recordSeconds(100)

        let lines = lines("request_duration_seconds")
        #expect(lines.contains(#"request_duration_seconds_bucket{route="/x",le="0.0005"} 0"#))
        #expect(lines.contains(#"request_duration_seconds_bucket{route="/x",le="0.001"} 1"#))
        #expect(lines.contains(#"request_duration_seconds_bucket{route="/x",le="0.005"} 2"#))
        #expect(lines.contains(#"request_duration_seconds_bucket{route="/x",le="60"} 2"#))
        #expect(lines.contains(#"request_duration_seconds_bucket{route="/x",le="+Inf"} 3"#))
        #expect(lines.contains(#"request_duration_seconds_sum{route="/x"} 100.004"#))
        #expect(lines.contains(#"request_duration_seconds_count{route="/x"} 3"#))
    }

    @Test func `a recorder that aggregates is a histogram of plain numbers`() {
        let recorder = Recorder(label: "message.bytes", factory: registry)
        recorder.record(7)
        recorder.record(Double.nan)
        recorder.record(3_000)

        let lines = lines("message_bytes")
        #expect(lines.contains(#"message_bytes_bucket{le="10"} 1"#))
        #expect(lines.contains(#"message_bytes_bucket{le="5000"} 2"#))
        #expect(lines.contains("message_bytes_count 2"))
        #expect(lines.contains("message_bytes_sum 3007"))
    }

    @Test func `series beyond the limit share one, and are counted`() {
        for number in 0..<8 {
            Counter(label: "hits", dimensions: [("path", "/\(number)")], factory: registry).increment()
        }

        let lines = lines("hits_total")
        #expect(lines.count == 2 + 5 + 1)
        #expect(lines.contains(#"hits_total{path="overflow"} 3"#))
        #expect(
            self.lines("roost_metrics_overflows_total").last
                == #"roost_metrics_overflows_total{metric="hits_total"} 3"#
        )
    }

    @Test func `a name that another kind has is not written twice, and counted`() {
        registry.makeMeter(label: "a.b", dimensions: []).set(1.0)
        registry.makeRecorder(label: "a_b", dimensions: [], aggregate: true).record(5.0)

        #expect(lines("a_b") == ["# HELP a_b a_b", "# TYPE a_b gauge", "a_b 1"])
        #expect(lines("roost_metrics_conflicts_total").last == "roost_metrics_conflicts_total 1")
    }

    @Test func `numbers that something keeps anyway are read at the scrape`() {
        registry.addGauge("roost.sockets", "Open sockets.") { 12 }
        registry.addCounter("roost.lost", "Things lost.") { 3 }

        #expect(lines("roost_sockets").last == "roost_sockets 12")
        #expect(lines("roost_lost_total").last == "roost_lost_total 3")
    }

    @Test func `nothing is lost when many threads count`() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { [registry] in
                    for _ in 0..<1000 {
                        registry.makeCounter(label: "n", dimensions: []).increment(by: 1)
                        registry.makeFloatingPointCounter(label: "f", dimensions: []).increment(by: 0.5)
                        registry.makeTimer(label: "t", dimensions: []).recordNanoseconds(1_000_000_000)
                    }
                }
            }
        }

        #expect(lines("n_total").last == "n_total 8000")
        #expect(lines("f_total").last == "f_total 4000")
        #expect(lines("t_seconds_sum") == ["t_seconds_sum 8000"])
        #expect(lines("t_seconds_count") == ["t_seconds_count 8000"])
    }

    @Test func `the process describes itself`() throws {
        let metrics = try #require(ProcessMetrics.current())

        #expect(metrics.residentBytes > 1_000_000)
        #expect(metrics.virtualBytes >= metrics.residentBytes)
        #expect(metrics.threads >= 1)
        #expect(metrics.openFiles >= 1 && metrics.openFiles <= metrics.mostFiles)
        #expect(abs(metrics.startedAt - Date().timeIntervalSince1970) < 86_400)
        #expect(lines("process_resident_memory_bytes").count == 3)
    }

    @Test func `a program name with spaces and parentheses does not shift the fields`() throws {
        let rest = (4...30).map(String.init).joined(separator: " ")
        let metrics = try #require(
            ProcessMetrics(
                stat: "7 (a) b (c) R \(rest)",
                systemStat: "cpu 1\nbtime 1000\n",
                ticksPerSecond: 10,
                pageSize: 2
            )
        )

        #expect(metrics.cpuSeconds == 2.9)
        #expect(metrics.threads == 20)
        #expect(metrics.startedAt == 1002.2)
        #expect(metrics.residentBytes == 48)
        #expect(ProcessMetrics(stat: "7 (a) R 4", systemStat: "", ticksPerSecond: 1, pageSize: 1) == nil)
        #expect(ProcessMetrics(stat: "", systemStat: "", ticksPerSecond: 1, pageSize: 1) == nil)
    }
}

struct MetricNameTests {
    @Test(arguments: [
        ("roost.cache.hits", "roost_cache_hits_total"), ("already_total", "already_total"),
        ("a_total_total", "a_total"), ("http.server/requests-count", "http_server_requests_count_total"),
        ("9lives", "_9lives_total"), ("", "unnamed_total"), ("nämë", "n__m___total"),
        ("x\n# y", "x___y_total"),
    ])
    func `labels become names of counters`(label: String, name: String) {
        #expect(MetricName.family(label, kind: .counter) == name)
    }

    @Test func `times end in seconds once, gauges never in total`() {
        #expect(MetricName.family("db.wait", kind: .histogram, unit: "seconds") == "db_wait_seconds")
        #expect(MetricName.family("db.wait.seconds", kind: .histogram, unit: "seconds") == "db_wait_seconds")
        #expect(MetricName.family("sum_total", kind: .gauge) == "sum")
    }

    @Test func `label names that Prometheus reserves are changed`() {
        #expect(MetricName.label("le") == "label_le")
        #expect(MetricName.label("__name__") == "label_name__")
        #expect(MetricName.label("a:b-c") == "a_b_c")
    }
}
