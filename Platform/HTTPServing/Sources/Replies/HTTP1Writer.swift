// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOHTTP1

/// Writes a reply in the form of HTTP/1.1: most of it is copied from what was made before.
enum HTTP1Writer {
    /// Bodies up to this many bytes are copied behind the header, so that both leave in one piece of memory.
    static let inlineBody = 32_768

    /// Writes the header, and the body when it is small. Returns a body that is to be written on its own.
    static func write(
        _ reply: Reply,
        of exchange: Exchange,
        keepsAlive: Bool,
        into buffer: inout ByteBuffer
    ) -> ByteBuffer? {
        let count = reply.body.count
        let carriesBody = !exchange.isHead && count > 0
        buffer.writeBytes(statusLine(reply.status))
        buffer.writeBytes(exchange.gateway.headers.lines(for: reply.policy))
        buffer.writeImmutableBuffer(exchange.loop.dateLine(at: exchange.finished))
        field("X-Request-Id", exchange.id, &buffer)
        if !reply.contentType.isEmpty { field("Content-Type", reply.contentType, &buffer) }
        if reply.status != 204, reply.status != 304 { field("Content-Length", count, &buffer) }
        if let rate = reply.rate { write(rate, &buffer) }
        for (name, value) in reply.fields { field(name, value, &buffer) }
        if !keepsAlive {
            buffer.writeStaticString("Connection: close\r\n")
        } else if exchange.announcesKeepAlive {
            buffer.writeStaticString("Connection: keep-alive\r\n")
        }
        buffer.writeStaticString("\r\n")
        guard carriesBody else { return nil }
        switch reply.body {
        case .none, .stream: return nil
        case .bytes(let bytes):
            buffer.writeBytes(bytes)
            return nil
        case .buffer(let body):
            guard count > inlineBody else {
                buffer.writeImmutableBuffer(body)
                return nil
            }
            return body
        }
    }

    private static func write(_ rate: RateStanding, _ buffer: inout ByteBuffer) {
        field("RateLimit-Limit", rate.limit, &buffer)
        field("RateLimit-Remaining", rate.remaining, &buffer)
        field("RateLimit-Reset", rate.reset, &buffer)
    }

    private static func field(_ name: StaticString, _ value: Int, _ buffer: inout ByteBuffer) {
        buffer.writeStaticString(name)
        buffer.writeStaticString(": ")
        buffer.writeDecimal(value)
        buffer.writeStaticString("\r\n")
    }

    private static func field(_ name: StaticString, _ value: String, _ buffer: inout ByteBuffer) {
        buffer.writeStaticString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
        buffer.writeStaticString("\r\n")
    }

    private static func field(_ name: String, _ value: String, _ buffer: inout ByteBuffer) {
        buffer.writeString(name)
        buffer.writeStaticString(": ")
        buffer.writeString(value)
        buffer.writeStaticString("\r\n")
    }

    /// What asks for a body that the client holds back.
    static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    private static func statusLine(_ status: Int) -> [UInt8] {
        statusLines.indices.contains(status - 100) ? statusLines[status - 100] : statusLines[400]
    }

    private static let statusLines: [[UInt8]] = (100..<600).map { status in
        Array("HTTP/1.1 \(status) \(HTTPResponseStatus(statusCode: status).reasonPhrase)\r\n".utf8)
    }
}

extension ByteBuffer {
    /// Writes a number that is not negative in decimal digits, without a string in between.
    mutating func writeDecimal(_ number: Int) {
        guard number > 9 else {
            writeInteger(UInt8(ascii: "0") + UInt8(max(0, number)))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = number
            var start = 20
            while rest > 0 {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            }
            _ = writeBytes(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[start...]))
        }
    }
}
