// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Realtime

struct SocketPacketTests {
    private func read(
        _ text: String,
        _ limits: PacketLimits = PacketLimits()
    ) throws(PacketError) -> SocketPacket {
        try SocketPacketReader.read(Array(text.utf8)[...], limits: limits).packet
    }

    @Test(arguments: [
        ("0", SocketPacket(namespace: "/", content: .connect(auth: []))),
        (
            #"0{"token":"x"}"#,
            SocketPacket(namespace: "/", content: .connect(auth: Array(#"{"token":"x"}"#.utf8)))
        ),
        ("0/custom", SocketPacket(namespace: "/custom", content: .connect(auth: []))),
        ("0/custom,", SocketPacket(namespace: "/custom", content: .connect(auth: []))),
        ("1/custom,", SocketPacket(namespace: "/custom", content: .disconnect)),
        (#"2["a"]"#, SocketPacket(namespace: "/", content: .event(name: "a", arguments: [], id: nil))),
        (
            #"2/n,12["a",1,"b"]"#,
            SocketPacket(
                namespace: "/n",
                content: .event(name: "a", arguments: [Array("1".utf8), Array(#""b""#.utf8)], id: 12)
            )
        ),
        ("37[]", SocketPacket(namespace: "/", content: .ack(id: 7, arguments: []))),
        (#"2["a\"b"]"#, SocketPacket(namespace: "/", content: .event(name: "a\"b", arguments: [], id: nil))),
    ])
    func `a packet is read`(_ text: String, _ expected: SocketPacket) throws {
        #expect(try read(text) == expected)
    }

    @Test(arguments: [
        "", "7", "abc", "2", "2{}", "2[]", "2[1]", "2[null]", #"2abc["a"]"#, #"2["a""#, #"2["connect"]"#,
        #"2["disconnect",1]"#, "3[]", "31", "31{}", "0[]", "0null", "012{}", "1{}", "11", "4{}", #"5["a"]"#,
        #"5-["a"]"#, #"5x-["a"]"#, #"517-["a"]"#, #"59999999-["a"]"#, #"212345678901234567["a"]"#,
        "2/nocomma", #"2["\ud800"]"#,
    ])
    func `what a client may not send is refused`(_ text: String) {
        #expect(throws: PacketError.self) { try read(text) }
    }

    @Test func `a payload nested too deep is refused`() {
        let deep = "2[\"a\"," + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "]"
        #expect(throws: PacketError.invalidJSON(.tooDeep)) { try read(deep) }
    }

    @Test func `a namespace has a longest name`() {
        #expect(throws: PacketError.namespaceTooLong) { try read("0/" + String(repeating: "n", count: 128)) }
    }

    @Test func `attachments complete their packet in order`() throws {
        var assembler = PacketAssembler()
        let text = Array(#"52-["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#.utf8)

        #expect(try assembler.text(text[...], limits: PacketLimits()) == nil)
        #expect(try assembler.binary([1], limits: PacketLimits()) == nil)
        let packet = try assembler.binary([2], limits: PacketLimits())

        #expect(packet?.attachments == [[1], [2]])
        #expect(!assembler.isWaiting)
    }

    @Test func `an attachment without its packet, and a packet among attachments, are refused`() throws {
        var assembler = PacketAssembler()
        #expect(throws: PacketError.unexpectedBinary) { try assembler.binary([1], limits: PacketLimits()) }

        _ = try assembler.text(Array(#"51-["a"]"#.utf8)[...], limits: PacketLimits())
        #expect(throws: PacketError.unexpectedText) {
            try assembler.text(Array(#"2["a"]"#.utf8)[...], limits: PacketLimits())
        }
    }

    @Test func `attachments together may not be larger than a message`() throws {
        var assembler = PacketAssembler()
        let limits = PacketLimits(maxPayload: 100)
        _ = try assembler.text(Array(#"52-["a"]"#.utf8)[...], limits: limits)
        _ = try assembler.binary([UInt8](repeating: 0, count: 60), limits: limits)

        #expect(throws: PacketError.attachmentsTooLarge) {
            try assembler.binary([UInt8](repeating: 0, count: 41), limits: limits)
        }
    }

    @Test(arguments: 0..<200)
    func `noise never reads as more than it is`(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array(#"0123456-,/[]{}"a:\"#.utf8)
        for _ in 0..<50 {
            let text = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            // Most of it is refused, which is fine.
            let head = try? SocketPacketReader.read(text[...], limits: PacketLimits())
            #expect((head?.attachmentCount ?? 0) <= 16)
        }
    }
}

struct SocketPacketWriterTests {
    private let writer = SocketPacketWriter(namespace: "/")
    private let custom = SocketPacketWriter(namespace: "/custom")

    @Test func `packets read as the protocol says`() {
        #expect(text(writer.event("a", [Array("1".utf8)])) == #"42["a",1]"#)
        #expect(text(custom.event("a", [], id: 3)) == #"42/custom,3["a"]"#)
        #expect(text(writer.event("a", [Array("1".utf8)], offset: 36)) == #"42["a",1,"10"]"#)
        #expect(
            text(writer.ack(5, SocketReply(arguments: [Array("1".utf8), Array("2".utf8)]))) == "435[1,2]"
        )
        #expect(text(custom.disconnected()) == "41/custom,")
        #expect(text(custom.refused(SocketRefusal("no"))) == #"44/custom,{"message":"no"}"#)
        #expect(
            text(writer.refused(SocketRefusal("no", data: Array(#"{"code":1}"#.utf8))))
                == #"44{"message":"no","data":{"code":1}}"#
        )
    }

    @Test func `attachments follow as binary frames`() {
        let packet = writer.event(
            "a",
            [Array(#"{"_placeholder":true,"num":0}"#.utf8)],
            attachments: [[1, 2]]
        )

        var payloads: [(Bool, [UInt8])] = []
        packet.forEachPayload { payloads.append(($0, Array($1))) }

        #expect(payloads.map(\.0) == [true, false])
        #expect(payloads.first.map { String(decoding: $0.1, as: UTF8.self) }?.hasPrefix("451-[\"a\"") == true)
        #expect(payloads.last?.1 == [1, 2])
    }

    @Test(arguments: [10, 125, 126, 65_535, 65_536, 200_000])
    func `a frame of any length has the right head`(_ length: Int) {
        let packet = EncodedPacket(engine: [UInt8](repeating: UInt8(ascii: "x"), count: length))

        var counts: [Int] = []
        packet.forEachPayload { counts.append($1.count) }

        #expect(counts == [length])
        #expect(packet.size == length + (length < 126 ? 2 : length <= 65_535 ? 4 : 10))
    }

    private func text(_ packet: EncodedPacket) -> String {
        var texts: [String] = []
        packet.forEachPayload { texts.append(String(decoding: $1, as: UTF8.self)) }
        return texts.joined(separator: "|")
    }
}
