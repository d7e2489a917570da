// SPDX-License-Identifier: Apache-2.0
import Endpoints

/// An endpoint as the server holds it.
final class RouteEntry: Sendable {
    let endpoint: BoundEndpoint
    let metrics: RouteMetrics

    init(_ endpoint: BoundEndpoint) {
        self.endpoint = endpoint
        metrics = RouteMetrics(
            route: endpoint.declaration.route.template,
            method: endpoint.declaration.route.method.rawValue
        )
    }

    var declaration: EndpointDeclaration { endpoint.declaration }
}

/// Two endpoints claim the same method and path.
public struct RouteConflict: Error, CustomStringConvertible {
    public let description: String
}

/// Finds the endpoint for a method and path, in a tree with one level for each part of the path.
///
/// A literal part wins over a parameter; where the literal leads nowhere, the parameter is tried.
struct RouteTable: Sendable {
    /// What a path leads to.
    enum Match {
        case found(RouteEntry, [String])
        /// The path exists, with these methods.
        case otherMethods([Method])
        case nothing
        /// The path is not well-formed.
        case malformed
    }

    private struct Node: Sendable {
        var literals: [(text: [UInt8], node: Int)] = []
        var parameter: Int?
        /// By the position of the method in `Method.allCases`.
        var entries: [RouteEntry?] = Array(repeating: nil, count: Method.allCases.count)
        var isTaken: Bool { entries.contains { $0 != nil } }
    }

    /// The most parts a path may have.
    private static let depthLimit = 16
    private static let prefixes: [[UInt8]] = [Array("api".utf8), Array("v1".utf8)]

    private var nodes: [Node] = [Node(), Node()]
    private let api = 0
    private let root = 1

    init(_ endpoints: [BoundEndpoint]) throws {
        for endpoint in endpoints { try insert(RouteEntry(endpoint)) }
    }

    /// All entries, for whoever lists them.
    var entries: [RouteEntry] { nodes.flatMap { $0.entries.compactMap(\.self) } }

    private mutating func insert(_ entry: RouteEntry) throws {
        let route = entry.declaration.route
        var position = route.isAtRoot ? root : api
        for segment in route.segments { position = child(of: position, for: segment) }
        let method = Self.index(of: route.method)
        if let other = nodes[position].entries[method] {
            throw RouteConflict(
                description: "\(entry.declaration.name) and \(other.declaration.name) are both at \(route)"
            )
        }
        nodes[position].entries[method] = entry
    }

    private mutating func child(of position: Int, for segment: Route.Segment) -> Int {
        switch segment {
        case .literal(let text):
            let bytes = Array(text.utf8)
            if let known = nodes[position].literals.first(where: { $0.text == bytes }) { return known.node }
            nodes[position].literals.append((bytes, nodes.count))
        case .parameter:
            if let known = nodes[position].parameter { return known }
            nodes[position].parameter = nodes.count
        }
        nodes.append(Node())
        return nodes.count - 1
    }

    private static func index(of method: Method) -> Int {
        switch method {
        case .get: 0
        case .post: 1
        case .put: 2
        case .patch: 3
        case .delete: 4
        }
    }

    /// Looks up a path as it came, without its query.
    func match(_ method: Method?, _ path: PathParts) -> Match {
        path.withParts { bytes, parts in
            guard parts.count <= Self.depthLimit else { return .nothing }
            var walk = Walk(bytes: bytes, parts: parts)
            let start = skipPrefix(bytes, parts)
            let node = start.flatMap { find(api, $0, &walk) } ?? find(root, 0, &walk)
            guard let node else { return .nothing }
            let methods = nodes[node].entries
            guard let method, let entry = methods[Self.index(of: method)] else {
                return .otherMethods(Method.allCases.filter { methods[Self.index(of: $0)] != nil })
            }
            return walk.values().map { .found(entry, $0) } ?? .malformed
        }
    }

    /// The part after `/api/v1` or `/api`. Nil when the path is not of the API.
    private func skipPrefix(_ bytes: UnsafeBufferPointer<UInt8>, _ parts: [Range<Int>]) -> Int? {
        guard let first = parts.first, Self.equal(bytes, first, Self.prefixes[0]) else { return nil }
        return parts.count > 1 && Self.equal(bytes, parts[1], Self.prefixes[1]) ? 2 : 1
    }

    private struct Walk {
        let bytes: UnsafeBufferPointer<UInt8>
        let parts: [Range<Int>]
        var parameters: [Int] = []

        /// The texts of the parameters. Nil when one is not UTF-8 or has control characters.
        func values() -> [String]? {
            var values: [String] = []
            for parameter in parameters {
                let part = UnsafeBufferPointer(rebasing: bytes[parts[parameter]])
                guard part.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
                    let text = String(validating: part, as: UTF8.self)
                else { return nil }
                values.append(text)
            }
            return values
        }
    }

    private func find(_ node: Int, _ depth: Int, _ walk: inout Walk) -> Int? {
        guard depth < walk.parts.count else { return nodes[node].isTaken ? node : nil }
        let part = walk.parts[depth]
        for literal in nodes[node].literals where Self.equal(walk.bytes, part, literal.text) {
            if let found = find(literal.node, depth + 1, &walk) { return found }
        }
        guard let parameter = nodes[node].parameter, !part.isEmpty else { return nil }
        walk.parameters.append(depth)
        if let found = find(parameter, depth + 1, &walk) { return found }
        walk.parameters.removeLast()
        return nil
    }

    private static func equal(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ part: Range<Int>,
        _ text: [UInt8]
    ) -> Bool {
        guard part.count == text.count else { return false }
        for (offset, byte) in text.enumerated() where bytes[part.lowerBound + offset] != byte { return false }
        return true
    }
}
