// SPDX-License-Identifier: Apache-2.0
import CLinux
import Glibc

/// Finds the responses in a stream of bytes; looks at the status and the length and at nothing else.
struct HTTPReader {
    private enum State {
        /// Waits for a whole head.
        case head
        /// Skips so many more bytes of a body whose length was announced.
        case body(Int)
        /// Waits for the line with the size of the next chunk.
        case chunkSize
        /// Skips so many more bytes of a chunk, its line end included.
        case chunk(Int)
        /// Waits for the line end after the last chunk.
        case end
    }

    private var state = State.head
    private var status = 0

    /// Uses what it can of the bytes, calls `completed` with the status of every whole response, returns what it used.
    mutating func read(_ bytes: UnsafeRawBufferPointer, completed: (Int) throws -> Void) throws -> Int {
        var used = 0
        while used < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[used...])
            let (step, isWhole) = try advance(rest)
            guard step > 0 else { break }
            used += step
            if isWhole { try completed(status) }
        }
        return used
    }

    private mutating func advance(_ bytes: UnsafeRawBufferPointer) throws -> (used: Int, isWhole: Bool) {
        switch state {
        case .head:
            guard let end = bytes.position(of: "\r\n\r\n") else { return (0, false) }
            return try readHead(UnsafeRawBufferPointer(rebasing: bytes[..<(end + 4)]))
        case .body(let left):
            let step = min(left, bytes.count)
            state = step == left ? .head : .body(left - step)
            return (step, step == left)
        case .chunkSize:
            guard let end = bytes.position(of: "\r\n") else { return (0, false) }
            let size = Int(String(decoding: bytes[..<end], as: UTF8.self), radix: 16)
            guard let size else { throw BenchError.notUnderstood("a chunk without a size") }
            state = size == 0 ? .end : .chunk(size + 2)
            return (end + 2, false)
        case .chunk(let left):
            let step = min(left, bytes.count)
            state = step == left ? .chunkSize : .chunk(left - step)
            return (step, false)
        case .end:
            guard bytes.count >= 2 else { return (0, false) }
            state = .head
            return (2, true)
        }
    }

    private mutating func readHead(_ head: UnsafeRawBufferPointer) throws -> (used: Int, isWhole: Bool) {
        guard head.count > 12, head[0] == UInt8(ascii: "H") else {
            throw BenchError.notUnderstood("no HTTP response")
        }
        status = head[9...11].reduce(0) { $0 * 10 + Int($1 &- 48) }
        var line = head
        var length = 0
        while let end = line.position(of: "\n") {
            line = UnsafeRawBufferPointer(rebasing: line[(end + 1)...])
            if line.hasPrefix("content-length:") {
                length = line.dropFirst(15).prefix { $0 != 13 }.reduce(0) {
                    $1 == 32 ? $0 : $0 * 10 + Int($1 &- 48)
                }
            } else if line.hasPrefix("transfer-encoding:") {
                state = .chunkSize
                return (head.count, false)
            }
        }
        // 101 has no body either: what follows is another protocol, and another reader.
        let hasBody = length > 0 && status != 204 && status != 304 && status != 101
        state = hasBody ? .body(length) : .head
        return (head.count, !hasBody)
    }
}

extension UnsafeRawBufferPointer {
    /// Returns where the text first occurs.
    func position(of text: StaticString) -> Int? {
        guard let start = baseAddress,
            let found = memmem(start, count, text.utf8Start, text.utf8CodeUnitCount)
        else {
            return nil
        }
        return UnsafeRawPointer(found) - start
    }

    /// Whether the bytes start with a text of lower-case letters, in either case.
    func hasPrefix(_ text: StaticString) -> Bool {
        guard let start = baseAddress, count >= text.utf8CodeUnitCount else { return false }
        let name = UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
        return strncasecmp(start.assumingMemoryBound(to: CChar.self), name, text.utf8CodeUnitCount) == 0
    }
}
