// SPDX-License-Identifier: Apache-2.0
import Foundation

// One spelling for all that people take for the same: case, accents, width. It is our own, on both databases, so that
// both find the same. Foundation's `folding` takes vowel signs for accents in some scripts: it would make が of か and
// strip Thai of half its vowels.

/// Folds characters to the scalars they are compared by.
enum Folding {
    /// The scalars of a character: none for what is not seen.
    static func fold(_ character: Character) -> [Unicode.Scalar] {
        if let byte = character.asciiValue { return [foldASCII(byte)] }
        let scalars = character.unicodeScalars
        if scalars.count == 1, let scalar = scalars.first, isItself(scalar) { return [scalar] }
        return unfolded(character)
    }

    /// The scalar of an ASCII character.
    static func foldASCII(_ byte: UInt8) -> Unicode.Scalar {
        let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        return Unicode.Scalar(isCapital ? byte | 0x20 : byte)
    }

    /// Han, kana, Hangul and Thai as they are mostly written: nothing to do.
    private static func isItself(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E01...0x0E5B, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
        default: false
        }
    }

    private static func unfolded(_ character: Character) -> [Unicode.Scalar] {
        let whole = String(character).decomposedStringWithCompatibilityMapping.lowercased()
            .decomposedStringWithCompatibilityMapping
        var folded = String.UnicodeScalarView()
        var base: Unicode.Scalar?
        for scalar in whole.unicodeScalars where !isIgnored(scalar) {
            if scalar.properties.generalCategory == .nonspacingMark {
                if let base, losesMarks(base) { continue }
            } else {
                base = scalar
            }
            if let plain = plainLetters[scalar] {
                folded.append(contentsOf: plain.unicodeScalars)
            } else {
                folded.append(scalar)
            }
        }
        // Kana get their marks back, Hangul its syllables.
        return Array(String(folded).precomposedStringWithCanonicalMapping.unicodeScalars)
    }

    /// Directions, joiners, variation selectors and the like, which nobody types or sees.
    static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format || scalar.properties.isDefaultIgnorableCodePoint
            || scalar.value == 0x0640
    }

    /// Latin, Greek, Cyrillic, Hebrew and Arabic are written with and without their marks.
    private static func losesMarks(_ base: Unicode.Scalar) -> Bool {
        switch base.value {
        case 0x41...0x7A, 0xC0...0x24F, 0x370...0x52F, 0x5D0...0x5EA, 0x620...0x6FF, 0x1E00...0x1FFF: true
        default: false
        }
    }

    /// Letters that Unicode does not take apart, and people type without.
    private static let plainLetters: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th",
        "ς": "σ",
        "ħ": "h", "ŋ": "n",
    ]

    /// Whether a script is written without spaces between words, so that it is cut into pairs. Hangul has spaces, but
    /// its words carry endings.
    static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3005...0x3007,
            0x3041...0x30FF, 0x3130...0x318F, 0x31F0...0x31FF, 0x3400...0x9FFF, 0xAC00...0xD7AF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            // The middle dot stands between words.
            scalar.value != 0x30FB
        default: false
        }
    }

    /// Whether a scalar is a mark on the one before it.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.isASCII && scalar.properties.generalCategory == .nonspacingMark
    }

    /// Whether a scalar is part of words.
    static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            let value = scalar.value
            return (0x61...0x7A).contains(value) || (0x30...0x39).contains(value)
                || (0x41...0x5A).contains(value)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            return true
        default: return false
        }
    }
}
