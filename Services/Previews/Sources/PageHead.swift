// SPDX-License-Identifier: Apache-2.0
import PreviewsAPI

/// What the head of a page says of it.
///
/// No parser of HTML: it goes once through the text, forward only, so a page costs what it is long, whatever it is made
/// of. It knows tags with their attributes, comments, and the elements whose content is text; it ends where the body begins.
/// Everything else is skipped.
struct PageHead {
    private(set) var title: String?
    /// What `<meta>` says, by its name in lower case; what is said first counts.
    private(set) var facts: [String: String] = [:]

    private static let wanted: Set<String> = [
        "og:title", "og:description", "og:site_name", "description", "twitter:title", "twitter:description",
    ]

    /// Reads a page.
    init(_ text: String) {
        var scanner = TagScanner(text)
        while let tag = scanner.next() {
            switch tag.name {
            case "body": return
            case "title":
                let words = scanner.text(until: "title")
                if title == nil { title = HTMLEntities.decode(words) }
            case "meta":
                let name = (tag.attributes["property"] ?? tag.attributes["name"])?.lowercased() ?? ""
                guard Self.wanted.contains(name), facts[name] == nil, let content = tag.attributes["content"]
                else { continue }
                facts[name] = HTMLEntities.decode(content)
            case "script", "style", "noscript", "template", "textarea", "iframe", "xmp", "svg":
                _ = scanner.text(until: tag.name)
            default: continue
            }
        }
    }

    /// What is shown below a link; nil without a title.
    func preview(of url: String) -> LinkPreview? {
        let titles = [facts["og:title"], facts["twitter:title"], title]
        guard let title = Self.first(titles, PreviewsLimits.title) else { return nil }
        let texts = [facts["og:description"], facts["description"], facts["twitter:description"]]
        return LinkPreview(
            url: url,
            title: title,
            description: Self.first(texts, PreviewsLimits.description),
            siteName: Self.first([facts["og:site_name"]], PreviewsLimits.siteName)
        )
    }

    private static func first(_ texts: [String?], _ limit: Int) -> String? {
        for text in texts {
            if let text, case let line = line(text, limit), !line.isEmpty { return line }
        }
        return nil
    }

    /// One line of plain words: white space is one space, and what turns the direction of the text around it, is not seen,
    /// or is no sign at all, is left out.
    private static func line(_ text: String, _ limit: Int) -> String {
        var line = String.UnicodeScalarView()
        var isSpaceDue = false
        var count = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                isSpaceDue = count > 0
                continue
            }
            switch scalar.properties.generalCategory {
            // Joiners hold emoji and the letters of some scripts together.
            case .format where scalar.value != 0x200C && scalar.value != 0x200D: continue
            case .control, .surrogate, .privateUse, .unassigned: continue
            default: break
            }
            if count + (isSpaceDue ? 2 : 1) >= limit {
                line.append("…")
                break
            }
            if isSpaceDue { line.append(" ") }
            line.append(scalar)
            count += isSpaceDue ? 2 : 1
            isSpaceDue = false
        }
        return String(line)
    }
}
