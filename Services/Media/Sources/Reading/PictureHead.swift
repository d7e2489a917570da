// SPDX-License-Identifier: Apache-2.0
import Endpoints

// What a file is, is read from its bytes; what the client calls it is not even looked at. The formats are walked to
// their end as far as that is cheap, for three reasons: the size in pixels has to be known before anything is decoded,
// a file that is cut off is to be refused rather than half shown, and so is a file that is two things at once. Nothing
// that was uploaded is ever sent out again, so a file that gets through as two things is harmless still.

/// The formats that are read.
enum PictureFormat: Equatable {
    case jpeg, png, gif, webp
}

/// What the head of a picture says.
struct PictureHead: Equatable {
    let format: PictureFormat
    let width: Int
    let height: Int
    /// Whether it is a JPEG of three colours without a profile of colours.
    var isPlainPhoto = false

    /// Reads the head of a file and refuses what is no picture, too large, cut off, or more than a picture. Blocks.
    static func read(_ file: UploadedFile) throws(PictureProblem) -> PictureHead {
        guard file.size > 0 else { throw .empty }
        var bytes = FileBytes(file)
        let start = try bytes.bytes(min(16, Int(file.size)), at: 0)
        let head =
            if start.starts(with: [0xFF, 0xD8, 0xFF]) {
                try JPEGHead.read(&bytes)
            } else if start.starts(with: PNGHead.signature) {
                try PNGHead.read(&bytes)
            } else if start.starts(with: Array("GIF87a".utf8)) || start.starts(with: Array("GIF89a".utf8)) {
                try GIFHead.read(&bytes)
            } else if start.count >= 12, start.starts(with: Array("RIFF".utf8)),
                start[8..<12].elementsEqual("WEBP".utf8)
            {
                try WebPHead.read(&bytes)
            } else {
                throw PictureProblem.unknown
            }
        guard head.width > 0, head.height > 0 else { throw .damaged }
        guard head.width <= MediaLimits.side, head.height <= MediaLimits.side,
            head.width * head.height <= MediaLimits.pixels
        else { throw .tooLarge }
        try SecondMeaning.refuse(&bytes)
        return head
    }
}

/// JPEG (ITU-T T.81): segments up to the one that tells the size.
private enum JPEGHead {
    /// Profiles and previews of a camera take some dozens.
    private static let mostSegments = 1_024

    static func read(_ bytes: inout FileBytes) throws(PictureProblem) -> PictureHead {
        var place: Int64 = 2
        var hasProfile = false
        for _ in 0..<mostSegments {
            guard try bytes.byte(place) == 0xFF else { throw .damaged }
            var marker = try bytes.byte(place + 1)
            while marker == 0xFF {
                place += 1
                marker = try bytes.byte(place + 1)
            }
            switch marker {
            case 0x01, 0xD0...0xD7: place += 2
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
                let height = try bytes.big(2, at: place + 5)
                let width = try bytes.big(2, at: place + 7)
                let colours = try bytes.byte(place + 9)
                let isPlain = !hasProfile && colours == 3
                return PictureHead(format: .jpeg, width: width, height: height, isPlainPhoto: isPlain)
            case 0x00, 0xD8, 0xD9, 0xDA: throw .damaged
            default:
                let length = try bytes.big(2, at: place + 2)
                guard length >= 2 else { throw .damaged }
                // The second application segment holds profiles, or less.
                hasProfile = hasProfile || marker == 0xE2
                place += 2 + Int64(length)
            }
        }
        throw .damaged
    }
}

/// PNG (RFC 2083): chunks from IHDR to IEND, which is the end of the file.
private enum PNGHead {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let mostChunks = 50_000

    static func read(_ bytes: inout FileBytes) throws(PictureProblem) -> PictureHead {
        guard try bytes.big(4, at: 8) == 13, try bytes.bytes(4, at: 12).elementsEqual("IHDR".utf8) else {
            throw .damaged
        }
        let head = PictureHead(
            format: .png,
            width: try bytes.big(4, at: 16),
            height: try bytes.big(4, at: 20)
        )
        var place: Int64 = 8
        for _ in 0..<mostChunks {
            let length = try bytes.big(4, at: place)
            let isEnd = try bytes.bytes(4, at: place + 4).elementsEqual("IEND".utf8)
            place += 12 + Int64(length)
            guard place <= bytes.size else { throw .damaged }
            guard isEnd else { continue }
            guard place == bytes.size else { throw .ambiguous }
            return head
        }
        throw .damaged
    }
}

