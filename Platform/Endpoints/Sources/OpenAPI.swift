// SPDX-License-Identifier: Apache-2.0
public import Core

/// Writes the OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1.html) of a set of endpoints.
public struct OpenAPI {
    private let declarations: [EndpointDeclaration]

    /// A document of the given endpoints; those for services only are left out.
    public init(_ declarations: [EndpointDeclaration]) {
        self.declarations = declarations.filter { $0.access != .service }
            .sorted {
                ($0.tag, $0.route.template, $0.route.method.rawValue) < (
                    $1.tag, $1.route.template, $1.route.method.rawValue
                )
            }
    }

    /// The document as indented JSON, the same every time.
    public func document() throws -> String {
        var components = Components()
        var paths: [(String, [(String, JSONTree)])] = []
        for declaration in declarations {
            let path = (declaration.route.isAtRoot ? "" : "/api/v1") + declaration.route.template
            let operation = try operation(declaration, &components)
            let method = declaration.route.method.rawValue.lowercased()
            if let index = paths.firstIndex(where: { $0.0 == path }) {
                paths[index].1.append((method, operation))
            } else {
                paths.append((path, [(method, operation)]))
            }
        }
        let tags = Set(declarations.map(\.tag)).sorted()
        return JSONTree.object([
            ("openapi", "3.1.0"),
            (
                "info",
                .object([
                    ("title", "Roost"), ("version", "1"),
                    (
                        "description",
                        "The public API of a Roost site. Times are RFC 3339 in UTC, ids are UUIDs."
                    ),
                    ("license", .object([("name", "Apache-2.0"), ("identifier", "Apache-2.0")])),
                ])
            ),
            ("tags", .array(tags.map { .object([("name", .string($0))]) })),
            ("paths", .object(paths.map { ($0.0, .object($0.1)) })),
            (
                "components",
                .object([
                    (
                        "schemas",
                        .object(components.schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
                    ),
                    ("responses", .object(Self.sharedResponses)),
                    (
                        "securitySchemes",
                        .object([
                            (
                                "bearer",
                                .object([("type", "http"), ("scheme", "bearer"), ("bearerFormat", "JWT")])
                            )
                        ])
                    ),
                ])
            ),
        ]).text
    }

    private func operation(
        _ declaration: EndpointDeclaration,
        _ components: inout Components
    ) throws -> JSONTree {
        var members: [(String, JSONTree)] = [
            ("tags", .array([.string(declaration.tag)])),
            ("operationId", .string(declaration.name)),
            ("summary", .string(declaration.summary)),
            (
                "security",
                declaration.access == .everyone ? .array([]) : .array([.object([("bearer", .array([]))])])
            ),
        ]
        let fields: [Schema.Property] =
            if case .object(_, let fields) = try declaration.request() { fields } else { [] }
        let inPath = Set(declaration.route.parameters)
        let parameters = fields.filter { $0.name != "body" }.map { field in
            parameter(field, isInPath: inPath.contains(field.name), &components)
        }
        if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
        let body = fields.first { $0.name == "body" }
        if let body {
            let schema = declaration.bodyKind == .form ? Self.inForm(body.schema) : body.schema
            let content: JSONTree = .object([
                (declaration.bodyKind.mediaType, .object([("schema", components.tree(of: schema))]))
            ])
            members.append(
                ("requestBody", .object([("required", .boolean(!body.isOptional)), ("content", content)]))
            )
        }
        members.append(
            (
                "responses",
                .object(
                    try responses(declaration, takesInput: !fields.isEmpty, hasBody: body != nil, &components)
                )
            )
        )
        return .object(members)
    }

    private func parameter(
        _ field: Schema.Property,
        isInPath: Bool,
        _ components: inout Components
    ) -> JSONTree {
        let schema: Schema = if case .nullable(let inner) = field.schema { inner } else { field.schema }
        var members: [(String, JSONTree)] = [
            ("name", .string(field.name)), ("in", isInPath ? "path" : "query"),
            ("required", .boolean(isInPath || !field.isOptional)), ("schema", components.tree(of: schema)),
        ]
        if case .array = schema { members += [("style", "form"), ("explode", false)] }
        return .object(members)
    }

    private func responses(
        _ declaration: EndpointDeclaration,
        takesInput: Bool,
        hasBody: Bool,
        _ components: inout Components
    ) throws -> [(String, JSONTree)] {
        var codes: [Int: [ErrorCode]] = [:]
        func add(_ kind: Failure.Kind, _ code: ErrorCode) {
            codes[kind.status, default: []].append(code)
        }
        for failure in declaration.failures { add(failure.kind, failure.code) }
        if takesInput { add(.invalid, .invalid) }
        switch declaration.access {
        case .everyone: add(.unauthenticated, .unauthenticated)
        case .member: add(.unauthenticated, .unauthenticated)
        case .roles:
            add(.unauthenticated, .unauthenticated)
            add(.forbidden, .forbidden)
        case .service: break
        }
        if hasBody { add(.tooLarge, .tooLarge) }
        add(.limited, .rateLimited)
        add(.unavailable, .unavailable)
        // Every endpoint may meet malformed HTTP, and a write a key that is in use.
        if codes[400] == nil { add(.invalid, .invalid) }
        if declaration.route.method != .get { add(.conflict, .idempotencyConflict) }

        var success: [(String, JSONTree)] = [("description", .string(declaration.summary))]
        if let type = declaration.fileType {
            let bytes: JSONTree = .object([("schema", .object([("type", "string"), ("format", "binary")]))])
            success.append(("content", .object([(type, bytes)])))
        } else if declaration.success != .noContent {
            let data = components.tree(of: try declaration.reply())
            let schema: JSONTree =
                declaration.isBare
                ? data
                : .object([
                    ("type", "object"), ("required", .array(["success", "data"])),
                    ("properties", .object([("success", .object([("const", true)])), ("data", data)])),
                ])
            success.append(("content", .object([("application/json", .object([("schema", schema)]))])))
        }
        var all: [(String, JSONTree)] = [(String(declaration.success.rawValue), .object(success))]
        if declaration.fileType != nil {
            all.append(
                ("206", .object([("description", "The part that was asked for")] + success.dropFirst()))
            )
            all.append(("304", .object([("description", "The client has it")])))
        }
        for (status, reasons) in codes.sorted(by: { $0.key < $1.key }) {
            let names = Set(reasons.map(\.description)).sorted().map { "`\($0)`" }.joined(separator: ", ")
            all.append((String(status), failure(names)))
        }
        if declaration.fileType != nil { all.append(("416", failure("`\(ErrorCode.unsatisfiableRange)`"))) }
        if hasBody { all.append(("415", failure("`request.unsupported_media_type`"))) }
        // Before the endpoint is known: the address and the fields of the header have a bound together.
        all.append(("431", failure("`\(ErrorCode.tooLarge)`")))
        all.append(("500", .object([("$ref", "#/components/responses/Failure")])))
        return all
    }

    /// A form has no null: a field is there or it is not.
    private static func inForm(_ schema: Schema) -> Schema {
        guard case .object(let name, let fields) = schema else { return schema }
        let plain = fields.map { field in
            guard case .nullable(let inner) = field.schema else { return field }
            return Schema.Property(field.name, inner, isOptional: field.isOptional)
        }
        return .object(name: name, plain)
    }

    private func failure(_ description: String) -> JSONTree {
        .object([
            ("description", .string(description)),
            ("content", .object([("application/json", .object([("schema", Self.failureReference)]))])),
        ])
    }

    private static let failureReference: JSONTree = .object([("$ref", "#/components/schemas/FailureReply")])
    private static var sharedResponses: [(String, JSONTree)] {
        [
            (
                "Failure",
                .object([
                    ("description", "The request was refused or failed."),
                    ("content", .object([("application/json", .object([("schema", failureReference)]))])),
                ])
            )
        ]
    }
}

/// The named schemas of a document, collected while its operations are written.
private struct Components {
    var schemas: [String: JSONTree] = ["FailureReply": Self.failureReply]

