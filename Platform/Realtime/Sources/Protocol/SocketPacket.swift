// SPDX-License-Identifier: Apache-2.0

/// Why a client's text is not a Socket.IO packet.
enum PacketError: Error, Equatable {
    case empty
    case unknownType
    case tooManyAttachments
    case invalidAttachmentCount
    case namespaceTooLong
    case invalidID
    case invalidPayload
    case invalidJSON(JSONError)
    case unexpectedText
    case unexpectedBinary
    case attachmentsTooLarge
}

/// One packet of the Socket.IO protocol v5, as a client may send it.
struct SocketPacket: Equatable {
    /// What the packet does.
    enum Content: Equatable {
        /// Joins a namespace, with the JSON object the client sent, or nothing.
        case connect(auth: [UInt8])
        /// Leaves a namespace.
        case disconnect
        /// Calls an event; `id` asks for an acknowledgement.
        case event(name: String, arguments: [[UInt8]], id: UInt64?)
        /// Answers an event of the server.
        case ack(id: UInt64, arguments: [[UInt8]])
    }

    /// The namespace it is for, `/` by default.
    let namespace: String
    /// What it does.
    let content: Content
    /// The binary parts that its placeholders stand for.
    var attachments: [[UInt8]] = []
}

/// What one payload may cost; see `SocketServerConfiguration` for the meaning of each.
struct PacketLimits: Sendable, Equatable {
    var maxAttachments = 16
    var maxDepth = 64
    var maxPayload = 1_000_000
    var maxNamespaceLength = 128
}

/// Reads the text of a packet: `<type>[<attachments>-][<namespace>,][<id>][<JSON>]`.
struct SocketPacketReader {
    /// The text read so far, and how many attachments have to follow it.
    struct Head: Equatable {
        let packet: SocketPacket
        let attachmentCount: Int
    }

    /// Names that clients give to events of their own; they cannot be sent.
    private static let reserved: Set<String> = [
        "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener",
    ]

    private var rest: ArraySlice<UInt8>
    private let limits: PacketLimits

    static func read(_ text: ArraySlice<UInt8>, limits: PacketLimits) throws(PacketError) -> Head {
        var reader = SocketPacketReader(rest: text, limits: limits)
        return try reader.read()
    }

    private mutating func read() throws(PacketError) -> Head {
        guard let type = rest.popFirst() else { throw .empty }
        let isBinary = type == UInt8(ascii: "5") || type == UInt8(ascii: "6")
        let count = isBinary ? try attachmentCount() : 0
        let namespace = try namespace()
        let id = try id()
        let content: SocketPacket.Content =
            switch type {
            case UInt8(ascii: "0"): try connect(id)
            case UInt8(ascii: "1"): try disconnect(id)
            case UInt8(ascii: "2"), UInt8(ascii: "5"): try event(id)
            case UInt8(ascii: "3"), UInt8(ascii: "6"): try ack(id)
            default: throw .unknownType
            }
        return Head(packet: SocketPacket(namespace: namespace, content: content), attachmentCount: count)
    }

    private mutating func digits(atMost: Int) -> UInt64? {
        let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !run.isEmpty, run.count <= atMost else { return nil }
        rest = rest.dropFirst(run.count)
        return run.reduce(0) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
    }

    private mutating func attachmentCount() throws(PacketError) -> Int {
        guard let count = digits(atMost: 6), rest.popFirst() == UInt8(ascii: "-") else {
            throw .invalidAttachmentCount
        }
        guard count <= UInt64(limits.maxAttachments) else { throw .tooManyAttachments }
        return Int(count)
    }

    private mutating func namespace() throws(PacketError) -> String {
        guard rest.first == UInt8(ascii: "/") else { return "/" }
        let name = rest.prefix { $0 != UInt8(ascii: ",") }
        guard name.count <= limits.maxNamespaceLength else { throw .namespaceTooLong }
        rest = rest.dropFirst(name.count + 1)
        return String(decoding: name, as: UTF8.self)
    }

    private mutating func id() throws(PacketError) -> UInt64? {
        guard let first = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return nil
        }
        // 2^53, the largest integer a JavaScript client counts to, has 16 digits.
        guard let id = digits(atMost: 16) else { throw .invalidID }
        return id
    }

    private func connect(_ id: UInt64?) throws(PacketError) -> SocketPacket.Content {
        guard id == nil else { throw .invalidPayload }
        guard !rest.isEmpty else { return .connect(auth: []) }
        do {
            guard try JSONScanner.kind(of: rest, maxDepth: limits.maxDepth) == .object else {
                throw PacketError.invalidPayload
            }
        } catch let error as JSONError {
            throw .invalidJSON(error)
        } catch {
            throw .invalidPayload
        }
        return .connect(auth: Array(rest))
    }

    private func disconnect(_ id: UInt64?) throws(PacketError) -> SocketPacket.Content {
        guard id == nil, rest.isEmpty else { throw .invalidPayload }
        return .disconnect
    }

    private func event(_ id: UInt64?) throws(PacketError) -> SocketPacket.Content {
        var elements = try elements()[...]
        guard let first = elements.popFirst() else { throw .invalidPayload }
        let literal = rest[first]
        guard literal.first == UInt8(ascii: "\""), let name = JSONString.decode(literal),
            !Self.reserved.contains(name)
        else { throw .invalidPayload }
        return .event(name: name, arguments: elements.map { Array(rest[$0]) }, id: id)
    }

    private func ack(_ id: UInt64?) throws(PacketError) -> SocketPacket.Content {
        guard let id else { throw .invalidID }
        return .ack(id: id, arguments: try elements().map { Array(rest[$0]) })
    }

    /// Where the elements of the payload lie, as indices of `rest`.
    private func elements() throws(PacketError) -> [Range<Int>] {
        do throws(JSONError) {
            let start = rest.startIndex
            return try JSONScanner.elements(of: rest, maxDepth: limits.maxDepth).map {
                ($0.lowerBound + start)..<($0.upperBound + start)
            }
        } catch {
            throw .invalidJSON(error)
        }
    }
}

/// Puts a packet together with the binary attachments that follow it.
struct PacketAssembler {
    /// A packet whose attachments have not all arrived.
    private struct Partial {
        var packet: SocketPacket
        var missing: Int
        var size = 0
    }

    private var partial: Partial?

    /// Whether attachments are still to come.
    var isWaiting: Bool { partial != nil }

    /// Takes the text of a packet; returns it when it has no attachments.
    mutating func text(_ text: ArraySlice<UInt8>, limits: PacketLimits) throws(PacketError) -> SocketPacket? {
        guard partial == nil else { throw .unexpectedText }
        let head = try SocketPacketReader.read(text, limits: limits)
        guard head.attachmentCount > 0 else { return head.packet }
        partial = Partial(packet: head.packet, missing: head.attachmentCount)
        return nil
    }

    /// Takes one attachment; returns the packet with the last of them.
    mutating func binary(_ bytes: [UInt8], limits: PacketLimits) throws(PacketError) -> SocketPacket? {
        guard var partial else { throw .unexpectedBinary }
        partial.packet.attachments.append(bytes)
        partial.missing -= 1
        partial.size += bytes.count
        guard partial.size <= limits.maxPayload else { throw .attachmentsTooLarge }
        self.partial = partial.missing == 0 ? nil : partial
        return partial.missing == 0 ? partial.packet : nil
    }
}