/// GIF (https://www.w3.org/Graphics/GIF/spec-gif89a.txt): blocks up to the trailer, which is the end of the file.
private enum GIFHead {
    static func read(_ bytes: inout FileBytes) throws(PictureProblem) -> PictureHead {
        var (width, height) = (try bytes.little(2, at: 6), try bytes.little(2, at: 8))
        var place = 13 + colours(try bytes.byte(10))
        var hasFrame = false
        while true {
            switch try bytes.byte(place) {
            case 0x21: place = try skip(&bytes, place + 2)
            case 0x2C:
                // A frame may reach beyond the canvas, and readers may make the canvas larger for it.
                width = max(width, try bytes.little(2, at: place + 1) + bytes.little(2, at: place + 5))
                height = max(height, try bytes.little(2, at: place + 3) + bytes.little(2, at: place + 7))
                hasFrame = true
                place = try skip(&bytes, place + 10 + colours(try bytes.byte(place + 9)) + 1)
            case 0x3B:
                guard hasFrame else { throw .damaged }
                guard place + 1 == bytes.size else { throw .ambiguous }
                return PictureHead(format: .gif, width: width, height: height)
            default: throw .damaged
            }
        }
    }

    /// The bytes of a colour table that a byte of flags announces.
    private static func colours(_ flags: UInt8) -> Int64 {
        flags & 0x80 == 0 ? 0 : 3 << (Int64(flags & 7) + 1)
    }

    /// The place after a chain of blocks, each with its length in front, that ends with an empty one.
    private static func skip(_ bytes: inout FileBytes, _ start: Int64) throws(PictureProblem) -> Int64 {
        var place = start
        while true {
            let length = try bytes.byte(place)
            place += 1 + Int64(length)
            if length == 0 { return place }
        }
    }
}

/// WebP (RFC 9649): a RIFF file as long as it says, whose first chunk tells the size.
enum WebPHead {
    static func read(_ bytes: inout FileBytes) throws(PictureProblem) -> PictureHead {
        let length = Int64(try bytes.little(4, at: 4)) + 8
        guard bytes.size >= length else { throw .damaged }
        // A byte may follow to make the length even.
        guard bytes.size <= length + length % 2 else { throw .ambiguous }
        let chunk = String(decoding: try bytes.bytes(4, at: 12), as: UTF8.self)
        switch chunk {
        case "VP8 ":
            guard try bytes.bytes(3, at: 23) == [0x9D, 0x01, 0x2A] else { throw .damaged }
            return PictureHead(
                format: .webp,
                width: try bytes.little(2, at: 26) & 0x3FFF,
                height: try bytes.little(2, at: 28) & 0x3FFF
            )
        case "VP8L":
            guard try bytes.byte(20) == 0x2F else { throw .damaged }
            let bits = try bytes.little(4, at: 21)
            return PictureHead(format: .webp, width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
        case "VP8X":
            return PictureHead(
                format: .webp,
                width: try bytes.little(3, at: 24) + 1,
                height: try bytes.little(3, at: 27) + 1
            )
        default: throw .damaged
        }
    }
}

/// A file that is a picture and something else: a page, a script, a document or an archive.
private enum SecondMeaning {
    /// Readers of PDF look for its mark in the first kilobyte; browsers look for pages in less.
    private static let headLength = 4_096
    /// An archive ends with 22 bytes and a comment of up to 65,535.
    private static let tailLength = 65_557

    private static let marks = ["<script", "<html", "<!doctype", "<svg", "<?php", "%pdf-"].map {
        Array($0.utf8)
    }

    static func refuse(_ bytes: inout FileBytes) throws(PictureProblem) {
        let head = try bytes.bytes(min(headLength, Int(bytes.size)), at: 0).map { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
        }
        for mark in marks where contains(head, mark) { throw .ambiguous }
        let tailStart = max(0, bytes.size - Int64(tailLength))
        let tail = try bytes.bytes(Int(bytes.size - tailStart), at: tailStart)
        guard !endsAnArchive(tail) else { throw .ambiguous }
    }

    private static func contains(_ bytes: [UInt8], _ mark: [UInt8]) -> Bool {
        guard bytes.count >= mark.count else { return false }
        return (0...bytes.count - mark.count).contains { start in
            bytes[start] == mark[0] && bytes[start..<start + mark.count].elementsEqual(mark)
        }
    }

    /// Whether a ZIP archive's last record is here, with a comment that reaches to the end of the file.
    private static func endsAnArchive(_ tail: [UInt8]) -> Bool {
        guard tail.count >= 22 else { return false }
        return (0...tail.count - 22).contains { start in
            guard tail[start] == 0x50, tail[start + 1] == 0x4B, tail[start + 2] == 5, tail[start + 3] == 6
            else {
                return false
            }
            return start + 22 + Int(tail[start + 20]) + Int(tail[start + 21]) << 8 == tail.count
        }
    }
}
