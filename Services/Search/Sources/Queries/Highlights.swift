// SPDX-License-Identifier: Apache-2.0
import SearchAPI

/// Marks in a text what a query looks for. The pieces are the text as it is; nothing in them is markup.
struct Highlights: Sendable {
    private let words: [SearchQuery.Word]

    init(_ query: SearchQuery) {
        words =
            query.words + Array(query.phrases.joined())
            + query.tags.flatMap { TextPieces.cut($0) }.map(SearchQuery.Word.init)
    }

    /// An excerpt around the first match.
    func excerpt(of text: String) -> [HighlightPiece] {
        let matches = matches(in: text)
        let start = start(of: text, firstMatch: matches.first?.lowerBound)
        let end = text.index(start, offsetBy: SearchLimits.excerpt, limitedBy: text.endIndex) ?? text.endIndex
        var pieces: [HighlightPiece] = []
        func add(_ range: Range<String.Index>, isMatch: Bool) {
            guard !range.isEmpty else { return }
            pieces.append(HighlightPiece(String(text[range]), isMatch: isMatch))
        }
        if start > text.startIndex { pieces.append(HighlightPiece("…")) }
        var place = start
        for match in matches where match.lowerBound >= place && match.lowerBound < end {
            add(place..<match.lowerBound, isMatch: false)
            place = min(match.upperBound, end)
            add(match.lowerBound..<place, isMatch: true)
        }
        add(place..<end, isMatch: false)
        if end < text.endIndex { pieces.append(HighlightPiece("…")) }
        return pieces
    }

    private func start(of text: String, firstMatch: String.Index?) -> String.Index {
        guard let firstMatch,
            let start = text.index(
                firstMatch,
                offsetBy: -SearchLimits.excerptLead,
                limitedBy: text.startIndex
            )
        else { return text.startIndex }
        // Short texts are shown whole.
        guard text.index(text.startIndex, offsetBy: SearchLimits.excerpt, limitedBy: text.endIndex) != nil
        else {
            return text.startIndex
        }
        return start
    }

    /// Where matches stand, in their order and apart from each other.
    private func matches(in text: String) -> [Range<String.Index>] {
        guard !words.isEmpty else { return [] }
        var found: [Range<String.Index>] = []
        for piece in TextPieces.cut(text) {
            for range in ranges(in: piece) {
                if let last = found.last, last.upperBound >= range.lowerBound {
                    found[found.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
                } else {
                    found.append(range)
                }
            }
        }
        return found
    }

    private func ranges(in piece: TextPiece) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        for word in words where word.isRun == piece.isRun {
            let wanted = Array(word.text.unicodeScalars)
            let places = Self.places(of: wanted, in: piece.scalars, everywhere: piece.isRun)
            for start in places {
                let (first, last) = (piece.places[start], piece.places[start + wanted.count - 1])
                found.append(first.lowerBound..<last.upperBound)
            }
            if places.isEmpty, !piece.isRun, wanted.count >= SearchLimits.typoFrom,
                OneTypo.lies(between: word.text, and: piece.text), let place = piece.place
            {
                found.append(place)
            }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    private static func places(
        of wanted: [Unicode.Scalar],
        in scalars: [Unicode.Scalar],
        everywhere: Bool
    ) -> [Int] {
        guard !wanted.isEmpty, wanted.count <= scalars.count else { return [] }
        var places: [Int] = []
        for start in 0...(scalars.count - wanted.count)
        where scalars[start..<(start + wanted.count)].elementsEqual(wanted) {
            places.append(start)
            if !everywhere { break }
        }
        guard !everywhere else { return places }
        // Inside of words only what is long enough was looked for.
        return places.filter { place in
            place == 0
                ? wanted.count == scalars.count || wanted.count >= SearchLimits.prefixFrom
                : wanted.count >= SearchLimits.innerFrom
        }
    }
}
