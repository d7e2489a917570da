// SPDX-License-Identifier: Apache-2.0
public import Core

// APPNOTE.TXT 6.3: entries one after the other, then a directory of them. Nothing is ever gone back to, so an archive
// can be sent or stored while it is made: the length and checksum of an entry follow its data (a "data descriptor"),
// always in the form with 64 bits (ZIP64), which every reader of the last twenty years knows.

/// Makes a zip archive piece by piece: each call returns the bytes that come next.
///
///     begin → append… → end      one entry, as often as there are entries
///     finish                     the directory
///
/// In memory are the compressor's quarter of a megabyte and some hundred bytes for each entry.
public struct ZipWriter {
    /// How the bytes of an entry are written.
    public enum Method: UInt16, Sendable {
        /// As they are: for what is packed already.
        case stored = 0
        /// Compressed.
        case deflated = 8
    }

    private struct Entry {
        let name: [UInt8]
        let method: Method
        let time: DOSTime
        let offset: UInt64
        var checksum: UInt32 = 0
        var packed: UInt64 = 0
        var size: UInt64 = 0
    }

    /// Bit 3: lengths follow the data. Bit 11: names are UTF-8.
    private static let flags: UInt16 = 1 << 3 | 1 << 11
    private static let version: UInt16 = 45
    private static let unknown32 = UInt32.max
    private static let unknown16 = UInt16.max

    private var entries: [Entry] = []
    private var current: Entry?
    private var deflater: RawDeflater?
    private var written: UInt64 = 0

    /// An empty archive.
    public init() {}

    /// How many bytes were made so far.
    public var size: UInt64 { written }

    /// Begins an entry. Names are paths with slashes.
    public mutating func begin(_ name: String, _ method: Method, at time: Timestamp) throws -> [UInt8] {
        precondition(current == nil, "one entry at a time")
        precondition(!name.isEmpty && name.utf8.count < 1024 && !name.hasPrefix("/"), "names are short paths")
        let entry = Entry(name: Array(name.utf8), method: method, time: DOSTime(time), offset: written)
        if method == .deflated {
            if let deflater { try deflater.reset() } else { deflater = try RawDeflater() }
        }
        var bytes: [UInt8] = []
        bytes.add(0x0403_4b50 as UInt32)
        bytes.add(Self.version)
        bytes.add(Self.flags)
        bytes.add(method.rawValue)
        bytes.add(entry.time.time)
        bytes.add(entry.time.date)
        bytes.add(0 as UInt32)
        // Both lengths stand in the descriptor; that it has 64 bits follows from the extra field.
        bytes.add(Self.unknown32)
        bytes.add(Self.unknown32)
        bytes.add(UInt16(entry.name.count))
        bytes.add(20 as UInt16)
        bytes += entry.name
        bytes.add(1 as UInt16)
        bytes.add(16 as UInt16)
        bytes.add(0 as UInt64)
        bytes.add(0 as UInt64)
        current = entry
        return count(bytes)
    }

    /// Adds to the entry that was begun.
    public mutating func append(_ bytes: [UInt8]) throws -> [UInt8] {
        guard var entry = current else { preconditionFailure("an entry was begun") }
        entry.checksum = RawDeflater.checksum(of: bytes, after: entry.checksum)
        entry.size += UInt64(bytes.count)
        let packed = entry.method == .stored ? bytes : try deflater?.deflate(bytes, isLast: false) ?? []
        entry.packed += UInt64(packed.count)
        current = entry
        return count(packed)
    }

    /// Ends the entry.
    public mutating func end() throws -> [UInt8] {
        guard var entry = current else { preconditionFailure("an entry was begun") }
        var bytes = entry.method == .stored ? [] : try deflater?.deflate([], isLast: true) ?? []
        entry.packed += UInt64(bytes.count)
        bytes.add(0x0807_4b50 as UInt32)
        bytes.add(entry.checksum)
        bytes.add(entry.packed)
        bytes.add(entry.size)
        entries.append(entry)
        current = nil
        return count(bytes)
    }

    /// Ends the archive.
    public mutating func finish() -> [UInt8] {
        precondition(current == nil, "every entry was ended")
        let start = written
        var bytes: [UInt8] = []
        for entry in entries { Self.add(entry, to: &bytes) }
        let length = UInt64(bytes.count)
        Self.addEnd(entries: UInt64(entries.count), start: start, length: length, to: &bytes)
        return count(bytes)
    }

    private static func add(_ entry: Entry, to bytes: inout [UInt8]) {
        bytes.add(0x0201_4b50 as UInt32)
        bytes.add(3 << 8 | version)  // Made on Unix, so that the permissions below mean something.
        bytes.add(version)
        bytes.add(flags)
        bytes.add(entry.method.rawValue)
        bytes.add(entry.time.time)
        bytes.add(entry.time.date)
        bytes.add(entry.checksum)
        bytes.add(unknown32)
        bytes.add(unknown32)
        bytes.add(UInt16(entry.name.count))
        bytes.add(28 as UInt16)
        bytes.add(0 as UInt16)
        bytes.add(0 as UInt16)
        bytes.add(0 as UInt16)
        bytes.add(UInt32(0o100_600) << 16)
        bytes.add(unknown32)
        bytes += entry.name
        bytes.add(1 as UInt16)
        bytes.add(24 as UInt16)
        bytes.add(entry.size)
        bytes.add(entry.packed)
        bytes.add(entry.offset)
    }

    private static func addEnd(entries: UInt64, start: UInt64, length: UInt64, to bytes: inout [UInt8]) {
        bytes.add(0x0606_4b50 as UInt32)
        bytes.add(44 as UInt64)
        bytes.add(3 << 8 | version)
        bytes.add(version)
        bytes.add(0 as UInt32)
        bytes.add(0 as UInt32)
        bytes.add(entries)
        bytes.add(entries)
        bytes.add(length)
        bytes.add(start)
        bytes.add(0x0706_4b50 as UInt32)
        bytes.add(0 as UInt32)
        bytes.add(start + length)
        bytes.add(1 as UInt32)
        bytes.add(0x0605_4b50 as UInt32)
        bytes.add(0 as UInt16)
        bytes.add(0 as UInt16)
        bytes.add(unknown16)
        bytes.add(unknown16)
        bytes.add(unknown32)
        bytes.add(unknown32)
        bytes.add(0 as UInt16)
    }

    private mutating func count(_ bytes: [UInt8]) -> [UInt8] {
        written += UInt64(bytes.count)
        return bytes
    }
}

/// A time as MS-DOS wrote it: in steps of two seconds, here in UTC.
private struct DOSTime {
    let time: UInt16
    let date: UInt16

    init(_ timestamp: Timestamp) {
        // 1980 is the first year there is, 2107 the last.
        let digits = timestamp.description.utf8.map { UInt16($0 &- 48) }
        func number(_ start: Int, _ count: Int) -> UInt16 {
            digits[start..<start + count].reduce(0) { $0 * 10 + $1 }
        }
        let year = min(max(number(0, 4), 1980), 2107) - 1980
        date = year << 9 | number(5, 2) << 5 | number(8, 2)
        time = number(11, 2) << 11 | number(14, 2) << 5 | number(17, 2) / 2
    }
}

extension [UInt8] {
    /// Appends a number, the lowest byte first.
    fileprivate mutating func add(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
