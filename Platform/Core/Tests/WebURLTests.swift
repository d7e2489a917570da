// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

struct WebURLTests {
    @Test(arguments: [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.ORG/A?b=C#d", "http://example.org/A?b=C"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:8080", "http://example.org:8080/"),
        ("https://example.org?q", "https://example.org/?q"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://example.org:/a", "https://example.org/a"),
        ("https://a_b.example.org/", "https://a_b.example.org/"),
        ("https://example.org/ä/\"x\"", "https://example.org/%C3%A4/%22x%22"),
        ("https://example.org/%zz|a\\b", "https://example.org/%zz%7Ca%5Cb"),
        // An accent after a delimiter does not hide it.
        ("https://example.org#\u{301}", "https://example.org/"),
        ("https://example.org/a#\u{301}b", "https://example.org/a"),
        ("https://example.org?\u{301}#c", "https://example.org/?%CC%81"),
        ("https://example.org/\u{301}", "https://example.org/%CC%81"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://例え.jp/", "https://xn--r8jz45g.jp/"),
    ])
    func `an address has one spelling`(text: String, spelling: String) {
        #expect(WebURL(text)?.description == spelling)
    }

    @Test(arguments: [
        "", "example.org", "//example.org", "ftp://example.org", "javascript:alert(1)", "https:///a",
        "https://",
        "https:example.org", "https://localhost", "https://localhost:80/", "https://router/", "https://.org",
        "https://a..b.org", "https://-a.org", "https://a-.org", "https://exa mple.org",
        "https://example.org/\n",
        "https://user@example.org", "https://user:word@example.org/", "https://example.org@127.0.0.1/",
        "https://example.org\\@evil.org/", "https://example.org:0/", "https://example.org:65536/",
        "https://example.org:+80/", "https://example.org:80:80/", "https://example.org:8x/",
        "https://%31.org/", "https://%\u{301}31.org/",
        "https://user@\u{301}example.org/", "https://user:\u{301}@example.org/",
        "https://example.org\\\u{301}@evil.org/", "https://example.org:\u{301}80/",
        "https:/\u{301}/example.org/", "https://\u{301}example.org/", "https://example.org／evil.org/",
        "https://example.org＃.evil.org/", "https://user＠example.org/",
        // Numbers, in every spelling that some reader takes for 127.0.0.1 or ::1.
        "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://017700000001/",
        "http://0177.0.0.1/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0x7f.1/",
        "http://127.0.0.1./",
        "http://127.0.0.0x1/", "http://１２７.０.０.１/", "http://①②⑦.0.0.1/", "http://127。0。0。1/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://[::]/", "http://::1/", "http://[fe80::1%25eth0]/", "http://1/",
        "http://0/", "http://1.1.1.1/", "http://8.8.8.8.8/", "http://00/", "http://0x/", "http://a.0x7f/",
    ])
    func `what can be read in two ways is no address`(text: String) {
        #expect(WebURL(text) == nil)
    }

    @Test func `what is too long is no address`() {
        let path = String(repeating: "a", count: WebURL.longest)
        #expect(WebURL("https://example.org/\(path)") == nil)
        #expect(WebURL("https://\(String(repeating: "a.", count: 150))org/") == nil)
        #expect(WebURL("https://\(String(repeating: "a", count: 64)).org/") == nil)
        #expect(
            WebURL("https://example.org/\(String(repeating: "ä", count: 400))") == nil,
            "escaped it is too long"
        )
    }

    @Test(
        arguments: [
            ("https://other.org/x", "https://other.org/x"), ("//other.org/x", "https://other.org/x"),
            ("/x?y", "https://example.org:8443/x?y"), ("x", "https://example.org:8443/a/x"),
            ("?z", "https://example.org:8443/a/b?z"), ("#z", "https://example.org:8443/a/b"),
            ("", "https://example.org:8443/a/b"), ("http://other.org", "http://other.org/"),
            ("//127.0.0.1/", nil), ("ftp://other.org/", nil), ("javascript:alert(1)", nil), ("///x", nil),
            ("http:x", nil), ("#\u{301}z", "https://example.org:8443/a/b"),
            ("?\u{301}", "https://example.org:8443/a/b?%CC%81"),
            ("/\u{301}", "https://example.org:8443/%CC%81"),
            (":\u{301}//other.org/", nil), ("ftp:\u{301}x", nil),
        ] as [(String, String?)]
    )
    func `what a redirect points to is found from where it stands`(reference: String, found: String?) throws {
        let base = try #require(WebURL("https://example.org:8443/a/b?c=/d/"))
        #expect(WebURL(reference, from: base)?.description == found)
    }
}
