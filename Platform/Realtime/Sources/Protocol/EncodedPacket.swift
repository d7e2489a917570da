// SPDX-License-Identifier: Apache-2.0

import NIOCore

// A packet for clients is encoded once, to complete WebSocket frames: frames of a server are not masked, so the
// same bytes serve every receiver and each delivery only retains the buffer. Clients that still poll read the
// payloads back out of the frames; they are the few.

/// One Engine.IO message on its way to a client: a text frame, followed by one binary frame for each attachment.
struct EncodedPacket: Sendable, Equatable {
    /// The complete frames, shared by all receivers.
    let frames: ByteBuffer
    /// How many frames there are: one, and one for each attachment.
    let frameCount: Int

    /// The size that counts against a queue's limit, in bytes.
    var size: Int { frames.readableBytes }

    /// An Engine.IO packet without a Socket.IO payload, such as a ping.
    init(engine text: some Collection<UInt8>) {
        self.init([text.count], attachments: []) { buffer in buffer.writeBytes(text) }
    }

    /// A Socket.IO packet from its parts, which follow each other in the text frame.
    init(parts: [[UInt8]], attachments: [[UInt8]] = []) {
        self.init(parts.map(\.count), attachments: attachments) { buffer in
            for part in parts { buffer.writeBytes(part) }
        }
    }

    private init(_ counts: [Int], attachments: [[UInt8]], _ write: (inout ByteBuffer) -> Void) {
        let length = counts.reduce(0, +)
        let total = attachments.reduce(length + 10) { $0 + $1.count + 10 }
        var buffer = ByteBufferAllocator().buffer(capacity: total)
        FrameWriter.head(.text, length: length, into: &buffer)
        write(&buffer)
        for attachment in attachments {
            FrameWriter.head(.binary, length: attachment.count, into: &buffer)
            buffer.writeBytes(attachment)
        }
        frames = buffer
        frameCount = attachments.count + 1
    }

    /// Calls `body` with the payload of each frame, and whether it is text.
    func forEachPayload(_ body: (_ isText: Bool, _ payload: ByteBufferView) -> Void) {
        var rest = frames
        while let first: UInt8 = rest.readInteger(), let short: UInt8 = rest.readInteger() {
            let length: Int? =
                switch short {
                case 126: rest.readInteger(as: UInt16.self).map { Int($0) }
                case 127: rest.readInteger(as: UInt64.self).map { Int($0) }
                default: Int(short)
                }
            guard let length, let payload = rest.readSlice(length: length) else { return }
            body(first & 0x0f == FrameWriter.Opcode.text.rawValue, payload.readableBytesView)
        }
    }
}

/// Writes the heads of a server's WebSocket frames.
enum FrameWriter {
    /// The frame types a server sends.
    enum Opcode: UInt8 {
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case pong = 0xa
    }

    static func head(_ opcode: Opcode, length: Int, into buffer: inout ByteBuffer) {
        buffer.writeInteger(0x80 | opcode.rawValue)
        switch length {
        case ..<126:
            buffer.writeInteger(UInt8(length))
        case ...Int(UInt16.max):
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(length))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(length))
        }
    }

    static func pong(_ payload: [UInt8]) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: payload.count + 2)
        head(.pong, length: payload.count, into: &buffer)
        buffer.writeBytes(payload)
        return buffer
    }

    static func close(code: UInt16) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: 4)
        head(.close, length: 2, into: &buffer)
        buffer.writeInteger(code)
        return buffer
    }
}
