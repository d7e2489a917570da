// SPDX-License-Identifier: Apache-2.0

/// A condition did not come true in time.
public struct WaitedInVain: Error, CustomStringConvertible {
    /// What was waited for.
    public let description: String
}

/// Returns when `condition` holds; looks again every few milliseconds until the deadline.
public func eventually(
    _ what: String,
    within limit: Duration = .seconds(10),
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else {
            throw WaitedInVain(description: "waited in vain: \(what)")
        }
        try await Task.sleep(for: .milliseconds(3))
    }
}
