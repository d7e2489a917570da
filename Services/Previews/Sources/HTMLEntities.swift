// SPDX-License-Identifier: Apache-2.0

/// Reads `&amp;` and the like.
enum HTMLEntities {
    /// The longest name with its `;`, and longer than any number that is a sign.
    private static let longest = 12

    /// The names that stand in titles. Of the two thousand others the text stays as it is.
    private static let names: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "copy": "©", "reg": "®",
        "trade": "™", "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "sbquo": "‚",
        "ldquo": "“", "rdquo": "”", "bdquo": "„", "laquo": "«", "raquo": "»", "lsaquo": "‹", "rsaquo": "›",
        "bull": "•", "middot": "·", "deg": "°", "euro": "€", "pound": "£", "yen": "¥", "cent": "¢",
        "sect": "§",
        "para": "¶", "times": "×", "divide": "÷", "plusmn": "±", "frac12": "½", "frac14": "¼", "szlig": "ß",
        "iexcl": "¡", "iquest": "¿", "larr": "←", "rarr": "→", "uarr": "↑", "darr": "↓", "hearts": "♥",
        "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "aring": "å",
        "Aring": "Å",
        "aelig": "æ", "AElig": "Æ", "oslash": "ø", "Oslash": "Ø", "eacute": "é", "Eacute": "É", "egrave": "è",
        "Egrave": "È", "ecirc": "ê", "euml": "ë", "agrave": "à", "Agrave": "À", "aacute": "á", "Aacute": "Á",
        "acirc": "â", "atilde": "ã", "iacute": "í", "Iacute": "Í", "icirc": "î", "iuml": "ï", "oacute": "ó",
        "Oacute": "Ó", "ograve": "ò", "ocirc": "ô", "otilde": "õ", "uacute": "ú", "Uacute": "Ú",
        "ugrave": "ù",
        "ucirc": "û", "ccedil": "ç", "Ccedil": "Ç", "ntilde": "ñ", "Ntilde": "Ñ", "oelig": "œ", "scaron": "š",
    ]

    /// The text with the signs that are meant.
    static func decode(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var decoded = ""
        var rest = text[...]
        while let mark = rest.firstIndex(of: "&") {
            decoded += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            let word = rest.prefix(longest)
            guard let end = word.firstIndex(of: ";"), let sign = sign(word[..<end]) else {
                decoded += "&"
                continue
            }
            decoded += sign
            rest = rest[rest.index(after: end)...]
        }
        return decoded + rest
    }

    private static func sign(_ name: Substring) -> String? {
        guard name.first == "#" else { return names[String(name)] }
        let digits = name.dropFirst()
        let isHex = digits.first == "x" || digits.first == "X"
        let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let number, number > 0, let scalar = Unicode.Scalar(number) else { return nil }
        return String(scalar)
    }
}
