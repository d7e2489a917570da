// SPDX-License-Identifier: Apache-2.0

/// For which request and for whom the running task works; log lines carry it.
///
/// Whatever lets work in sets it around the work: `Correlation.$current.withValue(…) { … }`. Child tasks inherit it.
public struct Correlation: Hashable, Sendable {
    /// What the running task works for; nil outside requests, jobs and events.
    @TaskLocal public static var current: Correlation?

    /// The id of the request, which the caller can quote; of a job or event its own id.
    public var requestID: String
    /// The id of the caller's account, once known.
    public var user: String?

    /// Work for a request, and for a caller where one is known.
    public init(requestID: String, user: String? = nil) {
        self.requestID = requestID
        self.user = user
    }
}
