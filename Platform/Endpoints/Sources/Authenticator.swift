// SPDX-License-Identifier: Apache-2.0

/// Tells who holds an access token.
public protocol Authenticator: Sendable {
    /// The holder of a token that was verified before, without any waiting; nil when that has to be found out.
    func knownMember(for token: Substring) -> Member?

    /// The holder of a token. Throws an `unauthenticated` failure for a token that is malformed, forged, expired
    /// or revoked.
    func member(for token: Substring) async throws -> Member
}
