// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints

/// Everybody by ascending id, for services that make something anew out of all people.
public struct ScanUsers: Endpoint {
    /// The most people in one reply.
    public static let most = 500
    public static let route: Route = .post("/internal/users/scan")
    public static let summary = "Read all people, a portion at a time"
    public static let access: Access = .service
    public typealias Reply = [User]

    public var body: Range

    /// Which part.
    public struct Range: Codable, Sendable {
        /// Only people after this one.
        public var after: UserID?
        /// How many, 1 to 500.
        public var limit: Int
    }

    /// Asks for a portion.
    public init(after: UserID?, limit: Int = most) { body = Range(after: after, limit: limit) }
}