    mutating func tree(of schema: Schema) -> JSONTree {
        switch schema {
        case .string(let facts): .object(Self.members(of: facts))
        case .integer(let minimum, let maximum):
            .object(
                [("type", "integer")]
                    + [minimum.map { ("minimum", .integer($0)) }, maximum.map { ("maximum", .integer($0)) }]
                    .compactMap { $0 }
            )
        case .number: .object([("type", "number")])
        case .boolean: .object([("type", "boolean")])
        case .choice(let name, let values):
            named(name) { _ in .object([("type", "string"), ("enum", .array(values.map { .string($0) }))]) }
        case .array(let element, let maximum):
            .object(
                [("type", "array"), ("items", tree(of: element))]
                    + (maximum.map { [("maxItems", .integer($0))] } ?? [])
            )
        case .object(let name, let properties):
            named(name) { components in
                let required = properties.filter { !$0.isOptional }.map { JSONTree.string($0.name) }
                return .object(
                    [("type", "object")] + (required.isEmpty ? [] : [("required", .array(required))])
                        + [
                            (
                                "properties",
                                .object(properties.map { ($0.name, components.tree(of: $0.schema)) })
                            )
                        ]
                )
            }
        case .anything, .nothing: .object([])
        case .nullable(let inner):
            .object([("anyOf", .array([tree(of: inner), .object([("type", "null")])]))])
        case .anyOf(let schemas): .object([("anyOf", .array(schemas.map { tree(of: $0) }))])
        case .reference(let name): Self.reference(to: name)
        }
    }

