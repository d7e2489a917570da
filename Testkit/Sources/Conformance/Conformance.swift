// SPDX-License-Identifier: Apache-2.0

/// One promise of an interface, tried against a driver of it. Throws a `BrokenPromise` when the driver fails it.
///
/// A suite lists its checks in a static property; every driver's tests run the list as arguments of one test.
public struct ConformanceCheck<Subject: Sendable>: Sendable, CustomStringConvertible {
    /// The promise, as a sentence.
    public let description: String
    /// Tries it against a fresh driver.
    public let run: @Sendable (Subject) async throws -> Void

    /// A promise and how to try it.
    public init(_ description: String, _ run: @escaping @Sendable (Subject) async throws -> Void) {
        self.description = description
        self.run = run
    }
}

/// A driver did not do what its interface promises.
public struct BrokenPromise: Error, CustomStringConvertible {
    /// What was expected, and what came.
    public let description: String
}

/// Throws unless both are equal.
func require<Value: Equatable>(_ value: Value, is expected: Value, _ what: String) throws {
    guard value == expected else {
        throw BrokenPromise(description: "\(what): \(value), expected \(expected)")
    }
}

/// Throws unless `condition` holds.
func require(_ condition: Bool, _ what: String) throws {
    guard condition else { throw BrokenPromise(description: what) }
}

/// Throws unless `body` throws an error for which `isExpected` is true.
func requireError(
    _ what: String,
    where isExpected: (any Error) -> Bool,
    from body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch {
        guard isExpected(error) else { throw BrokenPromise(description: "\(what): wrong error \(error)") }
        return
    }
    throw BrokenPromise(description: "\(what): no error")
}
