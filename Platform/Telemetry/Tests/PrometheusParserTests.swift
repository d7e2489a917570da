// SPDX-License-Identifier: Apache-2.0
import CoreMetrics
import Foundation
import Testing

@testable import Telemetry

/// Lets the parser of Prometheus' own Python client read what we write. `pip install prometheus_client`, and
/// `TEST_PYTHON` names an interpreter other than `python3`.
struct PrometheusParserTests {
    private static let isAvailable = (try? run("import prometheus_client.parser", input: "")) != nil

    @Test(.enabled(if: isAvailable, "needs Python with prometheus_client"))
    func `an independent parser reads every family and value`() throws {
        let registry = MetricsRegistry(seriesLimit: 3)
        registry.describe("roost.odd", "Odd \\ text\nof two lines.")
        Counter(label: "roost.odd", dimensions: [("p", "a\"b\\c\nd é 漢"), ("q", "")], factory: registry)
            .increment()
        for number in 0..<6 {
            Timer(label: "t", dimensions: [("n", "\(number)")], factory: registry).recordMilliseconds(number)
        }
        Gauge(label: "inf", factory: registry).record(Double.infinity)
        Gauge(label: "tiny", factory: registry).record(1e-9)
        Gauge(label: "huge", factory: registry).record(1.5e300)
        let script = """
            import sys, json
            from prometheus_client.parser import text_string_to_metric_families
            families = {f.name: f for f in text_string_to_metric_families(sys.stdin.read())}
            odd = families['roost_odd']
            assert odd.type == 'counter' and odd.documentation == 'Odd \\\\ text\\nof two lines.', odd
            assert odd.samples[0].labels == {'p': 'a"b\\\\c\\nd é 漢', 'q': ''}, odd.samples
            t = families['t_seconds']
            counts = {s.labels['n']: s.value for s in t.samples if s.name == 't_seconds_count'}
            assert t.type == 'histogram' and counts == {'0': 1, '1': 1, '2': 1, 'overflow': 3}, counts
            assert families['inf'].samples[0].value == float('inf')
            assert families['tiny'].samples[0].value == 1e-9
            assert families['huge'].samples[0].value == 1.5e300
            assert families['process_resident_memory_bytes'].samples[0].value > 1e6
            assert all(f.type != 'unknown' for f in families.values())
            print(len(families))
            """

        let count = try #require(Int(try Self.run(script, input: registry.exposition())))

        #expect(count == 14)
    }

    /// Runs a script and returns what it prints, or throws with its complaint.
    private static func run(_ script: String, input: String) throws -> String {
        let process = Process()
        let python = ProcessInfo.processInfo.environment["TEST_PYTHON"] ?? "python3"
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, "-c", script]
        let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (
            standardInput, output, errors
        )
        try process.run()
        standardInput.fileHandleForWriting.write(Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ScriptFailed(complaint: complaint) }
        return answer.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private struct ScriptFailed: Error {
        let complaint: String
    }
}
