// SPDX-License-Identifier: Apache-2.0
import AccountsAPI
import Core
import Crypto
import Endpoints
import Foundation
import JWTKit
import Synchronization

/// What an access token says (RFC 7519).
struct AccessClaims: JWTPayload {
    static let issuer = "roost"
    static let audience = "roost"

    let iss: IssuerClaim
    let aud: AudienceClaim
    let sub: SubjectClaim
    let exp: ExpirationClaim
    let iat: IssuedAtClaim
    /// The login the token belongs to.
    let sid: String
    let roles: [String]

    init(_ member: Member, issuedAt: Timestamp, lifetime: Duration) {
        iss = IssuerClaim(value: Self.issuer)
        aud = AudienceClaim(value: [Self.audience])
        sub = SubjectClaim(value: member.id.description)
        iat = IssuedAtClaim(value: Date(timeIntervalSince1970: TimeInterval(issuedAt.seconds)))
        exp = ExpirationClaim(value: Date(timeIntervalSince1970: TimeInterval((issuedAt + lifetime).seconds)))
        sid = member.session.description
        roles = member.roles.map(\.rawValue).sorted()
    }

    /// When the token ends.
    var expiresAt: Timestamp { Timestamp(seconds: Int64(exp.value.timeIntervalSince1970)) }

    /// Who holds the token; nil when a claim is not of our making.
    var member: Member? {
        guard let id = UserID(sub.value), let session = SessionID(sid) else { return nil }
        return Member(id: id, session: session, roles: Set(roles.compactMap(Role.init(rawValue:))))
    }

    /// Checks who made the token and for whom. The time is checked apart, against the site's own clock.
    func verify(using algorithm: some JWTAlgorithm) throws {
        guard iss.value == Self.issuer else {
            throw JWTError.claimVerificationFailure(failedClaim: iss, reason: "not issued here")
        }
        try aud.verifyIntendedAudience(includes: Self.audience)
    }
}

/// The keys that access tokens are signed with: one signs, the ones before it still verify.
///
/// ES256 (RFC 7518): small signatures, public keys that other services can fetch. The algorithm of a token's
/// header never chooses how it is verified; the key it names does.
final class SigningKeys: Sendable {
    /// A key as it is stored.
    struct Stored: Sendable {
        let id: String
        let pem: String
        let createdAt: Timestamp
    }

    private struct Ring {
        var keys: [Stored] = []
        var collection = JWTKeyCollection()
    }

    private let ring = Mutex(Ring())

    /// Makes a key that was never used.
    static func generate(at time: Timestamp) -> Stored {
        let key = P256.Signing.PrivateKey()
        let digest = SHA256.hash(data: key.publicKey.rawRepresentation)
        let id = digest.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return Stored(id: id, pem: key.pemRepresentation, createdAt: time)
    }

    /// Replaces the keys; the newest signs.
    func use(_ stored: [Stored]) async throws {
        let sorted = stored.sorted { $0.createdAt > $1.createdAt }
        let collection = JWTKeyCollection()
        for key in sorted {
            await collection.add(ecdsa: try ES256PrivateKey(pem: key.pem), kid: JWKIdentifier(string: key.id))
        }
        ring.withLock { $0 = Ring(keys: sorted, collection: collection) }
    }

    /// A signed token.
    func sign(_ claims: AccessClaims) async throws -> String {
        let (collection, newest) = ring.withLock { ($0.collection, $0.keys.first) }
        guard let newest else {
            throw Failure.unavailable("The server is starting; try again.", internal: "no signing key")
        }
        return try await collection.sign(claims, kid: JWKIdentifier(string: newest.id))
    }

    /// What a token says, once its signature, issuer and audience are right.
    func verify(_ token: Substring) async throws -> AccessClaims {
        let collection = ring.withLock { $0.collection }
        do {
            return try await collection.verify(String(token), as: AccessClaims.self)
        } catch {
            throw AccountsError.invalidToken("\(error)")
        }
    }

    /// The public halves, the newest first.
    func published() throws -> KeySet {
        let keys = ring.withLock { $0.keys }
        return KeySet(
            keys: try keys.map { stored in
                let point = try P256.Signing.PrivateKey(pemRepresentation: stored.pem).publicKey
                    .rawRepresentation
                return KeySet.PublicKey(
                    kid: stored.id,
                    x: base64URL(point.prefix(32)),
                    y: base64URL(point.suffix(32))
                )
            }
        )
    }
}

/// Base64 with the URL alphabet and no padding (RFC 4648, 5).
func base64URL(_ bytes: some DataProtocol) -> String {
    Data(bytes).base64EncodedString()
        .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}
