// SPDX-License-Identifier: Apache-2.0
import PreviewsAPI
import Testing

@testable import Previews

struct PageHeadTests {
    private func preview(_ html: String) -> LinkPreview? {
        PageHead(html).preview(of: "https://example.org/")
    }

    @Test func `the words for previews count before those for readers and searches`() {
        let page = preview(
            """
            <!DOCTYPE html><html lang=en><head><meta charset="utf-8">
            <TITLE>Plain</TITLE><meta name="description" content="Plain words">
            <meta property='og:title' content='Open "Graph"'><META CONTENT="About it" PROPERTY="OG:Description" />
            <meta property=og:site_name content=Example><meta property="og:title" content="Second">
            </head><body><title>Body</title></body></html>
            """
        )

        #expect(
            page
                == LinkPreview(
                    url: "https://example.org/",
                    title: "Open \"Graph\"",
                    description: "About it",
                    siteName: "Example"
                )
        )
        #expect(preview("<title>Plain</title><meta name=description content=Words>")?.description == "Words")
        #expect(preview("<meta name=twitter:title content=Bird>")?.title == "Bird")
    }

    @Test(
        arguments: [
            ("", nil), ("no tags", nil), ("<title></title>", nil), ("<title> \n\t </title>", nil),
            ("<title>", nil),
            ("<title", nil), ("<", nil), ("</title>", nil), ("<title>a", "a"), ("<title>a</titl", "a</titl"),
            ("<title>a</TITLE >", "a"), ("<title>a <b>c</title>", "a <b>c"), ("<title/>a</title>", "a"),
            ("<!-- <title>no</title> --><title>yes</title>", "yes"), ("<!--><title>yes</title>-->", "yes"),
            ("<!---><title>yes</title>-->", "yes"), ("<!----><title>yes</title>", "yes"),
            ("<!-- a->b <title>no</title> --><title>yes</title>", "yes"), ("<!--", nil), ("<!--- -", nil),
            ("<!-- <title>no</title>", nil), ("<? <title>yes</title>", nil),
            ("<!doctype><title>yes</title>", "yes"),
            ("<script>'<title>no</title>'</script><title>yes</title>", "yes"),
            ("<style><title>no</title></style><title>yes</title>", "yes"), ("<script><title>no</title>", nil),
            ("<svg><title>no</title></svg><title>yes</title>", "yes"), ("<body><title>no</title>", nil),
            ("<p title='<title>no</title>'><title>yes</title>", "yes"),
            ("<titles>no</titles><title>yes</title>", "yes"),
            ("<meta property=og:title content=''><title>yes</title>", "yes"),
            ("<meta property=og:title><title>yes</title>", "yes"),
            ("<meta property=og:title content=\"open", nil),
            (
                "<title>a &amp; b &lt;i&gt; &#39;&#x2019; &nope; &amp &#0; &#xD800; &#99999999999;</title>",
                "a & b <i> '’ &nope; &amp &#0; &#xD800; &#99999999999;"
            ),
            ("<title>\u{202E}left\u{200B}\u{0000}\u{2066}\n  right\u{FEFF}</title>", "left right"),
            ("<title>👩‍👩‍👧‍👦</title>", "👩‍👩‍👧‍👦"), ("<title>&#x202E;x</title>", "x"),
        ] as [(String, String?)]
    )
    func `a title is read as browsers read it, or not at all`(html: String, title: String?) {
        #expect(preview(html)?.title == title)
    }

    @Test func `what is shown has a length`() {
        let long = String(repeating: "word ", count: 5_000)
        let page = preview(
            "<title>\(long)</title><meta name=description content='\(long)'><meta property=og:site_name content='\(long)'>"
        )

        #expect(page?.title.unicodeScalars.count ?? 0 <= 300 && page?.title.hasSuffix("…") == true)
        #expect(page?.description?.unicodeScalars.count ?? 0 <= 500)
        #expect(page?.siteName?.unicodeScalars.count ?? 0 <= 100)
    }

    /// An eighth of a megabyte each: what goes back would take minutes.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "<", "<a", "<!--", "<!-", "</", "</title", "<title><", "<a b", "<a b=", "<a b='",
            "<meta content=", "&", "&amp",
            "<title>&", "<script><", "<script></", "<a =", "\"<a \"", "<a/", "-->", "<!--->",
            "<meta property=og:title content=&#x",
        ]
    )
    func `a hostile page costs what it is long`(piece: String) {
        let page = String(repeating: piece, count: 131_072 / piece.utf8.count)
        _ = preview(page)
        _ = preview("<title>" + page)
        _ = preview("<meta property=og:title content='" + page)
    }
}

struct PageTextTests {
    private func text(_ bytes: [UInt8], _ type: String = "text/html") -> String? {
        PageText.decode(bytes, contentType: type)
    }

    @Test func `a page says how it is written, or its server does`() {
        #expect(text(Array("ä".utf8)) == "ä")
        #expect(text([0xE4], "text/html; charset=ISO-8859-1") == "ä")
        #expect(text([0x93, 0x80], "text/html;charset=\"windows-1252\"") == "“€")
        #expect(text([0xCF, 0xF0, 0xE8], "text/html; charset=windows-1251") == "При")
        #expect(text([0x93, 0xFA, 0x96, 0x7B], "text/html; charset=Shift_JIS") == "日本")
        #expect(text(Array("<meta charset=iso-8859-1>".utf8) + [0xE4])?.hasSuffix("ä") == true)
        #expect(
            text(Array("<meta charset=iso-8859-1>ä".utf8), "text/html; charset=utf-8")?.hasSuffix("ä") == true
        )
        #expect(text([0xFE, 0xFF, 0x00, 0xE4], "text/html; charset=iso-8859-1") == "ä")
        #expect(text([0xFF, 0xFE, 0xE4, 0x00]) == "ä" && text([0xEF, 0xBB, 0xBF, 0x61]) == "a")
    }

    @Test func `wrong bytes are wrong signs, and an unknown encoding is none`() {
        #expect(text([0x61, 0xFF, 0x62]) == "a\u{FFFD}b")
        #expect(text([0x93, 0xFA, 0x96], "text/html; charset=shift_jis") == "日")
        #expect(
            text([0x61], "text/html; charset=utf-7") == nil
                && text([0x61], "text/html; charset=klingon") == nil
        )
        #expect(text([]) == "" && text([0xFF, 0xFE, 0xE4]) != nil)
    }
}
