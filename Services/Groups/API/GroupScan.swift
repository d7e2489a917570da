// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// All groups by ascending id, for services that make something anew out of them.
public struct ScanGroups: Endpoint {
    /// The most groups in one reply.
    public static let most = 500
    public static let route: Route = .post("/internal/groups/scan")
    public static let summary = "Read all groups, a portion at a time"
    public static let access: Access = .service
    public typealias Reply = [GroupFacts]

    public var body: Range

    /// Which part.
    public struct Range: Codable, Sendable {
        /// Only groups after this one.
        public var after: GroupID?
        /// How many, 1 to 500.
        public var limit: Int
    }

    /// Asks for a portion.
    public init(after: GroupID?, limit: Int = most) { body = Range(after: after, limit: limit) }
}
