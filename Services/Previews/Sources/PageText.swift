// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Makes text of the bytes of a page.
enum PageText {
    /// How many bytes are looked through for what the page says of its own encoding, as browsers do.
    private static let prescan = 1024

    /// The text of a page; nil when its encoding is wrong, or none of those that Foundation reads on Linux.
    static func decode(_ bytes: [UInt8], contentType: String) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return utf8(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFE, 0xFF]) { return other(bytes.dropFirst(2), .utf16BigEndian) }
        if bytes.starts(with: [0xFF, 0xFE]) { return other(bytes.dropFirst(2), .utf16LittleEndian) }
        let name = charset(in: contentType) ?? charset(in: latin(bytes.prefix(prescan)))
        switch name ?? "utf-8" {
        case "utf-8", "utf8": return utf8(bytes[...])
        // Browsers read these as Windows' extension of them; every byte is some sign.
        case "iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252":
            return other(bytes[...], .windowsCP1252) ?? latin(bytes[...])
        case "windows-1250": return other(bytes[...], .windowsCP1250)
        case "windows-1251": return other(bytes[...], .windowsCP1251)
        case "iso-8859-2": return other(bytes[...], .isoLatin2)
        case "shift_jis", "sjis", "shift-jis", "x-sjis": return other(bytes[...], .shiftJIS)
        default: return nil
        }
    }

    /// The name after `charset=`, in lower case.
    private static func charset(in text: String) -> String? {
        guard let range = text.range(of: "charset", options: .caseInsensitive) else { return nil }
        var rest = text[range.upperBound...].drop { $0.isWhitespace }
        guard rest.first == "=" else { return nil }
        rest = rest.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        return name.isEmpty ? nil : name.lowercased()
    }

    /// A page that was cut off may end within a sign, and wrong bytes are a wrong sign each, as in browsers.
    private static func utf8(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func latin(_ bytes: ArraySlice<UInt8>) -> String {
        String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }

    /// Encodings of more than one byte may be cut off within a sign, so the end is left off until it can be read.
    private static func other(_ bytes: ArraySlice<UInt8>, _ encoding: String.Encoding) -> String? {
        for cut in 0...3 where cut <= bytes.count {
            if let text = String(data: Data(bytes.dropLast(cut)), encoding: encoding) { return text }
        }
        return nil
    }
}
