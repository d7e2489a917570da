// SPDX-License-Identifier: Apache-2.0

/// Encodes the packets that a server sends.
struct SocketPacketWriter: Sendable {
    /// `/name,` or nothing for the main namespace.
    private let address: [UInt8]

    init(namespace: String) {
        address = namespace == "/" ? [] : Array((namespace + ",").utf8)
    }

    /// Tells a client that it is in, by which id, and by which secret it may come back.
    func connected(_ id: SocketID, recovery: RandomID?) -> EncodedPacket {
        let pid = recovery.map { #","pid":"\#($0.text)""# } ?? ""
        return packet("40", body: Array(#"{"sid":"\#(id)"\#(pid)}"#.utf8))
    }

    /// Tells a client why it may not come in.
    func refused(_ refusal: SocketRefusal) -> EncodedPacket {
        var body = Array(#"{"message":"#.utf8) + JSONString.encode(refusal.message)
        if let data = refusal.data { body += Array(#","data":"#.utf8) + data }
        return packet("44", body: body + [UInt8(ascii: "}")])
    }

    /// Tells a client that it is out.
    func disconnected() -> EncodedPacket { packet("41", body: []) }

    /// An event whose arguments are JSON texts. `offset` marks the place in the stream for recovery.
    func event(
        _ name: String,
        _ arguments: [[UInt8]],
        attachments: [[UInt8]] = [],
        id: UInt64? = nil,
        offset: UInt64? = nil
    ) -> EncodedPacket {
        var parts = head(binary: attachments.isEmpty ? nil : attachments.count, "42", "45", id: id)
        parts.append([UInt8(ascii: "[")])
        parts.append(JSONString.encode(name))
        for argument in arguments {
            parts.append([UInt8(ascii: ",")])
            parts.append(argument)
        }
        if let offset { parts.append(Array(#","\#(RecoveryOffset.text(offset))""#.utf8)) }
        parts.append([UInt8(ascii: "]")])
        return EncodedPacket(parts: parts, attachments: attachments)
    }

    /// The answer to the event `id`.
    func ack(_ id: UInt64, _ reply: SocketReply) -> EncodedPacket {
        var parts = head(
            binary: reply.attachments.isEmpty ? nil : reply.attachments.count,
            "43",
            "46",
            id: id
        )
        parts.append([UInt8(ascii: "[")])
        for (index, argument) in reply.arguments.enumerated() {
            if index > 0 { parts.append([UInt8(ascii: ",")]) }
            parts.append(argument)
        }
        parts.append([UInt8(ascii: "]")])
        return EncodedPacket(parts: parts, attachments: reply.attachments)
    }

    private func packet(_ type: String, body: [UInt8]) -> EncodedPacket {
        EncodedPacket(parts: [Array(type.utf8), address, body])
    }

    private func head(binary count: Int?, _ plain: String, _ binary: String, id: UInt64?) -> [[UInt8]] {
        let type = count.map { "\(binary)\($0)-" } ?? plain
        return [Array(type.utf8), address, id.map { Array(String($0).utf8) } ?? []]
    }
}

/// A place in the stream of packets, as clients hand it back.
enum RecoveryOffset {
    static func text(_ offset: UInt64) -> String { String(offset, radix: 36) }
    static func read(_ text: String) -> UInt64? { UInt64(text, radix: 36) }
}
