// SPDX-License-Identifier: Apache-2.0
import Endpoints

/// The bytes of a file, read a page at a time, as whoever walks through a format wants them.
struct FileBytes {
    private static let pageSize = 65_536

    let size: Int64
    private let file: UploadedFile
    private var page: [UInt8] = []
    private var pageStart: Int64 = 0

    init(_ file: UploadedFile) { (self.file, size) = (file, file.size) }

    /// The byte at a place. Throws `damaged` after the end of the file.
    mutating func byte(_ offset: Int64) throws(PictureProblem) -> UInt8 {
        if offset < pageStart || offset >= pageStart + Int64(page.count) { try load(offset) }
        return page[Int(offset - pageStart)]
    }

    /// Some bytes from a place.
    mutating func bytes(_ count: Int, at offset: Int64) throws(PictureProblem) -> [UInt8] {
        guard count >= 0, offset >= 0, offset <= size - Int64(count) else { throw .damaged }
        if offset >= pageStart, offset + Int64(count) <= pageStart + Int64(page.count) {
            let start = Int(offset - pageStart)
            return Array(page[start..<start + count])
        }
        let bytes = file.read(count: count, at: offset)
        guard bytes.count == count else { throw .damaged }
        return bytes
    }

    /// A number of one to four bytes, the highest first.
    mutating func big(_ count: Int, at offset: Int64) throws(PictureProblem) -> Int {
        var number = 0
        for place in 0..<count { number = number << 8 | Int(try byte(offset + Int64(place))) }
        return number
    }

    /// A number of one to four bytes, the lowest first.
    mutating func little(_ count: Int, at offset: Int64) throws(PictureProblem) -> Int {
        var number = 0
        for place in 0..<count { number |= Int(try byte(offset + Int64(place))) << (8 * place) }
        return number
    }

    private mutating func load(_ offset: Int64) throws(PictureProblem) {
        guard offset >= 0, offset < size else { throw .damaged }
        page = file.read(count: Self.pageSize, at: offset)
        pageStart = offset
        guard !page.isEmpty else { throw .damaged }
    }
}
