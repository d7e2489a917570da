// SPDX-License-Identifier: Apache-2.0

/// The HTTP method of an endpoint.
public enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
}

/// Where an endpoint is: a method and a path template below `/api/v1`, as in `/chats/{chat}/members`.
public struct Route: Sendable, Hashable, CustomStringConvertible {
    /// One part of the path between slashes.
    public enum Segment: Sendable, Hashable {
        /// The text as it stands.
        case literal(String)
        /// Any text, given to the field of this name.
        case parameter(String)
    }

    /// The method.
    public let method: Method
    /// The template as written.
    public let template: String
    /// The template cut at its slashes.
    public let segments: [Segment]
    /// Whether the path stands at the root of the site, outside `/api/v1`.
    public let isAtRoot: Bool

    /// A route of the given method and template.
    public init(_ method: Method, _ template: String, atRoot: Bool = false) {
        self.method = method
        self.template = template
        isAtRoot = atRoot
        segments = template.split(separator: "/").map { part in
            part.hasPrefix("{") && part.hasSuffix("}")
                ? .parameter(String(part.dropFirst().dropLast())) : .literal(String(part))
        }
    }

    /// The names of the parameters, in their order in the path.
    public var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    public var description: String { "\(method.rawValue) \(template)" }

    /// GET of a path.
    public static func get(_ template: String) -> Route { Route(.get, template) }
    /// POST to a path.
    public static func post(_ template: String) -> Route { Route(.post, template) }
    /// PUT of a path.
    public static func put(_ template: String) -> Route { Route(.put, template) }
    /// PATCH of a path.
    public static func patch(_ template: String) -> Route { Route(.patch, template) }
    /// DELETE of a path.
    public static func delete(_ template: String) -> Route { Route(.delete, template) }
}
