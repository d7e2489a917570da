// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Those who want to know of the commits of one database.
package final class CommitObservers: Sendable {
    private let observers = Mutex<[@Sendable ([CommitNote]) -> Void]>([])

    package init() {}

    package func add(_ observer: @escaping @Sendable ([CommitNote]) -> Void) {
        observers.withLock { $0.append(observer) }
    }

    package func tell(_ notes: [CommitNote]) {
        guard !notes.isEmpty else { return }
        for observer in observers.withLock({ $0 }) { observer(notes) }
    }
}
