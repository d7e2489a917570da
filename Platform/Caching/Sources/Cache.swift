// SPDX-License-Identifier: Apache-2.0
internal import Core

/// Bytes, counters and admissions that outlive a request and that every process of a site may share.
///
/// What is stored here may vanish at any time: nothing that cannot be computed again belongs in it. Keys are up to
/// `CacheLimits.keyBytes` long and name their area first, as in `rate:login:203.0.113.9`.
public protocol Cache: Sendable {
    /// Returns the bytes under `key`, or nil when there are none or their time is over.
    func get(_ key: String) async throws -> [UInt8]?

    /// Stores bytes under `key` for `lifetime`, over whatever was there.
    func set(_ key: String, to value: [UInt8], for lifetime: Duration) async throws

    /// Stores bytes under `key` only where there are none; true when it did. Of many callers at once one wins.
    func add(_ key: String, _ value: [UInt8], for lifetime: Duration) async throws -> Bool

    /// Forgets the bytes, the counter and the admissions under `key`; nothing happens where there are none.
    func remove(_ key: String) async throws

    /// Adds to a counter and returns its new value: a fixed window, which opens with the first call and closes
    /// `window` later, back to zero.
    func increment(_ key: String, by amount: Int, window: Duration) async throws -> Int

    /// Asks to do something once more, where at most `limit` times per sliding `window` are allowed. Refusals do
    /// not count.
    func admit(_ key: String, limit: Int, window: Duration) async throws -> Admission
}

/// What a cache accepts.
public enum CacheLimits {
    /// The longest key, in bytes of UTF-8.
    public static let keyBytes = 512
    /// The largest value, in bytes.
    public static let valueBytes = 1 << 20

    /// Refuses a key that no cache takes.
    public static func check(key: String) throws {
        guard (1...keyBytes).contains(key.utf8.count) else {
            throw Failure.invalid("key", "Must have from 1 to \(keyBytes) bytes.")
        }
    }

    /// Refuses a value that no cache takes.
    public static func check(value: [UInt8]) throws {
        guard value.count <= valueBytes else {
            throw Failure(.tooLarge, .tooLarge, "The value is larger than \(valueBytes) bytes.")
        }
    }
}

/// The answer to someone who asked to do something once more.
public struct Admission: Hashable, Sendable {
    /// Whether it may be done now.
    public let allowed: Bool
    /// How many more times it may be done at once, from now.
    public let remaining: Int
    /// How long to wait before asking again; nil when it was allowed.
    public let retryAfter: Duration?

    /// An answer with all its parts.
    public init(allowed: Bool, remaining: Int, retryAfter: Duration?) {
        self.allowed = allowed
        self.remaining = remaining
        self.retryAfter = retryAfter
    }
}
