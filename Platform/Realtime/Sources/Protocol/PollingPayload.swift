// SPDX-License-Identifier: Apache-2.0

import Foundation
import NIOCore

/// A message that arrived for a session, by either transport.
enum InboundMessage: Equatable, Sendable {
    /// An Engine.IO packet as text: the type, then its payload.
    case text([UInt8])
    /// A binary attachment.
    case binary([UInt8])
}

/// The bodies of HTTP long-polling: packets separated by U+001E, binary ones as `b` and base64.
enum PollingPayload {
    /// Why a body is not a payload.
    enum DecodingError: Error, Equatable {
        case empty
        case invalidText
        case invalidBase64
        case tooManyPackets
    }

    private static let separator: UInt8 = 0x1e
    private static let binaryMark = UInt8(ascii: "b")

    /// Splits a body into at most `maxPackets` messages.
    static func decode(_ body: [UInt8], maxPackets: Int) throws(DecodingError) -> [InboundMessage] {
        guard UTF8Text.isValid(body[...]) else { throw .invalidText }
        let parts = body.split(separator: separator, maxSplits: maxPackets, omittingEmptySubsequences: false)
        guard parts.count <= maxPackets else { throw .tooManyPackets }
        var messages: [InboundMessage] = []
        messages.reserveCapacity(parts.count)
        for part in parts {
            guard let first = part.first else { throw .empty }
            guard first == binaryMark else {
                messages.append(.text(Array(part)))
                continue
            }
            guard let bytes = Data(base64Encoded: Data(part.dropFirst())) else { throw .invalidBase64 }
            messages.append(.binary(Array(bytes)))
        }
        return messages
    }

    /// Joins packets to one body.
    static func encode(_ packets: some Sequence<EncodedPacket>) -> [UInt8] {
        var body: [UInt8] = []
        for packet in packets {
            packet.forEachPayload { isText, payload in
                if !body.isEmpty { body.append(separator) }
                if isText {
                    body.append(contentsOf: payload)
                } else {
                    body.append(binaryMark)
                    body.append(contentsOf: Data(payload).base64EncodedData())
                }
            }
        }
        return body
    }
}
