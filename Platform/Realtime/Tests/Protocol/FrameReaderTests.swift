// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Testing

@testable import Realtime

struct FrameReaderTests {
    @Test(arguments: [0, 1, 7, 8, 125, 126, 127, 65_535, 65_536, 100_000])
    func `a message of any length comes out unmasked`(_ length: Int) throws {
        let payload = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var reader = FrameReader()
        var buffer = ClientFrame(.binary, payload).buffer

        let output = try reader.next(&buffer, maxPayload: 100_000)

        #expect(output == .binary(payload))
        #expect(buffer.readableBytes == 0)
    }

    @Test func `a frame that arrives byte by byte comes out once`() throws {
        var reader = FrameReader()
        var arrived = ByteBuffer()
        var outputs: [FrameReader.Output] = []

        for byte in ClientFrame(.text, "hello".utf8).buffer.readableBytesView {
            arrived.writeInteger(byte)
            if let output = try reader.next(&arrived, maxPayload: 100) { outputs.append(output) }
        }

        #expect(outputs == [.text(Array("hello".utf8))])
    }

    @Test func `fragments become one message, with control frames in between`() throws {
        var reader = FrameReader()
        var buffer = ClientFrame(.text, "one ".utf8, isFinal: false).buffer
        buffer.writeImmutableBuffer(ClientFrame(.ping, "p".utf8).buffer)
        buffer.writeImmutableBuffer(ClientFrame(.continuation, "two ".utf8, isFinal: false).buffer)
        buffer.writeImmutableBuffer(ClientFrame(.continuation, "three".utf8).buffer)

        #expect(try reader.next(&buffer, maxPayload: 100) == .ping(Array("p".utf8)))
        #expect(reader.isInsideMessage)
        #expect(try reader.next(&buffer, maxPayload: 100) == .text(Array("one two three".utf8)))
        #expect(!reader.isInsideMessage)
    }

    @Test(arguments: [
        (ClientFrame(.text, "a".utf8, first: 0x40), FrameError.reservedBits),
        (ClientFrame(.text, "a".utf8, first: 0x20), .reservedBits),
        (ClientFrame(.text, "a".utf8, first: 0x10), .reservedBits),
        (ClientFrame(3, "a".utf8), .unknownOpcode(3)),
        (ClientFrame(0xf, "a".utf8), .unknownOpcode(0xf)),
        (ClientFrame(.text, "a".utf8, isMasked: false), .unmasked),
        (ClientFrame(.continuation, "a".utf8), .continuationWithoutStart),
        (ClientFrame(.ping, "a".utf8, isFinal: false), .controlFragmented),
        (ClientFrame(.ping, [UInt8](repeating: 1, count: 126)), .controlTooLong),
        (ClientFrame(.text, [0xc3, 0x28]), .invalidText),
        (ClientFrame(.text, [0xed, 0xa0, 0x80]), .invalidText),
        (ClientFrame(.close, [3]), .closePayload),
        (ClientFrame(.close, [0x03, 0xec]), .closePayload),
        (ClientFrame(.close, [0x03, 0xe8, 0xff]), .invalidText),
        (ClientFrame(.binary, [UInt8](repeating: 0, count: 201)), .tooBig),
    ])
    func `a frame against the rules is refused`(_ frame: ClientFrame, _ expected: FrameError) {
        var reader = FrameReader()
        var buffer = frame.buffer

        #expect(throws: expected) { try reader.next(&buffer, maxPayload: 200) }
    }

    @Test func `a length in more bytes than it needs is refused`() {
        for bytes: [UInt8] in [
            [0x82, 0xfe, 0, 125, 0, 0, 0, 0], [0x82, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff],
            [0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0],
        ] {
            var reader = FrameReader()
            var buffer = ByteBuffer(bytes: bytes)
            #expect(throws: FrameError.lengthNotMinimal) { try reader.next(&buffer, maxPayload: 1_000_000) }
        }
    }

    @Test func `an oversized frame is refused by its head, before its payload is here`() {
        var reader = FrameReader()
        var buffer = ByteBuffer(bytes: [0x82, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff])

        #expect(throws: FrameError.tooBig) { try reader.next(&buffer, maxPayload: 1_000_000) }
    }

