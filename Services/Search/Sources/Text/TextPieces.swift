// SPDX-License-Identifier: Apache-2.0

/// A piece of a text: a word, or a run of a script without spaces; folded, and where it stands.
struct TextPiece: Sendable {
    /// The folded scalars.
    var scalars: [Unicode.Scalar]
    /// Where each of them comes from.
    var places: [Range<String.Index>]
    /// Whether it is a run of a script without spaces.
    let isRun: Bool

    /// The piece as text.
    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// Where it stands in the text.
    var place: Range<String.Index>? {
        guard let first = places.first, let last = places.last else { return nil }
        return first.lowerBound..<last.upperBound
    }

    /// The pairs of neighbours in a run: `東京都` has `東京` and `京都`. A single one stays alone.
    var pairs: [String] {
        guard scalars.count > 1 else { return [text] }
        return zip(scalars, scalars.dropFirst()).map { first, second in
            var view = String.UnicodeScalarView()
            view.append(first)
            view.append(second)
            return String(view)
        }
    }
}

/// Cuts texts into pieces.
enum TextPieces {
    /// The pieces of a text in their order.
    static func cut(_ text: String) -> [TextPiece] {
        var pieces: [TextPiece] = []
        var current: TextPiece?
        func close() {
            if let piece = current, !piece.scalars.isEmpty { pieces.append(piece) }
            current = nil
        }
        func take(_ scalar: Unicode.Scalar, at place: Range<String.Index>) {
            guard Folding.isPartOfWord(scalar) else { return close() }
            let isRun = Folding.isUnspaced(scalar)
            // A mark belongs to whatever it follows.
            if let piece = current, piece.isRun != isRun, !Folding.isMark(scalar) { close() }
            if current == nil { current = TextPiece(scalars: [], places: [], isRun: isRun) }
            guard current?.isRun == true || (current?.scalars.count ?? 0) < SearchLimits.wordLength else {
                return
            }
            current?.scalars.append(scalar)
            current?.places.append(place)
        }
        let bytes = text.utf8
        var index = text.startIndex
        while index < text.endIndex {
            // Most characters are one byte with no mark on it, and nobody need look where they end.
            let following = bytes.index(after: index)
            if bytes[index] < 0x80, following == text.endIndex || bytes[following] < 0x80 {
                take(Folding.foldASCII(bytes[index]), at: index..<following)
                index = following
                continue
            }
            let next = text.index(after: index)
            if let byte = text[index].asciiValue {
                take(Folding.foldASCII(byte), at: index..<next)
            } else {
                for scalar in Folding.fold(text[index]) { take(scalar, at: index..<next) }
            }
            index = next
        }
        close()
        return pieces
    }
}