    private mutating func named(_ name: String, _ make: (inout Components) -> JSONTree) -> JSONTree {
        if schemas[name] == nil {
            schemas[name] = .object([])  // Holds the place, so that a type may contain itself.
            schemas[name] = make(&self)
        }
        return Self.reference(to: name)
    }

    private static func reference(to name: String) -> JSONTree {
        .object([("$ref", .string("#/components/schemas/" + name))])
    }

    private static func members(of facts: Schema.StringFacts) -> [(String, JSONTree)] {
        var members: [(String, JSONTree)] = [("type", "string")]
        if let format = facts.format { members.append(("format", .string(format))) }
        if let minimum = facts.minimumLength { members.append(("minLength", .integer(minimum))) }
        if let maximum = facts.maximumLength { members.append(("maxLength", .integer(maximum))) }
        if let pattern = facts.pattern { members.append(("pattern", .string(pattern))) }
        if let example = facts.example { members.append(("examples", .array([.string(example)]))) }
        return members
    }

    private static var failureReply: JSONTree {
        let text: JSONTree = .object([("type", "string")])
        let problem: JSONTree = .object([
            ("type", "object"), ("required", .array(["field", "message"])),
            ("properties", .object([("field", text), ("message", text)])),
        ])
        let error: JSONTree = .object([
            ("type", "object"), ("required", .array(["code", "message"])),
            (
                "properties",
                .object([
                    ("code", text), ("message", text),
                    ("details", .object([("type", "array"), ("items", problem)])),
                ])
            ),
        ])
        return .object([
            ("type", "object"), ("required", .array(["success", "error"])),
            ("properties", .object([("success", .object([("const", false)])), ("error", error)])),
        ])
    }
}

extension Failure.Kind {
    /// The HTTP status of a family of failures (RFC 9110).
    public var status: Int {
        switch self {
        case .invalid: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .notFound: 404
        case .conflict: 409
        case .tooLarge: 413
        case .limited: 429
        case .internalError: 500
        case .unavailable: 503
        }
    }
}