    @Test func `fragments together may not be larger than a message`() throws {
        var reader = FrameReader()
        var buffer = ClientFrame(.binary, [UInt8](repeating: 0, count: 60), isFinal: false).buffer
        buffer.writeImmutableBuffer(ClientFrame(.continuation, [UInt8](repeating: 0, count: 41)).buffer)

        #expect(throws: FrameError.tooBig) { try reader.next(&buffer, maxPayload: 100) }
    }

    @Test func `a new message may not begin inside another`() throws {
        var reader = FrameReader()
        var buffer = ClientFrame(.text, "a".utf8, isFinal: false).buffer
        buffer.writeImmutableBuffer(ClientFrame(.text, "b".utf8).buffer)

        #expect(throws: FrameError.messageInsideMessage) { try reader.next(&buffer, maxPayload: 100) }
    }

    @Test func `text is judged as a whole, so a character may be split over fragments`() throws {
        var reader = FrameReader()
        var buffer = ClientFrame(.text, [0xc3], isFinal: false).buffer
        buffer.writeImmutableBuffer(ClientFrame(.continuation, [0xa9]).buffer)

        #expect(try reader.next(&buffer, maxPayload: 100) == .text([0xc3, 0xa9]))
    }

    @Test(arguments: 0..<200)
    func `noise is refused or waited for, never more than the limit is kept`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var reader = FrameReader()
        var buffer = ByteBuffer()
        for _ in 0..<400 {
            buffer.writeBytes(
                (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                    UInt8.random(in: .min ... .max, using: &random)
                }
            )
            do {
                while let output = try reader.next(&buffer, maxPayload: 1_000) {
                    if case .binary(let bytes) = output { #expect(bytes.count <= 1_000) }
                }
            } catch {
                return
            }
        }
    }

    @Test(arguments: 0..<50)
    func `messages survive any way they are cut`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var stream = ByteBuffer()
        var sent: [FrameReader.Output] = []
        for _ in 0..<20 {
            let payload = (0..<Int.random(in: 0..<300, using: &random)).map { _ in
                UInt8.random(in: .min ... .max, using: &random)
            }
            sent.append(.binary(payload))
            let cut = Int.random(in: 0...payload.count, using: &random)
            stream.writeImmutableBuffer(ClientFrame(.binary, payload[..<cut], isFinal: false).buffer)
            stream.writeImmutableBuffer(ClientFrame(.continuation, payload[cut...]).buffer)
        }

        var (reader, arrived, received) = (FrameReader(), ByteBuffer(), [FrameReader.Output]())
        while stream.readableBytes > 0 {
            let length = min(stream.readableBytes, Int.random(in: 1..<60, using: &random))
            if let part = stream.readSlice(length: length) { arrived.writeImmutableBuffer(part) }
            while let output = try reader.next(&arrived, maxPayload: 1_000) { received.append(output) }
        }

        #expect(received == sent)
    }
}

/// A frame as a client writes it, right or wrong.
struct ClientFrame: Sendable, CustomTestStringConvertible {
    /// The kinds of frames that exist.
    enum Opcode: UInt8 {
        case continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10
    }

    let buffer: ByteBuffer
    var testDescription: String { "\(Array(buffer.readableBytesView.prefix(12)))" }

    init(
        _ opcode: Opcode,
        _ payload: some Collection<UInt8>,
        isFinal: Bool = true,
        isMasked: Bool = true,
        first: UInt8 = 0
    ) {
        self.init(opcode.rawValue, payload, isFinal: isFinal, isMasked: isMasked, first: first)
    }

    init(
        _ opcode: UInt8,
        _ payload: some Collection<UInt8>,
        isFinal: Bool = true,
        isMasked: Bool = true,
        first: UInt8 = 0
    ) {
        var buffer = ByteBuffer()
        let maskBit: UInt8 = isMasked ? 0x80 : 0
        buffer.writeInteger((isFinal ? 0x80 : 0) | first | opcode)
        switch payload.count {
        case ..<126: buffer.writeInteger(maskBit | UInt8(payload.count))
        case ...65_535:
            buffer.writeInteger(maskBit | 126)
            buffer.writeInteger(UInt16(payload.count))
        default:
            buffer.writeInteger(maskBit | 127)
            buffer.writeInteger(UInt64(payload.count))
        }
        let mask: [UInt8] = isMasked ? [0x12, 0xfe, 0x55, 0xa0] : [0, 0, 0, 0]
        if isMasked { buffer.writeBytes(mask) }
        buffer.writeBytes(payload.enumerated().map { $1 ^ mask[$0 & 3] })
        self.buffer = buffer
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
