// SPDX-License-Identifier: Apache-2.0
import Endpoints
import Foundation
import HTTPServing
import Modules
import NIOCore
import Testing
import Testkit

@testable import roost

struct OpenAPITests {
    @Test func `the committed document is what the endpoints generate`() async throws {
        let committed = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("openapi/v1.json")
        let expected = try String(contentsOf: committed, encoding: .utf8)

        let document = try await withServer(of: RoostModules.all, on: .sqlite) { server in
            try OpenAPI(server.site.endpoints.map(\.declaration)).document()
        }

        let isSame = document == expected
        #expect(isSame, "openapi/v1.json is out of date: bin/check-openapi --write")
    }

    @Test func `no two endpoints answer the same address or have the same name`() async throws {
        try await withServer(of: RoostModules.all, on: .sqlite) { server async throws in
            let declarations = server.site.endpoints.map(\.declaration)
            let addresses = declarations.map { declaration in
                declaration.route.method.rawValue
                    + declaration.route.segments.map { segment in
                        if case .literal(let text) = segment { "/" + text } else { "/{}" }
                    }.joined()
            }

            #expect(Set(addresses).count == addresses.count)
            #expect(Set(declarations.map(\.name)).count == declarations.count)
        }
    }

    @Test func `what is for services is not in the document`() async throws {
        try await withServer(of: RoostModules.all, on: .sqlite) { server in
            let document = try OpenAPI(server.site.endpoints.map(\.declaration)).document()

            #expect(!document.contains("/internal/") && !document.contains("EnsureProfile"))
        }
    }
}

struct WebAppTests {
    private let app = WebApp()
    /// A build without the web app has no files.
    static let isBuiltIn = WebApp().asset(at: "/", isNavigation: true) != nil

    @Test(.enabled(if: WebAppTests.isBuiltIn, "the web app is not built in"))
    func `any address a browser is sent to shows the app`() throws {
        let first = try #require(app.asset(at: "/", isNavigation: false))
        let deep = try #require(app.asset(at: "/chats/0190a1b2", isNavigation: true))

        #expect(first.contentType == "text/html; charset=utf-8")
        #expect(deep.etag == first.etag)
        #expect(!first.isImmutable)
        #expect(first.bytes.readableBytes > 0)
    }

    @Test(arguments: ["/nothing.js", "/../Package.swift", "/index.html/", "//", "/index.html.gz", ""])
    func `what is not a file is not found`(path: String) {
        #expect(app.asset(at: path, isNavigation: false) == nil)
    }

    @Test(.enabled(if: WebAppTests.isBuiltIn, "the web app is not built in"))
    func `every file the page refers to is there with its type`() throws {
        let page = try #require(app.asset(at: "/", isNavigation: true))
        let text = String(buffer: page.bytes)
        let references = text.matches(of: /(?:src|href)="(\/[^"]+)"/).map { String($0.output.1) }

        for path in references {
            let asset = try #require(app.asset(at: path, isNavigation: false), "\(path)")
            #expect(asset.etag.hasPrefix("\"") && asset.etag.hasSuffix("\"") && asset.etag.count > 2)
            if path.hasSuffix(".js") { #expect(asset.contentType == "text/javascript; charset=utf-8") }
            if path.hasSuffix(".css") { #expect(asset.contentType == "text/css; charset=utf-8") }
        }
        // The content security policy allows no scripts in the page.
        #expect(!text.contains("<script>") && !text.contains("onclick="))
    }
}
