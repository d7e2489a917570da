// SPDX-License-Identifier: Apache-2.0
import Core
import Foundation
import Testing

@testable import Endpoints

private enum Colour: String, Sendable, APIEnum { case red = "RED", green = "GREEN" }

private struct Leaf: Codable, Sendable, Equatable {
    var name: String
    var note: String?
    var colour: Colour
    var children: [Leaf]
}

private struct Title: TextValue {
    static let length = 1...5
    let text: String
    init(trusted text: String) { self.text = text }
}

private struct PutLeaf: Endpoint {
    static let route: Route = .put("/trees/{tree}/leaves/{leaf}")
    static let summary = "Put a leaf"
    static let access: Access = .member
    static let failures: [DeclaredFailure] = [.notFound("trees.not_found")]
    typealias Reply = Page<Leaf>

    var tree: ID<Leaf>
    var leaf: Int
    var limit: PageLimit?
    var tags: [String]?
    var body: Draft

    struct Draft: Codable, Sendable {
        var title: Title
        var weight: Double?
        var parents: [ID<Leaf>]
    }
}

struct EndpointDecodingTests {
    private let tree = ID<Leaf>(high: 1, low: 2)

    private func call(query: String = "", body: String) -> EndpointCall {
        EndpointCall(
            parameters: [tree.description, "7"],
            query: query,
            body: Array(body.utf8),
            caller: Caller()
        )
    }

    private func decode(query: String = "", body: String) throws -> PutLeaf {
        try RequestDecoder.decode(
            PutLeaf.self,
            from: call(query: query, body: body),
            parameters: PutLeaf.route.parameters
        )
    }

    private func problem(query: String = "", body: String) -> Failure.Problem? {
        do {
            _ = try decode(query: query, body: body)
            return nil
        } catch let failure as Failure {
            return failure.problems.first
        } catch {
            return nil
        }
    }

    @Test func `path, query and body each give their fields`() throws {
        let request = try decode(
            query: "limit=3&tags=a,b%20c",
            body: #"{"title":" oak ","parents":[],"unknown":1}"#
        )

        #expect(request.tree == tree)
        #expect(request.leaf == 7)
        #expect(request.limit?.value == 3)
        #expect(request.tags == ["a", "b c"])
        #expect(request.body.title.text == "oak")
    }

    @Test(arguments: [
        (#"{"parents":[]}"#, "title", "Is required."),
        (#"{"title":"","parents":[]}"#, "title", "Must have 1 to 5 characters."),
        (#"{"title":"sequoia","parents":[]}"#, "title", "Must have 1 to 5 characters."),
        (#"{"title":"a\u0000b","parents":[]}"#, "title", "Must not contain control characters."),
        (#"{"title":3,"parents":[]}"#, "title", "Must be a string."),
        (#"{"title":null,"parents":[]}"#, "title", "Must not be null."),
        (#"{"title":"a","parents":["x"]}"#, "parents.0", "Must be a UUID."),
        (#"{"title":"a","parents":[],"weight":"w"}"#, "weight", "Must be a number."),
        (#"{"title":"a""#, "body", "Is not valid JSON."),
        ("", "body", "Is required."),
    ])
    func `a bad body names the field`(body: String, field: String, message: String) {
        #expect(problem(body: body) == Failure.Problem(field: field, message: message))
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=101", "limit"), ("limit=x", "limit"), ("limit=%FF", "query"),
    ])
    func `a bad query names the field`(query: String, field: String) {
        #expect(problem(query: query, body: #"{"title":"a","parents":[]}"#)?.field == field)
    }

    @Test func `nesting without end is refused`() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(problem(body: #"{"title":"# + deep) != nil)
    }
}

struct JSONEncodingTests {
    @Test func `nil is written and Foundation reads the same back`() throws {
        let leaf = Leaf(
            name: "a\"\\\n\t\u{01}é🌳/",
            note: nil,
            colour: .green,
            children: [Leaf(name: "", note: "n", colour: .red, children: [])]
        )

        let bytes = try JSON.encode(leaf)

        #expect(String(decoding: bytes, as: UTF8.self).contains(#""note":null"#))
        #expect(try JSONDecoder().decode(Leaf.self, from: Data(bytes)) == leaf)
    }

    @Test func `a page of values keeps its envelope`() throws {
        let page = Page<Int>(items: [1, 2], nextCursor: nil)
        #expect(
            String(decoding: try JSON.envelope(page), as: UTF8.self)
                == #"{"success":true,"data":{"items":[1,2],"nextCursor":null}}"#
        )
    }

    @Test func `infinity is an error`() {
        #expect(throws: EncodingError.self) { try JSON.encode([Double.infinity]) }
    }

    @Test func `a failure carries code, sentence and fields`() {
        let bytes = JSON.envelope(.invalid("name", "Is \"odd\"."))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"success":false,"error":{"code":"request.invalid","message":"The request is not valid.","#
                + #""details":[{"field":"name","message":"Is \"odd\"."}]}}"#
        )
    }
}

struct SchemaTests {
    @Test func `a request is learnt from its decoder`() throws {
        let schema = try SchemaRecorder.schema(of: PutLeaf.self, for: .request)
        guard case .object(_, let fields) = schema else {
            Issue.record("not an object")
            return
        }
        #expect(fields.map(\.name) == ["tree", "leaf", "limit", "tags", "body"])
        #expect(fields.map(\.isOptional) == [false, false, true, true, false])
        guard case .object(let name, let body) = fields[4].schema else {
            Issue.record("the body is not an object")
            return
        }
        #expect(name == "PutLeafDraft")
        #expect(body.map(\.isOptional) == [false, true, false])
        #expect(body[2].schema == .array(ID<Leaf>.schema, maximum: nil))
    }

    @Test func `a reply that contains itself ends in a reference`() throws {
        let schema = try SchemaRecorder.schema(of: Page<Leaf>.self, for: .reply)
        guard case .object("LeafPage", let fields) = schema,
            case .array(.object("Leaf", let leaf), _) = fields[0].schema
        else {
            Issue.record("unexpected \(schema)")
            return
        }
        #expect(leaf.map(\.isOptional) == [false, false, false, false])
        #expect(leaf[1].schema == .nullable(.text))
        #expect(leaf[3].schema == .array(.reference("Leaf"), maximum: nil))
    }

    @Test func `the document names path, parameters, schemas and failures`() throws {
        let text = try OpenAPI([PutLeaf.declaration]).document()
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        )
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let operation = try #require(paths["/api/v1/trees/{tree}/leaves/{leaf}"]?["put"] as? [String: Any])
        #expect((operation["parameters"] as? [Any])?.count == 4)
        #expect((operation["responses"] as? [String: Any])?["404"] != nil)
        let schemas = (document["components"] as? [String: Any])?["schemas"] as? [String: Any]
        #expect(schemas?["Leaf"] != nil && schemas?["LeafPage"] != nil)
    }
}
