// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// How the process fares, as health endpoints show it. It names the failing part and says nothing secret.
public struct HealthReport: Sendable, Equatable, Codable {
    /// The answer of one part.
    public struct Part: Sendable, Equatable, Codable {
        /// The name under which it was added.
        public let name: String
        /// Whether it works.
        public let status: Status
        /// `failed` or `timed out`, when it does not.
        public let reason: String?
    }

    /// Works, or does not.
    public enum Status: String, Sendable, Codable {
        /// It works.
        case ok
        /// It does not.
        case failing
    }

    /// `ok` when every part is.
    public let status: Status
    /// The parts, by name.
    public let parts: [Part]

    init(parts: [Part]) {
        self.parts = parts.sorted { $0.name < $1.name }
        status = parts.allSatisfy { $0.status == .ok } ? .ok : .failing
    }

    /// Whether every part works.
    public var isHealthy: Bool { status == .ok }

    /// The report as JSON: `{"parts":[{"name":"database","status":"ok"}],"status":"ok"}`.
    public var json: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        // Strings and enums of strings always encode; the literal is there for the type checker.
        guard let data = try? encoder.encode(self) else { return Array(#"{"status":"failing"}"#.utf8) }
        return Array(data)
    }
}
