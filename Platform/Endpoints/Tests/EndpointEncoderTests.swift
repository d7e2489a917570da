// SPDX-License-Identifier: Apache-2.0
import Core
import Testing

@testable import Endpoints

private struct Tree {}

private struct FindLeaves: Endpoint, Equatable {
    static let route: Route = .get("/trees/{tree}/leaves/{name}")
    static let summary = "Find leaves"
    static let access: Access = .everyone
    typealias Reply = NoReply

    var tree: ID<Tree>
    var name: String
    var limit: PageLimit?
    var tags: [String]?
    var isGreen: Bool?
    var weight: Double?
}

private struct PlantTree: Endpoint {
    static let route: Route = .post("/trees")
    static let summary = "Plant a tree"
    static let access: Access = .everyone
    typealias Reply = NoReply

    var body: Draft
    struct Draft: Codable, Sendable, Equatable {
        var name: String
        var note: String?
    }
}

struct EndpointEncoderTests {
    private let tree = ID<Tree>(high: 1, low: 2)

    private func roundTrip(_ request: FindLeaves) throws -> FindLeaves {
        let encoded = try EncodedEndpoint(request)
        return try RequestDecoder.decode(
            FindLeaves.self,
            from: EndpointCall(
                parameters: encoded.parameters,
                query: encoded.query,
                body: encoded.body,
                caller: Caller()
            ),
            parameters: FindLeaves.route.parameters
        )
    }

    @Test func `each field goes to its place`() throws {
        let encoded = try EncodedEndpoint(
            FindLeaves(
                tree: tree,
                name: "a/b c",
                limit: PageLimit(clamping: 3),
                tags: ["x", "y&z"],
                isGreen: true,
                weight: 1.5
            )
        )

        #expect(encoded.method == .get)
        #expect(encoded.parameters == [tree.description, "a/b c"])
        #expect(encoded.path == "/trees/\(tree)/leaves/a%2Fb%20c")
        #expect(encoded.query == "limit=3&tags=x%2Cy%26z&isGreen=true&weight=1.5")
        #expect(encoded.body.isEmpty)
    }

    @Test func `what is nil is left out`() throws {
        let encoded = try EncodedEndpoint(FindLeaves(tree: tree, name: "oak"))

        #expect(encoded.query == "")
    }

    @Test func `the body is JSON`() throws {
        let encoded = try EncodedEndpoint(PlantTree(body: .init(name: "oak \"1\"")))

        #expect(encoded.path == "/trees" && encoded.query == "" && encoded.parameters == [])
        let text = String(decoding: encoded.body, as: UTF8.self)
        #expect(text.contains(#""name":"oak \"1\"""#))
        #expect(try JSON.decode(PlantTree.Draft.self, from: encoded.body) == .init(name: "oak \"1\""))
    }

    @Test(arguments: ["oak", "", "50% + 1 = ?&#", "+", "été 🌳", "a=b&c=d", "\u{0}\n"])
    func `what is encoded is decoded to the same`(text: String) throws {
        let request = FindLeaves(
            tree: tree,
            name: text,
            limit: PageLimit(clamping: 7),
            tags: [text, "é"],
            isGreen: false,
            weight: -2
        )

        #expect(try roundTrip(request) == request)
    }

    @Test func `an item with a comma is refused rather than split`() {
        #expect(throws: EncodingError.self) {
            try EncodedEndpoint(FindLeaves(tree: tree, name: "oak", tags: ["a,b"]))
        }
    }
}
