// SPDX-License-Identifier: Apache-2.0
import Metrics

/// What a driver counts for one service: labels are fixed, so nothing is looked up on the way.
package struct DatabaseMetrics: Sendable {
    private let read: Metrics.Timer
    private let write: Metrics.Timer
    private let failures: Counter
    private let batch: Recorder

    package init(service: String) {
        func timer(_ kind: String) -> Metrics.Timer {
            Metrics.Timer(
                label: "roost_database_block_seconds",
                dimensions: [("service", service), ("kind", kind)]
            )
        }
        read = timer("read")
        write = timer("write")
        failures = Counter(label: "roost_database_failures_total", dimensions: [("service", service)])
        batch = Recorder(label: "roost_database_batch_size", dimensions: [("service", service)])
    }

    /// A block is done: from when it was submitted, waiting included.
    package func finished(_ block: WorkBlock, failed: Bool) {
        let nanoseconds = Int64((ContinuousClock.now - block.submitted) / .nanoseconds(1))
        switch block.mode {
        case .read: read.recordNanoseconds(nanoseconds)
        case .write: write.recordNanoseconds(nanoseconds)
        }
        if failed { failures.increment() }
    }

    /// So many blocks were committed together.
    package func committed(_ count: Int) { batch.record(count) }
}
