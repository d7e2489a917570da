// SPDX-License-Identifier: Apache-2.0
import CArgon2
import Core
import Foundation

/// Hashes passwords with Argon2id (RFC 9106) on threads of its own.
///
/// A hash keeps a core busy for tens of milliseconds. The threads are few, their queue is short and their
/// priority low, so that a burst of logins waits in line instead of slowing everybody's requests.
struct PasswordHasher: Sendable {
    /// What a hash costs.
    struct Cost: Sendable {
        var kibibytes: UInt32
        var passes: UInt32
        /// OWASP's first recommendation for Argon2id: 19 MiB, two passes, one lane.
        static let standard = Cost(kibibytes: 19_456, passes: 2)
        /// As little as the algorithm allows, for tests.
        static let cheapest = Cost(kibibytes: 8, passes: 1)
    }

    private static let saltLength = 16
    private static let hashLength = 32
    private let cost: Cost
    private let threads: BlockingThreads
    /// A hash of nobody's password, so that an unknown name takes as long as a wrong password.
    private let decoy: String

    init(cost: Cost, threads: Int) throws {
        self.cost = cost
        // 128 waiting logins at 25 ms on one thread are three seconds: longer nobody waits.
        self.threads = BlockingThreads(name: "roost-passwords", count: threads, queueLimit: 128, niceness: 10)
        decoy = try Self.hash("no password at all", cost)
    }

    /// The hash in PHC string form, with its salt and cost.
    func hash(_ password: String) async throws -> String {
        try await threads.run { [cost] in try Self.hash(password, cost) }
    }

    /// Whether the password is the one that was hashed. Without a hash it takes the same time and says no.
    func verify(_ password: String, against hash: String?) async throws -> Bool {
        try await threads.run { [decoy] in
            let bytes = Array(password.utf8)
            let result = argon2id_verify(hash ?? decoy, bytes, bytes.count)
            return hash != nil && result == ARGON2_OK.rawValue
        }
    }

    private static func hash(_ password: String, _ cost: Cost) throws -> String {
        var generator = SystemRandomNumberGenerator()
        let salt = (0..<saltLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let bytes = Array(password.utf8)
        let length = argon2_encodedlen(
            cost.passes,
            cost.kibibytes,
            1,
            UInt32(saltLength),
            UInt32(hashLength),
            Argon2_id
        )
        var encoded = [CChar](repeating: 0, count: length)
        let result = argon2id_hash_encoded(
            cost.passes,
            cost.kibibytes,
            1,
            bytes,
            bytes.count,
            salt,
            salt.count,
            hashLength,
            &encoded,
            length
        )
        guard result == ARGON2_OK.rawValue else {
            throw Failure.unavailable("The server is busy; try again.", internal: "argon2 error \(result)")
        }
        return String(decoding: encoded.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
