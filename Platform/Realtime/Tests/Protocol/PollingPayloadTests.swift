// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Realtime

struct PollingPayloadTests {
    @Test func `a body is split at its separators, binary parts are decoded`() throws {
        let body = Array("4hello\u{1e}bAQID\u{1e}3".utf8)

        let messages = try PollingPayload.decode(body, maxPackets: 3)

        #expect(messages == [.text(Array("4hello".utf8)), .binary([1, 2, 3]), .text(Array("3".utf8))])
    }

    @Test(arguments: [
        ([UInt8](), PollingPayload.DecodingError.empty), (Array("\u{1e}".utf8), .empty),
        (Array("4a\u{1e}".utf8), .empty), (Array("b???".utf8), .invalidBase64), ([0x34, 0xff], .invalidText),
        (Array("3\u{1e}3\u{1e}3\u{1e}3".utf8), .tooManyPackets),
    ])
    func `a broken body is refused`(_ body: [UInt8], _ expected: PollingPayload.DecodingError) {
        #expect(throws: expected) { try PollingPayload.decode(body, maxPackets: 3) }
    }

    @Test func `what is written can be read`() throws {
        let packets = [
            EncodedPacket(engine: "2".utf8),
            EncodedPacket(parts: [Array("451-[]".utf8)], attachments: [[9, 8]]),
        ]

        let messages = try PollingPayload.decode(PollingPayload.encode(packets), maxPackets: 10)

        #expect(messages == [.text(Array("2".utf8)), .text(Array("451-[]".utf8)), .binary([9, 8])])
    }
}

struct EngineQueryTests {
    @Test(arguments: [
        ("/socket.io/?EIO=4", EngineRefusal.unknownTransport),
        ("/socket.io/?EIO=4&transport=abc", .unknownTransport),
        ("/socket.io/?transport=polling", .unsupportedVersion),
        ("/socket.io/?EIO=3&transport=polling", .unsupportedVersion),
        ("/socket.io/?EIO=4&transport=polling&sid=abc", .unknownSession), ("/other/?EIO=4", .badRequest),
        ("", .badRequest),
    ])
    func `a request that cannot be served is refused with the reference's reason`(
        _ uri: String,
        _ expected: EngineRefusal
    ) {
        #expect(throws: expected) { try EngineQuery(uri: uri, path: "/socket.io/") }
    }

    @Test func `a session is named by its text`() throws {
        let id = EngineID.random(hub: 7)

        let query = try EngineQuery(
            uri: "/socket.io?EIO=4&transport=websocket&sid=\(id.text)&t=x",
            path: "/socket.io/"
        )

        #expect(query.session == id)
        #expect(query.session?.hub == 7)
        #expect(query.transport == .websocket)
    }

    @Test(arguments: [(UInt64.min, UInt64.min), (.max, .max), (0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210)])
    func `an id survives being printed and read`(_ high: UInt64, _ low: UInt64) {
        let id = RandomID(high: high, low: low)

        #expect(id.text.utf8.count == 22)
        #expect(RandomID(id.text) == id)
    }

    @Test(arguments: [
        "", "a", String(repeating: "a", count: 23), String(repeating: "é", count: 11),
        "!aaaaaaaaaaaaaaaaaaaaa",
    ])
    func `other text is no id`(_ text: String) {
        #expect(RandomID(text) == nil)
    }
}
