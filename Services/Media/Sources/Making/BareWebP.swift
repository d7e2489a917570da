// SPDX-License-Identifier: Apache-2.0

/// Cuts everything from a WebP file (RFC 9649) but the picture: no place, no camera, no profile, no comments.
///
/// The program that makes the files is told to leave these out as well. That nobody learns from a picture where it was
/// taken shall not depend on how a version of it understands that.
enum BareWebP {
    private static let alphaFlag: UInt8 = 0x10

    /// The file with its pixels and its transparency. Nil when it is no still WebP picture.
    static func make(of file: [UInt8]) -> [UInt8]? {
        guard file.count >= 20, file.starts(with: "RIFF".utf8), file[8..<12].elementsEqual("WEBP".utf8) else {
            return nil
        }
        var (extended, alpha, pixels): ([UInt8]?, [UInt8]?, [UInt8]?) = (nil, nil, nil)
        var place = 12
        while place + 8 <= file.count {
            let length = (0..<4).reduce(0) { $0 | Int(file[place + 4 + $1]) << (8 * $1) }
            let end = place + 8 + length + length % 2
            guard end <= file.count + length % 2 else { return nil }
            let chunk = Array(file[place..<min(end, file.count)])
            switch String(decoding: chunk.prefix(4), as: UTF8.self) {
            case "VP8X" where length == 10: extended = chunk
            case "ALPH": alpha = chunk
            case "VP8 ", "VP8L": pixels = chunk
            case "ANIM", "ANMF": return nil
            default: break
            }
            place = end
        }
        guard let pixels else { return nil }
        var body = Array("WEBP".utf8)
        // A file without a chunk of transparency needs no head that says what else there is.
        if let alpha {
            guard var extended else { return nil }
            extended[8] = alphaFlag
            body += extended + alpha
        }
        body += pixels
        return Array("RIFF".utf8) + (0..<4).map { UInt8(body.count >> (8 * $0) & 0xFF) } + body
    }
}
