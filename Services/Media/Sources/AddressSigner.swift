// SPDX-License-Identifier: Apache-2.0
import Core
import Crypto
import Endpoints
import Foundation
import MediaAPI
import Synchronization

// An `<img>` cannot send a token, so a picture's address carries a key: for whom it is, until when, and a tag over
// that, the picture and the size that only the site can make. Who may see the picture is looked up again at each
// request, so the key replaces the token and not the check.
//
//   key = base64url(viewer, 16 bytes; end in seconds since 1970, 4 bytes; tag, 16 bytes)
//   tag = the first half of HMAC-SHA-256 over "roost picture", picture, size, viewer, end
//
// Ends are rounded up to whole periods, so that a picture keeps its address for hours and a browser finds it in its
// cache. Each picture has its own offset within the period: not all addresses change at once.

/// Makes and checks the addresses of pictures.
final class AddressSigner: Sendable {
    private static let context = Array("roost picture".utf8)
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
    )

    private let clock: any WallClock
    /// The beginning of every tag: hashing it anew each time would double the work.
    private let start = Mutex<HMAC<SHA256>?>(nil)

    init(clock: any WallClock) { self.clock = clock }

    /// Signs with a key from now on.
    func use(_ key: [UInt8]) {
        var start = HMAC<SHA256>(key: SymmetricKey(data: key))
        start.update(data: Self.context)
        self.start.withLock { [start] in $0 = start }
    }

    /// Where a viewer finds a size of a picture.
    func address(of id: MediaID, _ size: PictureSize, for viewer: UserID) throws -> String {
        let offset = Int64(truncatingIfNeeded: id.low >> 1) % MediaLimits.addressPeriod
        let period = (clock.now.seconds + offset) / MediaLimits.addressPeriod
        let end = UInt32(clamping: (period + 2) * MediaLimits.addressPeriod - offset)
        let bytes = Self.bytes(of: viewer) + Self.bytes(of: end) + (try tag(id, size, viewer, end))
        return "/api/v1/media/\(id)/\(size.rawValue)?key=" + Self.text(bytes)
    }

    /// The viewer whom a key was made for. Nil when it was made for another picture or size, by somebody else, or too
    /// long ago.
    func viewer(of key: PictureKey, for id: MediaID, _ size: PictureSize) throws -> UserID? {
        guard let bytes = Self.bytes(key.text), bytes.count == 36 else { return nil }
        let viewer = UserID(high: Self.number(bytes[0..<8]), low: Self.number(bytes[8..<16]))
        let end = UInt32(Self.number(bytes[16..<20]))
        let expected = try tag(id, size, viewer, end)
        // Compared to the end, so that the time tells nothing.
        let difference = zip(expected, bytes[20...]).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        guard difference == 0, Int64(end) > clock.now.seconds else { return nil }
        return viewer
    }

    private func tag(
        _ id: MediaID,
        _ size: PictureSize,
        _ viewer: UserID,
        _ end: UInt32
    ) throws -> [UInt8] {
        guard var code = start.withLock({ $0 }) else {
            throw Failure.unavailable(
                "Pictures are not served yet.",
                internal: "the signing key is not loaded"
            )
        }
        let pixels = UInt32(size.pixels)
        code.update(
            data: Self.bytes(of: id) + Self.bytes(of: pixels) + Self.bytes(of: viewer) + Self.bytes(of: end)
        )
        return Array(code.finalize().prefix(16))
    }

    private static func bytes<Entity>(of id: ID<Entity>) -> [UInt8] { bytes(of: id.high) + bytes(of: id.low) }

    private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Base64 for addresses (RFC 4648, section 5) of a number of bytes that three divides, which needs no padding.
    private static func text(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: bytes.count / 3 * 4) { text in
            var place = 0
            for start in stride(from: 0, to: bytes.count - 2, by: 3) {
                let word = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
                for shift in [18, 12, 6, 0] {
                    text[place] = alphabet[word >> shift & 63]
                    place += 1
                }
            }
            return place
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 4 == 0 else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: standard).map(Array.init)
    }
}
