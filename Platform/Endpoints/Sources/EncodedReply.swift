// SPDX-License-Identifier: Apache-2.0
public import Core

/// A reply as the bytes it is sent as, for the few endpoints that keep what they encoded and answer it again.
public struct EncodedReply<Reply: Codable & Sendable>: Sendable {
    /// `{"success":true,"data":…}`.
    public let envelope: [UInt8]

    /// Encodes a reply.
    public init(_ reply: Reply) throws { envelope = try JSON.envelope(reply) }

    /// The reply again, for callers inside the process.
    public func decoded() throws -> Reply { try JSON.decode(Envelope.self, from: envelope).data }

    private struct Envelope: Decodable {
        let data: Reply
    }
}
