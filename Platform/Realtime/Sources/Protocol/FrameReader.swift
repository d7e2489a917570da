// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Why a connection broke the WebSocket protocol (RFC 6455), with the close code the RFC names for it.
enum FrameError: Error, Equatable {
    case reservedBits
    case unknownOpcode(UInt8)
    case unmasked
    case lengthNotMinimal
    case controlTooLong
    case controlFragmented
    case continuationWithoutStart
    case messageInsideMessage
    case closePayload
    case invalidText
    case tooBig

    var closeCode: UInt16 {
        switch self {
        case .invalidText: 1007
        case .tooBig: 1009
        default: 1002
        }
    }
}

/// Reads a client's WebSocket frames and puts fragments together. A value without I/O: bytes in, messages out.
struct FrameReader {
    /// What the client said.
    enum Output: Equatable {
        case text([UInt8])
        case binary([UInt8])
        case ping([UInt8])
        case pong
        case close(UInt16?)
    }

    /// The parsed start of a frame.
    private struct Head {
        let isFinal: Bool
        let opcode: UInt8
        let size: Int
        let length: Int
    }

    private static let continuation: UInt8 = 0x0
    private static let text: UInt8 = 0x1
    private static let binary: UInt8 = 0x2
    private static let close: UInt8 = 0x8
    private static let ping: UInt8 = 0x9
    private static let pong: UInt8 = 0xa

    private var fragments: [UInt8] = []
    private var fragmentedOpcode: UInt8 = 0

    /// Whether a fragmented message is incomplete.
    var isInsideMessage: Bool { fragmentedOpcode != 0 }

    /// Takes the next message off `buffer`; nil until more bytes arrive. `maxPayload` bounds a whole message.
    mutating func next(_ buffer: inout ByteBuffer, maxPayload: Int) throws(FrameError) -> Output? {
        while let head = try Self.head(buffer) {
            try check(head, maxPayload: maxPayload)
            guard buffer.readableBytes >= head.size + head.length else { return nil }
            let payload = Self.unmask(buffer, head)
            buffer.moveReaderIndex(forwardBy: head.size + head.length)
            if let output = try accept(head, payload) { return output }
        }
        return nil
    }

    private static func head(_ buffer: ByteBuffer) throws(FrameError) -> Head? {
        let start = buffer.readerIndex
        guard let first: UInt8 = buffer.getInteger(at: start),
            let second: UInt8 = buffer.getInteger(at: start + 1)
        else { return nil }
        guard first & 0x70 == 0 else { throw .reservedBits }
        guard second & 0x80 != 0 else { throw .unmasked }
        let isFinal = first & 0x80 != 0
        switch second & 0x7f {
        case 126:
            guard let length: UInt16 = buffer.getInteger(at: start + 2) else { return nil }
            guard length >= 126 else { throw .lengthNotMinimal }
            return Head(isFinal: isFinal, opcode: first & 0x0f, size: 8, length: Int(length))
        case 127:
            guard let length: UInt64 = buffer.getInteger(at: start + 2) else { return nil }
            guard length > UInt64(UInt16.max), length < 1 << 63 else { throw .lengthNotMinimal }
            return Head(isFinal: isFinal, opcode: first & 0x0f, size: 14, length: Int(length))
        case let length:
            return Head(isFinal: isFinal, opcode: first & 0x0f, size: 6, length: Int(length))
        }
    }

    private func check(_ head: Head, maxPayload: Int) throws(FrameError) {
        switch head.opcode {
        case Self.close, Self.ping, Self.pong:
            guard head.length <= 125 else { throw .controlTooLong }
            guard head.isFinal else { throw .controlFragmented }
        case Self.continuation:
            guard isInsideMessage else { throw .continuationWithoutStart }
        case Self.text, Self.binary:
            guard !isInsideMessage else { throw .messageInsideMessage }
        case let opcode:
            throw .unknownOpcode(opcode)
        }
        guard head.length <= maxPayload - fragments.count else { throw .tooBig }
    }

    /// The payload, copied out so that the buffer the kernel read into is free at once.
    private static func unmask(_ buffer: ByteBuffer, _ head: Head) -> [UInt8] {
        guard head.length > 0 else { return [] }
        return buffer.withUnsafeReadableBytes { readable in
            let mask = UnsafeRawBufferPointer(rebasing: readable[(head.size - 4)..<head.size])
            let masked = UnsafeRawBufferPointer(rebasing: readable[head.size..<(head.size + head.length)])
            let word = mask.loadUnaligned(as: UInt32.self)
            let wide = UInt64(word) << 32 | UInt64(word)
            return [UInt8](unsafeUninitializedCapacity: head.length) { output, count in
                let raw = UnsafeMutableRawBufferPointer(output)
                var index = 0
                while index + 8 <= head.length {
                    let value = masked.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ wide
                    raw.storeBytes(of: value, toByteOffset: index, as: UInt64.self)
                    index += 8
                }
                while index < head.length {
                    raw[index] = masked[index] ^ mask[index & 3]
                    index += 1
                }
                count = head.length
            }
        }
    }

    private mutating func accept(_ head: Head, _ payload: [UInt8]) throws(FrameError) -> Output? {
        switch head.opcode {
        case Self.ping: return .ping(payload)
        case Self.pong: return .pong
        case Self.close: return .close(try Self.closeCode(payload))
        case Self.continuation:
            fragments.append(contentsOf: payload)
            guard head.isFinal else { return nil }
            let (opcode, message) = (fragmentedOpcode, fragments)
            (fragmentedOpcode, fragments) = (0, [])
            return try Self.message(opcode, message)
        default:
            guard !head.isFinal else { return try Self.message(head.opcode, payload) }
            (fragmentedOpcode, fragments) = (head.opcode, payload)
            return nil
        }
    }

    private static func message(_ opcode: UInt8, _ payload: [UInt8]) throws(FrameError) -> Output {
        guard opcode == text else { return .binary(payload) }
        guard UTF8Text.isValid(payload[...]) else { throw .invalidText }
        return .text(payload)
    }

    private static func closeCode(_ payload: [UInt8]) throws(FrameError) -> UInt16? {
        guard !payload.isEmpty else { return nil }
        guard payload.count >= 2 else { throw .closePayload }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: throw .closePayload
        }
        guard UTF8Text.isValid(payload[2...]) else { throw .invalidText }
        return code
    }
}
